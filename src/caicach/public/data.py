"""Editions as open data: JSON in both languages, CSV with the reasons of what is missing."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from django.conf import settings
from django.utils import translation

from caicach.kernel.said import Said
from caicach.kernel.saying import say
from caicach.kernel.tables import Table, table_file
from caicach.kernel.tables.values import Cell as TableCell
from caicach.publications.domain.values import Cell, Column, ColumnKind, EditionLine, PublicEdition, PublicTable

_EXACT: Final = 15  # digits that a JSON reader keeps of a number


def both(said: Said) -> dict[str, str]:
    """A sentence in both languages."""
    found = {}
    for language in ("vi", "en"):
        with translation.override(language):
            found[language] = say(said)
    return found


def licence() -> dict[str, str]:
    return {"name": settings.OPEN_DATA_LICENCE, "url": settings.OPEN_DATA_LICENCE_URL}


def line_data(line: EditionLine, api: str) -> dict[str, object]:
    return {
        "number": line.number,
        "kind": line.kind.value,
        "series": line.series,
        "title": both(line.title),
        "period": {"first": line.first_on.isoformat(), "last": line.last_on.isoformat()},
        "published_at": line.published_at.isoformat(),
        "corrects": line.corrects,
        "corrected_by": line.corrected_by,
        "digest": line.digest,
        "url": f"{api}editions/{line.number}.json",
    }


def edition_data(found: PublicEdition, api: str) -> dict[str, object]:
    content = found.content
    return {
        **line_data(found.line, api),
        "publisher": found.publisher,
        "source": both(content.source),
        "reason": found.reason,
        "notes": [both(note) for note in content.notes],
        "previous": found.previous,
        "licence": licence(),
        "tables": [table_data(table, f"{api}editions/{found.line.number}/") for table in content.tables],
        "sealed": f"{api}editions/{found.line.number}/sealed.txt",
    }


def table_data(table: PublicTable, under: str) -> dict[str, object]:
    return {
        "code": table.code,
        "title": both(table.title),
        "csv": f"{under}{table.code}.csv",
        "columns": [column_data(column) for column in table.columns],
        "rows": [_row(table.columns, row) for row in table.rows],
        "missing": list(_missing(table)),
    }


def column_data(column: Column) -> dict[str, object]:
    return {
        "code": column.code,
        "title": both(column.title),
        "meaning": both(column.meaning),
        "type": column.kind.value,
        "unit": both(column.unit) if column.unit else None,
    }


def _row(columns: Sequence[Column], row: Sequence[Cell]) -> dict[str, object]:
    return {column.code: _value(column, cell) for column, cell in zip(columns, row, strict=True)}


def _value(column: Column, cell: Cell) -> object:
    if cell.hidden:
        return None
    return _json_number(Decimal(cell.text)) if column.kind is ColumnKind.NUMBER else cell.text


def _json_number(value: Decimal) -> int | float | str:
    """As a text where a reader would lose digits.

    >>> _json_number(Decimal("12")), _json_number(Decimal("0.5")), _json_number(Decimal("12345678901234567.5"))
    (12, 0.5, '12345678901234567.5')
    """
    if len(value.as_tuple().digits) > _EXACT:
        return f"{value:f}"
    return int(value) if value == value.to_integral_value() else float(value)


def _missing(table: PublicTable) -> Iterator[Mapping[str, object]]:
    for number, row in enumerate(table.rows):
        for column, cell in zip(table.columns, row, strict=True):
            if cell.hidden:
                yield {"row": number, "column": column.code, "reason": both(cell.hidden)}


def csv_data(table: PublicTable) -> bytes:
    """The codes of the columns, the rows, and at the end why a value is missing."""
    lines = [
        [*(_file_cell(column, cell) for column, cell in zip(table.columns, row, strict=True)), _why(table, row)]
        for row in table.rows
    ]
    file = table_file(Table(str(table.title), [*(one.code for one in table.columns), "note"], lines), "csv", table.code)
    with file.data as held:
        return held.read()


def _file_cell(column: Column, cell: Cell) -> TableCell:
    if cell.hidden:
        return None
    if column.kind is ColumnKind.NUMBER:
        return Decimal(cell.text)
    return date.fromisoformat(cell.text) if column.kind is ColumnKind.DAY else cell.text


def _why(table: PublicTable, row: Iterable[Cell]) -> str:
    pairs = zip(table.columns, row, strict=True)
    return "; ".join(f"{column.code}: {cell.hidden}" for column, cell in pairs if cell.hidden)


def as_json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
