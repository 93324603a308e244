"""Office hours as dated data, and how a moment stands to them and to the holidays before it."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from importlib import resources
from typing import Final

from caicach.inspections.domain.checklist_reading import ListValue, root_of
from caicach.kernel.calendar import Day, WorkingCalendar
from caicach.kernel.said import tell
from caicach.plans.domain.holiday_blocks import HolidayBlock, blocks_between

_LOOKED_BACK: Final = timedelta(days=120)


@dataclass(frozen=True, slots=True)
class Season:
    """From a day of the year to another, both included; it may run over New Year."""

    first: tuple[int, int]
    last: tuple[int, int]
    spans: tuple[tuple[time, time], ...]
    source: str

    def holds_on(self, on: date) -> bool:
        """
        >>> Season((10, 16), (4, 15), (), "").holds_on(date(2024, 1, 2))
        True
        """
        key = (on.month, on.day)
        if self.first <= self.last:
            return self.first <= key <= self.last
        return key >= self.first or key <= self.last


@dataclass(frozen=True, slots=True)
class Moment:
    """``days_after`` counts working days since the block, the first one being 1; None before it or without one."""

    at: datetime
    day: Day
    is_in_hours: bool
    block: HolidayBlock | None = None
    days_after: int | None = None

    def is_after(self, holiday: str, days: int) -> bool:
        """Whether the moment lies in the first ``days`` working days after the holiday of that name."""
        return self.block is not None and holiday in self.block.name and 0 < (self.days_after or 0) <= days


def moment_of(calendar: WorkingCalendar, seasons: tuple[Season, ...], at: datetime) -> Moment:
    """``at`` is local time. Raises InvalidInput where the calendar has no such day.

    >>> from caicach.kernel.calendar import load_calendar
    >>> eight = datetime.fromisoformat("2023-01-27T08:00:00+07:00")
    >>> found = moment_of(load_calendar(), shipped_hours(), eight)
    >>> found.is_in_hours, found.block.name, found.days_after
    (True, 'Tết Nguyên đán', 1)
    """
    on = at.date()
    day = calendar.day(on)
    spans = next((season.spans for season in seasons if season.holds_on(on)), ())
    is_in_hours = day.is_working and any(start <= at.time() < end for start, end in spans)
    blocks = blocks_between(calendar, on - _LOOKED_BACK, on)
    before = next((block for block in reversed(blocks) if block.last < on), None)
    days = calendar.working_days_between(before.last, on) if before else None
    return Moment(at, day, is_in_hours, before, days)


@cache
def shipped_hours() -> tuple[Season, ...]:
    content = (resources.files("caicach.inspections") / "office_hours.yaml").read_bytes()
    return hours_of("office_hours.yaml", content)


def hours_of(file: str, content: bytes) -> tuple[Season, ...]:
    """Seasons of a file. Raises InvalidInput with the line."""
    return tuple(map(_season, root_of(file, content).fields(("seasons",))["seasons"].items()))


def _season(value: ListValue) -> Season:
    found = value.fields(("first", "last", "spans", "source"))
    spans = tuple(tuple(map(_time, span.items())) for span in found["spans"].items())
    if any(len(span) != 2 or span[0] >= span[1] for span in spans):
        found["spans"].wrong_shape(tell('các khoảng giờ, ví dụ ["07:00", "11:30"]'))
    pairs = tuple((span[0], span[1]) for span in spans)
    return Season(_day_of_year(found["first"]), _day_of_year(found["last"]), pairs, found["source"].text())


def _time(value: ListValue) -> time:
    try:
        return time.fromisoformat(value.text())
    except ValueError:
        value.wrong_shape(tell('giờ:phút trong ngoặc kép, ví dụ "07:00"'))
        raise


def _day_of_year(value: ListValue) -> tuple[int, int]:
    month, _, day = value.text().partition("-")
    try:
        found = date(2024, int(month), int(day))
    except ValueError:
        value.wrong_shape(tell('tháng-ngày trong ngoặc kép, ví dụ "04-16"'))
        raise
    return found.month, found.day
