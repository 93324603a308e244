"""Workbooks as other programs and hurried people write them: what the sheet shows is what is read, the rest is told."""

import io

import openpyxl
import pytest
from openpyxl.styles import Font
from tests.documents.file_builders import zip_of
from tests.documents.plan_tables import HEADER, codes, read

from caicach.documents.plan.parties import Parties, parties_of

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TITLES = ("TT", "Nhiệm vụ", "Chủ trì", "Thời hạn", "Kinh phí")


def _book(*rows, titles=TITLES):
    book = openpyxl.Workbook()
    for row in (titles, *rows):
        book.active.append(row)
    return book


def _saved(book):
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _package(sheet, words=""):
    """A workbook whose parts bear names of their own, in the letters of another program."""
    links = "".join(
        f'<Relationship Id="r{at}" Type="{LINKS}/{kind}" Target="{part}"/>'
        for at, (kind, part) in enumerate((("worksheet", "Bang/Mot.xml"), ("sharedStrings", "SharedStrings.xml")))
    )
    root = f'<Relationships><Relationship Id="r1" Type="{LINKS}/officeDocument" Target="xl/Book1.xml"/></Relationships>'
    sheets = '<sheets><sheet name="a" r:id="r0"/></sheets>'
    files = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": root,
        "xl/book1.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}">{sheets}</workbook>',
        "xl/_rels/book1.xml.rels": f"<Relationships>{links}</Relationships>",
        "xl/bang/mot.xml": f'<worksheet xmlns="{MAIN}"><sheetData>{sheet}</sheetData></worksheet>',
        "xl/sharedstrings.xml": f'<sst xmlns="{MAIN}">{words}</sst>',
    }
    return zip_of({name: text.encode() for name, text in files.items()})


def _strings(*rows):
    """Rows of shared words, and the words."""
    count = iter(range(10_000))
    cell = '<c t="s"><v>{}</v></c>'
    sheet = "".join(f"<row>{''.join(cell.format(next(count)) for _ in row)}</row>" for row in rows)
    return sheet, "".join(f"<si><t>{text}</t></si>" for row in rows for text in row)


def test_parts_are_found_by_relations_without_regard_to_case():
    data = _package(*_strings(HEADER, ("1", "Rà soát", "", "Sở Y tế", "", "2026")))
    assert [row.task for row in read(data).rows] == ["Rà soát"]


def test_characters_written_as_their_numbers_are_read_as_characters():
    data = _package(
        *_strings(HEADER, ("1", "Rà soát_x000D_\nvăn bản_x005F_", "", "Văn phòng_x000D_\nHĐND tỉnh", "", ""))
    )
    (row,) = read(data).rows
    assert (row.task, row.lead) == ("Rà soát văn bản_", ("Văn phòng HĐND tỉnh",))


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [(0.85, "0%", "85%"), (2500000, "#,##0", "2.500.000"), (0.125, "0.0%", "12,5%"), (3, '"Quý "0', "Quý 3")],
)
def test_figures_are_read_as_their_format_shows_them(value, code, shown):
    book = _book((1, "Rà soát", "Sở Y tế", "2026", value))
    book.active["E2"].number_format = code
    assert read(_saved(book)).rows[0].budget_raw == shown


def test_hidden_rows_and_columns_are_told_of_and_not_read():
    book = _book((1, "Một", "Sở Y tế", "2026", "5"), (2, "Hai", "Sở Y tế", "2026", "5"))
    book.active.row_dimensions[3].hidden = True
    book.active.column_dimensions["E"].hidden = True
    reading = read(_saved(book))
    assert [(row.task, row.budget_raw) for row in reading.rows] == [("Một", "")]
    assert codes(reading) == [("plan.rows_hidden", None), ("plan.columns_hidden", None)]


def test_struck_cells_formulas_without_values_and_errors_are_told_of():
    book = _book((1, "Một", "Sở Y tế", "2026", "=1+1"), (2, "Hai", "Sở Nội vụ", "2026", None))
    book.active["C3"].font = Font(strike=True)
    book.active["E3"] = "#REF!"
    reading = read(_saved(book))
    assert [row.lead for row in reading.rows] == [("Sở Y tế",), ()]
    assert {code for code, row in codes(reading) if row is None} == {
        "plan.cells_struck",
        "plan.cells_not_computed",
        "plan.cells_wrong",
    }


def test_numbers_of_an_outline_that_became_figures_are_read_as_they_were_typed():
    rows = [(number, f"Việc {number}", "Sở Y tế", "2026", None) for number in (1.8, 1.9, 1.1, 1.11)]
    assert [row.no for row in read(_saved(_book(*rows))).rows] == ["1.8", "1.9", "1.10", "1.11"]


def test_a_column_of_tasks_that_holds_figures_gives_way_to_the_words_beside_it():
    titles = ("TT", "Nhiệm vụ theo Chương trình", "Tên kế hoạch, văn bản", "Chủ trì", "Thời hạn")
    rows = [
        (1, "3, 7", "Kế hoạch tuyển dụng viên chức", "Sở Y tế", "2026"),
        (2, "11", "Đề án nhà ở xã hội", "Sở Y tế", "2026"),
    ]
    reading = read(_saved(_book(*rows, titles=titles)))
    assert [row.task for row in reading.rows] == ["Kế hoạch tuyển dụng viên chức", "Đề án nhà ở xã hội"]
    assert ("plan.column_by_content", None) in codes(reading)


def test_tasks_that_are_figures_alone_are_problems_of_their_rows():
    reading = read(_saved(_book((1, "3, 7", "Sở Y tế", "2026", None), (2, "11", "Sở Y tế", "2026", None))))
    assert [row for code, row in codes(reading) if code == "plan.task_without_words"] == [0, 1]


def test_a_column_of_units_under_an_unknown_title_leads():
    titles = ("TT", "Nhiệm vụ", "Ký hiệu XYZ", "Thời hạn")
    rows = [(1, "Rà soát", "Sở Y tế", "2026"), (2, "Báo cáo", "UBND các xã, phường", "2026")]
    assert [row.lead for row in read(_saved(_book(*rows, titles=titles))).rows] == [
        ("Sở Y tế",),
        ("UBND các xã, phường",),
    ]


@pytest.mark.parametrize("mark", ['"', "〃", "-nt-", "như trên"])
def test_ditto_marks_repeat_the_row_above(mark):
    rows = [(1, "Một", "Sở Y tế", "Quý I/2026", None), (2, "Hai", mark, mark, None)]
    assert [(row.lead, row.deadline_raw) for row in read(_saved(_book(*rows))).rows] == [
        (("Sở Y tế",), "Quý I/2026")
    ] * 2


@pytest.mark.parametrize(
    ("cell", "lead", "cooperate"),
    [
        ("Sở Y tế (chủ trì); Sở Xây dựng, UBND các xã (phối hợp)", ("Sở Y tế",), ("Sở Xây dựng", "UBND các xã")),
        ("Sở Y tế chủ trì; các Sở: Xây dựng, Nội vụ phối hợp", ("Sở Y tế",), ("Sở Xây dựng", "Sở Nội vụ")),
        ("Sở Y tế (phối hợp: Sở Xây dựng, Sở Nội vụ)", ("Sở Y tế",), ("Sở Xây dựng", "Sở Nội vụ")),
        ("Sở Y tế, Sở Nội vụ (chủ trì), Sở Xây dựng", ("Sở Y tế", "Sở Nội vụ"), ("Sở Xây dựng",)),
        ("Sở Y tế; Sở Xây dựng, Sở Nội vụ (phối hợp)", ("Sở Y tế",), ("Sở Xây dựng", "Sở Nội vụ")),
        ("Sở Y tế, Sở Xây dựng (phối hợp)", ("Sở Y tế",), ("Sở Xây dựng",)),
    ],
)
def test_a_mark_behind_units_holds_for_the_whole_list_before_it(cell, lead, cooperate):
    assert parties_of(cell, "") == Parties(lead, cooperate)


def test_a_raised_figure_of_a_cell_is_no_part_of_the_number_before_it():
    sheet, words = _strings(HEADER, ("1", "Nghị quyết số 12", "", "Sở Y tế", "", "2026"))
    raised = '</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>1</t></r></si>'
    words = words.replace("<t>Nghị quyết số 12</t></si>", f"<r><t>Nghị quyết số 12{raised}")
    assert [row.task for row in read(_package(sheet, words)).rows] == ["Nghị quyết số 12¹"]
