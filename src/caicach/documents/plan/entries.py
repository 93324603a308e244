"""The rows of a table under its header, each with its cells by meaning; nothing is judged yet."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from caicach.documents.read.tables.grid import Cell, Grid, distinct
from caicach.documents.read.tables.headers import Kind
from caicach.documents.read.tables.layout import Column, Layout
from caicach.documents.read.tables.marks import Mark, as_letter, heading_mark, is_first, mark_of
from caicach.kernel.text.outline import outline_numbers

_WORK: Final = (Kind.LEAD, Kind.COOPERATE, Kind.DEADLINE, Kind.PRODUCT, Kind.PERIOD, Kind.HEAD)


@dataclass(slots=True)
class Entry:
    """One row: ``cells`` by column of the layout; ``band`` is the text of a row merged across, else empty."""

    row: int
    columns: tuple[Column, ...]
    cells: dict[int, Cell] = field(default_factory=dict)
    band: str = ""
    page: int | None = None
    number: str | None = None  # of the outline, where it is not what the cell of the count says

    def text(self, kind: Kind) -> str:
        return "\n".join(cell.text.strip() for _, cell in self._of(kind) if cell.text.strip())

    def titled(self, kind: Kind) -> list[tuple[str, str]]:
        """(title, text) of every column of this meaning that says something."""
        return [(column.title, cell.text.strip()) for column, cell in self._of(kind) if cell.text.strip()]

    def _of(self, kind: Kind) -> Iterator[tuple[Column, Cell]]:
        for at, column in enumerate(self.columns):
            if column.kind is kind and at in self.cells:
                yield column, self.cells[at]

    def cell(self, kind: Kind) -> Cell | None:
        return next((cell for _, cell in self._of(kind)), None)

    @property
    def no(self) -> str:
        return self.number if self.number is not None else " ".join(self.text(Kind.NO).split())

    @property
    def task(self) -> str:
        return self.text(Kind.TASK)

    @property
    def has_work(self) -> bool:
        return any(self.text(kind) for kind in _WORK)

    @property
    def mark(self) -> Mark | None:
        """The mark in the count, else the one that the words begin with."""
        own = mark_of(self.no) if self.no else None
        if own or self.no:
            return own
        found = heading_mark(self.band or self.task)
        return found[0] if found else None

    def goes_on_above(self, kind: Kind) -> bool:
        """Whether the cell is merged with the row above."""
        cell = self.cell(kind)
        return cell is not None and cell.row < self.row


def entries_of(grid: Grid, layout: Layout, rows: range) -> list[Entry]:
    """The rows of the range that say something."""
    entries = [_entry(grid, layout, row) for row in rows]
    entries = [entry for entry in entries if entry.band or any(cell.text.strip() for cell in entry.cells.values())]
    for entry, number in zip(entries, outline_numbers(entry.no for entry in entries), strict=True):
        entry.number = number
    return entries


def _entry(grid: Grid, layout: Layout, row: int) -> Entry:
    entry = Entry(row, layout.columns, page=grid.page_of(row))
    cells = distinct(grid.rows[row])
    band = _band(cells, layout, row)
    if band is not None:
        entry.band = band.text.strip()
        _place_count(entry, cells, band, layout)
        return entry
    if len(cells) == len(layout.columns):
        entry.cells = dict(enumerate(cells))
        return entry
    for cell in cells:
        at = _column_of(cell, layout.columns)
        before = entry.cells.get(at)
        entry.cells[at] = cell if before is None or not before.text.strip() else _joined(before, cell)
    return entry


def _joined(before: Cell, cell: Cell) -> Cell:
    """Two cells under one title, where a column was split below its header."""
    if not cell.text.strip():
        return before
    return Cell(f"{before.text}\n{cell.text}", before.row, before.column, before.rows, before.columns + cell.columns)


def _column_of(cell: Cell, columns: tuple[Column, ...]) -> int:
    """The column that the cell covers most of; the first of equals."""
    overlaps = [min(cell.column + cell.columns, column.last) - max(cell.column, column.first) for column in columns]
    return max(range(len(columns)), key=lambda at: (overlaps[at], -at))


def _band(cells: tuple[Cell, ...], layout: Layout, row: int) -> Cell | None:
    """The one cell that speaks in a row and covers more than one column of work; the count may stand beside it."""
    number = next((column for column in layout.columns if column.kind is Kind.NO), None)
    filled = [cell for cell in cells if cell.text.strip() and cell.row == row]
    wide = [cell for cell in filled if _covers(cell, layout.columns) >= 2]
    others = [cell for cell in filled if cell not in wide]
    inherited = any(cell.text.strip() and cell.row < row for cell in cells if not _is_count(cell, number))
    if len(wide) != 1 or inherited or any(not _is_count(cell, number) for cell in others):
        return None
    if _covers(wide[0], layout.columns) < min(3, len(layout.columns) - (number is not None)):
        return None
    return wide[0]


def _covers(cell: Cell, columns: tuple[Column, ...]) -> int:
    return sum(column.first < cell.column + cell.columns and cell.column < column.last for column in columns)


def _is_count(cell: Cell, number: Column | None) -> bool:
    return number is not None and number.first <= cell.column < number.last


def _place_count(entry: Entry, cells: tuple[Cell, ...], band: Cell, layout: Layout) -> None:
    for at, column in enumerate(layout.columns):
        if column.kind is Kind.NO:
            cell = next((cell for cell in cells if cell is not band and _is_count(cell, column)), None)
            if cell is not None:
                entry.cells[at] = cell


def settled_marks(entries: list[Entry]) -> list[Mark | None]:
    """The marks of the rows, «I» and «V» taken for letters where «H» or «U» came right before."""
    marks: list[Mark | None] = []
    letters = ""
    for entry in entries:
        mark = entry.mark
        if (
            mark
            and mark.depth == 0
            and mark.text in {"I", "V", "X"}
            and letters == {"I": "H", "V": "U", "X": "V"}[mark.text]
        ):
            mark = as_letter(mark)
        if mark and mark.style.name == "LETTER":
            letters = mark.text
        elif mark and mark.style.name == "ROMAN" and is_first(mark):
            letters = letters if letters != "H" else ""
        marks.append(mark)
    return marks
