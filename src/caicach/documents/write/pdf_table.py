"""A grid as rows: one for each line of text, so that a row of the table may run over the end of a page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from caicach.documents.values import Footnote
from caicach.documents.write import styles
from caicach.documents.write.docx_table import CELL_SIDE, aligned_style
from caicach.documents.write.line_breaking import Line, broken
from caicach.documents.write.pdf_rows import Edges, Paint, Row
from caicach.documents.write.pdf_sheet import THIN, Sheet
from caicach.documents.write.pieces import Grid, Run
from caicach.documents.write.styles import Align, Style
from caicach.documents.write.table_pieces import may_be_cut

_PAD: Final = styles.CELL.before


@dataclass(frozen=True, slots=True)
class Placed:
    """A line of text in a column, so far below the top of its row."""

    column: int
    line: Line
    align: Align
    top: float
    height: float


def table_rows(grid: Grid, width: float, *, owner: int, before: float = 0.0) -> Iterator[Row]:
    """The heads are glued to what follows and repeated on every page."""
    edges = [0.0, *accumulate(part * width for part in grid.look.widths)]
    sections = frozenset(grid.look.section_rows)
    head_count = grid.look.head_rows if len(grid.rows) > grid.look.head_rows else 0
    heads: tuple[Row, ...] = ()
    for at, row in enumerate(grid.rows):
        is_head, is_section = at < head_count, at in sections
        lines = list(_cells(row, grid, edges, is_head=is_head, is_section=is_section))
        ends = [edges[0], edges[-1]] if is_section else edges
        above = before if at == 0 else 0.0
        if is_head:
            made = [_head(lines, ends, owner=owner, before=above)]
            heads = (*heads, *made)
            yield from made
        else:
            slices = _slices(lines, ends, owner=owner, before=above, glued=is_section, whole=not may_be_cut(row))
            yield from (_with_heads(slice_, heads) for slice_ in slices)


def _with_heads(row: Row, heads: tuple[Row, ...]) -> Row:
    return Row(row.height, row.paint, row.before, row.glued, row.notes, heads, row.owner)


def _cells(
    row: Sequence[tuple[Run, ...]], grid: Grid, edges: Sequence[float], *, is_head: bool, is_section: bool
) -> Iterator[tuple[list[Line], Style]]:
    known = styles.cell_styles(len(grid.look.widths), is_small=grid.look.is_small)
    if is_section:
        style = known.head if is_head else known.section
        yield broken(row[0], style, edges[-1] - 2 * CELL_SIDE), style
        return
    for at, runs in enumerate(row):
        style = known.head if is_head else aligned_style(grid, at)
        yield broken(runs, style, edges[at + 1] - edges[at] - 2 * CELL_SIDE), style


def _slices(
    cells: Sequence[tuple[list[Line], Style]],
    edges: Sequence[float],
    *,
    owner: int,
    before: float,
    glued: bool,
    whole: bool,
) -> Iterator[Row]:
    count = max(len(lines) for lines, _ in cells)
    step = cells[0][1].line
    for at in range(count):
        is_first, is_last = at == 0, at == count - 1
        top = _PAD if is_first else 0.0
        shown = [
            Placed(column, lines[at], style.align, top, step)
            for column, (lines, style) in enumerate(cells)
            if at < len(lines)
        ]
        height = step + top + (_PAD + THIN if is_last else 0.0)
        yield Row(
            height,
            _painter(shown, edges, height=height, is_first=is_first, is_last=is_last),
            before=before if is_first else 0.0,
            glued=glued or (not is_last and (whole or is_first or at == count - 2)),
            notes=_notes(shown),
            owner=owner,
        )


def _head(cells: Sequence[tuple[list[Line], Style]], edges: Sequence[float], *, owner: int, before: float) -> Row:
    """A row of the head in one piece, its cells set in the middle of its height."""
    count = max(len(lines) for lines, _ in cells)
    step = cells[0][1].line
    height = count * step + 2 * _PAD + THIN
    shown = [
        Placed(column, line, style.align, _PAD + ((count - len(lines)) / 2 + at) * step, step)
        for column, (lines, style) in enumerate(cells)
        for at, line in enumerate(lines)
    ]
    paint = _painter(shown, edges, height=height, is_first=True, is_last=True)
    return Row(height, paint, before=before, glued=True, notes=_notes(shown), owner=owner)


def _notes(shown: Sequence[Placed]) -> tuple[Footnote, ...]:
    return tuple(note for placed in shown for note in placed.line.notes)


def _painter(
    shown: Sequence[Placed],
    edges: Sequence[float],
    *,
    height: float,
    is_first: bool,
    is_last: bool,
) -> Paint:
    def paint(sheet: Sheet, x: float, y: float, page: Edges) -> None:
        if is_first or page.opens:
            sheet.stroke(x, y, x + edges[-1], y)
        if is_last or page.closes:
            sheet.stroke(x, y + height, x + edges[-1], y + height)
        for edge in edges:
            sheet.stroke(x + edge, y, x + edge, y + height)
        for placed in shown:
            start = x + edges[placed.column] + CELL_SIDE
            sheet.line_of_text(placed.line, start, y + placed.top, placed.height, placed.align)

    return paint
