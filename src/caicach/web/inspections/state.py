"""Inspections, what they found, discipline in the state of the reform."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from django.urls import reverse

from caicach.inspections import finding_queries
from caicach.inspections.domain.cycle import UNMENDED, FindingState
from caicach.kernel.access import Actor, Permission
from caicach.kernel.metrics import Measured, listed, measure
from caicach.kernel.said import tell
from caicach.organisations import queries as organisations
from caicach.web.shell.state import MONTH, StateLine, StateRoom

_COUNTED: Final = (
    "inspections.held_count",
    "inspections.inspected_units",
    "inspections.finding_count",
    "inspections.due_count",
    "inspections.mended_in_time_count",
)


@dataclass(frozen=True, slots=True)
class _YearToDate:
    """From the first of January up to a day."""

    last: date

    @property
    def id(self) -> str:
        return f"{self.first:%Y%m%d}-{self.last:%Y%m%d}"

    @property
    def first(self) -> date:
        return date(self.last.year, 1, 1)


def _inspected(actor: Actor, on: date) -> Iterator[StateLine]:
    titles = {one.name: one.title for one in listed()}
    codes = [unit.code for unit in organisations.units_on(on)]
    then = on - MONTH if (on - MONTH).year == on.year else None
    for name in _COUNTED:
        now = _sum(name, codes, on)
        if now is not None:
            before = _sum(name, codes, then) if then else None
            yield StateLine(titles[name], now, before, reverse("web:inspections"))
    yield from _findings(actor, on)


def _sum(name: str, codes: list[str], on: date) -> Decimal | None:
    """None where no unit has a figure."""
    known = [one.value for one in measure(name, codes, _YearToDate(on)).values() if isinstance(one, Measured)]
    return sum(known, Decimal(0)) if known else None


def _findings(actor: Actor, on: date) -> Iterator[StateLine]:
    found = finding_queries.findings(actor, on=on)
    address = reverse("web:inspection_findings")
    if actor.may(Permission.INSPECTION_SEE_ALL):
        late = sum(1 for one in found if one.state is FindingState.LATE)
        yield StateLine(tell("Tồn tại quá hạn khắc phục"), late, None, address, waits=True)
    if not found:
        return
    yield StateLine(tell("Tồn tại chưa khắc phục"), sum(1 for one in found if one.state in UNMENDED), None, address)
    repeated = sum(1 for one in found if one.times > 1)
    yield StateLine(tell("Tồn tại lặp lại"), repeated, None, f"{address}?lap-lai=1")


STATE = StateRoom(tell("Kiểm tra, kỷ luật từ đầu năm"), _inspected)
