"""Tables that leave the application, as spreadsheets and programs read them."""

import csv
import io
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from caicach.kernel.tables import Line, Table, table_file, workbook_of
from caicach.kernel.tables.xlsx_files import fitting

TABLE = Table(
    "Theo [đơn vị]: quý I/2023",
    ("Đơn vị", "Quá hạn", "Hạn", "Điểm"),
    (("Sở Y tế", 3, date(2023, 3, 15), Decimal("7.50")), ("=HYPERLINK(1)", 0, None, None)),
    ("Số liệu ngày 15/06/2023",),
)
ACTIVE = ("=1+1", "-1+cmd|' /C calc'!A0", "+1", "@SUM(1)", "\t=1", " =1", '"=1', "a;=1+1", "a\n-1+1", "＝1", '5;"=1',
          "\u200b=1", "\ufeff=1", "\u3000=1", "a;\u2028=1")  # fmt: skip
_BLANKS = ' "\u200b\ufeff\u3000\u2028'


def rows_of(table: Table) -> list[list[str]]:
    return list(csv.reader(io.StringIO(table_file(table, "csv", "a").data.read().decode("utf-8-sig"))))


def sheet_of(table: Table) -> Any:
    return load_workbook(io.BytesIO(table_file(table, "xlsx", "a").data.read())).worksheets[0]


@pytest.mark.parametrize("text", ACTIVE)
@pytest.mark.parametrize("separator", [",", ";"])
def test_no_text_begins_a_formula_wherever_a_locale_parts_the_line(text: str, separator: str) -> None:
    data = table_file(Table("A", ("x", "y"), ((5, text),)), "csv", "a").data.read().decode("utf-8-sig")
    for line in csv.reader(io.StringIO(data), delimiter=separator):
        for cell in line:
            assert not cell.strip(f"\t\r\n{_BLANKS}").startswith(("=", "+", "-", "@", "＝")), cell


@pytest.mark.parametrize("text", ACTIVE)
def test_a_text_that_looks_like_a_formula_is_a_text_of_a_workbook(text: str) -> None:
    cell = sheet_of(Table("A", ("x",), ((text,),)))["A3"]
    assert (cell.value, cell.data_type) == (text, "s")
    assert bool(cell.quotePrefix) is text.lstrip(_BLANKS).startswith(("=", "+", "-", "@", "＝"))


def test_words_that_look_like_marked_text_are_words() -> None:
    """XlsxWriter writes a text between <r> and </r> as it is: a cell of a person's could hold a formula."""
    text = '<r><t>a</t></r></is></c><c r="B3"><f>1+1</f></c><c r="C3" t="inlineStr"><is><r><t>b</t></r>'
    sheet = sheet_of(Table("A", ("x", "y"), ((text, " _x0041_ "),)))
    assert (sheet["A3"].value, sheet["A3"].data_type) == (text, "s")
    assert sheet["B3"].data_type == "s"
    assert sheet.max_column == 2


@pytest.mark.slow
@settings(deadline=None, max_examples=30)
@given(st.lists(st.text(st.characters(exclude_categories=("Cs", "Cc"), max_codepoint=0xFFFD)), max_size=4))
def test_words_come_back_as_they_were(texts: list[str]) -> None:
    rows = [(text, index) for index, text in enumerate(texts)]
    read = list(sheet_of(Table("A", ("x", "y"), rows)).iter_rows(min_row=3, values_only=True))
    assert read == [(text or None, index) for text, index in rows]


def test_figures_are_numbers_and_days_are_days() -> None:
    sheet = sheet_of(TABLE)
    assert [cell.value for cell in sheet[3]] == ["Đơn vị", "Quá hạn", "Hạn", "Điểm"]
    assert [cell.value for cell in sheet[4]] == ["Sở Y tế", 3, datetime(2023, 3, 15), 7.5]  # noqa: DTZ001
    assert sheet["C4"].number_format == "dd/mm/yyyy"
    assert sheet.freeze_panes == "A4"
    assert rows_of(TABLE)[:2] == [["Đơn vị", "Quá hạn", "Hạn", "Điểm"], ["Sở Y tế", "3", "2023-03-15", "7.5"]]


def test_a_moment_is_the_clock_of_the_office_and_a_day_of_long_ago_keeps_its_year() -> None:
    table = Table("A", ("x", "y"), ((datetime(2023, 1, 31, 17, 30, tzinfo=UTC), date(1, 2, 3)),))
    assert rows_of(table)[1] == ["2023-02-01 00:30:00", "0001-02-03"]
    sheet = sheet_of(table)
    assert sheet["A3"].value == datetime(2023, 2, 1, 0, 30)  # noqa: DTZ001
    assert (sheet["A3"].number_format, sheet["B3"].value) == ("dd/mm/yyyy hh:mm", "03/02/0001")


def test_a_long_number_keeps_its_digits_and_a_long_text_says_that_it_was_cut() -> None:
    sheet = sheet_of(Table("A", ("x", "y"), ((12345678901234567890, "ệ𝄞" * 20_000),)))
    assert sheet["A3"].value == "12345678901234567890"
    assert sheet["B3"].value.endswith(" […]")
    assert len(fitting("𝄞" * 20_000).encode("utf-16-le")) // 2 <= 32_767


def test_a_mark_stands_above_the_head_and_in_every_row_of_csv() -> None:
    table = Table("A", ("x", "y"), (("b", 1), ("c",)), mark="MINH HỌA: không dùng để công bố")
    assert rows_of(table) == [
        ["x", "y", "MINH HỌA"],
        ["b", "1", "không dùng để công bố"],
        ["c", "", "không dùng để công bố"],
    ]
    assert sheet_of(table)["A2"].value == "MINH HỌA: không dùng để công bố"


def test_lines_have_looks() -> None:
    rows = (Line(("I. Thể chế",), is_section=True), Line(("1", "Rà soát"), is_bold=True, indent=2), ("2", "Công bố"))
    sheet = sheet_of(Table("Kế hoạch", ("TT", "Nhiệm vụ"), rows, fixed=2))
    assert [str(area) for area in sheet.merged_cells.ranges] == ["A3:B3"]
    assert (sheet["B4"].font.bold, sheet["B4"].alignment.indent, sheet["B5"].font.bold) == (True, 2, False)


def test_sheets_of_one_name_stay_apart_and_every_name_is_one_a_spreadsheet_takes() -> None:
    names = ("a" * 40, "A" * 40, "'[]:*?/\\'", "History", "")
    book = load_workbook(io.BytesIO(workbook_of(*(Table(name, ("x",), ((1,),)) for name in names))))
    assert book.sheetnames == ["a" * 31, "A" * 27 + " (2)", "1", "History_", "1 (2)"]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_equal_tables_are_equal_files(kind: str) -> None:
    first, second = (table_file(TABLE, kind, "bang") for _ in range(2))
    assert first.data.read() == second.data.read()
    assert first.name == f"bang.{kind}"


def test_a_sheet_over_the_limit_of_the_old_packing_is_written_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two gigabytes are the limit; a small one stands for it."""
    monkeypatch.setattr("zipfile.ZIP64_LIMIT", 4_000)
    rows = tuple((f"Câu trả lời {number}", number) for number in range(400))
    found = sheet_of(Table("Câu trả lời", ("Lời", "Số"), rows)).values
    assert tuple(found)[-len(rows) :] == rows


@pytest.mark.slow
def test_rows_are_taken_one_by_one() -> None:
    """A row that is let go of when it is written cannot make memory grow with their number."""
    alive: set[int] = set()

    class Row(tuple[int, str]):
        __slots__ = ()

        def __del__(self) -> None:
            alive.discard(self[0])

    def rows() -> Iterator[Row]:
        for number in range(2000):
            alive.add(number)
            yield Row((number, "Rà soát"))
            assert len(alive) < 4

    assert sheet_of(Table("A", ("x", "y"), rows())).max_row == 2002
