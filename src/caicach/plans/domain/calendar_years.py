"""Years of the working-day calendar as those who keep it see them, and what a change of one would do."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from caicach.kernel.calendar import Day, Order, Sourcing, WorkingCalendar
from caicach.kernel.calendar.entries import Swap, YearEntry
from caicach.kernel.said import Said


class YearOrigin(StrEnum):
    PACKAGED = "packaged"
    GIVEN = "given"  # a year that the package has not
    CORRECTED = "corrected"  # instead of a packaged one


@dataclass(frozen=True, slots=True)
class CalendarYear:
    """``days`` are those that differ from their weekday; ``days_off`` counts holidays and rests, not weekends."""

    entry: YearEntry
    origin: YearOrigin
    days: tuple[Day, ...]
    days_off: int
    working_days: int
    may_withdraw: bool

    @property
    def year(self) -> int:
        return self.entry.year

    @property
    def sourcing(self) -> Sourcing:
        return self.entry.sourcing

    @property
    def orders(self) -> tuple[Order, ...]:
        return self.entry.orders

    @property
    def swaps(self) -> tuple[Swap, ...]:
        return self.entry.swaps


@dataclass(frozen=True, slots=True)
class DayChange:
    """A day that is worked where it was not, or the other way; ``was`` is empty in a year that nobody published."""

    now: Day
    was: Day | None


@dataclass(frozen=True, slots=True)
class MovedDeadline:
    """A deadline that the new calendar counts to another day: it will be proposed, not moved."""

    assignment_id: int
    task_text: str
    unit: str
    unit_name: str
    old_due_on: date
    new_due_on: date
    reason: Said


@dataclass(frozen=True, slots=True)
class YearOutcome:
    """What keeping a year does. ``entry`` is None where the year leaves the calendar altogether."""

    year: int
    entry: YearEntry | None
    days: tuple[Day, ...]
    changes: tuple[DayChange, ...]
    moved: tuple[MovedDeadline, ...]
    proposed: int = 0
    kept_copy: str = ""
    """The name of the copy of a file written by hand, whose comments a written file cannot keep."""


def day_changes(before: WorkingCalendar, after: WorkingCalendar) -> tuple[DayChange, ...]:
    """Days that are worked in one calendar and off in the other, with days of a year that was not published before."""
    first, last = after.first_day, after.last_day
    found = []
    for day in after.special_days(first, last):
        known = before.first_day <= day.on <= before.last_day
        was = before.day(day.on) if known else None
        if was is None or was.is_working != day.is_working:
            found.append(DayChange(day, was))
    for was in before.special_days(max(first, before.first_day), min(last, before.last_day)):
        now = after.day(was.on)
        if now.is_working != was.is_working and not any(change.now.on == was.on for change in found):
            found.append(DayChange(now, was))
    return tuple(sorted(found, key=lambda change: change.now.on))
