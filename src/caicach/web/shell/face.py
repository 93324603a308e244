"""What the shell itself brings: sign-in, the account, help, and the permissions of no single room."""

from django.utils.translation import gettext_lazy as _

from caicach.kernel.access import Actor, Permission
from caicach.web.shell.faces import Face, Group, MenuEntry
from caicach.web.shell.urls import urlpatterns


def _is_anybody(actor: Actor) -> bool:
    return True


FACE = Face(
    routes=urlpatterns,
    menu=(MenuEntry(_("Trợ giúp"), "web:help", Group.SYSTEM, _is_anybody),),
    permissions={
        Permission.UNITS_MANAGE: _("Quản lý đơn vị"),
        Permission.CALENDAR_MANAGE: _("Bổ sung lịch làm việc"),
    },
)
