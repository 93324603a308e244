"""Forms of a scoring year: opening, calendar, units."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caicach.indices.bounded import DEFINITION_BOUNDS
from caicach.indices.definition.catalogue import shipped_sets
from caicach.indices.definition.values import Definition
from caicach.indices.domain.cycle import Step
from caicach.indices.domain.years import OwnSet
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
    shipped = forms.ChoiceField(label=_("Bộ tiêu chí"), required=False)
    file = UploadField(bounds=DEFINITION_BOUNDS, label=_("Hoặc tệp bộ tiêu chí mới của cơ quan"), required=False)
    levels = forms.MultipleChoiceField(
        label=_("Đơn vị được chấm"),
        choices=[(level.value, LEVEL_NAMES[level]) for level in _LEVELS],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Hãy chọn ít nhất một cấp.")},
    )

    def __init__(self, *args: object, own: Iterable[OwnSet] = (), **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        with_product = [(folder, _said_of(one)) for folder, one in shipped_sets()]
        of_office = [(f"{_OF_YEAR}{one.year_id}", _said_of(one.definition)) for one in own]
        groups: list[tuple[str, object]] = [(gettext("Kèm phần mềm"), with_product)]
        groups += [(gettext("Của cơ quan, đã dùng"), of_office)] if of_office else []
        choose(self, "shipped", [("", _("– chọn –")), *groups])
        # What stands to choose is known once the set is; until then whatever was sent is kept for the next look.
        for level in _LEVELS:
            sent = str(self.data.get(_type_of(level), ""))[:60]
            label = gettext("{level}: chấm như loại đơn vị").format(level=LEVEL_NAMES[level])
            self.fields[_type_of(level)] = forms.ChoiceField(label=label, required=False)
            choose(self, _type_of(level), [("", "–"), *([(sent, sent)] if sent else [])])

    def offer_types(self, definition: Definition, levels: Iterable[Level]) -> list[forms.BoundField]:
        """Where the set has several types of units, the fields that choose one for each level, by its name."""
        if len(definition.unit_types) < 2:
            return []
        names = [_type_of(level) for level in levels]
        for name in names:
            choose(self, name, [("", _("– chọn –")), *((one.code, one.name) for one in definition.unit_types)])
            self.fields[name].required = True
        return [self[name] for name in names]

    def types(self) -> dict[Level, str]:
        return {level: str(self.cleaned_data[_type_of(level)]) for level in _LEVELS}

    @property
    def year_of_set(self) -> int | None:
        """The year whose set was chosen, where it is not one that comes with the product."""
        chosen = str(self.cleaned_data["shipped"])
        return int(chosen.removeprefix(_OF_YEAR)) if chosen.startswith(_OF_YEAR) else None

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        if not cleaned.get("shipped") and not cleaned.get("file"):
            self.add_error("shipped", str(_("Hãy chọn bộ tiêu chí, hoặc chọn tệp.")))
        return cleaned


_OF_YEAR: Final = "ky-"


def _type_of(level: Level) -> str:
    return f"unit_type_{level.value}"


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
