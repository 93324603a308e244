"""A table that leaves the application: CSV for other programs, XLSX for officials. Pure: equal tables give equal bytes.

>>> table = Table("Theo đơn vị", ("Đơn vị", "Quá hạn"), (("Sở Y tế", 3), ("=1+1", 0)))
>>> csv_of(table).decode("utf-8-sig").splitlines()
['Đơn vị,Quá hạn', 'Sở Y tế,3', "'=1+1,0"]
"""

import csv
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Final

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from caicach.kernel.text.characters import writable

Cell = str | int | Decimal | date | None
CSV: Final = "text/csv; charset=utf-8"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MADE: Final = datetime(2000, 1, 1)  # noqa: DTZ001  (the format has no zone; the time of making says nothing)
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_WIDEST: Final = 60


@dataclass(frozen=True, slots=True)
class Table:
    """``notes`` stand above the head in XLSX: source, day, filters."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TableFile:
    name: str
    media_type: str
    data: bytes


def csv_of(table: Table) -> bytes:
    """UTF-8 with its mark, so that a spreadsheet reads Vietnamese; a text that looks like a formula is quoted."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(table.head)
    writer.writerows([_plain(cell) for cell in row] for row in table.rows)
    return out.getvalue().encode("utf-8-sig")


def _plain(cell: Cell) -> str:
    if cell is None:
        return ""
    text = cell.isoformat() if isinstance(cell, date) else writable(str(cell))
    return f"'{text}" if isinstance(cell, str) and text.startswith(_FORMULA) else text


def xlsx_of(table: Table) -> bytes:
    """One sheet with a head that stays; texts are texts, never formulas; dates are dates as dd/mm/yyyy."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = writable(table.title)[:31].translate(str.maketrans("[]:*?/\\", "       ")) or "1"
    for line in (table.title, *table.notes):
        sheet.append([writable(line)])
    sheet["A1"].font = Font(bold=True, size=13)
    sheet.append([writable(title) for title in table.head])
    top = sheet.max_row
    for cell in sheet[top]:
        cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
    for number, row in enumerate(table.rows, start=top + 1):
        for column, value in enumerate(row, start=1):
            cell = sheet.cell(number, column)
            cell.value = writable(value) if isinstance(value, str) else value
            if isinstance(value, str):
                cell.data_type = "s"
                cell.alignment = Alignment(wrap_text=True, vertical="top")
            elif isinstance(value, date):
                cell.number_format = "dd/mm/yyyy"
    for column, width in enumerate(_widths(table), start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = f"A{top + 1}"
    book.properties.created = book.properties.modified = _MADE
    return _settled(book)


def _widths(table: Table) -> Iterable[float]:
    for index, head in enumerate(table.head):
        longest = max((len(_plain(row[index])) for row in table.rows), default=0)
        yield min(_WIDEST, max(longest, min(len(head), 14)) + 2)


def _settled(book: Workbook) -> bytes:
    """The file without the time of its making."""
    made, out = BytesIO(), BytesIO()
    book.save(made)
    with zipfile.ZipFile(made) as given, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as settled:
        for item in given.infolist():
            data = given.read(item)
            if item.filename == "docProps/core.xml":
                data = _without_times(data)
            settled.writestr(zipfile.ZipInfo(item.filename, (2000, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _without_times(core: bytes) -> bytes:
    head, found, rest = core.partition(b"<dcterms:modified")
    if not found:
        return core
    tag, _, rest = rest.partition(b">")
    _, _, tail = rest.partition(b"</dcterms:modified>")
    return b"".join((head, found, tag, b">", b"2000-01-01T00:00:00Z", b"</dcterms:modified>", tail))


def table_file(table: Table, kind: str, name: str) -> TableFile:
    """``kind`` is "csv" or "xlsx"; ``name`` without an ending."""
    if kind == "csv":
        return TableFile(f"{name}.csv", CSV, csv_of(table))
    return TableFile(f"{name}.xlsx", XLSX, xlsx_of(table))
