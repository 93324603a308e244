"""The rows of a publication decision's annex: tables of procedures, with what each table or section does to them."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from caicach.documents.read.tables.grid import Cell, Grid, distinct
from caicach.kernel.text.folding import fold
from caicach.procedures.record.codes import code_in
from caicach.procedures.record.labels import field_of
from caicach.procedures.record.parts import change_of
from caicach.procedures.record.record_reading import procedure_of
from caicach.procedures.record.values import Change, Procedure

_NEEDED: Final = frozenset({"code", "name"})
_HEADING: Final = re.compile(r"\b(?:danh muc|thu tuc|phan|phu luc)\b")
_FIELD_BAND: Final = re.compile(r"^(?:(?:[ivxlc]+|[a-z]|\d{1,2})\s*[.)/-]?\s*)?linh vuc\s*:?\s*")

Numbered = tuple[int, Procedure]


def rows_of_annex(grids: Sequence[Grid]) -> list[Numbered]:
    """Numbered through all tables, as a person counts them; a table without a head goes on from the one before."""
    found: list[Numbered] = []
    heads: dict[int, str] = {}
    change: Change | None = None
    line = 0
    for grid in grids:
        change = _change_told(grid.before) or change
        field = ""
        for row in grid.rows:
            line += 1
            cells = distinct(row)
            if fresh := _heads(cells):
                heads = fresh
                change = _change_of_heads(cells) or change
                continue
            if band := _band(cells, grid.width):
                change = _change_told(band) or change
                named = _FIELD_BAND.match(fold(band))
                field = band[named.end() :] if named else field
                continue
            if heads:
                found.extend((line, one) for one in _procedure(cells, heads, change, field))
    return found


def _heads(cells: Sequence[Cell]) -> dict[int, str]:
    named = {cell.column: name for cell in cells if (name := field_of(cell.words))}
    return named if set(named.values()) >= _NEEDED else {}


def _band(cells: Sequence[Cell], width: int) -> str:
    """The words of a row that is one cell, or a number and one wide cell."""
    told = [cell for cell in cells if cell.words]
    if not told or len(told) > 2 or code_in(" ".join(cell.words for cell in told)):
        return ""
    if len(cells) == 1 or told[-1].columns * 2 > width or (len(told) == 1 and width > 2):
        return " ".join(cell.words for cell in told)
    return ""


def _change_told(text: str) -> Change | None:
    """Of the last line of a text that heads a list of procedures."""
    lines = [line for line in fold(text).splitlines() if _HEADING.search(line)]
    return next((change for line in reversed(lines) if (change := change_of(line))), None)


def _change_of_heads(cells: Sequence[Cell]) -> Change | None:
    return Change.ABOLISHED if any("bai bo" in fold(cell.words) for cell in cells) else None


def _procedure(cells: Sequence[Cell], heads: dict[int, str], change: Change | None, field: str) -> Iterator[Procedure]:
    record = {heads[cell.column]: cell.text for cell in cells if cell.column in heads}
    if not code_in(record.get("code", "")) and not record.get("name"):
        return
    told = {"field": field, **record, "change": change.value if change else ""}
    yield procedure_of(told)
