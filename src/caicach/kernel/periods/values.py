"""Calendar periods as values that sort, contain dates and have an id."""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import total_ordering
from typing import Final, Protocol

from caicach.kernel.errors import InvalidInput
from caicach.kernel.said import Said, plain, tell
from caicach.kernel.text.roman import roman


class PeriodKind(StrEnum):
    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"

    @property
    def months(self) -> int:
        """Length in months; 0 for a day."""
        return _MONTHS[self]


_MONTHS: Final = {
    PeriodKind.DAY: 0,
    PeriodKind.MONTH: 1,
    PeriodKind.QUARTER: 3,
    PeriodKind.HALF: 6,
    PeriodKind.YEAR: 12,
}
_ID: Final = re.compile(
    r"(?P<year>[0-9]{4})(?:Q(?P<quarter>[1-4])|H(?P<half>[12])|-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?"
)


class Stretch(Protocol):
    """What figures are asked for: a calendar period, or the window of a report, which is none. Both days are inside."""

    @property
    def id(self) -> str: ...

    @property
    def first(self) -> date: ...

    @property
    def last(self) -> date: ...


@total_ordering
@dataclass(frozen=True, slots=True)
class Period:
    """A whole day, month, quarter, half or year. ``first`` is its first day, ``last`` its last, both inside.

    Sorted by the first day; of two that begin together the shorter comes first.

    >>> quarter = parse_period("2023Q1")
    >>> quarter.id, quarter.first.isoformat(), quarter.last.isoformat(), date(2023, 3, 31) in quarter
    ('2023Q1', '2023-01-01', '2023-03-31', True)
    >>> quarter.previous.id, quarter.label, [month.id for month in quarter.split(PeriodKind.MONTH)]
    ('2022Q4', 'Quý I/2023', ['2023-01', '2023-02', '2023-03'])
    """

    kind: PeriodKind
    first: date

    def __post_init__(self) -> None:
        months = self.kind.months
        if months and (self.first.day != 1 or (self.first.month - 1) % months):
            raise ValueError(f"no {self.kind} begins on {self.first.isoformat()}")

    @property
    def year(self) -> int:
        return self.first.year

    @property
    def index(self) -> int:
        """Its number within the year, from 1: the third quarter is 3, a day its day of the year."""
        if self.kind is PeriodKind.DAY:
            return self.first.timetuple().tm_yday
        return (self.first.month - 1) // self.kind.months + 1

    @property
    def last(self) -> date:
        if self.kind is PeriodKind.DAY:
            return self.first
        month = self.first.month + self.kind.months - 1
        return date(self.year, month, calendar.monthrange(self.year, month)[1])

    @property
    def id(self) -> str:
        """``2023``, ``2023H1``, ``2023Q1``, ``2023-02`` or ``2023-02-05``: what addresses and files carry."""
        year = f"{self.year:04}"
        match self.kind:
            case PeriodKind.DAY:
                return self.first.isoformat()
            case PeriodKind.MONTH:
                return f"{year}-{self.first.month:02}"
            case PeriodKind.QUARTER:
                return f"{year}Q{self.index}"
            case PeriodKind.HALF:
                return f"{year}H{self.index}"
            case PeriodKind.YEAR:
                return year

    @property
    def label(self) -> str:
        """How officials name it, in Vietnamese, for papers."""
        return str(self.said)

    @property
    def said(self) -> Said:
        """How officials name it."""
        year = f"{self.year:04}"
        match self.kind:
            case PeriodKind.DAY:
                return plain(f"{self.first.day:02}/{self.first.month:02}/{year}")
            case PeriodKind.MONTH:
                return tell("Tháng {month}/{year}", month=f"{self.first.month:02}", year=year)
            case PeriodKind.QUARTER:
                return tell("Quý {quarter}/{year}", quarter=roman(self.index), year=year)
            case PeriodKind.HALF:
                return tell("6 tháng đầu năm {year}" if self.index == 1 else "6 tháng cuối năm {year}", year=year)
            case PeriodKind.YEAR:
                return tell("Năm {year}", year=year)

    @property
    def next(self) -> "Period":
        """The one that begins the day after; OverflowError at the end of the calendar (year 9999)."""
        return period_of(self.kind, self.last + timedelta(days=1))

    @property
    def previous(self) -> "Period":
        return period_of(self.kind, self.first - timedelta(days=1))

    def __str__(self) -> str:
        return self.id

    def __contains__(self, on: date) -> bool:
        return self.first <= on <= self.last

    def __lt__(self, other: "Period") -> bool:
        return (self.first, self.last) < (other.first, other.last)

    def covers(self, other: "Period") -> bool:
        """True where every day of ``other`` is inside."""
        return self.first <= other.first and other.last <= self.last

    def split(self, kind: PeriodKind) -> tuple["Period", ...]:
        """The periods of a shorter or equal kind that it is made of, in order."""
        parts = tuple(periods_between(kind, self.first, self.last))
        if not self.covers(parts[0]):
            raise ValueError(f"a {self.kind} is not made of a {kind}")
        return parts


def period_of(kind: PeriodKind, on: date) -> Period:
    """The period of that kind that holds the day.

    >>> period_of(PeriodKind.HALF, date(2023, 8, 1)).id
    '2023H2'
    """
    if kind is PeriodKind.DAY:
        return Period(kind, on)
    return Period(kind, date(on.year, on.month - (on.month - 1) % kind.months, 1))


def periods_between(kind: PeriodKind, first: date, last: date) -> Iterator[Period]:
    """Every period of the kind that has a day in ``first``..``last`` (both included), in order.

    >>> [period.id for period in periods_between(PeriodKind.QUARTER, date(2022, 12, 31), date(2023, 4, 1))]
    ['2022Q4', '2023Q1', '2023Q2']
    """
    if first > last:
        return
    period = period_of(kind, first)
    while True:
        yield period
        if last in period:
            return
        period = period.next


def parse_period(text: str) -> Period:
    """The period with that id.

    >>> parse_period("2023H1").last.isoformat(), parse_period("2023-02").kind.value
    ('2023-06-30', 'month')
    """
    found = _ID.fullmatch(text.strip())
    try:
        if found:
            return _from_parts({name: int(value) for name, value in found.groupdict().items() if value})
    except ValueError:
        pass  # a month 13 or a day 31/2: the same message as for any other text
    raise InvalidInput(
        "period.malformed",
        what="«{text}» không phải là một kỳ.",
        why="Kỳ viết theo mẫu: 2023 (năm), 2023H1 (6 tháng), 2023Q1 (quý), 2023-02 (tháng), 2023-02-05 (ngày).",
        todo="Hãy chọn lại kỳ.",
        text=text.strip()[:40],
    )


def _from_parts(parts: dict[str, int]) -> Period:
    year = parts["year"]
    if "day" in parts:
        return Period(PeriodKind.DAY, date(year, parts["month"], parts["day"]))
    for kind in (PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.HALF):
        if kind.value in parts:
            return Period(kind, date(year, (parts[kind.value] - 1) * kind.months + 1, 1))
    return Period(PeriodKind.YEAR, date(year, 1, 1))
