"""A table of many columns on one sheet: no word and no figure is broken in the middle."""

import io

import pypdfium2
import pytest
from docx import Document

from caicach.documents.values import Alignment, Block, BlockKind, OfficialDocument, TableLook
from caicach.documents.write.docx import write_docx
from caicach.documents.write.pdf import write_pdf

HEAD = (
    "Quyết định, lĩnh vực", "Phê duyệt: đơn giản hóa TTHC (1)", "Phê duyệt: bãi bỏ TTHC (2)",
    "Phê duyệt: cắt giảm ĐKKD (4)", "Thời gian dự kiến cắt giảm (ngày) (5)", "Tỷ lệ thời gian cắt giảm (%) (6)",
    "Chi phí tuân thủ cắt giảm (triệu đồng) (7)", "Giữ nguyên (8)", "Thực thi: đơn giản hóa TTHC (9)",
    "Thực thi: bãi bỏ TTHC (10)", "Thực thi: cắt giảm ĐKKD (12)", "Thời gian đã cắt giảm (ngày) (13)",
    "Chi phí tuân thủ đã cắt giảm (triệu đồng) (14)", "NQ của HĐND đã ban hành (15)", "QĐ của UBND đã ban hành (16)",
)  # fmt: skip
BODY = ("1500/QĐ-UBND", *("5.913", "0", "480,00", "84,21") * 4)


@pytest.mark.parametrize("columns", [10, 15])
def test_words_and_figures_stay_whole(columns: int) -> None:
    done = "Quyết định 22/2026/QĐ-UBND về điều kiện kinh doanh"
    rows = ((*HEAD[:columns], "Văn bản thực thi"), (*BODY[:columns], done))
    look = TableLook((), (Alignment.LEFT, *(Alignment.RIGHT for _ in range(columns))))
    document = OfficialDocument(
        doc_type="báo cáo",
        issuer="SỞ A",
        subject="Kết quả",
        body=(
            Block(BlockKind.APPENDIX, "I", 0, "PHỤ LỤC I BIỂU", landscape=True),
            Block(BlockKind.TABLE, None, 0, "", None, rows, look),
        ),
    )
    with pypdfium2.PdfDocument(write_pdf(document)) as pages:
        said = "\n".join(page.get_textpage().get_text_range() for page in pages).split()
    assert {word for row in rows for cell in row for word in cell.split()} <= set(said)
    (table,) = (one for one in Document(io.BytesIO(write_docx(document))).tables if len(one.columns) == columns + 1)
    assert {paragraph.style.name for paragraph in table.cell(1, 1).paragraphs} == {"Ô bảng phải nhỏ"}
