"""Tables that leave the application."""

from datetime import date
from io import BytesIO

from openpyxl import load_workbook

from caicach.kernel.tables import Table, csv_of, table_file, xlsx_of

TABLE = Table(
    "Theo [đơn vị]: quý I/2023",
    ("Đơn vị", "Quá hạn", "Hạn"),
    (("Sở Y tế", 3, date(2023, 3, 15)), ("=HYPERLINK(1)", 0, None)),
    ("Số liệu ngày 15/06/2023",),
)


def test_a_text_that_looks_like_a_formula_stays_text() -> None:
    sheet = load_workbook(BytesIO(xlsx_of(TABLE))).active
    assert sheet.cell(5, 1).value == "=HYPERLINK(1)"
    assert sheet.cell(5, 1).data_type == "s"
    assert "'=HYPERLINK(1)" in csv_of(TABLE).decode("utf-8-sig")


def test_figures_are_numbers_and_days_are_days() -> None:
    sheet = load_workbook(BytesIO(xlsx_of(TABLE))).active
    assert [c.value for c in sheet[3]] == ["Đơn vị", "Quá hạn", "Hạn"]
    assert sheet.cell(4, 2).value == 3
    assert sheet.cell(4, 3).value.date() == date(2023, 3, 15)
    assert sheet.cell(4, 3).number_format == "dd/mm/yyyy"


def test_equal_tables_are_equal_files() -> None:
    assert xlsx_of(TABLE) == xlsx_of(TABLE)
    assert table_file(TABLE, "csv", "bang").name == "bang.csv"
    assert table_file(TABLE, "xlsx", "bang").media_type.endswith("spreadsheetml.sheet")
