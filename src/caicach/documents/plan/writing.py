"""A plan's table as a file: DOCX in the form of official documents, XLSX. Read back, its rows are the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from caicach.documents.plan.table import header_of, table_rows
from caicach.documents.plan.values import PlanRow
from caicach.documents.values import Block, BlockKind, OfficialDocument, TableLook
from caicach.documents.write.docx import write_docx
from caicach.kernel.tables import Line, Table, workbook_of
from caicach.kernel.text.dates import official_date

_WIDTHS: Final = (8, 60, 30, 28, 28, 20, 16)
_BESIDE: Final = 16


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
    below = table_rows(rows)
    head_cells = header_of(rows)
    cells = [head_cells, *(row.cells if not row.is_section else row.cells * len(head_cells) for row in below)]
    sections = tuple(at for at, row in enumerate(below, start=1) if row.is_section)
    widths = tuple(map(float, _widths(head_cells)))
    look = TableLook(widths=widths, head_rows=1, section_rows=sections)
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
    notes = [_placed(head), f"Số: {head.reference}" if head.reference else ""]
    lines = (Line(row.cells, is_section=row.is_section) for row in table_rows(rows))
    cells = header_of(rows)
    table = Table(head.title.upper(), cells, lines, notes=notes, sheet="Kế hoạch", widths=_widths(cells))
    return workbook_of(table)


def _widths(header: Sequence[str]) -> tuple[int, ...]:
    return (*_WIDTHS, *(_BESIDE for _ in header[len(_WIDTHS) :]))


def _placed(head: PlanHead) -> str:
    """«Sở Nội vụ, ngày 05 tháng 01 năm 2026»: what the reader knows the document's date by."""
    on = head.issued_on
    return f"{head.issuer}, {official_date(on)}" if on else head.issuer
