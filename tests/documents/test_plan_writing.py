"""What a plan's table says is the same after it was written and read back."""

import io
from datetime import date

import docx
import openpyxl
import pytest
from docx.enum.section import WD_ORIENT
from hypothesis import given, settings
from hypothesis import strategies as st

from caicach.documents.deadlines.reading import read_deadline
from caicach.documents.plan.opening import read_plan
from caicach.documents.plan.values import PlanRow
from caicach.documents.plan.writing import PlanHead, plan_as_docx, plan_as_xlsx

pytestmark = pytest.mark.slow

HEAD = PlanHead("Kế hoạch cải cách hành chính năm 2026", "UBND TỈNH MẪU", "12/KH-UBND", date(2026, 1, 5), 2026)
WRITERS = {"docx": plan_as_docx, "xlsx": plan_as_xlsx}
UNITS = ("Sở Nội vụ", "Sở Tư pháp", "Văn phòng UBND tỉnh", "UBND các xã, phường", "Các sở, ban, ngành cấp tỉnh")
TIMES = (
    "",
    "Quý II/2026",
    "30/6/2026",
    "Thường xuyên",
    "Hằng quý",
    "Tháng 9/2026",
    "Trước ngày 15/11/2026",
    "Năm 2026",
)
VERBS = ("Rà soát", "Xây dựng", "Công bố", "Kiểm tra", "Tổ chức tập huấn", "Báo cáo")
THINGS = ("danh mục thủ tục hành chính", "kế hoạch của năm", "văn bản quy phạm pháp luật", "bộ phận một cửa")
SECTIONS = ("CẢI CÁCH THỂ CHẾ", "CẢI CÁCH THỦ TỤC HÀNH CHÍNH", "CẢI CÁCH TÀI CHÍNH CÔNG")
ROMAN = ("I", "II", "III")


@st.composite
def plans(draw: st.DrawFn) -> tuple[PlanRow, ...]:
    """Sections in Roman numerals, or none; in each some tasks counted from 1."""
    has_sections = draw(st.booleans())
    rows = []
    for at in range(draw(st.integers(1, 3)) if has_sections else 1):
        section = (f"{ROMAN[at]} {SECTIONS[at]}",) if has_sections else ()
        for number in range(1, draw(st.integers(1, 5)) + 1):
            raw = draw(st.sampled_from(TIMES))
            deadline = read_deadline(raw, issued=HEAD.issued_on, year=2026)
            rows.append(
                PlanRow(
                    no=str(number),
                    section=section,
                    task=f"{draw(st.sampled_from(VERBS))} {draw(st.sampled_from(THINGS))} lần {at}.{number}",
                    product=draw(st.sampled_from(("", "Báo cáo", "Quyết định của Chủ tịch UBND tỉnh"))),
                    lead=tuple(draw(st.lists(st.sampled_from(UNITS), min_size=1, max_size=2, unique=True))),
                    cooperate=tuple(draw(st.lists(st.sampled_from(UNITS), max_size=2, unique=True))),
                    deadline=deadline,
                    deadline_on=deadline.on if deadline else None,
                    recurrence=deadline.recurrence if deadline else None,
                    budget_raw=draw(st.sampled_from(("", "50 triệu đồng"))),
                )
            )
    return tuple(rows)


def said(row: PlanRow) -> tuple[object, ...]:
    words = (row.no, row.section, row.task, row.product, row.lead, row.cooperate)
    return (*words, row.deadline_raw, row.deadline_on, row.recurrence, row.budget_raw)


@pytest.mark.parametrize("form", ["docx", "xlsx"])
@settings(max_examples=25, deadline=None)
@given(rows=plans())
def test_a_plan_written_is_read_back_as_it_was(form: str, rows: tuple[PlanRow, ...]) -> None:
    reading = read_plan(WRITERS[form](HEAD, rows), filename=f"ke-hoach.{form}")
    assert [said(row) for row in reading.rows] == [said(row) for row in rows]
    assert reading.issued == HEAD.issued_on


def test_a_day_that_a_person_corrected_is_written_where_the_words_say_another() -> None:
    row = PlanRow(
        "1", (), "Rà soát", lead=("Sở Nội vụ",), deadline=read_deadline("Quý V"), deadline_on=date(2026, 6, 30)
    )
    (found,) = read_plan(plan_as_xlsx(HEAD, (row,)), filename="a.xlsx").rows
    assert (found.deadline_raw, found.deadline_on) == ("30/06/2026", date(2026, 6, 30))


def test_a_text_that_looks_like_a_formula_stays_a_text() -> None:
    row = PlanRow("1", (), "=HYPERLINK(1)", lead=("Sở Nội vụ",))
    sheet = openpyxl.load_workbook(io.BytesIO(plan_as_xlsx(HEAD, (row,)))).worksheets[0]
    assert {cell.data_type for line in sheet.iter_rows() for cell in line if cell.value} == {"s"}


def test_word_opens_the_table_with_its_seven_columns_and_repeated_head() -> None:
    row = PlanRow("1", ("I CẢI CÁCH THỂ CHẾ",), "Rà soát", lead=("Sở Nội vụ",))
    opened = docx.Document(io.BytesIO(plan_as_docx(HEAD, (row,))))
    (table,) = [table for table in opened.tables if len(table.columns) == 7]
    assert [section.orientation for section in opened.sections] == [WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE]
    assert [cell.text for cell in table.rows[0].cells][:2] == ["TT", "Nhiệm vụ"]
    assert len({id(cell._tc) for cell in table.rows[1].cells}) == 1
