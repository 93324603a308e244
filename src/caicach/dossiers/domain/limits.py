"""Limits that cases of a log are held against: by procedure and day of receipt, or a due time that each case names."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class LimitUnit(StrEnum):
    """``DAYS`` and ``WORKING_DAYS`` begin the day after receipt and hold to the end of the last day (Bộ luật Dân sự
    2015, Điều 147, 148); a last day off moves to the next working day. Hours run from the moment itself."""

    WORKING_DAYS = "working_days"
    WORKING_HOURS = "working_hours"
    DAYS = "days"
    HOURS = "hours"

    @property
    def needs_calendar(self) -> bool:
        return self in {LimitUnit.WORKING_DAYS, LimitUnit.WORKING_HOURS}


@dataclass(frozen=True, slots=True)
class Limit:
    """In force for cases received from ``valid_from`` and before ``valid_to``; ``key`` empty: for every case."""

    count: int
    unit: LimitUnit
    key: str = ""
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True)
class Limits:
    """``due``: the column with each case's own due time. Else ``limits`` by the column ``by``, and ``otherwise``.

    ``ends``: the activities that end a case; a case that ends with another is open. Empty: every case has ended.
    """

    due: str = ""
    by: str = ""
    limits: tuple[Limit, ...] = ()
    otherwise: tuple[Limit, ...] = ()
    ends: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(name for name in (self.due, self.by) if name)

    @property
    def needs_calendar(self) -> bool:
        return any(limit.unit.needs_calendar for limit in self)

    def __iter__(self) -> Iterator[Limit]:
        yield from self.limits
        yield from self.otherwise
