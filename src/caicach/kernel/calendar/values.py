"""What one day is: its kind, the reason, and the document that made it so."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class DayKind(StrEnum):
    """Bộ luật Lao động 2019, Điều 111 and 112; ``SWAPPED_WORKING`` is a weekend day worked in exchange for another."""

    WORKING = "working"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    SUBSTITUTE_REST = "substitute_rest"
    SWAPPED_WORKING = "swapped_working"

    @property
    def label(self) -> str:
        """Vietnamese name as the calendar page prints it; a door translates it."""
        return _LABELS[self]

    @property
    def is_working(self) -> bool:
        return self in {DayKind.WORKING, DayKind.SWAPPED_WORKING}


_LABELS = {
    DayKind.WORKING: "Làm việc",
    DayKind.WEEKEND: "Nghỉ cuối tuần",
    DayKind.HOLIDAY: "Nghỉ lễ",
    DayKind.SUBSTITUTE_REST: "Nghỉ bù",
    DayKind.SWAPPED_WORKING: "Làm bù",
}


@dataclass(frozen=True)
class Order:
    """The document that fixes days off of a year.

    >>> str(Order("8056/VPCP-KGVX", date(2022, 12, 1)))
    '8056/VPCP-KGVX ngày 01/12/2022'
    """

    number: str
    issued_on: date

    def __str__(self) -> str:
        return f"{self.number} ngày {self.issued_on:%d/%m/%Y}"


@dataclass(frozen=True)
class Day:
    """A day with why it is what it is.

    ``reason`` is empty for an ordinary day. ``sourced`` says that the text behind the day was seen: False where
    the file took the day from a holidays library and nobody has compared it with the order yet.
    """

    on: date
    kind: DayKind
    reason: str = ""
    order: Order | None = None
    sourced: bool = True

    @property
    def is_working(self) -> bool:
        return self.kind.is_working


@dataclass(frozen=True)
class PublishedYear:
    """A year of the calendar: whether the order that fixes it was seen, and what a reader of it should know."""

    year: int
    sourced: bool
    note: str = ""
