"""Forms of a scoring year: opening, calendar, units."""

from collections.abc import Iterable
from datetime import date

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caicach.indices.bounded import DEFINITION_BOUNDS
from caicach.indices.definition.catalogue import shipped_sets
from caicach.indices.definition.values import Definition
from caicach.indices.domain.cycle import Step
from caicach.kernel.saying import say
from caicach.organisations.domain.units import Level
from caicach.web.indices.words import STEPS
from caicach.web.shell.forms import DayField, PageForm, UploadField, choose
from caicach.web.shell.unit_picker import UnitsField, offer_units
from caicach.web.shell.units import UnitChoice

_LEVELS = (Level.DEPARTMENT, Level.CENTRAL_AGENCY, Level.DISTRICT, Level.COMMUNE, Level.PROVINCE)
LEVEL_NAMES = {
    Level.DEPARTMENT: _("Sở, ban, ngành cấp tỉnh"),
    Level.CENTRAL_AGENCY: _("Cơ quan Trung ương đóng trên địa bàn"),
    Level.DISTRICT: _("UBND cấp huyện"),
    Level.COMMUNE: _("UBND cấp xã"),
    Level.PROVINCE: _("Tỉnh"),
}


class DatesForm(PageForm):
    """The last day of every step; empty where it is not set."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        for step in Step:
            if step is not Step.FROZEN:
                self.fields[step.value] = DayField(label=STEPS[step], required=False)

    def due(self) -> dict[Step, date]:
        return {Step(step): day for step, day in self.cleaned_data.items() if step in set(Step) and day}


class OpenYearForm(DatesForm):
    year = forms.IntegerField(
        label=_("Năm chấm"),
        help_text=_("Năm của kết quả, ví dụ 2023; việc chấm diễn ra đầu năm sau."),
        min_value=2000,
        max_value=2100,
        widget=forms.TextInput(attrs={"class": "very-short", "inputmode": "numeric"}),
        error_messages={"required": _("Hãy nhập năm chấm.")},
    )
    shipped = forms.ChoiceField(label=_("Bộ tiêu chí kèm phần mềm"), required=False)
    file = UploadField(bounds=DEFINITION_BOUNDS, label=_("Hoặc tệp bộ tiêu chí của cơ quan"), required=False)
    levels = forms.MultipleChoiceField(
        label=_("Đơn vị được chấm"),
        choices=[(level.value, LEVEL_NAMES[level]) for level in _LEVELS],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Hãy chọn ít nhất một cấp.")},
    )
    unit_type = forms.ChoiceField(
        label=_("Chấm như loại đơn vị"),
        help_text=_("Bộ tiêu chí này có nhiều loại đơn vị, mỗi loại có tiêu chí riêng."),
        required=False,
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "shipped", [("", _("– chọn –")), *((folder, _said_of(one)) for folder, one in shipped_sets())])
        # What stands to choose is known once the set is; until then whatever was sent is kept for the next look.
        sent = str(self.data.get("unit_type", ""))[:60]
        choose(self, "unit_type", [("", "–"), *([(sent, sent)] if sent else [])])

    def offer_types(self, definition: Definition) -> bool:
        """Whether the set has several types of units; then they stand to choose by their names."""
        choose(self, "unit_type", [("", _("– chọn –")), *((one.code, one.name) for one in definition.unit_types)])
        asks = len(definition.unit_types) > 1
        self.fields["unit_type"].required = asks
        return asks

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        if not cleaned.get("shipped") and not cleaned.get("file"):
            self.add_error("shipped", str(_("Hãy chọn bộ tiêu chí, hoặc chọn tệp.")))
        return cleaned


def _said_of(definition: Definition) -> str:
    """The name, the document behind it and its years: what tells two sets apart."""
    return gettext("{name} – {number}, năm {years}").format(
        name=definition.name, number=definition.legal_basis.number, years=say(definition.years.said)
    )


class UnitForm(PageForm):
    says_optional = False
    act = forms.CharField(widget=forms.HiddenInput)
    units = UnitsField(label=_("Thêm đơn vị"), required=False)
    successor = forms.ChoiceField(label=_("Chấm cùng đơn vị kế thừa"), required=False)
    treatment = forms.CharField(required=False)
    reason = forms.CharField(
        label=_("Lý do"),
        required=False,
        help_text=_("Bắt buộc, ví dụ số văn bản sắp xếp đơn vị."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(
        self,
        *args: object,
        absent: Iterable[UnitChoice],
        present: Iterable[tuple[str, str]],
        on: date,
        **kwargs: object,
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        offer_units(self, ["units"], absent, on)
        choose(self, "successor", [("", "–"), *present])
