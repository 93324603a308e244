"""Plain text and DOCX to text: encodings, order, numbering, notes, tables."""

import codecs

import pytest

from caicach.documents.read.loading import load
from caicach.documents.read.source import SourceFormat
from documents.file_builders import docx_with, letter_docx, paragraph

LETTER = "Ủy ban nhân dân tỉnh đề nghị các sở, ngành báo cáo kết quả trước ngày 15/3/2023."


def text_of(data: bytes, name: str = "vb") -> str:
    return load(data, filename=name).text.strip()


@pytest.mark.parametrize(
    "data",
    [
        LETTER.encode(),
        codecs.BOM_UTF8 + LETTER.encode(),
        LETTER.encode("utf-16"),
        LETTER.encode("utf-16-le"),
        LETTER.encode("utf-16-be"),
        LETTER.encode("utf-32"),
    ],
)
def test_text_is_the_same_in_every_unicode_encoding(data):
    assert text_of(data) == LETTER


def test_decomposed_letters_are_joined():
    assert text_of("U\u0309y ban nha\u0302n da\u0302n".encode()) == "Ủy ban nhân dân"


def test_windows_1258_is_recognised():
    data = "Ðê\u0300 nghi\u0323 ca\u0301c s\u01a1\u0309 ba\u0301o ca\u0301o".replace("Ðê", "Đê").encode("cp1258")
    assert text_of(data) == "Đề nghị các sở báo cáo"


def test_tcvn3_text_becomes_unicode_and_says_so():
    source = load("Céng hßa x· héi chñ nghÜa ViÖt Nam\nñy ban nh©n d©n tØnh".encode("latin-1"), filename="cu.txt")
    assert source.text.splitlines()[0] == "Cộng hòa xã hội chủ nghĩa Việt Nam"
    assert [warning.code for warning in source.warnings] == ["source.legacy_encoding"]


def test_vni_text_becomes_unicode():
    assert text_of("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam".encode("cp1252")) == "Cộng hòa xã hội chủ nghĩa Việt Nam"


def test_form_feeds_are_page_breaks():
    source = load("trang một\n\ftrang hai\n".encode(), filename="a.txt")
    assert [source.text[start:].split("\n")[0] for start in source.page_starts] == ["trang một", "trang hai"]


def test_the_name_of_the_file_does_not_decide_how_it_is_read():
    assert load(letter_docx(), filename="van-ban.pdf").format is SourceFormat.DOCX
    assert load(LETTER.encode(), filename="van-ban.docx").format is SourceFormat.TEXT


def test_head_and_foot_of_a_docx_are_read_column_by_column():
    lines = load(letter_docx(), filename="a.docx").text.splitlines()
    wanted = ["UBND TỈNH MẪU", "SỞ NỘI VỤ", "Số: 12/SNV-CCHC", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]
    assert [line for line in lines if line][:4] == wanted
    assert lines.index("- Lưu: VT.") < lines.index("GIÁM ĐỐC")


def test_a_table_of_the_body_keeps_its_cells_with_their_places():
    source = load(letter_docx(), filename="a.docx")
    (table,) = source.tables
    rows = [[cell.text for cell in row] for row in table.rows]
    assert [row[0] for row in rows[1:]] == ["gộp dọc", "gộp dọc"]
    assert rows[0][1:3] == ["gộp ngang", "gộp ngang"]
    assert all(cell.span.of(source.text) == cell.text for row in table.rows for cell in row)
    assert source.text.count("gộp dọc") == 1
    assert "ô 11\tô 12\tô 13" in table.span.of(source.text)


NUMBERING = """
<w:abstractNum w:abstractNumId="0">
 <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>
 <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:isLgl/><w:lvlText w:val="%1.%2."/></w:lvl>
 <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%3)"/></w:lvl>
 <w:lvl w:ilvl="3"><w:numFmt w:val="bullet"/><w:lvlText w:val="\uf0b7"/></w:lvl>
</w:abstractNum>
<w:num w:numId="5"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="6"><w:abstractNumId w:val="0"/>
 <w:lvlOverride w:ilvl="0"><w:startOverride w:val="4"/></w:lvlOverride></w:num>
"""


def numbered(text: str, depth: int, list_id: int = 5) -> str:
    return paragraph(text, properties=f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{list_id}"/></w:numPr>')


def test_automatic_numbers_are_written_as_word_prints_them():
    body = "".join(
        [numbered("A", 0), numbered("B", 1), numbered("C", 2), numbered("D", 2), numbered("E", 3), numbered("F", 0),
         numbered("G", 1), numbered("H", 2), numbered("I", 0, list_id=6)]
    )  # fmt: skip
    wanted = ["I. A", "1.1. B", "a) C", "b) D", "- E", "II. F", "2.1. G", "a) H", "IV. I"]
    assert text_of(docx_with(body, numbering=NUMBERING)).splitlines() == wanted


def test_footnotes_keep_their_mark_and_follow_the_text():
    mark = '<w:r><w:footnoteReference w:id="7"/></w:r>'
    body = f"<w:p><w:r><w:t>Đề án</w:t></w:r>{mark}<w:r><w:t> của tỉnh</w:t></w:r></w:p>"
    notes = f'<w:footnote w:id="7">{paragraph("Quyết định số 1/QĐ-UBND")}</w:footnote>'
    assert text_of(docx_with(body, footnotes=notes)) == "Đề án¹ của tỉnh\n\n¹ Quyết định số 1/QĐ-UBND"


def test_deleted_and_hidden_text_is_not_read_and_capitals_are():
    body = (
        "<w:p><w:del><w:r><w:delText>cũ</w:delText></w:r></w:del><w:ins><w:r><w:t>mới</w:t></w:r></w:ins></w:p>"
        + paragraph("ẩn", run="<w:vanish/>")
        + paragraph("Ủy ban nhân dân", run="<w:caps/>")
    )
    assert text_of(docx_with(body)).split() == ["mới", "ỦY", "BAN", "NHÂN", "DÂN"]


def test_runs_in_old_fonts_become_unicode():
    old = '<w:rFonts w:ascii="{}" w:hAnsi="{}"/>'
    body = paragraph("ñy ban nh©n d©n", run=old.format(".VnTime", ".VnTime")) + paragraph(
        "ñy ban", run=old.format(".VnTimeH", ".VnTimeH")
    )
    assert text_of(docx_with(body)) == "ủy ban nhân dân\nỦY BAN"


def test_text_boxes_are_read_once_and_page_breaks_start_pages():
    box = f"<w:txbxContent>{paragraph('HỎA TỐC')}</w:txbxContent>"
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    body = (
        f'<w:p><w:r><mc:AlternateContent xmlns:mc="{mc}"><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>'
        '</mc:AlternateContent></w:r></w:p><w:p><w:r><w:t>một</w:t><w:br w:type="page"/><w:t>hai</w:t></w:r></w:p>'
    )
    source = load(docx_with(body), filename="a.docx")
    assert source.text.count("HỎA TỐC") == 1
    assert source.text[source.page_starts[1] :].strip() == "hai"
