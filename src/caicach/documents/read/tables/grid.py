"""A table as a grid of places: a merged cell stands at every place it covers, and is one and the same cell."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

MAX_COLUMNS: Final = 200
MAX_ROWS: Final = 50_000


@dataclass(frozen=True, slots=True)
class Cell:
    """``row`` and ``column`` are its first place; ``rows`` and ``columns`` how many it covers."""

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1

    @property
    def words(self) -> str:
        return " ".join(self.text.split())


@dataclass(frozen=True, slots=True)
class Grid:
    """A rectangular table; ``before`` is the text between it and the table before, ``pages`` the page of each row."""

    rows: tuple[tuple[Cell, ...], ...]
    before: str = ""
    sheet: str | None = None
    pages: tuple[int, ...] = ()

    @property
    def width(self) -> int:
        return len(self.rows[0]) if self.rows else 0

    def page_of(self, row: int) -> int | None:
        return self.pages[row] if row < len(self.pages) else None


@dataclass(frozen=True, slots=True)
class Written:
    """A cell as a file writes it: once, with the rows and columns it covers."""

    text: str
    rows: int = 1
    columns: int = 1


def distinct(row: Iterable[Cell]) -> tuple[Cell, ...]:
    """The cells of a row, each once."""
    cells: list[Cell] = []
    for cell in row:
        if not cells or cells[-1] is not cell:
            cells.append(cell)
    return tuple(cells)


def grid_of(rows: Sequence[Sequence[Written]]) -> tuple[tuple[Cell, ...], ...]:
    """Places from cells written once, as HTML writes them: a cell takes the next free place of its row.

    >>> [[cell.text for cell in row] for row in grid_of([[Written("a", rows=2), Written("b")], [Written("c")]])]
    [['a', 'b'], ['a', 'c']]
    """
    taken: dict[tuple[int, int], Cell] = {}
    for at, row in enumerate(rows[:MAX_ROWS]):
        column = 0
        for written in row:
            while (at, column) in taken:
                column += 1
            if column >= MAX_COLUMNS:
                break
            cell = Cell(
                written.text,
                at,
                column,
                max(1, min(written.rows, len(rows) - at)),
                max(1, min(written.columns, MAX_COLUMNS - column)),
            )
            _take(taken, cell)
            column += cell.columns
    return _rectangle(taken, len(rows[:MAX_ROWS]))


def grid_of_places(places: Iterable[Cell], height: int) -> tuple[tuple[Cell, ...], ...]:
    """Places from cells that know where they stand; what overlaps an earlier cell is cut to its free places."""
    taken: dict[tuple[int, int], Cell] = {}
    for cell in places:
        _take(taken, cell)
    return _rectangle(taken, height)


def _take(taken: dict[tuple[int, int], Cell], cell: Cell) -> None:
    for row in range(cell.row, cell.row + cell.rows):
        for column in range(cell.column, cell.column + cell.columns):
            taken.setdefault((row, column), cell)


def _rectangle(taken: dict[tuple[int, int], Cell], height: int) -> tuple[tuple[Cell, ...], ...]:
    width = max((column for _, column in taken), default=-1) + 1
    return tuple(
        tuple(taken.get((row, column)) or Cell("", row, column) for column in range(width)) for row in range(height)
    )


def without_empty_columns(rows: tuple[tuple[Cell, ...], ...]) -> tuple[tuple[Cell, ...], ...]:
    """The grid without the columns in which no cell begins that says something: spreadsheets leave them as margins."""
    width = len(rows[0]) if rows else 0
    kept = [
        column
        for column in range(width)
        if any(row[column].text.strip() and row[column].column == column for row in rows)
    ]
    if len(kept) == width:
        return rows
    place = {column: at for at, column in enumerate(kept)}
    moved: dict[int, Cell] = {}

    def at_new_place(cell: Cell) -> Cell:
        if id(cell) not in moved:
            covered = [place[c] for c in range(cell.column, cell.column + cell.columns) if c in place]
            moved[id(cell)] = replace(cell, column=covered[0], columns=len(covered)) if covered else cell
        return moved[id(cell)]

    return tuple(tuple(at_new_place(row[column]) for column in kept) for row in rows)
