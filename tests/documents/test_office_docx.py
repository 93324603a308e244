"""DOCX files as other programs than Word of yesterday write them: what the page shows is what is read."""

import pytest
from tests.documents.file_builders import W, docx_with, paragraph, zip_of
from tests.documents.plan_tables import read

from caicach.documents.read.loading import load
from caicach.kernel.errors import InvalidInput

RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
DECIMAL = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
NUMBERED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="7"/></w:numPr>'


def _lines(data):
    return [line for line in load(data, filename="a.docx").text.splitlines() if line.strip()]


def _codes(data):
    return [warning.code for warning in load(data, filename="a.docx").warnings]


def _package(body, parts, relations):
    """A DOCX whose parts bear names of their own: ``relations`` are (kind, part)."""
    links = "".join(
        f'<Relationship Id="r{at}" Type="{RELATIONS}/{kind}" Target="{part}"/>'
        for at, (kind, part) in enumerate(relations)
    )
    document = f'<w:document xmlns:w="{W}" xmlns:r="{RELATIONS}"><w:body>{body}</w:body></w:document>'
    types = (
        '<Types><Override PartName="/word/Text2.xml" ContentType="application/'
        'vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    )
    files = {"[Content_Types].xml": types, "word/text2.xml": document}
    files |= {"word/_rels/text2.xml.rels": f"<Relationships>{links}</Relationships>"}
    return zip_of({name: text.encode() for name, text in (files | parts).items()})


def _row(*cells, properties=""):
    inside = "".join(f"<w:tc>{cell if cell.startswith('<w:p>') else paragraph(cell)}</w:tc>" for cell in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inside}</w:tr>"


def _table(*rows):
    return f"<w:tbl>{_row('TT', 'Nhiệm vụ', 'Chủ trì', 'Thời hạn')}{''.join(rows)}</w:tbl>"


def test_parts_are_found_by_their_relations_whatever_they_are_called():
    numbering = f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0">{DECIMAL}</w:abstractNum>'
    numbering += '<w:num w:numId="7"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    body = paragraph("Rà soát", properties=NUMBERED) + paragraph("Báo cáo", properties=NUMBERED)
    data = _package(body, {"word/lists/n3.xml": numbering}, [("numbering", "/word/Lists/N3.xml")])
    assert _lines(data) == ["1. Rà soát", "2. Báo cáo"]


def test_a_list_that_names_a_list_style_counts_as_the_style_says():
    linked = '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="Muc"/></w:abstractNum>'
    defined = f'<w:abstractNum w:abstractNumId="5"><w:styleLink w:val="Muc"/>{DECIMAL}</w:abstractNum>'
    lists = linked + defined + '<w:num w:numId="7"><w:abstractNumId w:val="0"/></w:num>'
    assert _lines(docx_with(paragraph("Rà soát", properties=NUMBERED), numbering=lists)) == ["1. Rà soát"]


def test_a_style_that_names_a_list_without_a_depth_takes_the_level_that_names_the_style():
    second = DECIMAL.replace('w:ilvl="0"', 'w:ilvl="1"').replace("decimal", "lowerLetter").replace("%1.", "%2)")
    second = second.replace("<w:start", '<w:pStyle w:val="Diem"/><w:start')
    lists = f'<w:abstractNum w:abstractNumId="0">{DECIMAL}{second}</w:abstractNum>'
    lists += '<w:num w:numId="7"><w:abstractNumId w:val="0"/></w:num>'
    style = (
        '<w:style w:type="paragraph" w:styleId="Diem"><w:pPr><w:numPr><w:numId w:val="7"/></w:numPr></w:pPr></w:style>'
    )
    body = paragraph("Rà soát", properties='<w:pStyle w:val="Diem"/>')
    assert _lines(docx_with(body, numbering=lists, styles=style)) == ["a) Rà soát"]


def test_a_count_of_empty_numbered_paragraphs_is_read_as_it_is_shown():
    lists = f'<w:abstractNum w:abstractNumId="0">{DECIMAL}</w:abstractNum>'
    lists += '<w:num w:numId="7"><w:abstractNumId w:val="0"/></w:num>'
    count = f"<w:p><w:pPr>{NUMBERED}</w:pPr></w:p>"
    rows = [_row(count, f"Việc {word}", "Sở Y tế", "2026") for word in ("một", "hai")]
    assert [row.no for row in read(docx_with(_table(*rows), numbering=lists)).rows] == ["1", "2"]


def test_a_row_that_begins_late_keeps_its_cells_under_their_titles():
    rows = (
        _row("1", "Việc một", "Sở Y tế", "30/6/2026"),
        _row("Việc hai", "Sở Nội vụ", "30/9/2026", properties='<w:gridBefore w:val="1"/>'),
    )
    found = read(docx_with(_table(*rows))).rows
    assert [(row.task, row.lead, row.deadline_raw) for row in found] == [
        ("Việc một", ("Sở Y tế",), "30/6/2026"),
        ("Việc hai", ("Sở Nội vụ",), "30/9/2026"),
    ]


def test_hidden_rows_are_told_of_and_not_read():
    rows = (
        _row("1", "Việc một", "Sở Y tế", "2026"),
        _row("2", "Việc hai", "Sở Y tế", "2026", properties="<w:hidden/>"),
    )
    reading = read(docx_with(_table(*rows)))
    assert [row.task for row in reading.rows] == ["Việc một"]
    assert "source.hidden_rows" in [warning.code for warning in reading.warnings]


def test_struck_words_are_told_of_and_not_read():
    runs = "".join(
        f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'
        for text, look in (("trước ngày ", ""), ("10/3/2026 ", "<w:strike/>"), ("15/3/2026", ""))
    )
    source = load(docx_with(f"<w:p>{runs}</w:p>"), filename="a.docx")
    assert source.text.strip() == "trước ngày 15/3/2026"
    assert "«10/3/2026»" in str(source.warnings[0].message)


def _boxed(words, *, around="{}"):
    inside = f"<w:txbxContent>{paragraph(words)}</w:txbxContent>"
    return "<w:r>" + around.format(f"<w:pict>{inside}</w:pict>") + "</w:r>"


def test_a_small_box_inside_a_line_is_part_of_the_line():
    body = f"<w:p><w:r><w:t>Số: </w:t></w:r>{_boxed('215')}<w:r><w:t>/UBND-NC</w:t></w:r></w:p>"
    assert _lines(docx_with(body)) == ["Số: 215/UBND-NC"]


def test_a_floating_box_of_words_stays_beside_the_line():
    drawing = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
    box = _boxed("HỎA TỐC", around=f'<wp:anchor xmlns:wp="{drawing}">{{}}</wp:anchor>')
    body = f"<w:p><w:r><w:t>Số: 215</w:t></w:r>{box}<w:r><w:t>/UBND-NC</w:t></w:r></w:p>"
    assert _lines(docx_with(body)) == ["Số: 215/UBND-NC", "HỎA TỐC"]


def test_the_head_of_a_letter_in_the_page_header_is_read_first():
    header = f'<w:hdr xmlns:w="{W}">{paragraph("SỞ NỘI VỤ")}{paragraph("Số: 12/SNV-VP")}</w:hdr>'
    section = '<w:sectPr><w:headerReference w:type="first" r:id="r0"/><w:titlePg/></w:sectPr>'
    data = _package(paragraph("Kính gửi: Các sở") + section, {"word/h.xml": header}, [("header", "h.xml")])
    assert _lines(data) == ["SỞ NỘI VỤ", "Số: 12/SNV-VP", "Kính gửi: Các sở"]


def test_a_page_number_in_the_page_header_is_no_text_of_the_letter():
    header = f'<w:hdr xmlns:w="{W}">{paragraph("2")}</w:hdr>'
    section = '<w:sectPr><w:headerReference w:type="default" r:id="r0"/></w:sectPr>'
    data = _package(paragraph("Kính gửi: Các sở") + section, {"word/h.xml": header}, [("header", "h.xml")])
    assert _lines(data) == ["Kính gửi: Các sở"]


def test_a_letter_embedded_as_another_file_is_refused_with_the_reason():
    with pytest.raises(InvalidInput) as refused:
        load(docx_with("<w:altChunk/>"), filename="a.docx")
    assert refused.value.code == "document.embedded_file"


def test_an_embedded_file_beside_words_is_told_of():
    assert _codes(docx_with(paragraph("Kính gửi: Các sở") + "<w:altChunk/>")) == ["source.embedded_file"]


def test_equations_are_read_on_their_line():
    run = "<m:r><m:t>{}</m:t></m:r>"
    fraction = f"<m:f><m:num>{run.format('a')}</m:num><m:den>{run.format('b')}</m:den></m:f>"
    body = f'<w:p><w:r><w:t xml:space="preserve">Tỷ lệ = </w:t></w:r><m:oMath xmlns:m="{M}">{fraction}</m:oMath></w:p>'
    assert _lines(docx_with(body)) == ["Tỷ lệ = a/b"]
