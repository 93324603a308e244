"""Files inside a DOCX in place of paragraphs (``altChunk``): web pages, saved pages, text, another DOCX."""

import base64

import pytest
from tests.documents.file_builders import W, docx_with, letter_docx, paragraph, zip_of

from caicach.documents.read.loading import load
from caicach.kernel.errors import InvalidInput

R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PAGE = """<html><head><title>x</title><style>p {}</style></head><body>
<table><tr><td><p>SỞ NỘI VỤ</p><p>Số: 12/SNV-VP</p></td>
<td>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<br>Mẫu, ngày 01 tháng 02 năm 2023</td></tr></table>
<p>Kính gửi: <b>Các</b>
sở</p><ol start="2"><li>Rà soát<ol type="a"><li>Thủ tục</li></ol></li><li>Báo cáo</li></ol><ul><li>Gạch</li></ul>
<table border="1"><tr><th>TT</th><th colspan="2">Việc</th></tr><tr><td rowspan="2">1</td><td>a</td><td>b</td></tr>
<tr><td>c</td><td>d</td></tr></table></body></html>"""
LINES = [
    "SỞ NỘI VỤ", "Số: 12/SNV-VP", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Mẫu, ngày 01 tháng 02 năm 2023",
    "Kính gửi: Các sở", "2. Rà soát", "a) Thủ tục", "3. Báo cáo", "- Gạch", "TT\tViệc", "1\ta\tb", "\tc\td",
]  # fmt: skip


def docx_holding(inside: bytes, *, words: str = "") -> bytes:
    body = f"{paragraph(words) if words else ''}<w:altChunk r:id='r1'/>"
    document = f'<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{body}</w:body></w:document>'
    relation = f"<Relationship Id='r1' Type='{R}/aFChunk' Target='afchunk.dat'/>"
    return zip_of(
        {
            "[Content_Types].xml": b"<Types/>",
            "word/document.xml": document.encode(),
            "word/_rels/document.xml.rels": f"<Relationships>{relation}</Relationships>".encode(),
            "word/afchunk.dat": inside,
        }
    )


def lines_of(data: bytes) -> list[str]:
    return [line for line in load(data, filename="a.docx").text.splitlines() if line.strip()]


def saved_page(page: str) -> bytes:
    head = 'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n--b\nContent-Type: text/html; '
    words = base64.encodebytes(page.encode()).decode()
    return f'{head}charset="utf-8"\nContent-Transfer-Encoding: base64\n\n{words}\n--b--\n'.encode()


@pytest.mark.parametrize("inside", [PAGE.encode(), PAGE.encode("utf-16"), saved_page(PAGE)])
def test_a_page_is_read_in_its_place_with_its_lists_and_tables(inside: bytes) -> None:
    assert lines_of(docx_holding(inside)) == LINES
    (table,) = load(docx_holding(inside), filename="a.docx").tables
    assert ["|".join(cell.text for cell in row) for row in table.rows] == ["TT|Việc|Việc", "1|a|b", "1|c|d"]


def test_text_and_another_docx_are_read_in_their_place() -> None:
    assert lines_of(docx_holding("Kính gửi: Các sở\n1. Báo cáo".encode(), words="MẬT")) == [
        "MẬT", "Kính gửi: Các sở", "1. Báo cáo",
    ]  # fmt: skip
    assert lines_of(docx_holding(letter_docx())) == lines_of(letter_docx())
    assert lines_of(docx_holding(docx_holding(docx_with(paragraph("Sâu"))))) == ["Sâu"]


def test_what_is_not_read_is_told_of_and_refused_where_it_is_all_there_is() -> None:
    told = load(docx_holding(b"{\\rtf1 a}", words="Kính gửi"), filename="a.docx").warnings
    assert [warning.code for warning in told] == ["source.embedded_file"]
    deep = docx_with(paragraph("Quá sâu"))
    for _ in range(4):
        deep = docx_holding(deep)
    for data in (docx_holding(b"{\\rtf1 a}"), deep):
        with pytest.raises(InvalidInput) as refused:
            load(data, filename="a.docx")
        assert refused.value.code == "document.embedded_file"
