"""Definitions from and to Excel: back without loss, foreign forms read by their words, faults said at their cell."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from caicach.cli.main import main
from caicach.indices.definition.catalogue import shipped_files
from caicach.indices.definition.excel_form import ReadForm, read_form_file
from caicach.indices.definition.excel_sheets import MACHINE_SHEET
from caicach.indices.definition.excel_writing import FORM_SHEET, as_workbook
from caicach.indices.definition.loading import load_definition, read_path, read_text
from caicach.indices.definition.rules.counting import SurveyAnswers
from caicach.indices.definition.rules.options import Checklist, Choice, Judgement, Unknown
from caicach.indices.definition.rules.shares import FloorThenProportional, Ratio, RatioToTarget
from caicach.indices.definition.rules.tiers import Tiers
from caicach.indices.definition.values import Definition, Method
from caicach.indices.definition.writing import as_yaml
from caicach.kernel.errors import CaicachError

pytestmark = pytest.mark.slow

HEAD = ("STT", "Lĩnh vực/Tiêu chí/Tiêu chí thành phần", "Điểm tối đa", "Cách chấm", "Tài liệu kiểm chứng", "Ghi chú")


def form(*rows: tuple[object, ...], above: tuple[str, ...] = (), head: tuple[str, ...] = HEAD) -> bytes:
    book = Workbook()
    sheet = book.active
    for line in above:
        sheet.append([line])
    sheet.append(list(head))
    for row in rows:
        sheet.append(list(row))
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def read(*rows: tuple[object, ...], above: tuple[str, ...] = ()) -> ReadForm:
    return read_form_file(form(*rows, above=above), "bieu.xlsx")


def rule_of(definition: Definition, code: str) -> object:
    node = definition.node(code)
    assert node is not None
    return node.rules[0].value


def edited(content: bytes, **cells: object) -> bytes:
    book = load_workbook(BytesIO(content))
    for place, value in cells.items():
        book[FORM_SHEET][place] = value
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("path", shipped_files(), ids=lambda path: path.parent.name)
def test_every_shipped_set_comes_back_as_it_was(path: Path) -> None:
    definition = load_definition(path)
    back = read_form_file(as_workbook(definition), path.name)
    assert back.notes == ()
    assert as_yaml(back.definition) == as_yaml(definition)


def test_the_real_forms_come_back_as_they_were(shared: Path) -> None:
    for path in sorted((shared / "reference" / "index_forms").glob("*.yaml")):
        definition = read_path(path).definition
        assert definition is not None
        assert as_yaml(read_form_file(as_workbook(definition), path.name).definition) == as_yaml(definition)


@pytest.mark.parametrize("path", shipped_files(), ids=lambda path: path.parent.name)
def test_the_visible_form_alone_still_gives_the_tree(path: Path) -> None:
    definition = load_definition(path)
    book = load_workbook(BytesIO(as_workbook(definition)))
    del book[MACHINE_SHEET]
    stream = BytesIO()
    book.save(stream)
    back = read_form_file(stream.getvalue(), path.name).definition
    assert [(n.code, n.name, n.maxima[0].value if n.maxima else None) for n in back.walk()] == [
        (n.code, n.name, n.maxima[-1].value if n.maxima else None) for n in definition.walk()
    ]
    assert read_text(as_yaml(back), "x.yaml").errors == ()


def test_an_edited_cell_changes_its_field_and_nothing_else() -> None:
    definition = load_definition(next(path for path in shipped_files() if "766" in path.parent.name))
    content = as_workbook(definition)
    sheet = load_workbook(BytesIO(content))[FORM_SHEET]
    row = next(cell.row for cell in sheet["A"] if cell.value == "4.2")
    back = read_form_file(edited(content, **{f"B{row}": "Tên mới"}), "x.yaml")
    assert back.edited == ("4.2",)
    node = back.definition.node("4.2")
    assert node is not None
    assert node.name == "Tên mới"
    assert node.rules[0].value == definition.by_code["4.2"].rules[0].value
    renamed = " ".join(as_yaml(back.definition).split()).replace("Tên mới", definition.by_code["4.2"].name)
    assert renamed == " ".join(as_yaml(definition).split())


def test_a_form_with_roman_fields_options_in_rows_and_a_bonus_is_read() -> None:
    """Fields in Roman numerals, criteria that count anew, options below a component, bonus and penalty with caps."""
    found = read(
        ("I", "CÔNG TÁC CHỈ ĐẠO", 12, None, None, None),
        (1, "Kế hoạch", 6, None, None, None),
        ("1.1", "Ban hành kế hoạch", 2, None, "Quyết định", None),
        (None, "- Kịp thời", 2, None, None, None),
        (None, "- Không kịp thời", "0,5", None, None, None),
        ("1.2", "Mức độ hoàn thành", 4, "Hoàn thành từ 80%: x", None, None),
        (2, "Kiểm tra", 6, "Tỷ lệ đơn vị được kiểm tra × điểm tối đa; dưới 30% được 0 điểm", None, None),
        ("II", "TÁC ĐỘNG", 48, None, None, None),
        (1, "Hài lòng của người dân (điều tra xã hội học)", 48, "A=100%; B=60%; C=0%", None, None),
        ("III", "Điểm thưởng", 2, None, None, None),
        ("IV", "Điểm trừ", 3, None, None, None),
        (None, "Tổng điểm", 60, None, None, None),
        above=("BỘ TIÊU CHÍ", "Kèm theo Quyết định số 52/2019/QĐ-UBND ngày 24/9/2019", "Năm chấm: 2019-2021"),
    )
    definition = found.definition
    assert [node.code for node in definition.walk()] == ["I", "I.1", "1.1", "1.2", "I.2", "II", "II.1", "III", "IV"]
    assert isinstance(rule_of(definition, "1.1"), Choice)
    assert isinstance(rule_of(definition, "1.2"), Unknown)
    assert rule_of(definition, "I.2") == FloorThenProportional(floor=30)  # type: ignore[arg-type]
    assert isinstance(rule_of(definition, "II.1"), SurveyAnswers)
    assert [definition.by_code[code].method for code in ("III", "IV")] == [Method.BONUS, Method.PENALTY]
    assert (definition.legal_basis.number, str(definition.years)) == ("52/2019/QĐ-UBND", "2019–2021")
    assert [str(note.place) for note in found.notes] == ["D10"]
    assert read_text(as_yaml(definition), "x.yaml").errors == ()


def test_parts_that_do_not_sum_are_reported_at_their_cell_and_stay_as_printed() -> None:
    found = read(("1", "một", 50, None), ("1.1", "a", "49,55", None), ("2", "hai", 50, None), (None, "Tổng", 100, None))
    assert [(str(note.place), note.is_error) for note in found.notes] == [("C2", False)]
    assert "49,55" in str(found.notes[0].message)
    node = found.definition.by_code["1.1"]
    assert str(node.maxima[0].value) == "49.55"
    loaded = read_text(as_yaml(found.definition), "x.yaml")
    assert {problem.code for problem in loaded.problems} >= {"index_definition.source_contradiction"}
    assert loaded.errors == ()


def test_a_total_that_is_not_the_sum_is_reported_and_not_repaired() -> None:
    found = read(("1", "một", "99,55", None), (None, "Tổng cộng", 100, None))
    assert str(found.definition.total) == "100"
    assert found.definition.contradictions


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Đủ: 2 điểm; một phần: 1 điểm; không: 0", Choice),
        ("Từ 80% trở lên: 2 điểm; từ 50% đến dưới 80%: 1; dưới 50%: 0", Tiers),
        ("80%-100%: 2\n50%-<80%: 1\n<50%: 0", Tiers),
        ("Cộng các yêu cầu đạt:\nbáo cáo quý: 1\nbáo cáo năm: 1", Checklist),
        ("Tỷ lệ hồ sơ đúng hạn nhân với điểm tối đa", Ratio),
        ("Tỷ lệ / 80% × điểm tối đa", RatioToTarget),
        ("", Judgement),
        ("Hội đồng xem xét từng trường hợp cụ thể theo quy chế", Unknown),
    ],
)
def test_words_become_rules_where_they_are_clear(words: str, kind: type) -> None:
    assert isinstance(rule_of(read(("1", "a", 2, words)).definition, "1"), kind)


def test_four_levels_and_letters_below_figures_are_a_tree() -> None:
    found = read(
        ("1", "m", 4),
        ("1.1", "b", 4),
        ("1.1.1", "c", 4),
        ("a)", "d", 3),
        ("b)", "e", 1),
        ("2", "f", 1),
        (None, "Tổng", 5),
    )
    assert [node.code for node in found.definition.walk()] == ["1", "1.1", "1.1.1", "1.1.1.a", "1.1.1.b", "2"]
    assert found.notes == ()


def test_points_that_are_no_number_and_numbers_said_twice_are_named_at_their_cell() -> None:
    found = read(("1", "a", "mười", None), ("2", "b", 1, None), ("2", "c", 1, None))
    places = {str(note.place): note for note in found.notes}
    assert places["C2"].is_error or any(note.is_error and str(note.place) == "C2" for note in found.notes)
    assert "ghi hai lần" in str(places["A4"].message)


def test_cells_merged_downwards_hold_for_each_row() -> None:
    book = load_workbook(BytesIO(form(("1", "a", 1, None, "Biên bản"), ("2", "b", 1, None, None))))
    book.active.merge_cells("E2:E3")
    stream = BytesIO()
    book.save(stream)
    found = read_form_file(stream.getvalue(), "x.xlsx").definition
    assert [node.evidence for node in found.walk()] == ["Biên bản", "Biên bản"]


def test_a_name_that_looks_like_a_formula_stays_a_name() -> None:
    definition = read(("1", "kế hoạch", 1)).definition
    risky = replace(definition, tree=(replace(definition.tree[0], name="=1+1"),))
    sheet = load_workbook(BytesIO(as_workbook(risky)))[FORM_SHEET]
    assert {cell.data_type for cell in sheet["B"] if cell.value == "=1+1"} == {"s"}


@pytest.mark.parametrize("content", [b"", b"PK nothing", form(("x",), head=("a", "b"))])
def test_what_is_no_form_is_refused_and_says_why(content: bytes) -> None:
    with pytest.raises(CaicachError):
        read_form_file(content, "x.xlsx")


def test_the_commands_go_there_and_back_and_never_overwrite(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, book, back = shipped_files()[0], tmp_path / "b.xlsx", tmp_path / "c.yaml"
    assert main(["index", "export", str(source), str(book)]) == 0
    assert main(["index", "import", str(book), str(back)]) == 0
    assert as_yaml(load_definition(back)) == as_yaml(load_definition(source))
    assert main(["index", "import", str(book), str(back)]) != 0
    assert "--force" in capsys.readouterr().err


def test_a_file_whose_table_of_contents_is_damaged_is_refused_in_words() -> None:
    whole = bytearray(form(("I", "Chỉ đạo", 4)))
    at = whole.rindex(b"PK\x01\x02")
    whole[at + 9] |= 0x08  # the name of the part is said to be UTF-8
    whole[at + 46] = 0xA0
    with pytest.raises(CaicachError) as refused:
        read_form_file(bytes(whole), "a.xlsx")
    assert refused.value.code == "index_excel.not_xlsx"
