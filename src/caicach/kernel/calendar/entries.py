"""A year as a person gives it: written as a calendar file, and taken back from the years of one.

>>> off = Holiday(date(2027, 5, 1), "Ngày Quốc tế lao động")
>>> [rest.on.isoformat() for rest in rests_by_law((off,), ())]
['2027-05-03']
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Final

import yaml

from caicach.kernel.calendar.nodes import Value
from caicach.kernel.calendar.values import Day, Order, Sourcing
from caicach.kernel.calendar.years import SATURDAY, Year
from caicach.kernel.errors import InvalidInput

HEADER: Final = (
    "# Các năm được nhập trong trình duyệt (Quản trị, Lịch làm việc). Nhật ký giữ người nhập và nội dung cũ.\n"
)
_DEGREES: Final = {Sourcing.READ: True, Sourcing.NAMED: "named", Sourcing.NONE: False}
_NOT_MADE_UP: Final = (11, 24)
"""Nghị quyết 28/2026/QH16 gives no other rest for 24/11 on a weekend."""


@dataclass(frozen=True, slots=True)
class Holiday:
    on: date
    name: str
    order: Order | None = None

    @property
    def is_made_up_for(self) -> bool:
        return (self.on.month, self.on.day) != _NOT_MADE_UP


@dataclass(frozen=True, slots=True)
class Rest:
    on: date
    for_: date
    order: Order | None = None


@dataclass(frozen=True, slots=True)
class Swap:
    """``source`` where no order was seen."""

    rest: date
    work: date
    order: Order | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class YearEntry:
    year: int
    holidays: tuple[Holiday, ...]
    rests: tuple[Rest, ...] = ()
    swaps: tuple[Swap, ...] = ()
    note: str = ""

    @property
    def orders(self) -> tuple[Order, ...]:
        """In the order of the days; those of the holidays first."""
        parts: tuple[Iterable[Holiday | Rest | Swap], ...] = (self.holidays, self.rests, self.swaps)
        said = (one.order for part in parts for one in part)
        return tuple(dict.fromkeys(order for order in said if order is not None))

    @property
    def sourcing(self) -> Sourcing:
        """Of the orders that fix days off; a year of which none is known stands on the law alone."""
        if not any(holiday.order for holiday in self.holidays):
            return Sourcing.NONE
        return Sourcing.NAMED if any(order.named_by for order in self.orders) else Sourcing.READ

    def completed(self) -> "YearEntry":
        """With the rests that the law gives where none was said."""
        rests = (*self.rests, *rests_by_law(self.holidays, self.rests, self.swaps))
        return replace(self, rests=tuple(sorted(rests, key=lambda rest: rest.on)))


def rests_by_law(holidays: Sequence[Holiday], said: Sequence[Rest], swaps: Sequence[Swap] = ()) -> tuple[Rest, ...]:
    """The next working day for each holiday on a weekend (Bộ luật Lao động 2019, Điều 111 khoản 3)."""
    off = {one.on for one in holidays} | {rest.on for rest in said} | {swap.rest for swap in swaps}
    made_up_for = {rest.for_ for rest in said}
    found = []
    for holiday in sorted(holidays, key=lambda one: one.on):
        if holiday.on.weekday() < SATURDAY or not holiday.is_made_up_for or holiday.on in made_up_for:
            continue
        on = holiday.on + timedelta(days=1)
        while on.weekday() >= SATURDAY or on in off:
            on += timedelta(days=1)
        off.add(on)
        found.append(Rest(on, holiday.on, holiday.order))
    return tuple(found)


def entry_of(year: Year) -> YearEntry:
    """What a file says of a year."""
    known: dict[date, Order | None] = {day.on: day.order for day, _ in year.days}
    fields = year.place.mapping()
    holidays = [
        Holiday(item["date"].day(), item["name"].text(), known[item["date"].day()])
        for item in _items(fields, "holidays")
    ]
    rests = [
        Rest(item["date"].day(), item["for"].day(), known[item["date"].day()])
        for item in _items(fields, "substitute_rests")
    ]
    swaps = [
        Swap(
            item["rest"].day(),
            item["work"].day(),
            known[item["rest"].day()],
            item["source"].text() if "source" in item else "",
        )
        for item in _items(fields, "swaps")
    ]
    return YearEntry(year.year, tuple(holidays), tuple(rests), tuple(swaps), year.published.note)


def _items(fields: dict[str, Value], name: str) -> Iterable[dict[str, Value]]:
    return (item.mapping() for item in fields[name].items()) if name in fields else ()


def text_of(entries: Iterable[YearEntry], *, replacing: Iterable[int]) -> str:
    """The years as a calendar file; those ``replacing`` a packaged year say so."""
    ordered = sorted(entries, key=lambda entry: entry.year)
    orders = _orders_of(ordered)
    said = {order.number: _order_said(order) for order in orders}
    years = {entry.year: _year_said(entry, entry.year in set(replacing)) for entry in ordered}
    content: dict[str, Any] = {"orders": said, "years": years} if said else {"years": years}
    return HEADER + yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=120)


def _orders_of(entries: Iterable[YearEntry]) -> tuple[Order, ...]:
    found: dict[str, Order] = {}
    for order in (order for entry in entries for order in entry.orders):
        known = found.setdefault(order.number, order)
        if known.issued_on != order.issued_on:
            raise InvalidInput(
                "calendar.order_of_two_days",
                what="Văn bản «{number}» được ghi với hai ngày khác nhau.",
                why="Một văn bản chỉ có một ngày ban hành.",
                todo="Hãy sửa ngày cho thống nhất, hoặc ghi số văn bản kèm năm.",
                number=order.number,
            )
        if known.named_by and not order.named_by:
            found[order.number] = order  # read by now
    return tuple(found.values())


def _order_said(order: Order) -> object:
    if not order.named_by and order.issued_on is not None:
        return order.issued_on
    issued = {"issued": order.issued_on} if order.issued_on else {}
    return {**issued, "named_by": order.named_by or "chưa thấy ngày ban hành"}


def _year_said(entry: YearEntry, replaces: bool) -> dict[str, object]:
    said: dict[str, object] = {"sourced": _DEGREES[entry.sourcing]}
    if replaces:
        said["replaces"] = True
    if entry.note:
        said["note"] = entry.note
    said["holidays"] = [
        {"date": one.on, "name": one.name, **_by(one.order), **({} if one.is_made_up_for else {"make_up": False})}
        for one in entry.holidays
    ]
    if entry.rests:
        said["substitute_rests"] = [{"date": one.on, "for": one.for_, **_by(one.order)} for one in entry.rests]
    if entry.swaps:
        said["swaps"] = [
            {"rest": one.rest, "work": one.work, **_by(one.order), **({"source": one.source} if one.source else {})}
            for one in entry.swaps
        ]
    return said


def _by(order: Order | None) -> dict[str, str]:
    return {"order": order.number} if order else {}


def days_of(entry: YearEntry, days: Iterable[Day]) -> tuple[Day, ...]:
    """Of the days of a calendar those that a year's entry made, the other half of a swap included."""
    named = {one.on for one in entry.holidays} | {rest.on for rest in entry.rests}
    named |= {day for swap in entry.swaps for day in (swap.rest, swap.work)}
    return tuple(day for day in days if day.on in named)
