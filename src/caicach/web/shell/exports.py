"""A list as a file for the office's spreadsheet: CSV and XLSX, every cell as text or number and never as a formula."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from django.http import HttpRequest, HttpResponse
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from caicach.kernel.http.downloads import attachment
from caicach.kernel.tables import XLSX, Table, TableFile, table_file
from caicach.kernel.text.characters import writable

Cell = str | int | date | None
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_WIDEST: Final = 60
KINDS: Final = ("csv", "xlsx")


def asked_kind(request: HttpRequest) -> str | None:
    """What ``?xuat=`` of the address asks for, the filters of the page included."""
    kind = request.GET.get("xuat", "")
    return kind if kind in KINDS else None


def sent(table: Table, kind: str, name: str) -> HttpResponse:
    return attachment(table_file(table, kind, name))


def table_csv(name: str, head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> TableFile:
    """With a byte order mark, so that spreadsheets read Vietnamese; what looks like a formula bears an apostrophe."""
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(head)
    writer.writerows([_plain(cell) for cell in row] for row in rows)
    return TableFile(f"{name}.csv", "text/csv", stream.getvalue().encode("utf-8-sig"))


def _plain(cell: Cell) -> str:
    """
    >>> _plain("=1+1"), _plain(date(2023, 2, 5)), _plain(None), _plain(7)
    ("'=1+1", '05/02/2023', '', '7')
    """
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    text = "" if cell is None else writable(str(cell))
    return f"'{text}" if isinstance(cell, str) and text.startswith(_FORMULA) else text


def table_xlsx(name: str, title: str, head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> TableFile:
    """One sheet with a frozen, bold head and wrapped cells; days as days."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = writable(title)[:31]
    kept: list[list[Cell]] = [list(row) for row in rows]
    for index, heading in enumerate(head):
        longest = max([len(heading), *(len(_plain(row[index])) for row in kept)])
        sheet.column_dimensions[get_column_letter(index + 1)].width = min(longest + 2, _WIDEST)
    sheet.freeze_panes = "A2"
    lines: list[list[Cell]] = [[*head], *kept]
    for place, row in enumerate(lines, 1):
        for column, value in enumerate(row, 1):
            _write(sheet, place, column, value)
    stream = io.BytesIO()
    book.save(stream)
    return TableFile(f"{name}.xlsx", XLSX, stream.getvalue())


def _write(sheet: Worksheet, row: int, column: int, value: Cell) -> None:
    cell = sheet.cell(row, column)
    cell.value = writable(value) if isinstance(value, str) else value
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    cell.font = Font(bold=row == 1)
    if isinstance(value, str):
        cell.data_type = "s"  # a text that begins with = stays a text
    elif isinstance(value, date):
        cell.number_format = "dd/mm/yyyy"
