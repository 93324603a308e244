"""A table as values: what it holds and how its rows look, whatever file it leaves in."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Final
from zoneinfo import ZoneInfo

Cell = str | int | Decimal | date | None
_OFFICE: Final = ZoneInfo("Asia/Ho_Chi_Minh")


def wall_clock(moment: datetime) -> datetime:
    """The office's clock, without a zone; a moment without one is that already."""
    return moment.astimezone(_OFFICE).replace(tzinfo=None) if moment.tzinfo else moment


@dataclass(frozen=True, slots=True)
class Line:
    """A row with a look of its own; a plain sequence of cells is one without."""

    cells: Sequence[Cell]
    is_bold: bool = False
    indent: int = 0
    """Of the last of the fixed columns."""
    is_section: bool = False
    """Its first cell goes across the table."""


def cells_of(row: Line | Sequence[Cell]) -> Sequence[Cell]:
    return row.cells if isinstance(row, Line) else row


@dataclass(frozen=True, slots=True)
class Table:
    """``rows`` are gone through once and never held together, so that they may come from a database as they are read.

    In XLSX ``title``, ``mark`` and ``notes`` (source, day, filters) stand above the head. CSV begins with the head, and
    a mark («MINH HỌA: …») is its last column: the words before the colon the head, those after it in every row, so
    that it stays when rows are sorted or copied.
    """

    title: str
    head: Sequence[str]
    rows: Iterable[Sequence[Cell] | Line]
    notes: Sequence[str] = ()
    mark: str = ""
    sheet: str = ""
    """Name of the sheet where it is not the title."""
    widths: Sequence[float] = ()
    """In characters; measured on the first rows where not given."""
    fixed: int = 0
    """Columns that stay in sight when the others are scrolled."""
    remarks: Mapping[str, str] = field(default_factory=dict)
    """Head -> what XLSX says of it where a pointer rests on it."""
