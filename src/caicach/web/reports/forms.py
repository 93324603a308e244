"""The one form of reports: which period, of which unit."""

from collections.abc import Sequence
from datetime import date

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caicach.kernel.periods import GENERAL, ReportingWindow
from caicach.kernel.saying import say
from caicach.web.shell.forms import DayField, PageForm, choose
from caicach.web.shell.units import UnitChoice

FREE = "tu-chon"


def windows_until(on: date) -> tuple[ReportingWindow, ...]:
    """Windows of this year and the last that have begun, the newest first; a cumulative one after its quarter."""
    begun = [w for year in (on.year - 1, on.year, on.year + 1) for w in GENERAL.windows(year) if w.opens_on <= on]
    return tuple(sorted(begun, key=lambda w: (w.closes_on, w.opens_on), reverse=True))


class NewReportForm(PageForm):
    says_optional = False

    period = forms.ChoiceField(
        label=_("Kỳ báo cáo"),
        help_text=_("Kỳ chốt ngày 14 (Nghị định 09/2019/NĐ-CP, Điều 12); kỳ chưa hết thì lấy đến hôm nay."),
        widget=forms.Select(attrs={"class": "short"}),
    )
    first = DayField(label=_("Từ ngày"), help_text=_("Chỉ cần khi tự chọn kỳ"), required=False)
    last = DayField(label=_("Đến ngày"), help_text=_("Chỉ cần khi tự chọn kỳ"), required=False)
    unit = forms.ChoiceField(label=_("Phạm vi"), required=False)

    def __init__(self, *args: object, on: date, units: Sequence[UnitChoice], sees_all: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.windows = {window.period.id: window for window in windows_until(on)}
        words = [
            (key, f"{say(window.period.said)} ({window.opens_on:%d/%m/%Y} – {window.closes_on:%d/%m/%Y})")
            for key, window in self.windows.items()
        ]
        choose(self, "period", [*words, (FREE, gettext("Tự chọn ngày"))])
        everything = [("", gettext("Mọi đơn vị"))] if sees_all else []
        choose(self, "unit", [*everything, *((unit.code, unit.name) for unit in units)])

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        if cleaned.get("period") == FREE:
            for name in ("first", "last"):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, str(_("Hãy nhập ngày.")))
        return cleaned

    def chosen(self) -> tuple[date, date]:
        window = self.windows.get(self.cleaned_data["period"])
        if window is not None:
            return window.opens_on, window.closes_on
        return self.cleaned_data["first"], self.cleaned_data["last"]
