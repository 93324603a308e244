"""Recurring tasks: the periods of a series, and the day on which the work of each period is due.

Default due days lie where the reporting windows close (kernel.periods): the 14th of the period's last month.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from caicach.documents.deadlines.values import DayOfPeriod, Recurrence
from caicach.kernel.calendar import WorkingCalendar
from caicach.kernel.errors import InvalidInput
from caicach.kernel.periods import GENERAL, Period, PeriodKind, parse_period, period_of
from caicach.kernel.said import NOTHING, Said, tell


class Cadence(StrEnum):
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half_yearly"
    YEARLY = "yearly"


class DueKind(StrEnum):
    DAY_OF_PERIOD = "day_of_period"  # that day of a month of the period, its last unless said; of a week: 1 = Monday
    DAY_AFTER_PERIOD = "day_after_period"  # that day of a month after the period, its first; of the week after a week
    WORKING_DAYS_BEFORE_END = "working_days_before_end"  # 0 = the last working day of the period


_KINDS: Final = {
    Cadence.MONTHLY: PeriodKind.MONTH,
    Cadence.QUARTERLY: PeriodKind.QUARTER,
    Cadence.HALF_YEARLY: PeriodKind.HALF,
    Cadence.YEARLY: PeriodKind.YEAR,
}
_CADENCES: Final = {
    Recurrence.WEEKLY: Cadence.WEEKLY,
    Recurrence.MONTHLY: Cadence.MONTHLY,
    Recurrence.QUARTERLY: Cadence.QUARTERLY,
    Recurrence.HALF_YEARLY: Cadence.HALF_YEARLY,
    Recurrence.YEARLY: Cadence.YEARLY,
    Recurrence.HOURLY: Cadence.WEEKLY,
    Recurrence.DAILY: Cadence.WEEKLY,  # nobody reports every day: what is daily is looked at by the week
    Recurrence.PERIODIC: Cadence.QUARTERLY,
    Recurrence.CONTINUOUS: Cadence.QUARTERLY,
}
_EXACT: Final = frozenset(_CADENCES) - {
    Recurrence.HOURLY, Recurrence.DAILY, Recurrence.PERIODIC, Recurrence.CONTINUOUS,
}  # fmt: skip
MAX_AHEAD_DAYS: Final = 60
_YEARS: Final = range(2010, 2101)
_MONTHS: Final = {Cadence.MONTHLY: 1, Cadence.QUARTERLY: 3, Cadence.HALF_YEARLY: 6, Cadence.YEARLY: 12}
_CLOSING_DAY: Final = GENERAL.opening_day - 1


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One period of a series: ``id`` is kept with the assignment, ``first`` and ``last`` lie inside."""

    id: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class SeriesRule:
    """How a task repeats. ``first_on`` lies in the first period; no period that begins after ``ends_on`` is opened.

    ``due_month`` is the month of the period, counted from 1, that a day due is one of; None: as ``DueKind`` says.
    """

    cadence: Cadence
    due_kind: DueKind
    due_number: int
    first_on: date
    ends_on: date | None = None
    ahead_days: int = 7
    due_month: int | None = None


def default_rule(recurrence: Recurrence | None, first_on: date, each: DayOfPeriod | None = None) -> SeriesRule:
    """What is offered to the person who sets the rule: the day of each period that the document sets, if any.

    Quarterly where the document only says "định kỳ".

    >>> default_rule(Recurrence.MONTHLY, date(2023, 2, 10)).due_number
    14
    >>> default_rule(Recurrence.MONTHLY, date(2023, 2, 10), DayOfPeriod(25)).due_number
    25
    """
    cadence = _CADENCES[recurrence] if recurrence else Cadence.QUARTERLY
    if each is not None and recurrence in _EXACT:
        kind = DueKind.DAY_AFTER_PERIOD if each.is_after else DueKind.DAY_OF_PERIOD
        month = each.month if each.month != (1 if each.is_after else _MONTHS.get(cadence)) else None
        return SeriesRule(cadence, kind, each.day, first_on, due_month=month)
    if cadence is Cadence.WEEKLY:
        return SeriesRule(cadence, DueKind.WORKING_DAYS_BEFORE_END, 0, first_on)
    return SeriesRule(cadence, DueKind.DAY_OF_PERIOD, _CLOSING_DAY, first_on)


def occurrence_of(cadence: Cadence, on: date) -> Occurrence:
    """The period that holds a day.

    >>> occurrence_of(Cadence.WEEKLY, date(2023, 1, 1)).id, occurrence_of(Cadence.HALF_YEARLY, date(2023, 8, 1)).id
    ('2022-W52', '2023H2')
    """
    if cadence is Cadence.WEEKLY:
        year, week, weekday = on.isocalendar()
        monday = on - timedelta(days=weekday - 1)
        return Occurrence(f"{year:04}-W{week:02}", monday, monday + timedelta(days=6))
    period = period_of(_KINDS[cadence], on)
    return Occurrence(period.id, period.first, period.last)


def occurrence_label(period: str) -> Said:
    """How officials name a period that is kept with an assignment.

    >>> [str(occurrence_label(period)) for period in ("2023-02", "2023-W05", "")]
    ['Tháng 02/2023', 'Tuần 05/2023', '']
    """
    if "W" in period:
        year, week = period.split("-W")
        return tell("Tuần {week}/{year}", week=week, year=year)
    return parse_period(period).said if period else NOTHING


def first_day(period: str) -> date:
    """The first day of a period that is kept with an assignment.

    >>> first_day("2023-W05").isoformat(), first_day("2023Q2").isoformat()
    ('2023-01-30', '2023-04-01')
    """
    if "W" in period:
        year, week = period.split("-W")
        return date.fromisocalendar(int(year), int(week), 1)
    return parse_period(period).first


def occurrences(rule: SeriesRule, *, on: date) -> Iterator[Occurrence]:
    """Every period that is to stand open, or to have stood open, on a day; in order, each once.

    >>> rule = SeriesRule(Cadence.MONTHLY, DueKind.DAY_OF_PERIOD, 14, date(2023, 1, 20), ahead_days=7)
    >>> [occurrence.id for occurrence in occurrences(rule, on=date(2023, 2, 22))]
    ['2023-01', '2023-02', '2023-03']
    """
    last = on + timedelta(days=rule.ahead_days)
    if rule.ends_on is not None:
        last = min(last, rule.ends_on)
    current = occurrence_of(rule.cadence, rule.first_on)
    while current.first <= last:
        yield current
        current = occurrence_of(rule.cadence, current.last + timedelta(days=1))


def due_of(rule: SeriesRule, occurrence: Occurrence, calendar: WorkingCalendar) -> date:
    """The day on which the work of a period is due, never before the period begins.

    A day that a month does not have is its last day. Raises InvalidInput where the calendar of that year is not
    published and working days are to be counted.
    """
    match rule.due_kind:
        case DueKind.WORKING_DAYS_BEFORE_END:
            last = occurrence.last
            end = last if calendar.is_working_day(last) else calendar.previous_working_day(last)
            due = calendar.add_working_days(end, -rule.due_number)
        case DueKind.DAY_OF_PERIOD:
            due = _numbered_day(rule, occurrence.first if rule.due_month else occurrence.last)
        case DueKind.DAY_AFTER_PERIOD:
            due = _numbered_day(rule, occurrence.last + timedelta(days=1))
    return max(due, occurrence.first)


def _numbered_day(rule: SeriesRule, inside: date) -> date:
    """The day of the rule in the week or month of ``inside``, or in the month that ``due_month`` counts from there."""
    if rule.cadence is Cadence.WEEKLY:
        return occurrence_of(Cadence.WEEKLY, inside).first + timedelta(days=rule.due_number - 1)
    month = Period(PeriodKind.MONTH, inside.replace(month=inside.month + (rule.due_month or 1) - 1, day=1))
    return month.first.replace(day=min(rule.due_number, month.last.day))


def check_rule(rule: SeriesRule) -> None:
    """InvalidInput where the rule names no day, or ends before it begins."""
    limit = 7 if rule.cadence is Cadence.WEEKLY else 31
    least = 0 if rule.due_kind is DueKind.WORKING_DAYS_BEFORE_END else 1
    highest = 4 if rule.due_kind is DueKind.WORKING_DAYS_BEFORE_END and limit == 7 else limit
    if not least <= rule.due_number <= highest:
        raise InvalidInput(
            "series.due_number",
            what="Hạn trong kỳ không hợp lệ.",
            why="Số ngày phải từ {least} đến {highest} với chu kỳ này.",
            todo="Hãy nhập lại số ngày.",
            least=least,
            highest=highest,
        )
    months = _MONTHS.get(rule.cadence, 1)
    if rule.due_month is not None and not 1 <= rule.due_month <= months:
        raise InvalidInput(
            "series.due_month",
            what="Tháng của hạn trong kỳ không hợp lệ.",
            why="Kỳ này có {months} tháng.",
            todo="Hãy nhập lại tháng, hoặc để trống.",
            months=months,
        )
    if rule.first_on.year not in _YEARS:
        raise InvalidInput(
            "series.first_year",
            what="Ngày bắt đầu lặp lại không hợp lệ.",
            why="Chỉ nhận từ năm {first} đến năm {last}.",
            todo="Hãy chọn lại ngày bắt đầu.",
            first=_YEARS[0],
            last=_YEARS[-1],
        )
    if rule.ends_on is not None and rule.ends_on < rule.first_on:
        raise InvalidInput(
            "series.ends_before_start",
            what="Ngày kết thúc lặp lại không hợp lệ.",
            why="Ngày kết thúc phải từ ngày bắt đầu ({first}) trở đi.",
            todo="Hãy chọn lại ngày kết thúc, hoặc để trống.",
            first=f"{rule.first_on:%d/%m/%Y}",
        )
    if not 0 <= rule.ahead_days <= MAX_AHEAD_DAYS:
        raise InvalidInput(
            "series.ahead_days",
            what="Số ngày mở trước kỳ không hợp lệ.",
            why="Chỉ mở trước từ 0 đến {limit} ngày.",
            todo="Hãy nhập lại số ngày.",
            limit=MAX_AHEAD_DAYS,
        )


@dataclass(frozen=True, slots=True)
class OpenedOccurrences:
    """What one run did: ``left`` are tasks whose due day cannot be counted yet; the next run tries them again."""

    opened: int
    series: int
    left: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SeriesView:
    rule: SeriesRule
    started_at: datetime
