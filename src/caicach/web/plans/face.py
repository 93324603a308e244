"""What plans bring to the whole."""

from django.utils.translation import gettext_lazy as _

from caicach.kernel.access import Actor, Permission
from caicach.plans.queries import plans_among
from caicach.web.plans import words
from caicach.web.plans.trail_words import ACTS, THINGS
from caicach.web.plans.urls import urlpatterns
from caicach.web.shell.faces import Face, FirstStep, Group, MenuEntry
from caicach.web.shell.rights import may_any


def _sees_some(actor: Actor) -> bool:
    return may_any(actor, (Permission.TASK_SEE_ALL, Permission.PLAN_MANAGE)) or bool(actor.visible_units)


def _plans(actor: Actor) -> bool:
    return actor.may(Permission.PLAN_MANAGE)


FACE = Face(
    routes=urlpatterns,
    opened={"web:plan": plans_among, "web:plan_review": plans_among},
    under="ke-hoach/",
    menu=(MenuEntry(_("Kế hoạch"), "web:plans", Group.WORK, _sees_some),),
    first_steps=(
        FirstStep(30, _("Lập kế hoạch năm từ tệp bảng nhiệm vụ, soát từng dòng rồi giao"), "web:new_plan", _plans),
    ),
    words=(words.PLAN_KINDS, words.LINES_SHOWN),
    badges=(words.PLAN_STATES,),
    permissions={
        Permission.PLAN_MANAGE: _("Quản lý chương trình, kế hoạch của tỉnh"),
        Permission.PLAN_EDIT: _("Lập kế hoạch của đơn vị mình"),
    },
    stylesheet="css/plans.css",
    acts=ACTS,
    things=THINGS,
)
