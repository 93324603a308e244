"""Published figures as values: tables with a meaning for every column, and an edition as it was sealed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from caicach.kernel.said import NOTHING, Said


class PublicKind(StrEnum):
    """What may be published. The values stand in addresses that others keep: they never change."""

    RANKING = "ranking"
    PROGRESS = "progress"
    PERIODIC = "periodic"
    FIGURES = "figures"
    DOCUMENTS = "documents"


class ColumnKind(StrEnum):
    """How the text of a cell is read: words, a number with a point, a day as 2023-03-15."""

    TEXT = "text"
    NUMBER = "number"
    DAY = "date"


@dataclass(frozen=True, slots=True)
class Column:
    """``code`` is the name in the files, which stays the same from edition to edition; ``meaning`` defines it."""

    code: str
    title: Said
    meaning: Said
    kind: ColumnKind = ColumnKind.TEXT
    unit: Said = NOTHING


@dataclass(frozen=True, slots=True)
class Cell:
    """``text`` as the column's kind says; where there is none, ``hidden`` says why."""

    text: str = ""
    hidden: Said = NOTHING


@dataclass(frozen=True, slots=True)
class PublicTable:
    code: str
    title: Said
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def __post_init__(self) -> None:
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError(f"«{self.code}»: a row has another number of cells than there are columns")

    def place(self, code: str) -> int | None:
        """Where a column stands."""
        return next((number for number, one in enumerate(self.columns) if one.code == code), None)


@dataclass(frozen=True, slots=True)
class Content:
    """Everything that one edition tells: its period, where the figures come from, what must be known to read them."""

    title: Said
    source: Said
    first_on: date
    last_on: date
    tables: tuple[PublicTable, ...]
    notes: tuple[Said, ...] = ()

    def table(self, code: str) -> PublicTable | None:
        return next((one for one in self.tables if one.code == code), None)

    def columns(self) -> Iterator[Column]:
        for table in self.tables:
            yield from table.columns


@dataclass(frozen=True, slots=True)
class Draft:
    """What would be published: ``series`` names the thing told, so that a second edition of it is a correction."""

    kind: PublicKind
    series: str
    content: Content


@dataclass(frozen=True, slots=True)
class EditionLine:
    """A published edition in lists. ``corrects`` and ``corrected_by`` are numbers of editions."""

    number: int
    kind: PublicKind
    series: str
    title: Said
    first_on: date
    last_on: date
    published_at: datetime
    digest: str
    corrects: int | None
    corrected_by: int | None

    @property
    def is_current(self) -> bool:
        return self.corrected_by is None


@dataclass(frozen=True, slots=True)
class PublicEdition:
    """An edition as everybody reads it. ``publisher`` is a body, never a person."""

    line: EditionLine
    publisher: str
    reason: str
    content: Content
    previous: str
    sealed: str
    """The very text that was hashed, behind the hash of the edition before."""
