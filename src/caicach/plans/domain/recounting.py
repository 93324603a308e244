"""Deadlines counted in working days that another calendar counts to another day: found and proposed, never moved alone.

A deadline is proposed only where the calendar without one of its orders gives exactly the day in force: then it was
counted before that order was known, and the order is the reason.
"""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cached_property
from typing import Final

from caicach.kernel.calendar import WorkingCalendar
from caicach.kernel.calendar.values import Day, Order
from caicach.kernel.errors import InvalidInput
from caicach.kernel.said import Said, joint_sentence, tell

_FARTHEST: Final = timedelta(days=15)
"""A block of days off moves no deadline farther: the longest, Tết with the weekends at both ends, has nine days."""


class RecountState(StrEnum):
    WAITING = "waiting"
    ACCEPTED = "accepted"
    LEFT = "left"  # the office leaves the deadline as it was told


@dataclass(frozen=True, slots=True)
class Recount:
    """The day to which a deadline counts now, and why it was another."""

    due_on: date
    reason: Said


@dataclass(frozen=True, slots=True)
class RecountRow:
    """A proposal in the list of the office."""

    id: int
    assignment_id: int
    task_id: int
    task_text: str
    unit: str
    unit_name: str
    old_due_on: date
    new_due_on: date
    reason: Said
    found_at: datetime
    may_decide: bool


class Recounting:
    """Counts deadlines again by a calendar and by that calendar without each of its orders.

    ``former``: the calendar until now, where a person changes it; then what it counted is counted again too.
    """

    def __init__(self, calendar: WorkingCalendar, *, former: WorkingCalendar | None = None) -> None:
        self.calendar, self.former = calendar, former
        self._before: dict[Order, WorkingCalendar] = {}

    @cached_property
    def _ordered(self) -> tuple[tuple[date, ...], tuple[Day, ...]]:
        """Days that an order made what they are, in order of date."""
        found = self.calendar.special_days(self.calendar.first_day, self.calendar.last_day)
        days = tuple(day for day in found if day.order is not None)
        return tuple(day.on for day in days), days

    def between(self, first: date, last: date) -> tuple[Day, ...]:
        """Days made by an order, from ``first`` to ``last``."""
        dates, days = self._ordered
        return days[bisect_left(dates, first) : bisect_left(dates, last + timedelta(days=1))]

    def recount(self, due_on: date, *, start: date, count: Callable[[WorkingCalendar], date | None]) -> Recount | None:
        """What to propose for a deadline in force that was counted from ``start``; None where nothing is wrong."""
        first, last = min(start, due_on), due_on + _FARTHEST
        near = self.between(first, last)
        if not (near or self.former) or (now := _counted(count, self.calendar)) is None or now == due_on:
            return None
        if self.former is not None and _counted(count, self.former) == due_on:
            return Recount(now, _change(self.changed(first, last)))
        for order in dict.fromkeys(day.order for day in near if day.order is not None):
            if _counted(count, self._without(order)) == due_on:
                return Recount(now, _reason(order, [day for day in near if day.order == order]))
        return None

    def changed(self, first: date, last: date) -> tuple[Day, ...]:
        """Days, as they are now, that were worked and are off, or were off and are worked; of a change of calendars."""
        if self.former is None:
            return ()
        first = max(first, self.calendar.first_day, self.former.first_day)
        last = min(last, self.calendar.last_day, self.former.last_day)
        days = (first + timedelta(days=number) for number in range((last - first).days + 1))
        return tuple(
            self.calendar.day(on) for on in days if self.calendar.is_working_day(on) != self.former.is_working_day(on)
        )

    def _without(self, order: Order) -> WorkingCalendar:
        if order not in self._before:
            self._before[order] = self.calendar.without(order)
        return self._before[order]


def _counted(count: Callable[[WorkingCalendar], date | None], calendar: WorkingCalendar) -> date | None:
    try:
        return count(calendar)
    except InvalidInput:  # days that no order has published
        return None


def _change(days: Sequence[Day]) -> Said:
    order = next((day.order for day in days if day.order is not None), None)
    if order is not None:
        return _reason(order, days)
    return tell("Lịch làm việc đổi: {days}.", days=_named(days))


def _reason(order: Order, days: Sequence[Day]) -> Said:
    return tell("Theo {order}: {days}.", order=order.said, days=_named(days))


def _named(days: Sequence[Day]) -> Said:
    words = (tell("{day} ({name})", day=f"{day.on:%d/%m/%Y}", name=day.reason or tell(day.kind.label)) for day in days)
    return joint_sentence(words, by=", ")
