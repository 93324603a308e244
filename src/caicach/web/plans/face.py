"""What plans bring to the whole."""

from django.utils.translation import gettext_lazy as _

from caicach.kernel.access import Actor, Permission
from caicach.web.plans import words
from caicach.web.plans.urls import urlpatterns
from caicach.web.shell.faces import Face, Group, MenuEntry
from caicach.web.shell.rights import may_any


def _sees_some(actor: Actor) -> bool:
    return may_any(actor, (Permission.TASK_SEE_ALL, Permission.PLAN_MANAGE)) or bool(actor.visible_units)


FACE = Face(
    routes=urlpatterns,
    under="ke-hoach/",
    menu=(MenuEntry(_("Kế hoạch"), "web:plans", Group.WORK, _sees_some),),
    words=(words.PLAN_KINDS, words.LINES_SHOWN),
    badges=(words.PLAN_STATES,),
    permissions={
        Permission.PLAN_MANAGE: _("Quản lý chương trình, kế hoạch của tỉnh"),
        Permission.PLAN_EDIT: _("Lập kế hoạch của đơn vị mình"),
    },
    stylesheet="css/plans.css",
)
