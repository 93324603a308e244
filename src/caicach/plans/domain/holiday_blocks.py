"""Blocks of days off round a holiday, from the legal calendar: work falls due or stalls across them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from caicach.kernel.calendar import DayKind, WorkingCalendar
from caicach.plans.domain.tasks import TaskRow

LEAST_DAYS: Final = 3
"""Days off in a row, weekends included, that make a block: a holiday beside a weekend, or more."""
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class HolidayBlock:
    """``name`` are its holidays in order."""

    name: str
    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True)
class StalledRow:
    """``why_first`` is the word or area that sets the work first; ``days_stalled`` counts working days without a
    report since the block, or since the last report where that came later; None where the calendar does not reach."""

    row: TaskRow
    last_report_on: date | None
    days_stalled: int | None
    fell_due: bool
    why_first: str | None


def blocks_between(calendar: WorkingCalendar, first: date, last: date) -> tuple[HolidayBlock, ...]:
    """Blocks that begin from ``first`` to ``last``, oldest first; only where the calendar is published.

    >>> from caicach.kernel.calendar import load_calendar
    >>> found = blocks_between(load_calendar(), date(2023, 1, 5), date(2023, 5, 9))
    >>> [f"{b.name} {b.first:%d/%m}-{b.last:%d/%m}" for b in found]
    ['Tết Nguyên đán 20/01-26/01', 'Ngày Giỗ Tổ Hùng Vương, Ngày Chiến thắng, Ngày Quốc tế lao động 29/04-03/05']
    """
    low, high = max(first, calendar.first_day), min(last, calendar.last_day)
    return tuple(block for block in _runs(calendar, low, high) if block.days >= LEAST_DAYS and block.name)


def _runs(calendar: WorkingCalendar, low: date, high: date) -> Iterator[HolidayBlock]:
    day = low
    while day <= high:
        if calendar.is_working_day(day):
            day += _DAY
            continue
        end = day
        while end < calendar.last_day and not calendar.is_working_day(end + _DAY):
            end += _DAY
        yield HolidayBlock(_name(calendar, day, end), day, end)
        day = end + _DAY


def _name(calendar: WorkingCalendar, first: date, last: date) -> str:
    holidays = (str(day.reason) for day in calendar.special_days(first, last) if day.kind is DayKind.HOLIDAY)
    return ", ".join(dict.fromkeys(name.partition(" (")[0] for name in holidays))
