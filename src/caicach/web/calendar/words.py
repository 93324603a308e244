"""Words for how a year of the calendar is known, and where it comes from."""

from types import MappingProxyType
from typing import Final

from django.utils.translation import gettext_lazy as _

from caicach.kernel.calendar import DayKind, Sourcing
from caicach.plans.domain.calendar_years import YearOrigin
from caicach.web.shell.badges import Badge

SOURCINGS: Final = MappingProxyType(
    {
        Sourcing.READ: Badge(_("Đã đọc văn bản"), "tick", "green"),
        Sourcing.NAMED: Badge(_("Mới biết qua nguồn khác"), "half", "amber"),
        Sourcing.NONE: Badge(_("Chưa có văn bản"), "open", "red"),
    }
)

ORIGINS: Final = MappingProxyType(
    {
        YearOrigin.PACKAGED: _("Kèm phần mềm"),
        YearOrigin.GIVEN: _("Cơ quan nhập"),
        YearOrigin.CORRECTED: _("Cơ quan sửa lại"),
    }
)

DAY_KINDS: Final = MappingProxyType(
    {
        DayKind.WORKING: _("Làm việc"),
        DayKind.WEEKEND: _("Nghỉ cuối tuần"),
        DayKind.HOLIDAY: _("Nghỉ lễ"),
        DayKind.SUBSTITUTE_REST: _("Nghỉ bù"),
        DayKind.SWAPPED_WORKING: _("Làm bù"),
    }
)
