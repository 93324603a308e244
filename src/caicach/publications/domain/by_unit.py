"""Figures of rooms as a page shows them: a line a unit, a column a figure. The sealed table keeps one figure a line."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from caicach.kernel.decimals import rounded_value
from caicach.kernel.metrics import SHARE
from caicach.kernel.said import Said, ready_sentence, tell
from caicach.publications.domain.tables import PERCENT
from caicach.publications.domain.values import Cell, Column, ColumnKind, Content, PublicTable

_ABSENT: Final = Cell(hidden=tell("–"))
_PERCENT: Final = Cell(str(PERCENT))
_METRICS: Final = "metrics"


@dataclass(frozen=True, slots=True)
class PageTable:
    """A table as a page shows it; ``in_file``: the lines of the sealed table, which its file has."""

    table: PublicTable
    in_file: int
    notes: tuple[Said, ...] = ()


def page_tables(content: Content) -> tuple[PageTable, ...]:
    """Every table of the edition, in its order: figures of rooms by unit, their definitions as people say them."""
    by_unit = figures_by_unit(content)
    if by_unit is None:
        return tuple(PageTable(table, len(table.rows)) for table in content.tables)
    table, notes = by_unit
    found = []
    for one in content.tables:
        if one.code == table.code:
            found.append(PageTable(table, len(one.rows), notes))
        else:
            found.append(PageTable(_definitions(one) if one.code == _METRICS else one, len(one.rows)))
    return tuple(found)


def _definitions(table: PublicTable) -> PublicTable:
    """Without the codes, which are for files; a share is percent, as the figures above it."""
    code, unit = _place(table, "metric"), _place(table, "unit_of_measure")
    rows = (
        tuple(_PERCENT if at == unit and is_share else cell for at, cell in enumerate(row) if at != code)
        for row in table.rows
        for is_share in [ready_sentence(row[unit].text) == SHARE]
    )
    columns = tuple(column for at, column in enumerate(table.columns) if at != code)
    return PublicTable(table.code, table.title, columns, tuple(rows))


def figures_by_unit(content: Content) -> tuple[PublicTable, tuple[Said, ...]] | None:
    """The table, and what is to be known to read it; None where the content has no figures by unit.

    Shares are percent with one decimal. A unit with nothing but nought, or a figure that no unit has, gets no line and
    no column: how many units, and which figures, is said. Figures from samples stay a line each, beside their error.
    """
    table, meanings = content.table("figures"), content.table(_METRICS)
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
