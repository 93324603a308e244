"""What is said beside the button that gives work: a common deadline, and who takes the work of units that ended."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caicach.plans.domain.giving import EndedUnit
from caicach.web.shell.forms import DayField, PageForm

ALL = "*"


def _choices(unit: EndedUnit, others: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    keep = ("", gettext("giữ nguyên"))
    if not unit.heirs:
        return [keep, *others]
    everybody = gettext("cả {count} đơn vị kế tiếp").format(count=len(unit.heirs))
    return [keep, *unit.heirs, *([(ALL, everybody)] if len(unit.heirs) > 1 else [])]


class HeirsForm(PageForm):
    """For each unit that ended who takes its work: the one that follows it, all that do, or nobody yet."""

    says_optional = False

    def __init__(
        self, *args: object, ended: Sequence[EndedUnit] = (), others: Sequence[tuple[str, str]] = (), **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.ended = tuple(ended)
        for unit in self.ended:
            self.fields[self.name_of(unit)] = forms.ChoiceField(
                label=unit.name,
                choices=_choices(unit, others),
                required=False,
                initial=unit.heirs[0][0] if len(unit.heirs) == 1 else "",
                error_messages={"invalid_choice": _("Hãy chọn một đơn vị trong danh sách.")},
            )

    @staticmethod
    def name_of(unit: EndedUnit) -> str:
        return f"ke-tiep-{unit.code}"

    def rows(self) -> list[tuple[EndedUnit, forms.BoundField]]:
        return [(unit, self[self.name_of(unit)]) for unit in self.ended]

    @property
    def proposed(self) -> int:
        """How many are followed by one unit alone, which is offered."""
        return sum(len(unit.heirs) == 1 for unit in self.ended)

    def heirs(self) -> dict[str, tuple[str, ...]]:
        """By code, of those for whom somebody was chosen."""
        chosen = {}
        for unit in self.ended:
            typed = self.cleaned_data.get(self.name_of(unit), "")
            if typed:
                chosen[unit.code] = tuple(code for code, _name in unit.heirs) if typed == ALL else (typed,)
        return chosen


class GivingForm(HeirsForm):
    """Beside it, the deadline of everything that has none."""

    common_due_on = DayField(
        label=_("Hạn báo cáo chung"),
        help_text=_("Cho những phân công không có hạn. Để trống thì chúng được giao mà không có hạn."),
        required=False,
    )


class FirstDeadlineForm(PageForm):
    says_optional = False
    due_on = DayField(label=_("Hạn"))
    reason = forms.CharField(
        label=_("Căn cứ"),
        help_text=_("Không bắt buộc. Ví dụ: ý kiến chỉ đạo, văn bản đặt hạn."),
        required=False,
        max_length=500,
    )
