"""What accounts bring to the whole: the own account, and that of everybody for who manages them."""

from django.utils.translation import gettext_lazy as _

from caicach.kernel.access import Actor, Permission
from caicach.web.accounts.trail_words import ACTS, THINGS
from caicach.web.accounts.urls import urlpatterns
from caicach.web.shell.faces import Face, FirstStep, Group, MenuEntry


def _manages(actor: Actor) -> bool:
    return actor.may(Permission.USERS_MANAGE)


def _is_anybody(actor: Actor) -> bool:
    return actor.user_id is not None


FACE = Face(
    routes=urlpatterns,
    menu=(MenuEntry(_("Tài khoản người dùng"), "web:account_list", Group.SYSTEM, _manages),),
    first_steps=(
        FirstStep(10, _("Mời người dùng, giao vai trò theo đơn vị và thời gian"), "web:account_list", _manages),
        FirstStep(70, _("Đổi mật khẩu, bật xác minh hai bước"), "web:own_password", _is_anybody),
    ),
    permissions={Permission.USERS_MANAGE: _("Quản lý tài khoản")},
    acts=ACTS,
    things=THINGS,
)
