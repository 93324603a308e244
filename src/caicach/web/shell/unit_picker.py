"""A field for several units of a day: ticked one by one, by group, or by a phrase as letters have it.

Without scripts a group's box adds all of the group, and a phrase that is sent ticks its units and shows the form again,
for a person looks at them before anything is kept. With scripts `js/units.js` does both on the page.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.forms import BoundField
from django.http import HttpRequest, JsonResponse
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from caicach.kernel.errors import CaicachError, InvalidInput
from caicach.kernel.http.problems import problem_of
from caicach.kernel.http.texts import check_length
from caicach.kernel.saying import number_text, say
from caicach.kernel.text.lengths import LINE
from caicach.organisations.domain.addressing import resolve
from caicach.organisations.queries import directory_on
from caicach.web.shell.requests import day_of
from caicach.web.shell.units import UnitChoice

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

GROUP, PHRASE = "-group", "-phrase"


@dataclass(frozen=True, slots=True)
class PhraseUnits:
    """The units that a phrase means on a day, and what a person is told of it."""

    codes: tuple[str, ...]
    told: str


class Ticked(list[str]):
    """Codes that a form sent. ``told`` says what came of a phrase sent with them; ``phrase`` is one not understood."""

    told = ""
    phrase = ""


@dataclass(frozen=True, slots=True)
class UnitBox:
    code: str
    name: str
    id: str
    is_ticked: bool


@dataclass(frozen=True, slots=True)
class UnitGroup:
    """Units of one kind; ``is_open`` where some of them are ticked and others are not."""

    name: str
    id: str
    boxes: tuple[UnitBox, ...]
    ticked: int

    @property
    def is_open(self) -> bool:
        return 0 < self.ticked < len(self.boxes)


def units_of_phrase(phrase: str, on: date) -> PhraseUnits:
    """As letters are read: «UBND các xã, phường» on a day. Six SQL queries at most. Raises InvalidInput."""
    check_length(phrase, LINE)
    found = resolve(phrase, directory_on(on), on=on)
    told = [gettext("«{phrase}»: {count} đơn vị.").format(phrase=phrase, count=number_text(len(found.units)))]
    told += [
        gettext("Chưa rõ «{text}»: {reason}").format(text=part.text, reason=say(part.reason))
        for part in found.parts
        if not part.is_resolved
    ]
    return PhraseUnits(tuple(unit.code for unit in found.units), " ".join(told))


class UnitPicker(forms.CheckboxSelectMultiple):
    """Drawn by `web/parts/unit_picker.html`; what it reads is in the module's first lines."""

    units: tuple[UnitChoice, ...] = ()
    on: date | None = None

    def value_from_datadict(
        self, data: Mapping[str, object], files: "MultiValueDict[str, UploadedFile[bytes]]", name: str
    ) -> Ticked:
        asked = super().value_from_datadict
        groups = set(asked(data, files, f"{name}{GROUP}") or ())
        of_groups = (unit.code for unit in self.units if unit.group in groups)
        ticked = Ticked(dict.fromkeys([*map(str, asked(data, files, name) or ()), *of_groups]))
        phrase = " ".join(str(data.get(f"{name}{PHRASE}", "")).split())
        if phrase and self.on is not None:
            self._tick(ticked, phrase, self.on)
        return ticked

    def _tick(self, ticked: Ticked, phrase: str, on: date) -> None:
        try:
            found = units_of_phrase(phrase, on)
        except CaicachError as error:
            ticked.told, ticked.phrase = problem_of(error).what, phrase
            return
        offered = {unit.code for unit in self.units}
        ticked.extend(code for code in found.codes if code in offered and code not in ticked)
        ticked.told, ticked.phrase = found.told, "" if found.codes else phrase


class UnitsField(forms.MultipleChoiceField):
    """Codes of units; ``offer`` says which there are, and the day on which a phrase is understood."""

    widget = UnitPicker

    def __init__(
        self,
        *,
        label: "StrPromise | str",
        required: bool = True,
        help_text: "StrPromise | str" = "",
        error_messages: "dict[str, StrPromise | str] | None" = None,
    ) -> None:
        super().__init__(label=label, required=required, help_text=help_text, error_messages=dict(error_messages or {}))

    def offer(self, units: Iterable[UnitChoice], on: date) -> None:
        picker = self.picker
        picker.units, picker.on = tuple(units), on
        self.choices = [(unit.code, unit.name) for unit in picker.units]

    @property
    def picker(self) -> UnitPicker:
        return cast(UnitPicker, self.widget)

    def clean(self, value: object) -> object:
        if isinstance(value, Ticked) and value.told:
            raise forms.ValidationError(f"{value.told} {gettext('Hãy xem các đơn vị được đánh dấu rồi lưu.')}")
        return super().clean(value)


def offer_units(form: forms.Form, names: Iterable[str], units: Iterable[UnitChoice], on: date) -> None:
    """What the fields of a form offer this time."""
    known = tuple(units)
    for name in names:
        field = form.fields[name]
        assert isinstance(field, UnitsField)
        field.offer(known, on)


def picker_shown(bound: BoundField) -> dict[str, object]:
    """What the picker's page part shows: groups in the order of the units, and the numbers that are ticked."""
    field = bound.field
    assert isinstance(field, UnitsField)
    value = bound.value()
    ticked = set(value or ())
    groups, number = [], 0
    for index, (name, units) in enumerate(groupby(_by_group(field.picker.units), key=lambda unit: unit.group)):
        boxes = tuple(
            UnitBox(unit.code, unit.name, f"{bound.auto_id}_{number + at}", unit.code in ticked)
            for at, unit in enumerate(units)
        )
        number += len(boxes)
        groups.append(UnitGroup(name, f"{bound.auto_id}-g{index}", boxes, sum(box.is_ticked for box in boxes)))
    return {
        "bound": bound,
        "groups": groups,
        "ticked": sum(group.ticked for group in groups),
        "every": number,
        "phrase": getattr(value, "phrase", ""),
        "on": field.picker.on,
    }


def _by_group(units: Iterable[UnitChoice]) -> list[UnitChoice]:
    """The units with those of a group together, groups and units in the order in which they come."""
    places: dict[str, list[UnitChoice]] = {}
    for unit in units:
        places.setdefault(unit.group, []).append(unit)
    return [unit for group in places.values() for unit in group]


@require_GET
def units_by_phrase(request: HttpRequest) -> JsonResponse:
    """Codes of the units that a phrase means on a day, and the sentence about it."""
    on = day_of(request.GET.get("ngay", ""))
    if on is None:
        raise InvalidInput("web.no_day", what=gettext("Thiếu ngày."), todo=gettext("Hãy mở lại trang."))
    found = units_of_phrase(" ".join(request.GET.get("cum-tu", "").split()), on)
    return JsonResponse({"codes": found.codes, "told": found.told})
