"""Tables of a saved web page: merged cells, line ends inside cells, no network, no scripts, bounded."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import Final

from lxml import etree

from caicach.documents.plan.reader import PlanSource
from caicach.documents.plan.values import PlanWarning
from caicach.documents.read.html_text import BLOCKS, UNSEEN, parsed_html, span_of, tag_of, words_of
from caicach.documents.read.legacy_fonts import decoder_of, legacy_warning
from caicach.documents.read.tables.grid import Grid, Written, grid_of
from caicach.kernel.text.characters import clean
from caicach.kernel.text.legacy import decode_viscii

_FEWEST_COLUMNS: Final = 3
_MAX_ROWS_LOOKED_AT: Final = 200


def html_plan(data: bytes, *, name: str) -> PlanSource:
    """The tables (layout tables are only walked through), and the words outside them."""
    parts = [part if isinstance(part, str) else _rows(part) for part in _parts(parsed_html(data, name=name))]
    decode = decoder_of("\n".join(part if isinstance(part, str) else _text_of_rows(part) for part in parts))
    grids: list[Grid] = []
    words: list[str] = []
    before: list[str] = []
    for part in parts:
        if isinstance(part, str):
            before.append(decode(part))
            words.append(decode(part))
        else:
            rows = [[replace(cell, text=decode(cell.text)) for cell in row] for row in part]
            grids.append(Grid(grid_of(rows), clean("".join(before)).strip()))
            before = []
    warning = legacy_warning(is_viscii=decode is decode_viscii)
    warnings = () if decode is str else (PlanWarning(warning.code, warning.message),)
    return PlanSource(tuple(grid for grid in grids if grid.rows), clean("".join(words)), warnings)


def _text_of_rows(rows: list[list[Written]]) -> str:
    return "\n".join(cell.text for row in rows for cell in row)


def _is_of_tasks(table: etree._Element) -> bool:
    """Whether a table is one of its own, though a small one stands in a cell: more than one row of three cells."""
    rows = (row for row in table.iter("tr") if next(row.iterancestors("table"), None) is table)
    widths = [sum(tag_of(cell) in {"td", "th"} for cell in row) for row in islice(rows, _MAX_ROWS_LOOKED_AT)]
    return sum(width >= _FEWEST_COLUMNS for width in widths) >= 2


def _parts(element: etree._Element) -> Iterator[str | etree._Element]:
    """Words and tables of tasks in the order of the page; a plain loop, for pages may be nested deep."""
    stack: list[etree._Element | str] = [element]
    while stack:
        one = stack.pop()
        if isinstance(one, str):
            yield one
            continue
        tag = tag_of(one)
        if tag in UNSEEN:
            continue
        if tag == "table" and (one.find(".//table") is None or _is_of_tasks(one)):
            yield one
            continue
        if tag in BLOCKS or tag == "br":
            yield "\n"
        if one.text:
            yield one.text
        for child in reversed(one):
            stack.append(child.tail or "")
            stack.append(child)


def _rows(table: etree._Element) -> list[list[Written]]:
    """Rows of the table, its head and bodies; a row of nothing is kept, for merged cells count it."""
    rows = []
    for row in table.iter("tr"):
        if next(row.iterancestors("table"), None) is not table:
            continue  # of a small table inside a cell, whose words are the cell's
        cells = [cell for cell in row if tag_of(cell) in {"td", "th"}]
        rows.append([Written(words_of(cell), span_of(cell, "rowspan"), span_of(cell, "colspan")) for cell in cells])
    return rows
