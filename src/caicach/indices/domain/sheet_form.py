"""The official form of a score sheet, as a document with its table: self-score, appraisal, points that count, proof."""

from datetime import date
from decimal import Decimal
from typing import Final

from caicach.documents.values import Alignment, Block, BlockKind, OfficialDocument, TableLook
from caicach.indices.domain.sheets import NodeRow, SheetPage
from caicach.kernel.decimals import rounded_value
from caicach.kernel.text.numbers import format_number

_HEAD: Final = (
    "STT",
    "Lĩnh vực, tiêu chí, tiêu chí thành phần",
    "Điểm tối đa",
    "Điểm tự chấm",
    "Điểm thẩm định",
    "Điểm đạt được",
    "Ghi chú, tài liệu kiểm chứng",
)
_LOOK: Final = TableLook(
    widths=(8, 38, 9, 9, 9, 9, 18),
    alignments=(Alignment.LEFT, Alignment.LEFT, *(Alignment.RIGHT,) * 4, Alignment.LEFT),
)
_PLACES: Final = 4
ILLUSTRATIVE: Final = "MINH HỌA: bộ tiêu chí không phải bộ chính thức, điểm không dùng để công bố."


def score_sheet_document(page: SheetPage, *, on: date) -> OfficialDocument:
    """The sheet as an annex: the words of its head, and every node in the order of the set."""
    head = page.head
    words = [f"Đơn vị: {head.unit_name}.", f"Bộ tiêu chí: {head.year.legal_number or head.year.set_code}."]
    if head.year.is_illustrative:
        words.insert(0, ILLUSTRATIVE)
    if head.locked_at is not None:
        words.append(f"Chốt điểm tự chấm: {head.locked_at:%d/%m/%Y}, {head.locked_by}.")
    blocks = [Block(BlockKind.PARAGRAPH, None, 0, text) for text in words]
    rows = (_HEAD, *(_row(row, page) for row in page.rows), _total(page.total, page))
    blocks.append(Block(BlockKind.TABLE, None, 0, "", rows=rows, look=_LOOK))
    return OfficialDocument(
        doc_type="phiếu chấm điểm",
        issuer=head.unit_name.upper(),
        date=on,
        subject=f"{head.year.set_name} năm {head.year.year}",
        body=tuple(blocks),
    )


def _row(row: NodeRow, page: SheetPage) -> tuple[str, ...]:
    note = "Không áp dụng" if row.is_not_applicable else row.cells
    if row.is_component and row.is_missing:
        note = f"Thiếu. {row.note}".strip()
    return (row.code, row.name, *_points(row, page), note)


def _total(row: NodeRow, page: SheetPage) -> tuple[str, ...]:
    return ("", "TỔNG ĐIỂM", *_points(row, page), "")


def _points(row: NodeRow, page: SheetPage) -> tuple[str, str, str, str]:
    """What counts is known from the council's step on; before, its column waits."""
    counted = row.counted if page.shows_counted else None
    return (_points_text(row.maximum), _points_text(row.own), _points_text(row.appraised), _points_text(counted))


def _points_text(points: Decimal | None) -> str:
    if points is None:
        return ""
    short = rounded_value(points, _PLACES)
    return format_number(short.normalize() if short else Decimal(0))
