"""Writes examples/letters/cong-van-vi-du.docx: the letter that the example installation reads.

The letter is invented for the example; the documents it cites are real. It is made as an office would type it: a
borderless header table, automatic footnotes, a task table in the appendix. Run again after a change; the file is committed.
"""

from pathlib import Path

from docx import Document
from docx.document import Document as DocumentObject
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

TARGET = Path(__file__).resolve().parents[1] / "examples" / "letters" / "cong-van-vi-du.docx"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
FOOTNOTE_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"

ADDRESSEES = (
    "Thành viên Ban Chỉ đạo cải cách hành chính tỉnh;",
    "Các sở, ban, ngành cấp tỉnh;",
    "Các cơ quan Trung ương đóng trên địa bàn tỉnh;",
    "UBND các xã, phường.",
)
OPENING = (
    "Thực hiện Nghị quyết số 76/NQ-CP ngày 15/7/2021 của Chính phủ ban hành Chương trình tổng thể cải cách hành chính "
    "nhà nước giai đoạn 2021 - 2030; Quyết định số 3369/QĐ-UBND ngày 31/12/2025 của UBND tỉnh ban hành Kế hoạch cải "
    "cách hành chính tỉnh năm 2026;",
    "Để hoàn thành các nhiệm vụ cải cách hành chính (CCHC) năm 2026, Ban Chỉ đạo CCHC tỉnh yêu cầu các thành viên Ban "
    "Chỉ đạo; Giám đốc các Sở, Thủ trưởng các ban, ngành cấp tỉnh; Chủ tịch UBND các xã, phường thực hiện một số nội "
    "dung sau:",
)
# A footnote mark is written {1}, {2} at its place.
BODY = (
    "1. Rà soát toàn bộ nhiệm vụ được giao tại Kế hoạch CCHC năm 2026, tập trung hoàn thành các nhiệm vụ còn lại trước "
    "ngày 15/12/2026, bảo đảm chất lượng và tiến độ. Tăng cường trách nhiệm người đứng đầu trong chỉ đạo thực hiện.",
    "2. Căn cứ kết quả Chỉ số CCHC năm 2025, các cơ quan, đơn vị, địa phương ban hành kế hoạch khắc phục tồn tại, hạn "
    "chế đã được Hội đồng thẩm định chỉ ra trong vòng 10 ngày làm việc kể từ ngày ký văn bản này, trong đó nêu rõ giải "
    "pháp, người chịu trách nhiệm và thời gian hoàn thành.",
    "3. Giao Văn phòng UBND tỉnh:",
    "a) Chủ trì, phối hợp với Sở Khoa học và Công nghệ kiểm tra việc công khai thủ tục hành chính trên Cổng dịch vụ công "
    "và trang thông tin điện tử của các cơ quan, đơn vị, địa phương{1}, hoàn thành trước ngày 31/10/2026.",
    "b) Theo dõi việc giải quyết hồ sơ theo cơ chế một cửa, một cửa liên thông{2}; định kỳ hằng tháng thông báo công khai "
    "cơ quan, đơn vị, địa phương để hồ sơ quá hạn.",
    "4. Sở Khoa học và Công nghệ chủ trì, phối hợp với Sở Tài chính đề xuất giải pháp nâng cao Chỉ số chuyển đổi số của "
    "tỉnh, báo cáo UBND tỉnh trong tháng 11 năm 2026.",
    "5. Các cơ quan, đơn vị, địa phương thực hiện nghiêm kỷ luật, kỷ cương hành chính; không để tồn đọng công việc trực "
    "tiếp liên quan đến người dân, doanh nghiệp.",
    "6. Giao Sở Nội vụ - cơ quan Thường trực Ban Chỉ đạo CCHC tỉnh đôn đốc, tổng hợp tình hình thực hiện và báo cáo Ban "
    "Chỉ đạo trước ngày 20/12/2026.",
    "Các nhiệm vụ cụ thể nêu tại Phụ lục kèm theo.",
    "Yêu cầu các cơ quan, đơn vị, địa phương nghiêm túc triển khai và định kỳ báo cáo kết quả về Ban Chỉ đạo CCHC tỉnh "
    "(qua Sở Nội vụ) trước ngày 14 của tháng cuối quý./.",
)
FOOTNOTES = (
    "Quyết định số 766/QĐ-TTg ngày 23/6/2022 của Thủ tướng Chính phủ về Bộ chỉ số chỉ đạo, điều hành và đánh giá chất "
    "lượng phục vụ người dân, doanh nghiệp.",
    "Nghị định số 118/2025/NĐ-CP ngày 09/6/2025 của Chính phủ.",
)
RECIPIENTS = (
    "Như trên;",
    "UBND tỉnh (b/c);",
    "Chủ tịch, các Phó Chủ tịch UBND tỉnh;",
    "Ủy ban MTTQ Việt Nam tỉnh;",
    "Báo và Đài PT-TH tỉnh;",
    "Lưu: VT, TGV.",
)
TASK_TABLE = (
    ("TT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian hoàn thành", "Sản phẩm"),
    (
        "1",
        "Tự kiểm tra văn bản quy phạm pháp luật ban hành trong năm",
        "Sở Tư pháp",
        "Các sở, ban, ngành cấp tỉnh",
        "Trước ngày 30/11/2026",
        "Báo cáo",
    ),
    (
        "2",
        "Trình phương án đơn giản hóa thủ tục hành chính nội bộ",
        "Văn phòng UBND tỉnh",
        "Sở Nội vụ; Sở Tài chính",
        "Quý IV/2026",
        "Tờ trình, dự thảo Quyết định",
    ),
    (
        "3",
        "Kiểm tra công vụ đột xuất tại bộ phận một cửa",
        "Sở Nội vụ",
        "Thanh tra tỉnh",
        "15/11/2026",
        "Biên bản, thông báo kết luận",
    ),
    ("4", "Báo cáo tình hình giải ngân vốn đầu tư công", "Sở Tài chính", "", "Ngày 25 hằng tháng", "Báo cáo"),
)


def _footnotes_part(document: DocumentObject) -> None:
    notes = "".join(
        f'<w:footnote w:id="{i}"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> {text}</w:t></w:r></w:p></w:footnote>'
        for i, text in enumerate(FOOTNOTES, start=1)
    )
    xml = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:footnotes xmlns:w="{WORD}">{notes}</w:footnotes>'
    part = Part(PackURI("/word/footnotes.xml"), FOOTNOTE_TYPE, xml.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def _write(paragraph: Paragraph, text: str) -> None:
    for index, piece in enumerate(text.replace("{", "}").split("}")):
        if index % 2:
            mark = f'<w:r xmlns:w="{WORD}"><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="{piece}"/></w:r>'
            paragraph._p.append(parse_xml(mark))
        else:
            paragraph.add_run(piece)


def _lines(cell: _Cell, lines: tuple[tuple[str, bool, bool], ...], *, align: WD_ALIGN_PARAGRAPH) -> None:
    for index, (text, bold, italic) in enumerate(lines):
        paragraph = cell.paragraphs[0] if index == 0 else cell.add_paragraph()
        paragraph.alignment = align
        run = paragraph.add_run(text)
        run.bold, run.italic = bold, italic
        paragraph.paragraph_format.space_after = Pt(0)
        if text.isupper():
            run.font.size = Pt(12)


def _two_columns(document: DocumentObject, widths: tuple[float, float]) -> tuple[_Cell, _Cell]:
    table = document.add_table(rows=1, cols=2)
    table.autofit = False
    left, right = table.rows[0].cells
    _set_widths(table, widths)
    return left, right


def _set_widths(table: Table, widths: tuple[float, ...]) -> None:
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
        for cell in column.cells:
            cell.width = Cm(width)


def _header(document: DocumentObject) -> None:
    left, right = _two_columns(document, (6.7, 9.8))
    centre = WD_ALIGN_PARAGRAPH.CENTER
    _lines(
        left,
        (
            ("UBND TỈNH HÀ TĨNH", False, False),
            ("BAN CHỈ ĐẠO CCHC TỈNH", True, False),
            ("Số: 07/BCĐCCHC-TGV", False, False),
            ("V/v tập trung hoàn thành nhiệm vụ cải cách hành chính quý IV năm 2026", False, False),
        ),
        align=centre,
    )
    _lines(
        right,
        (
            ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", True, False),
            ("Độc lập - Tự do - Hạnh phúc", True, False),
            ("Hà Tĩnh, ngày 05 tháng 10 năm 2026", False, True),
        ),
        align=centre,
    )


def _signature(document: DocumentObject) -> None:
    left, right = _two_columns(document, (8.5, 8.0))
    recipients = (("Nơi nhận:", True, True), *((f"- {text}", False, False) for text in RECIPIENTS))
    _lines(left, recipients, align=WD_ALIGN_PARAGRAPH.LEFT)
    _lines(
        right,
        (("TRƯỞNG BAN", True, False), ("", False, False), ("CHỦ TỊCH UBND TỈNH", True, False)),
        align=WD_ALIGN_PARAGRAPH.CENTER,
    )


def _appendix(document: DocumentObject) -> None:
    document.add_page_break()
    for text in ("PHỤ LỤC", "NHIỆM VỤ CỤ THỂ QUÝ IV NĂM 2026"):
        paragraph = document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.add_run(text).bold = True
    table = document.add_table(rows=0, cols=len(TASK_TABLE[0]))
    table.style = "Table Grid"
    for row in TASK_TABLE:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
            cell.paragraphs[0].paragraph_format.space_after = Pt(0)
    _set_widths(table, (1.0, 4.5, 2.8, 2.9, 2.6, 2.7))


def build() -> DocumentObject:
    """The letter as a document."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    section.left_margin, section.right_margin = Cm(3.0), Cm(1.5)
    section.top_margin = section.bottom_margin = Cm(2.0)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Times New Roman", Pt(13)
    normal.paragraph_format.space_after = Pt(6)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), "Times New Roman")
    _header(document)
    document.add_paragraph("Kính gửi:").paragraph_format.left_indent = Cm(3.0)
    for text in ADDRESSEES:
        document.add_paragraph(f"- {text}").paragraph_format.left_indent = Cm(4.0)
    for text in (*OPENING, *BODY):
        paragraph = document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        paragraph.paragraph_format.first_line_indent = Cm(1.27)
        _write(paragraph, text)
    _signature(document)
    _appendix(document)
    _footnotes_part(document)
    document.core_properties.author = ""
    document.core_properties.title = "Công văn ví dụ của caicach"
    return document


if __name__ == "__main__":
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    build().save(str(TARGET))
