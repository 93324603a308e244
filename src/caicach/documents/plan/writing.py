"""A plan's table as a file: DOCX in the form of official documents, XLSX, CSV. Read back, its rows are the same."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from caicach.documents.plan.table import HEADER, table_rows
from caicach.documents.plan.values import PlanRow
from caicach.documents.values import Block, BlockKind, OfficialDocument, TableLook
from caicach.documents.write.docx import write_docx
from caicach.kernel.text.characters import writable

_WIDTHS: Final = (8, 60, 30, 28, 28, 20, 16)
_FORMULA: Final = ("=", "+", "-", "@")
BOM: Final = b"\xef\xbb\xbf"  # a spreadsheet takes a CSV without it for another encoding


@dataclass(frozen=True, slots=True)
class PlanHead:
    """What stands above the table."""

    title: str
    issuer: str = ""
    reference: str = ""
    issued_on: date | None = None
    year: int | None = None


def plan_as_docx(head: PlanHead, rows: Sequence[PlanRow]) -> bytes:
    """The plan as an annex in landscape, under the head of its document."""
    below = table_rows(rows, year=head.year)
    cells = [HEADER, *(row.cells if not row.is_section else row.cells * len(HEADER) for row in below)]
    sections = tuple(at for at, row in enumerate(below, start=1) if row.is_section)
    look = TableLook(widths=tuple(map(float, _WIDTHS)), head_rows=1, section_rows=sections)
    number, _slash, symbol = head.reference.partition("/")
    document = OfficialDocument(
        doc_type="kế hoạch",
        issuer=head.issuer or None,
        number=number or None,
        symbol=symbol or None,
        date=head.issued_on,
        subject=head.title,
        body=(
            Block(BlockKind.PARAGRAPH, None, 0, f"Kế hoạch gồm {len(rows)} nhiệm vụ, nêu tại Phụ lục kèm theo."),
            Block(BlockKind.APPENDIX, None, 0, "PHỤ LỤC DANH MỤC NHIỆM VỤ", landscape=True),
            Block(BlockKind.TABLE, None, 0, "", rows=tuple(cells), look=look),
        ),
    )
    return write_docx(document)


def plan_as_xlsx(head: PlanHead, rows: Sequence[PlanRow]) -> bytes:
    """One sheet: title, date, the table with its section rows merged across; text cells only."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Kế hoạch"
    numbered = f"Số: {head.reference}" if head.reference else ""
    for text in (_placed(head), head.title.upper(), numbered):
        sheet.append([writable(text)])
        sheet.merge_cells(start_row=sheet.max_row, end_row=sheet.max_row, start_column=1, end_column=len(HEADER))
    sheet.append(HEADER)
    first = sheet.max_row
    for row in table_rows(rows, year=head.year):
        sheet.append([writable(cell) for cell in row.cells])
        if row.is_section:
            sheet.merge_cells(start_row=sheet.max_row, end_row=sheet.max_row, start_column=1, end_column=len(HEADER))
    for at, width in enumerate(_WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(at)].width = width
    _as_texts(sheet)
    for cells in sheet.iter_rows(min_row=1, max_row=first):
        for cell in cells:
            cell.font = Font(bold=True)
    sheet.freeze_panes = f"A{first + 1}"
    return _saved(book)


def _placed(head: PlanHead) -> str:
    """«Sở Nội vụ, ngày 05 tháng 01 năm 2026»: what the reader knows the document's date by."""
    on = head.issued_on
    return f"{head.issuer}, ngày {on:%d} tháng {on:%m} năm {on:%Y}" if on else head.issuer


def table_as_xlsx(title: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A plain table for a spreadsheet."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = writable(title)[:31]
    sheet.append(list(header))
    for row in rows:
        sheet.append([_plain(value) for value in row])
    _as_texts(sheet)
    sheet.freeze_panes = "A2"
    return _saved(book)


def _as_texts(sheet: Worksheet) -> None:
    """Wrapped, from the top; a text that begins with «=» is a text and no formula."""
    for cells in sheet.iter_rows():
        for cell in cells:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if isinstance(cell.value, str) and isinstance(cell, Cell):
                cell.data_type = "s"


def table_as_csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A plain table as CSV in UTF-8; a text that a spreadsheet would run is quoted with an apostrophe."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(header)
    for row in rows:
        values = [str(_plain(value)) for value in row]
        writer.writerow([f"'{value}" if value.startswith(_FORMULA) else value for value in values])
    return BOM + text.getvalue().encode()


def _plain(value: object) -> object:
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return "" if value is None else writable(value) if isinstance(value, str) else value


def _saved(book: Workbook) -> bytes:
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()
