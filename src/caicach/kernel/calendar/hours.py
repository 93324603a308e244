"""Working time to the minute: office hours laid over the working days of the calendar.

Every working day has its shifts; a running count of the working time before each day answers any question by two
look-ups, never by a walk from day to day.

>>> from caicach.kernel.calendar.in_force import working_time_in_force
>>> clock = working_time_in_force()
>>> clock.between(datetime(2023, 2, 17, 16), datetime(2023, 2, 20, 9))  # Friday 16:00 to Monday 9:00
datetime.timedelta(seconds=10800)
>>> clock.later(datetime(2023, 2, 17, 16), timedelta(hours=3))
datetime.datetime(2023, 2, 20, 9, 0)
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import accumulate
from typing import Final

from caicach.kernel.calendar.working import WorkingCalendar
from caicach.kernel.errors import InvalidInput
from caicach.kernel.said import plain

_ZERO: Final = timedelta()


@dataclass(frozen=True, slots=True)
class Shift:
    """From ``opens`` to ``closes``, both counted from midnight; the closing moment is outside."""

    opens: timedelta
    closes: timedelta

    @property
    def length(self) -> timedelta:
        return self.closes - self.opens

    def passed(self, moment: timedelta) -> timedelta:
        """How much of the shift lies before a moment of its day."""
        return min(max(moment - self.opens, _ZERO), self.length)


@dataclass(frozen=True)
class Season:
    """Office hours from one day of the year to another, both included; ``first`` after ``last`` runs over new year."""

    first: tuple[int, int]  # month, day
    last: tuple[int, int]
    shifts: tuple[Shift, ...]

    def holds(self, on: date) -> bool:
        day = (on.month, on.day)
        if self.first <= self.last:
            return self.first <= day <= self.last
        return day >= self.first or day <= self.last


@dataclass(frozen=True)
class OfficeHours:
    """Seasons that together cover every day of the year, and the paper that says so."""

    seasons: tuple[Season, ...]
    source: str

    def shifts_on(self, on: date) -> tuple[Shift, ...]:
        return next(season.shifts for season in self.seasons if season.holds(on))


@dataclass(frozen=True, slots=True)
class DayOfWork:
    """One day as engines read it: its shifts (none on a day off), and the working time of all days before it."""

    on: date
    before: timedelta
    shifts: tuple[Shift, ...]


class WorkingTime:
    """Moments are local wall-clock time without zone. Raises InvalidInput outside of the published calendar."""

    def __init__(self, calendar: WorkingCalendar, hours: OfficeHours) -> None:
        self.calendar, self.hours = calendar, hours
        self._base = calendar.first_day.toordinal()
        span = (date.fromordinal(ordinal) for ordinal in range(self._base, calendar.last_day.toordinal() + 1))
        self._shifts = tuple(hours.shifts_on(on) if calendar.is_working_day(on) else () for on in span)
        lengths = (sum((shift.length for shift in shifts), _ZERO) for shifts in self._shifts)
        self._before = (_ZERO, *accumulate(lengths))

    def passed(self, at: datetime) -> timedelta:
        """The working time from the first day of the calendar to ``at``: the number whose differences are durations."""
        position = self._position(at)
        moment = timedelta(hours=at.hour, minutes=at.minute, seconds=at.second, microseconds=at.microsecond)
        return self._before[position] + sum((shift.passed(moment) for shift in self._shifts[position]), _ZERO)

    def between(self, start: datetime, end: datetime) -> timedelta:
        """Working time in [start, end); negative where ``end`` is before ``start``."""
        return self.passed(end) - self.passed(start)

    def later(self, start: datetime, working: timedelta) -> datetime:
        """The earliest moment by which ``working`` has passed since ``start``; ``start`` itself for nothing at all."""
        if working <= _ZERO:
            return start
        wanted = self.passed(start) + working
        position = bisect_left(self._before, wanted) - 1
        if position >= len(self._shifts):
            raise self._not_published(start)
        rest = wanted - self._before[position]
        for shift in self._shifts[position]:
            if rest <= shift.length:
                return (
                    datetime.combine(self.calendar.first_day, datetime.min.time())
                    + timedelta(days=position)
                    + shift.opens
                    + rest
                )
            rest -= shift.length
        raise AssertionError("a day's shifts add up to its working time")

    def days(self) -> Iterator[DayOfWork]:
        """Every day of the calendar in order, for engines that join it as a table."""
        for position, shifts in enumerate(self._shifts):
            yield DayOfWork(date.fromordinal(self._base + position), self._before[position], shifts)

    def _position(self, at: datetime) -> int:
        position = at.toordinal() - self._base
        if not 0 <= position < len(self._shifts):
            raise self._not_published(at)
        return position

    def _not_published(self, at: datetime) -> InvalidInput:
        return InvalidInput(
            "calendar.not_published",
            what="Chưa có lịch làm việc để tính giờ từ {at}.",
            why="Lịch đang có chỉ từ {first} đến {last}.",
            todo="Quản trị viên nhập năm còn thiếu ở trang «Lịch làm việc».",
            at=plain(f"{at:%H:%M %d/%m/%Y}"),
            first=f"{self.calendar.first_day:%d/%m/%Y}",
            last=f"{self.calendar.last_day:%d/%m/%Y}",
        )
