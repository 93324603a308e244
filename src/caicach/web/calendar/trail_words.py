"""Words of the trail for what is done in this room, and to which things."""

from types import MappingProxyType
from typing import Final

from django.utils.translation import gettext_lazy as _

from caicach.kernel.access import Permission
from caicach.web.shell.faces import Thing

ACTS: Final = MappingProxyType(
    {
        "plans.calendar_year.kept": _("Ghi lịch làm việc của năm"),
        "plans.calendar_year.withdrawn": _("Bỏ lịch đã nhập của năm"),
    }
)

THINGS: Final = MappingProxyType(
    {
        "calendar_year": Thing(_("Lịch làm việc năm"), "web:calendar_year", Permission.CALENDAR_MANAGE),
    }
)
