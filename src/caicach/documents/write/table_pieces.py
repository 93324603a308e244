"""A table of the value to a grid with its columns measured and its merged rows known."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from caicach.documents.values import Alignment, Block, TableLook
from caicach.documents.write.measuring import text_width
from caicach.documents.write.pieces import Grid, Run
from caicach.documents.write.runs import RunMaker
from caicach.documents.write.styles import MANY_COLUMNS, cell_styles

_NARROWEST: Final = 5.0
_WIDEST: Final = 60.0
_SHORT: Final = 12
_ROWS_LOOKED_AT: Final = 200
_LONG: Final = 700
_SIDES: Final = 8.5
"""Blank beside the words of a cell, both sides."""
_SHEET: Final = 685.0
"""What a sheet lying on its side has room for."""


def grid(block: Block, runs: RunMaker) -> Grid:
    """Rows made equally long, the look completed: widths by the words, short columns centred, sections found."""
    width = max(1, max((len(row) for row in block.rows), default=1))
    rows = [tuple(row) + ("",) * (width - len(row)) for row in block.rows]
    look = block.look or TableLook()
    looks = replace(
        look,
        widths=_parts(look.widths, width) or (_tight if width > MANY_COLUMNS else _widths)(rows, width),
        alignments=look.alignments if len(look.alignments) == width else _alignments(rows, width, look.head_rows),
        section_rows=tuple(sorted({*look.section_rows, *_across(rows)})),
    )
    made = (
        tuple(runs.runs(cell, bold=(at, column) in look.bold_cells or None) for column, cell in enumerate(row))
        for at, row in enumerate(rows)
    )
    return Grid(tuple(made), looks)


def may_be_cut(row: Sequence[Sequence[Run]]) -> bool:
    """Whether a row is so long that it may run over the end of a page; others stay whole."""
    return any(sum(len(run.text) for run in cell) > _LONG for cell in row)


def _parts(widths: Sequence[float], count: int) -> tuple[float, ...]:
    total = sum(widths)
    return tuple(width / total for width in widths) if len(widths) == count and min(widths) > 0 else ()


def _across(rows: Sequence[Sequence[str]]) -> list[int]:
    """Rows whose cells all say the same: what a merged cell reads as."""
    return [at for at, row in enumerate(rows) if len(row) > 1 and row[0] and all(cell == row[0] for cell in row)]


def _widths(rows: Sequence[Sequence[str]], count: int) -> tuple[float, ...]:
    """Columns as wide as the root of what they hold, no narrower than their longest word."""
    looked = rows[:_ROWS_LOOKED_AT]
    wanted = []
    for at in range(count):
        cells = [row[at] for row in looked if len(set(row)) > 1] or [row[at] for row in looked]
        longest = max((len(cell) for cell in cells), default=0)
        word = max((len(word) for cell in cells for word in cell.split()), default=0)
        wanted.append(min(_WIDEST, max(_NARROWEST, float(word) * 1.3 + 2, 2.6 * longest**0.5)))
    total = sum(wanted)
    return tuple(want / total for want in wanted)


def _tight(rows: Sequence[Sequence[str]], count: int) -> tuple[float, ...]:
    """Columns of a wide table: each as wide as its longest word needs; long texts get more of what is left."""
    looked = rows[:_ROWS_LOOKED_AT]
    size = cell_styles(count).head.size
    needed: list[float] = []
    longer: list[float] = []
    for at in range(count):
        cells = [row[at] for row in looked if len(set(row)) > 1] or [row[at] for row in looked]
        word = max((text_width(word, size, bold=True) for cell in cells for word in cell.split()), default=0.0)
        needed.append(word + _SIDES)
        longer.append(max(0.0, 6.0 * max((len(cell) for cell in cells), default=0) ** 0.5 - needed[-1]))
    free = max(0.0, _SHEET - sum(needed))
    part = min(1.0, free / sum(longer)) if any(longer) else 0.0
    wanted = [least + part * more for least, more in zip(needed, longer, strict=True)]
    total = sum(wanted)
    return tuple(want / total for want in wanted)


def _alignments(rows: Sequence[Sequence[str]], count: int, head: int) -> tuple[Alignment, ...]:
    """Short columns (numbers, days) stand in the middle."""
    body = [row for row in rows[head : head + _ROWS_LOOKED_AT] if len(set(row)) > 1 or len(row) == 1]
    longest = [max((len(row[at]) for row in body), default=_SHORT + 1) for at in range(count)]
    return tuple(Alignment.CENTRE if length <= _SHORT else Alignment.LEFT for length in longest)
