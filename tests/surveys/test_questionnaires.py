"""Questionnaires: what is wrong is told with sheet and row, what conversion would get wrong is put right before."""

import datetime
import io
import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from caicach.cli.commands import Exit
from caicach.cli.main import main
from caicach.kernel.errors import InvalidInput
from caicach.surveys.questionnaires.bounded import examined_form
from caicach.surveys.questionnaires.examining import checked_form
from caicach.surveys.questionnaires.template import form_template
from caicach.surveys.questionnaires.values import Level
from surveys.form_books import form, told, workbook

HEADING = ("type", "name", "label", "relevant", "calculation", "default", "constraint")
YES_NO = (("list_name", "name", "label"), ("ck", "co", "Có"), ("ck", "khong", "Không"))
REAL_FORMS = Path(__file__).parents[3] / "shared" / "reference" / "xlsforms"


def test_a_form_without_faults_becomes_an_xform() -> None:
    found = form([HEADING, ("select_one ck", "hai_long", "Hài lòng?"), ("text", "gop_y", "Góp ý")], YES_NO)
    assert told(found) == []
    assert (found.form_id, found.version, found.questions) == ("khao_sat", "1", 2)
    assert "<h:title>Khảo sát</h:title>" in found.xform


@pytest.mark.parametrize(
    ("row", "code", "sentence"),
    [
        (("txt", "a", "A"), "type_unknown", "Không có kiểu câu hỏi «txt»; có phải là «text»?"),
        (("select_one", "a", "A"), "type_unknown", "Kiểu «select_one» thiếu tên danh sách"),
        (("", "a", "A"), "type_missing", "thiếu kiểu câu hỏi"),
        (("text", "", "A"), "name_missing", "Thiếu tên"),
        (("text", "ĐÀO TẠO", "A"), "name_invalid", "«dao_tao»"),
        (("text", "xÀ1", "A"), "name_invalid", "«xa1»"),
        (("text", "trước", "A"), "name_twice", "đã dùng ở dòng 2"),
        (("text", "a", ""), "label_missing", "không có lời hỏi"),
        (("end_group", "", ""), "end_without_begin", "không có «begin_group» nào đang mở"),
        (("begin_group", "a", "A"), "begin_without_end", "chưa có «end_group»"),
        (("select_one ckk", "a", "A"), "list_unknown", "Có phải là «ck»?"),
        (("text", "a", "A ${la}"), "reference", "${la} không trỏ tới câu hỏi nào"),
        (("text", "a", "A", "${a"), "formula", "chưa có dấu «}» đóng"),
        (("text", "a", "A", "seleced(${trước}, 'x')"), "formula", "Có phải là «selected»?"),
        (("text", "a", "A", "${trước} = = 1"), "formula", "không đúng cú pháp"),
        (("calculate", "a", "", "", ""), "conversion", "Dòng calculate chưa có công thức"),
        (("date", "a", "A", "", "", "01/02/2023"), "default", "hãy ghi 2023-02-01"),
        (("integer", "a", "A", "", "", "C+"), "default", "không phải là số nguyên"),
        (("decimal", "a", "A", "", "", "2,5"), "default", "viết sau dấu chấm"),
        (("select_one ck", "a", "A", "", "", "Có"), "default", "ghi tên lựa chọn"),
        (("text", "a", "A", "", "", "if(1"), "default", "không đúng cú pháp"),
        (("select_one_from_file xa.csv", "a", "A"), "file", "Thiếu tệp «xa.csv»"),
        (("calculate", "a", "", "", "pulldata('xa', 'ten', 'ma', '1')"), "file", "Thiếu tệp «xa.csv»"),
        (("calculate", "a", "", "", "pulldata(${trước}, 'ten', 'ma', '1')"), "pulldata", "trong dấu nháy"),
    ],
)
def test_a_faulty_row_is_told_with_its_line(row: tuple[str, ...], code: str, sentence: str) -> None:
    found = form([HEADING, ("text", "trước", "Trước"), (), row, ("select_one ck", "sau", "Sau")], YES_NO)
    codes = {(kind, line) for kind, line, _ in told(found)}
    assert (code, 4) in codes
    assert any(sentence in text for kind, line, text in told(found) if (kind, line) == (code, 4))
    assert found.xform == ""


def test_all_faults_are_told_at_once_in_the_order_of_the_sheet() -> None:
    found = form([HEADING, ("txt", "a", "A"), ("text", "", "B"), ("date", "c", "C", "", "", "1/2/2023")])
    assert [row for _, row, _ in told(found)] == [2, 3, 4]


def test_circular_references_are_told_with_their_chain() -> None:
    rows = [
        HEADING,
        ("calculate", "a", "", "", "${b} + 1"),
        ("calculate", "b", "", "", "${c} + 1"),
        ("integer", "c", "C", "${a} > 1"),
    ]
    code, row, text = told(form(rows))[0]
    assert (code, row) == ("circle", 2)
    assert "a → b → c → a" in text
    group = [HEADING, ("begin_group", "g", "G", "${x} = 1"), ("integer", "x", "X"), ("end_group", "")]
    assert told(form(group))[0][:2] == ("circle", 2)


def test_what_looks_at_other_turns_of_a_repeat_is_no_circle() -> None:
    rows = [
        HEADING,
        ("begin_repeat", "r", "Người"),
        ("integer", "tuoi", "Tuổi", "", "", "", ". > 0"),
        ("calculate", "truoc", "", "", "indexed-repeat(${truoc}, ${r}, position(..) - 1) + count(${r})"),
        ("end_repeat", ""),
        ("calculate", "tong", "", "", "sum(${tuoi})"),
    ]
    assert told(form(rows)) == []


def test_words_as_default_stay_words() -> None:
    """pyxform would compute «UBND tỉnh - Sở Nội vụ»: a difference of two paths."""
    words = ["UBND tỉnh - Sở Nội vụ", "Khác(ghi rõ)", "+84 239 3855 000", "C+", "chưa|không", "5 * sao", 'Ông\'A - "B"']
    found = form([HEADING, *(("text", f"q{at}", "Q", "", "", text) for at, text in enumerate(words))])
    assert told(found) == []
    assert [row for code, row, _ in told(found, Level.WARNING) if code == "default"] == list(range(2, 9))
    assert "string('UBND tỉnh - Sở Nội vụ')" in found.xform
    assert "concat('Ông', &quot;'&quot;, 'A - &quot;B&quot;')" in found.xform


def test_words_that_conversion_keeps_are_left_alone() -> None:
    words = ["2021-2025", "giai đoạn 2021-2025", "QĐ-UBND", "Khác (ghi rõ)", "24/7", "01/02/2023", "[chưa rõ]"]
    found = form([HEADING, *(("text", f"q{at}", "Q", "", "", text) for at, text in enumerate(words))])
    assert told(found) == []
    assert all(f">{text}<" in found.xform for text in words)


def test_dates_of_the_spreadsheet_become_days_that_programs_read() -> None:
    day, moment = datetime.date(2026, 9, 2), datetime.datetime.fromisoformat("2026-09-02T07:30:00")
    found = form([HEADING, ("date", "d", "D", "", "", day), ("dateTime", "t", "T", "", "", moment)])
    assert told(found) == []
    assert "<d>2026-09-02</d>" in found.xform
    assert "<t>2026-09-02T07:30:00</t>" in found.xform


def test_missing_translations_are_filled_and_marked() -> None:
    rows = [
        ("type", "name", "label::Tiếng Việt (vi)", "label::English (en)", "hint"),
        ("text", "a", "Tên", "", "Gợi ý"),
        ("select_one ck", "b", "Hài lòng?", "Satisfied?", ""),
    ]
    choices = [("list_name", "name", "label::Tiếng Việt (vi)", "label::English (en)"), ("ck", "co", "Có", "")]
    found = form(rows, choices)
    assert told(found) == []
    assert (
        "translation_missing",
        2,
        "«label» chưa có bản English (en); tạm lấy bản Tiếng Việt (vi), có đánh dấu.",
    ) in told(found, Level.WARNING)
    assert found.languages == ("Tiếng Việt (vi)", "English (en)")
    assert "<value>[vi] Tên</value>" in found.xform
    assert "<value>[vi] Có</value>" in found.xform
    assert "<value>-</value>" not in found.xform
    assert 'lang="default"' not in found.xform


def test_or_other_is_written_in_the_words_of_the_form() -> None:
    rows = [HEADING, ("select_one ck or_other", "kenh", "Kênh"), ("txt", "sai", "Sai")]
    assert told(form(rows, YES_NO))[0][:2] == ("type_unknown", 3)
    found = form([*rows[:2], ("text", "sau", "Sau ${kenh}")], YES_NO)
    assert told(found) == []
    assert "<label>Khác</label>" in found.xform or ">Khác<" in found.xform
    assert "Xin ghi rõ" in found.xform
    assert "selected( /data/kenh , 'other')" in found.xform
    assert "Specify other" not in found.xform


def test_files_beside_the_form_are_looked_at() -> None:
    rows = [
        HEADING,
        ("select_one_from_file xa.csv", "xa", "Xã"),
        ("calculate", "t", "", "", "pulldata('xa','ten','name',${xa})"),
    ]
    assert "không có cột «label»" in told(form(rows, xa=["name", "ten"]))[0][2]
    assert told(form(rows, xa=["name", "label", "ten"])) == []


def test_missing_sheets_are_told_with_what_is_there() -> None:
    assert "có phải trang «surveys» cần đổi tên" in _sentence({"surveys": [HEADING], "choices": YES_NO})
    assert "tệp có: Sheet1, Sheet2" in _sentence({"Sheet1": [("a",)], "Sheet2": []})
    assert "thiếu cột: type, name" in _sentence({"survey": [("Câu hỏi",), ("Tuổi",)], "choices": YES_NO})
    assert "chưa có câu hỏi nào" in _sentence({"survey": [HEADING]})
    assert "Không có trang tính «choices»" in _sentence({"survey": [HEADING, ("select_one ck", "a", "A")]})
    title = "có phải trang «choice» cần đổi tên"
    assert title in _sentence({"survey": [HEADING, ("select_one ck", "a", "A")], "choice": YES_NO})


def _sentence(sheets: dict[str, list[tuple[object, ...]]]) -> str:
    return told(checked_form(workbook(sheets), "phieu.xlsx", {}))[0][2]


@pytest.mark.parametrize(
    ("choices", "code"),
    [
        ((("list_name", "name", "label"), ("ck", "", "Có")), "choice_without_name"),
        ((("list_name", "name", "label"), ("ck", "co", "Có"), ("ck", "co", "Có!")), "choice_twice"),
        ((("list_name", "name", "label"), ("ck", "rat tot", "Tốt")), "choice_with_blank"),
        ((("name", "label"), ("co", "Có")), "column_missing"),
    ],
)
def test_faulty_choices_are_told(choices: tuple[tuple[str, ...], ...], code: str) -> None:
    assert code in [kind for kind, _, _ in told(form([HEADING, ("select_multiple ck", "a", "A")], choices))]


@pytest.mark.parametrize(
    "heading", ["jr", "bind::jr", "self", "children", "parent", "label::a::b", "control", "media", "bind"]
)
def test_no_heading_ends_in_a_defect_of_a_program(heading: str) -> None:
    found = form([("type", "name", "label", heading), ("text", "a", "A", "x"), ("text", "b", "B", "y")])
    assert all("Error" not in text or row for _, row, text in told(found))


def test_columns_that_conversion_fails_on_are_left_out_and_told() -> None:
    settings = (("form_id", "version", "children", "choices"), ("f", "1", "x", "y"))
    odd = ("type::x", "name::x", "parameters::x", "bind", "control", "media", "instance")
    found = form([("type", "name", "label", *odd), ("text", "a", "A", *odd)], settings=settings)
    assert told(found) == []
    left_out = [text for code, _, text in told(found, Level.WARNING) if code == "column_unknown"]
    assert len(left_out) == len(odd) + 2
    assert found.xform


def test_what_conversion_fails_on_is_told_with_the_row() -> None:
    found = form([("type", "name", "label", "bind", "bind::x"), ("text", "a", "A"), ("text", "b", "B", "1", "2")])
    assert [(code, row) for code, row, _ in told(found)] in ([], [("conversion_failed", 3)], [("conversion", 3)])


def test_every_error_has_its_row_and_none_the_name_of_a_defect() -> None:
    first = (("type", "name", "label", "choice_filter"), ("text", "a", "A"))
    lacking = told(form([*first, ("select_one_external kk", "b", "B", "x=1")]))
    tags = {"survey": [*first, ("osm tags", "b", "B")], "osm": [("list_name", "name", "label"), ("tags", None, None)]}
    odd = told(checked_form(workbook(tags), "phieu.xlsx", {}))
    empty = told(form([first[0]]))
    assert [row for _, row, _ in (*lacking, *odd, *empty)] == [3, 3, 2]
    assert not any("Error" in text for _, _, text in (*lacking, *odd, *empty))


@pytest.mark.slow
def test_other_bytes_are_no_workbook() -> None:
    for data in (
        b"",
        b"type,name\ntext,a\n",
        b"PK\x03\x04broken",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1broken",
        b"%PDF-1.4",
    ):
        with pytest.raises(InvalidInput) as refused:
            examined_form(data, "phieu.xlsx", {})
        assert refused.value.code == "questionnaire.not_a_workbook"


@pytest.mark.slow
def test_the_template_is_valid_as_it_stands() -> None:
    data = form_template()
    found = examined_form(data, "mau.xlsx", {})
    assert found.problems == ()
    assert found.languages == ("Tiếng Việt (vi)", "English (en)")
    book = load_workbook(io.BytesIO(data))
    assert book.sheetnames == ["survey", "choices", "settings", "huong_dan"]
    assert "select_multiple" in book["survey"]["A1"].comment.text
    assert book.properties.created.year == 2000  # no time of making: the same bytes whenever it is asked for


@pytest.mark.slow
@pytest.mark.shared
@pytest.mark.skipif(not REAL_FORMS.is_dir(), reason="the real forms are not beside the project")
def test_real_forms_are_examined_without_a_defect() -> None:
    faulty = {}
    files = {path.name: [] for path in REAL_FORMS.iterdir()}
    for path in sorted(REAL_FORMS.glob("*.xls*")):
        found = checked_form(path.read_bytes(), path.name, files)
        faulty[path.name] = [row for _, row, _ in told(found)]
        assert bool(found.xform) != bool(found.errors)
    assert {name for name, rows in faulty.items() if rows} == {"pyxform__bad_calc.xlsx"}


@pytest.mark.slow
def test_the_command_tells_findings_and_ends_with_one_where_there_are_errors(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    faulty = tmp_path / "sai.xlsx"
    faulty.write_bytes(workbook({"survey": [HEADING, ("txt", "a", "A")]}))
    assert main(["survey", "validate", str(faulty)]) == Exit.FAULTS
    assert "Lỗi: trang «survey», dòng 2, cột «type»: Không có kiểu câu hỏi «txt»" in capsys.readouterr().out
    assert main(["survey", "validate", str(faulty), "--json"]) == Exit.FAULTS
    answer = json.loads(capsys.readouterr().out)
    assert answer["valid"] is False
    assert answer["problems"][0]["row"] == 2


@pytest.mark.slow
def test_the_template_is_written_once_and_converted_beside_its_tables(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, out = tmp_path / "mau.xlsx", tmp_path / "mau.xml"
    assert main(["survey", "template", str(path)]) == Exit.DONE
    assert main(["survey", "validate", str(path), "--out", str(out)]) == Exit.DONE
    assert "dùng được" in capsys.readouterr().out
    assert out.read_bytes().startswith(b"<?xml")
    assert main(["survey", "template", str(path)]) != Exit.DONE
    assert "Không ghi được tệp" in capsys.readouterr().err
