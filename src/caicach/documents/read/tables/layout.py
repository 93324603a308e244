"""The header of a table: where it stands, how many rows it takes, and what each column of the table holds."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from caicach.documents.read.tables.column_content import is_without_words, kind_by_content, names_work
from caicach.documents.read.tables.grid import Cell, Grid, distinct
from caicach.documents.read.tables.headers import Kind, scores_of
from caicach.documents.read.tables.marks import mark_of
from caicach.kernel.text.folding import fold, squeeze

_ENOUGH: Final = 4
_LONGEST_TITLE: Final = 130
_DEEPEST: Final = 60
_COLUMN_NUMBER: Final = re.compile(r"\(?\s*(?:\d{1,2}|[a-zđ])\s*\)?(?:\s*=.*)?", re.IGNORECASE)
_BESIDE: Final = frozenset({Kind.OTHER, Kind.KNOWN, Kind.GROUP})
_INSTEAD: Final = {Kind.DEADLINE: Kind.PERIOD}
_MANY: Final = frozenset({Kind.BUDGET, Kind.PERIOD, Kind.KNOWN, Kind.OTHER})


@dataclass(frozen=True, slots=True)
class Column:
    """``first`` and ``last`` are places in the grid, last excluded."""

    title: str
    kind: Kind
    first: int
    last: int
    also_cooperate: bool = False
    by_content: bool = False  # its cells say what it holds, not its title


@dataclass(frozen=True, slots=True)
class Layout:
    columns: tuple[Column, ...]
    first_row: int

    def of(self, kind: Kind) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.kind is kind)

    @property
    def titles(self) -> tuple[str, ...]:
        return tuple(squeeze(fold(column.title)) for column in self.columns)


def header_at(grid: Grid, row: int) -> Layout | None:
    """The layout whose header begins in this row, or None where the row is no header."""
    cells = distinct(grid.rows[row])
    if any(cell.row < row for cell in cells) or not _could_be_header(cells, row):
        return None
    end = _end_of_header(grid, row)
    columns = _columns(grid, row, end)
    kinds = {column.kind for column in columns} - {Kind.OTHER, Kind.KNOWN}
    works = kinds & {Kind.LEAD, Kind.COOPERATE, Kind.DEADLINE, Kind.PRODUCT, Kind.HEAD}
    if sum(column.kind is Kind.PERIOD for column in columns) > 1:
        works = works | {Kind.PERIOD}
    if Kind.TASK not in kinds or not works or len(columns) < 2:
        return None
    return Layout(columns, _past_column_numbers(grid, end))


def _could_be_header(cells: Sequence[Cell], row: int) -> bool:
    """Short words, nearly all of them known as titles, and no number in the place of the count."""
    filled = [cell for cell in cells if cell.text.strip() and cell.row == row]
    if len(filled) < 2:
        return False
    if mark_of(filled[0].words) is not None:
        return False
    if any(len(cell.words) > _LONGEST_TITLE or re.fullmatch(r"\d{1,3}[.)]?", cell.words) for cell in filled):
        return False
    known = sum(bool(scores_of(cell.text)) for cell in filled)
    return known >= 2 and known >= 0.6 * len(filled)


def _end_of_header(grid: Grid, row: int) -> int:
    """Past the rows that the header's merged cells reach, and those that only part the columns of a wide title."""
    end = max(cell.row + cell.rows for cell in distinct(grid.rows[row]) if cell.text.strip())
    end = min(max(end, row + 1), row + 4, len(grid.rows))
    while end < min(row + 4, len(grid.rows)) and _tells_apart(grid.rows[row], grid.rows[end], end):
        end += 1
    return end


def _tells_apart(above: Sequence[Cell], row: Sequence[Cell], at: int) -> bool:
    filled = [cell for cell in distinct(row) if cell.text.strip() and cell.row == at]
    wide = [cell for cell in filled if above[cell.column].columns > cell.columns]
    return bool(filled) and len(wide) == len(filled) and all(len(cell.words) < 60 for cell in filled)


def _past_column_numbers(grid: Grid, row: int) -> int:
    """The row «(1) (2) (3) ...» under a header counts the columns."""
    if row >= len(grid.rows):
        return row
    filled = [cell.words for cell in distinct(grid.rows[row]) if cell.text.strip()]
    numbers = [int(found[0]) for text in filled if (found := re.search(r"\d+", text))]
    is_count = len(filled) >= 3 and all(_COLUMN_NUMBER.fullmatch(text) for text in filled)
    return row + 1 if is_count and numbers == sorted(set(numbers)) and len(numbers) >= 2 else row


def _columns(grid: Grid, first: int, end: int) -> tuple[Column, ...]:
    spans = _column_spans(grid, first, end)
    titled = [(start, last, _titles(grid, first, end, start)) for start, last in spans]
    scores = [_scores(titles) for _, _, titles in titled]
    kinds = _assigned(scores)
    columns = []
    for (start, last, titles), kind, score in zip(titled, kinds, scores, strict=True):
        both = kind is Kind.LEAD and Kind.COOPERATE in score and Kind.COOPERATE not in kinds
        columns.append(Column(_title(titles), kind, start, last, both))
    return _by_content(grid, end, _with_number_column(grid, end, columns))


def _column_spans(grid: Grid, first: int, end: int) -> list[tuple[int, int]]:
    """Places that no row of the header tells apart are one column."""
    starts = {0} | {cell.column for row in grid.rows[first:end] for cell in row}
    ordered = sorted(starts)
    return [*zip(ordered, [*ordered[1:], grid.width], strict=True)]


def _titles(grid: Grid, first: int, end: int, column: int) -> tuple[str, ...]:
    """The words above a column from the top down, each cell once."""
    return tuple(
        grid.rows[row][column].words
        for row in range(first, end)
        if grid.rows[row][column].text.strip() and grid.rows[row][column].row == row
    )


def _title(titles: Sequence[str]) -> str:
    return " / ".join(titles)


def _scores(titles: Sequence[str]) -> dict[Kind, float]:
    """The lowest title says most; what stands above it counts for less."""
    scores: dict[Kind, float] = {}
    for depth, title in enumerate(reversed(titles)):
        for kind, score in scores_of(title).items():
            scores[kind] = max(scores.get(kind, 0.0), score * (1.0, 0.6, 0.4, 0.3)[min(depth, 3)])
    if len(titles) > 1:
        for kind, score in scores_of(" ".join(titles)).items():
            scores.setdefault(kind, score * 0.5)
    return scores


def _assigned(scores: Sequence[Mapping[Kind, float]]) -> list[Kind]:
    """The best fit first; a meaning that one column has taken is free for no other, save those that may be several."""
    wishes = sorted(
        ((-score, at, kind) for at, one in enumerate(scores) for kind, score in one.items() if score >= 2),
        key=lambda wish: (wish[0], wish[1]),
    )
    kinds: dict[int, Kind] = {}
    for score, at, kind in wishes:
        weak = -score < _ENOUGH and kind is not Kind.LEAD
        if at in kinds or weak or (kind in kinds.values() and kind not in _MANY):
            continue
        kinds[at] = kind
    if Kind.TASK not in kinds.values():
        for at, kind in kinds.items():
            if kind is Kind.GROUP:
                kinds[at] = Kind.TASK
    return [kinds.get(at, Kind.OTHER) for at in range(len(scores))]


def _with_number_column(grid: Grid, end: int, columns: list[Column]) -> tuple[Column, ...]:
    """A first column without a title, or with one unknown, that counts its rows is the count."""
    if any(column.kind is Kind.NO for column in columns) or not columns or columns[0].kind is not Kind.OTHER:
        return tuple(columns)
    words = [row[columns[0].first].words for row in grid.rows[end : end + _DEEPEST]]
    filled = [text for text in words if text]
    if filled and sum(mark_of(text) is not None for text in filled) >= 0.7 * len(filled):
        first = columns[0]
        columns[0] = Column(first.title, Kind.NO, first.first, first.last)
    return tuple(columns)


def _by_content(grid: Grid, end: int, columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """A column of tasks that holds figures alone gives way to the one that holds the words; cells of units or days
    under an unknown title fill the place of a column that is lacking."""
    found = list(columns)
    task = next((at for at, one in enumerate(found) if one.kind is Kind.TASK), None)
    if task is not None and is_without_words(_cells_below(grid, end, found[task])):
        wordy = [at for at, one in enumerate(found) if one.kind in _BESIDE and names_work(_cells_below(grid, end, one))]
        if wordy:
            best = max(wordy, key=lambda at: (scores_of(found[at].title).get(Kind.TASK, 0), -at))
            found[task] = replace(found[task], kind=Kind.KNOWN)
            found[best] = replace(found[best], kind=Kind.TASK, by_content=True)
    for at, column in enumerate(found):
        if column.kind is Kind.OTHER:
            kind = kind_by_content(_cells_below(grid, end, column))
            if kind and not any(one.kind in {kind, _INSTEAD.get(kind)} for one in found):
                found[at] = replace(column, kind=kind, by_content=True)
    return tuple(found)


def _cells_below(grid: Grid, end: int, column: Column) -> list[str]:
    rows = grid.rows[end : end + _DEEPEST]
    return [row[column.first].words for row in rows if row[column.first].columns <= column.last - column.first]
