"""Figures of rooms as a page shows them: a line a unit, a column a figure. The sealed table keeps one figure a line."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Final

from caicach.kernel.decimals import rounded_value
from caicach.kernel.metrics import SHARE
from caicach.kernel.said import Said, ready_sentence, tell
from caicach.publications.domain.tables import PERCENT
from caicach.publications.domain.values import Cell, Column, ColumnKind, Content, PublicTable

_ABSENT: Final = Cell(hidden=tell("–"))


def figures_by_unit(content: Content) -> tuple[PublicTable, tuple[Said, ...]] | None:
    """The table, and what is to be known to read it; None where the content has no figures by unit.

    Shares are percent with one decimal. A unit with nothing but nought, or a figure that no unit has, gets no line and
    no column: how many units, and which figures, is said. Figures from samples stay a line each, beside their error.
    """
    table, meanings = content.table("figures"), content.table("metrics")
    if table is None or meanings is None or table.place("lower") is not None:
        return None
    key, unit, metric, value = (_place(table, code) for code in ("unit_code", "unit", "metric", "value"))
    columns = _columns(meanings)
    cells = {(row[key].text, row[metric].text): row[value] for row in table.rows}
    units = {row[key].text: row[unit] for row in table.rows}
    shown = [one for one in units if any(_is_something(cells[one, code]) for code in columns)]
    given = [code for code in columns if any(not cells[one, code].hidden for one in shown)]
    empty = [column for code, column in columns.items() if code not in given]
    rows = tuple((units[one], *(_cell(cells[one, code], columns[code]) for code in given)) for one in shown)
    heads = (replace(one, unit=PERCENT) if one.unit == SHARE else one for one in map(columns.__getitem__, given))
    by_unit = PublicTable(table.code, table.title, (table.columns[unit], *heads), rows)
    reasons = (cells[one, code].hidden for one in shown for code in given)
    return by_unit, _notes(reasons, len(units) - len(shown), empty)


def _place(table: PublicTable, code: str) -> int:
    place = table.place(code)
    if place is None:
        raise ValueError(f"«{table.code}» has no column «{code}»")
    return place


def _columns(meanings: PublicTable) -> dict[str, Column]:
    places = [_place(meanings, name) for name in ("metric", "title", "unit_of_measure", "meaning")]
    found = {}
    for row in meanings.rows:
        code, title, unit, meaning = (row[place].text for place in places)
        title_said, unit_said, meaning_said = map(ready_sentence, (title, unit, meaning))
        found[code] = Column(code, title_said, meaning_said, ColumnKind.NUMBER, unit_said)
    return found


def _is_something(cell: Cell) -> bool:
    return not cell.hidden and Decimal(cell.text) != 0


def _cell(cell: Cell, column: Column) -> Cell:
    if cell.hidden:
        return _ABSENT
    return Cell(f"{rounded_value(Decimal(cell.text) * 100, 1):f}") if column.unit == SHARE else cell


def _notes(reasons: Iterable[Said], left: int, empty: Iterable[Column]) -> tuple[Said, ...]:
    notes = [tell("–: {reason}", reason=reason) for reason in dict.fromkeys(filter(None, reasons))]
    if left:
        notes.append(tell("{count} đơn vị khác không có số liệu, hoặc toàn số 0, trong kỳ: xem tệp CSV.", count=left))
    if titles := "; ".join(str(column.title) for column in empty):
        notes.append(tell("Chưa đơn vị nào có số liệu: {titles}.", titles=titles))
    return tuple(notes)
