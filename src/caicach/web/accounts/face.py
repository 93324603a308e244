"""What accounts bring to the whole: the own account, and that of everybody for who manages them."""

from django.utils.translation import gettext_lazy as _

from caicach.kernel.access import Actor, Permission
from caicach.web.accounts.urls import urlpatterns
from caicach.web.shell.faces import Face, Group, MenuEntry


def _manages(actor: Actor) -> bool:
    return actor.may(Permission.USERS_MANAGE)


FACE = Face(
    routes=urlpatterns,
    menu=(MenuEntry(_("Tài khoản người dùng"), "web:account_list", Group.SYSTEM, _manages),),
    permissions={Permission.USERS_MANAGE: _("Quản lý tài khoản")},
)
