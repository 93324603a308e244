"""Tables that plain text draws with bars or with tabs, each cell with its place."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from caicach.documents.read.source import SourceCell, SourceTable
from caicach.documents.read.tables.grid import Grid
from caicach.documents.read.tables.layout import header_at
from caicach.documents.read.tables.source_grid import source_grid
from caicach.documents.values import Span

_RULE: Final = re.compile(r"[\s|+:=┌┬┐├┼┤└┴┘─│═║-]+")
_BAR: Final = re.compile(r"(?<!\\)[|│║]")
_LINE: Final = re.compile(r"[^\n\f]+")
_FEWEST: Final = 3
_HEADER_ROWS: Final = 3

_Line = re.Match[str]


def text_tables(text: str) -> tuple[SourceTable, ...]:
    """Stretches of lines with bars; of lines with tabs only those under a header of a task table, for the head of a
    letter has tabs between its columns too.
    """
    if "\t" not in text and _BAR.search(text) is None:
        return ()
    found: list[SourceTable] = []
    for kind, lines in groupby(_LINE.finditer(text), key=_kind_of):
        stretch = list(lines)
        table = _table(stretch, kind) if kind and len(stretch) > 1 else None
        if table is not None and (kind == "bars" or _has_header(table)):
            found.append(table)
    return tuple(found)


def _kind_of(line: _Line) -> str:
    words = line[0]
    if len(_BAR.findall(words)) >= _FEWEST - 1 or (_RULE.fullmatch(words) and re.search(r"[+|─═┼-]{3}", words)):
        return "bars"
    return "tabs" if words.count("\t") >= _FEWEST - 1 else ""


def _has_header(table: SourceTable) -> bool:
    grid = Grid(source_grid(table))
    return any(header_at(grid, row) is not None for row in range(min(_HEADER_ROWS, len(table.rows))))


def _table(lines: Sequence[_Line], kind: str) -> SourceTable | None:
    """None where the stretch is not one table: rows of as many cells, at least two of them."""
    has_rules = sum(bool(_RULE.fullmatch(line[0])) for line in lines) > _FEWEST - 1
    rows: list[list[SourceCell]] = []
    is_new = True
    for line in lines:
        if kind == "bars" and _RULE.fullmatch(line[0]):
            is_new = True
            continue
        cells = list(_cells(line, _BAR if kind == "bars" else re.compile(r"\t")))
        if has_rules and not is_new and rows and len(rows[-1]) == len(cells):
            rows[-1] = [_both(above, cell) for above, cell in zip(rows[-1], cells, strict=True)]
        else:
            rows.append(cells)
        is_new = False
    width = max((len(row) for row in rows), default=0)
    usual = sum(len(row) == width for row in rows)
    if len(rows) < 2 or width < _FEWEST or usual < 0.6 * len(rows) or not any(cell.text for cell in rows[0]):
        return None
    span = Span(lines[0].start(), lines[-1].end())
    return SourceTable(span, tuple(_filled(row, width) for row in rows))


def _cells(line: _Line, mark: re.Pattern[str]) -> Iterator[SourceCell]:
    words = line[0]
    start, end = 0, len(words)
    if mark is _BAR:
        start = len(words) - len(words.lstrip(" \t"))
        start += bool(_BAR.match(words, start))
        end = len(words.rstrip())
        end -= end > start and bool(_BAR.match(words, end - 1))
    for found in [*mark.finditer(words, start, end), None]:
        stop = found.start() if found else end
        bare = words[start:stop].strip()
        at = line.start() + start + len(words[start:stop]) - len(words[start:stop].lstrip())
        text = re.sub(r"\s*<br\s*/?>\s*", "\n", bare.replace("\\|", "|"))
        yield SourceCell(text, Span(at, at + len(bare)))
        start = found.end() if found else stop


def _both(above: SourceCell, below: SourceCell) -> SourceCell:
    """A cell that goes on in the line below; its place is that of its first words."""
    if not above.text:
        return below if below.text else above
    return SourceCell(f"{above.text} {below.text}".strip(), above.span)


def _filled(row: Sequence[SourceCell], width: int) -> tuple[SourceCell, ...]:
    """A row that one cell fills across the table, or that ends early, reaches the width with its last cell."""
    return (*row, *[row[-1]] * (width - len(row)))
