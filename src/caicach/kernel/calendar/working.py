"""Counting in working days, by arrays made once; never a walk from day to day."""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import accumulate
from types import MappingProxyType

from caicach.kernel.calendar.values import Day, DayKind, Order, PublishedYear, Sourcing
from caicach.kernel.errors import InvalidInput
from caicach.kernel.said import NOTHING, Said, plain, tell

SATURDAY = 5
_SEASON = 10  # October
_APRIL = 4


class WorkingCalendar:
    """Every day from ``first_day`` to ``last_day``, both included; outside of them nothing is published or guessed.

    ``special`` are the days that differ from their weekday. A value: it never changes after it is made.
    """

    def __init__(
        self, first_day: date, last_day: date, special: Iterable[Day], years: tuple[PublishedYear, ...] = ()
    ) -> None:
        self.first_day, self.last_day, self.years = first_day, last_day, years
        self._special: Mapping[int, Day] = MappingProxyType({day.on.toordinal(): day for day in special})
        self._base = first_day.toordinal()
        span = range(self._base, last_day.toordinal() + 1)
        self._working = tuple(ordinal for ordinal in span if self._works(ordinal))
        # _before[i] = working days in the first i days: one look-up answers any count.
        self._before = (0, *accumulate(int(self._works(ordinal)) for ordinal in span))

    def __repr__(self) -> str:
        return f"WorkingCalendar({self.first_day.isoformat()}..{self.last_day.isoformat()})"

    def day(self, on: date) -> Day:
        """The day with its kind, reason and order."""
        ordinal = self._inside(on)
        ordinary = DayKind.WEEKEND if _is_weekend(ordinal) else DayKind.WORKING
        return self._special.get(ordinal) or Day(date.fromordinal(ordinal), ordinary)

    def is_working_day(self, on: date) -> bool:
        return self._works(self._inside(on))

    def special_days(self, first: date, last: date) -> tuple[Day, ...]:
        """Holidays, substitute rests and swapped working days from ``first`` to ``last``, in order of date."""
        low, high = self._inside(first), self._inside(last)
        return tuple(self._special[ordinal] for ordinal in sorted(self._special) if low <= ordinal <= high)

    def without(self, order: Order) -> "WorkingCalendar":
        """The calendar as it was before an order was known: its days are what their weekday says."""
        kept = (day for day in self._special.values() if day.order != order)
        return WorkingCalendar(self.first_day, self.last_day, kept, self.years)

    def add_working_days(self, start: date, n: int) -> date:
        """The ``n``-th working day after ``start`` (before it where ``n`` is negative); ``start`` is not counted.

        The answer is a working day, except that ``n`` = 0 gives ``start`` as it is, working or not.
        """
        position = self._inside(start) - self._base
        if n == 0:
            return start
        index = self._before[position + 1] + n - 1 if n > 0 else self._before[position] + n
        if not 0 <= index < len(self._working):
            asked = tell(
                "{count} ngày làm việc sau {day}" if n > 0 else "{count} ngày làm việc trước {day}",
                count=abs(n),
                day=f"{start:%d/%m/%Y}",
            )
            raise self._not_published(asked)
        return date.fromordinal(self._working[index])

    def working_days_between(self, a: date, b: date) -> int:
        """Working days in (a, b]; where ``b`` is before ``a``, minus those in (b, a]."""
        return self._before[self._inside(b) - self._base + 1] - self._before[self._inside(a) - self._base + 1]

    def next_working_day(self, on: date) -> date:
        """The first working day after ``on``, which is itself never the answer."""
        return self.add_working_days(on, 1)

    def previous_working_day(self, on: date) -> date:
        """The last working day before ``on``, which is itself never the answer."""
        return self.add_working_days(on, -1)

    def order_due(self, on: date) -> Said:
        """What is to be done about the yearly order on a day; nothing where it was read, and out of its season.

        The order on Tết and National Day of a year comes from October to December before; a swap of working days
        sometimes in December or April.
        """
        year = on.year + 1 if on.month >= _SEASON else on.year
        if on.month < _SEASON and on.month != _APRIL:
            return NOTHING
        published = next((one for one in self.years if one.year == year), None)
        if published is None and year > self.last_day.year:
            return tell(
                "Lịch làm việc chưa có năm {year}. Văn bản về nghỉ Tết và Quốc khánh thường có từ tháng 10 đến "
                "tháng 12: khi có văn bản, quản trị viên nhập năm đó ở trang «Lịch làm việc».",
                year=str(year),
            )
        if published is None or published.sourcing is Sourcing.READ:
            return NOTHING
        return tell(
            "Lịch làm việc năm {year} chưa được đối chiếu với văn bản gốc: hãy xem lại thông báo của Bộ Nội vụ, "
            "nhất là việc hoán đổi ngày làm việc.",
            year=str(year),
        )

    def _works(self, ordinal: int) -> bool:
        special = self._special.get(ordinal)
        return special.is_working if special else not _is_weekend(ordinal)

    def _inside(self, on: date) -> int:
        ordinal = on.toordinal()
        if not self._base <= ordinal < self._base + len(self._before) - 1:
            raise self._not_published(plain(f"{on:%d/%m/%Y}"))
        return ordinal

    def _not_published(self, asked: Said) -> InvalidInput:
        return InvalidInput(
            "calendar.not_published",
            what="Chưa có lịch làm việc cho {asked}.",
            why="Lịch đang có chỉ từ {first} đến {last}; ngày nghỉ, ngày làm bù của năm khác do cấp có thẩm quyền "
            "quyết định từng năm, hệ thống không đoán.",
            todo="Quản trị viên nhập năm còn thiếu ở trang «Lịch làm việc» (ngày lễ, nghỉ bù, ngày hoán đổi, số và "
            "ngày văn bản).",
            asked=asked,
            first=f"{self.first_day:%d/%m/%Y}",
            last=f"{self.last_day:%d/%m/%Y}",
        )


def _is_weekend(ordinal: int) -> bool:
    return (ordinal - 1) % 7 >= SATURDAY  # day 1 of the proleptic calendar, 01/01/0001, is a Monday
