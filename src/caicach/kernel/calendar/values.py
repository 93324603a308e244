"""What one day is: its kind, the reason, and the document that made it so."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from caicach.kernel.said import NOTHING, Said, plain, tell


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


class Sourcing(StrEnum):
    """How the text behind a day is known."""

    READ = "read"  # the order itself was read
    NAMED = "named"  # a second source gives its number and content
    NONE = "none"  # a holidays library only; it agrees with the law


@dataclass(frozen=True)
class Order:
    """The document that fixes days off of a year; ``named_by`` is empty where it was read, else who speaks of it.

    >>> str(Order("8056/VPCP-KGVX", date(2022, 12, 1)))
    '8056/VPCP-KGVX ngày 01/12/2022'
    """

    number: str
    issued_on: date | None
    named_by: str = ""

    def __str__(self) -> str:
        return str(self.said)

    @property
    def said(self) -> Said:
        if self.issued_on is None:
            return plain(self.number)
        return tell("{number} ngày {day}", number=self.number, day=f"{self.issued_on:%d/%m/%Y}")

    @property
    def sourcing(self) -> Sourcing:
        return Sourcing.NAMED if self.named_by else Sourcing.READ


@dataclass(frozen=True)
class Day:
    """A day with why it is what it is.

    ``reason`` is empty for an ordinary day. ``sourcing`` says how the text behind the day is known: the file may have
    taken it from a second source, or from a holidays library that nobody has compared with the order yet.
    """

    on: date
    kind: DayKind
    reason: Said = NOTHING
    order: Order | None = None
    sourcing: Sourcing = Sourcing.READ

    @property
    def is_working(self) -> bool:
        return self.kind.is_working


@dataclass(frozen=True)
class PublishedYear:
    """A year of the calendar: how the order that fixes it is known, and what a reader of it should know."""

    year: int
    sourcing: Sourcing
    note: str = ""
