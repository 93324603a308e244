"""Plan files that are odd or hostile: bounds hold, and what is shown is what is read."""

import datetime
import io

import openpyxl
import pytest
from tests.documents.file_builders import zip_of
from tests.documents.plan_tables import HEADER, codes, html_plan, read, xlsx_plan

from caicach.documents.read import html_text
from caicach.kernel.errors import InvalidInput, NotAllowed, TooLarge
from caicach.kernel.text import legacy

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def _workbook(sheet: bytes) -> bytes:
    return zip_of(
        {
            "[Content_Types].xml": b"<Types/>",
            "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}">'
            '<sheets><sheet name="a" r:id="r1"/></sheets></workbook>'.encode(),
            "xl/_rels/workbook.xml.rels": b'<Relationships><Relationship Id="r1" Target="s.xml"/></Relationships>',
            "xl/s.xml": sheet,
        }
    )


def _cells(row, texts):
    return "".join(f'<c r="{chr(65 + at)}{row}" t="str"><v>{text}</v></c>' for at, text in enumerate(texts))


def _saved(book: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_dates_and_years_of_a_sheet_are_read_as_they_are_shown():
    book = openpyxl.Workbook()
    for row in (("TT", "Nhiệm vụ", "Chủ trì", "Thời gian"), (1, "Một", "Sở Y tế", 2026), (2, "Hai", "Sở Y tế", None)):
        book.active.append(row)
    book.active["D3"] = datetime.datetime(2026, 3, 5, tzinfo=None)  # noqa: DTZ001 -- a sheet knows no zone
    book.active["D3"].number_format = "dd/mm/yyyy"
    assert [row.deadline_raw for row in read(_saved(book)).rows] == ["2026", "05/03/2026"]


def test_hidden_sheets_are_told_of():
    book = openpyxl.load_workbook(io.BytesIO(xlsx_plan((HEADER, ("1", "Một", "", "Sở Y tế", "", "2026")))))
    book.create_sheet("Ẩn").sheet_state = "hidden"
    assert codes(read(_saved(book))) == [("plan.sheet_hidden", None)]


def test_entities_in_a_sheet_are_refused():
    sheet = f'<!DOCTYPE a [<!ENTITY x "y">]><worksheet xmlns="{MAIN}"/>'.encode()
    with pytest.raises(InvalidInput) as refused:
        read(_workbook(sheet))
    assert refused.value.code == "document.unsafe"


def test_a_sheet_that_unpacks_too_large_is_refused():
    with pytest.raises(TooLarge):
        read(_workbook(b" " * 70_000_000))


def test_forged_merges_and_addresses_are_cut_to_the_table():
    cells = _cells(1, HEADER)
    task = _cells(2, ("1", "Một", "", "Sở Y tế", "", ""))
    sheet = (
        f'<worksheet xmlns="{MAIN}"><sheetData><row r="1">{cells}</row><row r="2">{task}</row></sheetData>'
        '<mergeCells><mergeCell ref="D2:D1048576"/><mergeCell ref="ZZZ1:ZZZ9"/><mergeCell ref="?"/></mergeCells>'
        "</worksheet>"
    )
    assert [row.lead for row in read(_workbook(sheet.encode())).rows] == [("Sở Y tế",)]


def test_a_page_larger_than_its_bound_is_refused(monkeypatch):
    monkeypatch.setattr(html_text, "MAX_HTML_BYTES", 100)
    with pytest.raises(TooLarge):
        read(html_plan((HEADER,)))


def test_spans_without_sense_and_scripts_do_no_harm():
    page = html_plan((HEADER, ("1", "Một", "", "Sở Y tế", "", "2026"))).decode()
    page = page.replace('rowspan="1"', 'rowspan="99999999"', 1).replace("<p>Một</p>", "Một<script>alert(1)</script>")
    assert [row.task for row in read(page.encode()).rows] == ["Một"]


def test_external_entities_of_a_page_are_not_followed(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("bí mật")
    page = html_plan((HEADER, ("1", "Một", "", "Sở Y tế", "", "2026"))).decode().replace("Một", "&x;")
    page = page.replace("<!DOCTYPE html>", f'<!DOCTYPE html [<!ENTITY x SYSTEM "file://{secret}">]>')
    assert "bí mật" not in read(page.encode()).rows[0].task


@pytest.mark.parametrize("mark", ["|", "\t"])
def test_tables_in_plain_text(mark):
    rows = (HEADER, ("1", "Rà soát", "Báo cáo", "Sở Y tế", "", "Quý I/2026"))
    text = "KẾ HOẠCH\n\n" + "\n".join(mark.join(row) for row in rows)
    (row,) = read(text.encode()).rows
    assert (row.task, row.lead) == ("Rà soát", ("Sở Y tế",))


def test_tables_drawn_in_plain_text_with_wrapped_cells():
    text = (
        "+----+---------+---------+\n| TT | Nhiệm vụ| Chủ trì |\n+----+---------+---------+\n"
        "| 1  | Rà soát | Sở Y    |\n|    | văn bản | tế      |\n+----+---------+---------+\n"
    )
    (row,) = read(text.encode()).rows
    assert (row.task, row.lead) == ("Rà soát văn bản", ("Sở Y tế",))


def test_a_plan_with_a_mark_of_secrecy_is_refused():
    page = html_plan((HEADER, ("1", "Một", "", "Sở Y tế", "", "2026"))).decode()
    head = "<p>UBND TỈNH MẪU</p><p>MẬT</p><p>Số: 12/KH-UBND</p>"
    with pytest.raises(NotAllowed):
        read(page.replace("<body>", f"<body>{head}").encode())


def test_a_small_table_inside_a_cell_is_words_of_the_cell():
    page = html_plan(
        (HEADER, ("1", "Một", "", "Sở Y tế", "", "2026"), ("2", "Hai", "", "Sở Y tế", "", "2026"))
    ).decode()
    small = "<table><tr><td>Chỉ tiêu</td><td>95%</td></tr></table>"
    rows = read(page.replace("<p>Một</p>", f"<p>Một</p>{small}").encode()).rows
    assert [row.task for row in rows] == ["Một Chỉ tiêu 95%", "Hai"]


def _stored(table, text):
    """Text as an old encoding stores it, in the places of Latin-1."""
    places = {letter: chr(place) for place, letter in table.items()}
    return "".join(places.get(letter, places.get(letter.lower(), letter)) for letter in text)


@pytest.mark.parametrize("table", [legacy._TCVN3, legacy._VISCII])
@pytest.mark.parametrize("encoding", ["latin-1", "utf-8"])
def test_pages_in_an_old_encoding_become_unicode_and_say_so(table, encoding):
    rows = (HEADER, ("1", "Rà soát thủ tục hành chính nội bộ", "", "Sở Nội vụ", "", "Quý II/2026"))
    page = _stored(table, html_plan(rows).decode()).encode(encoding)
    reading = read(page)
    assert [(row.task, row.lead) for row in reading.rows] == [("Rà soát thủ tục hành chính nội bộ", ("Sở Nội vụ",))]
    assert ("source.legacy_encoding", None) in codes(reading)


SHEET_2003 = "urn:schemas-microsoft-com:office:spreadsheet"


def _sheet_2003(*rows, attributes=""):
    cell = '<Cell><Data ss:Type="{}">{}</Data></Cell>'
    written = "".join(
        f"<Row {attributes if at else ''}>{''.join(cell.format(*one) for one in row)}</Row>"
        for at, row in enumerate(rows)
    )
    sheet = f'<Worksheet ss:Name="KH"><Table>{written}</Table></Worksheet>'
    return f'<Workbook xmlns="{SHEET_2003}" xmlns:ss="{SHEET_2003}">{sheet}</Workbook>'.encode()


def test_a_spreadsheet_of_2003_is_read():
    head = tuple(("String", title) for title in ("TT", "Nhiệm vụ", "Chủ trì", "Thời hạn"))
    task = (("Number", "1"), ("String", "Rà soát"), ("String", "Sở Y tế"), ("DateTime", "2026-03-05T00:00:00.000"))
    (row,) = read(_sheet_2003(head, task)).rows
    assert (row.no, row.task, row.lead, row.deadline_raw) == ("1", "Rà soát", ("Sở Y tế",), "05/03/2026")


def test_hidden_rows_of_a_spreadsheet_of_2003_are_told_of():
    head = tuple(("String", title) for title in ("TT", "Nhiệm vụ", "Chủ trì", "Thời hạn"))
    task = (("Number", "1"), ("String", "Rà soát"), ("String", "Sở Y tế"), ("String", "2026"))
    reading = read(_sheet_2003(head, task, attributes='ss:Hidden="1"'))
    assert (reading.rows, codes(reading)) == ((), [("plan.rows_hidden", None)])


def test_a_raised_figure_is_no_part_of_the_number_before_it():
    page = html_plan((HEADER, ("1", "Một", "", "Sở Y tế", "", "2026"))).decode()
    (row,) = read(page.replace("<p>Một</p>", "<p>Nghị quyết số 12<sup>1</sup></p>").encode()).rows
    assert row.task == "Nghị quyết số 12¹"
