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

    @property
    def is_hours(self) -> bool:
        return self in {LimitUnit.WORKING_HOURS, LimitUnit.HOURS}


@dataclass(frozen=True, slots=True)
class Limit:
    """In force for cases received from ``valid_from`` and before ``valid_to``; ``key`` empty: for every case.

    ``parts``: the working days of it that each agency of a chain has.
    """

    count: int
    unit: LimitUnit
    key: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    parts: tuple[tuple[str, int], ...] = ()

    def holds(self, on: date) -> bool:
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on < self.valid_to)


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

    def limit_of(self, key: str, received_on: date) -> Limit | None:
        """The limit of a procedure on a day: its own, else the general one."""
        in_force = (one for one in self if one.holds(received_on))
        return next((one for one in in_force if one.key in {key, ""}), None)

    def __iter__(self) -> Iterator[Limit]:
        yield from self.limits
        yield from self.otherwise
