"""The files beside the project that real programs and offices write, each with its right value."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from caicach.correspondence.signing.verify import findings_of
from caicach.documents.as_json import reading_as_json
from caicach.documents.plan.opening import read_plan
from caicach.documents.plan.values import PlanReading
from caicach.documents.read.reader import read_file
from caicach.indices.composite.tables import read_table
from caicach.indices.definition.excel_form import read_form_file
from caicach.organisations.domain.csv_files import parse_units
from documents.test_office_letters import Json

pytestmark = pytest.mark.shared

Case = Callable[[str], bytes]
NOW = datetime(2026, 12, 1, tzinfo=UTC)
FIRST = ("1", ["Sở Tư pháp"], ["Sở Công Thương"], "2026-10-20")
SECOND = ("2", ["Sở Công Thương"], [], "2026-11-15")
THIRD = ("3", ["UBND các xã, phường"], [], "2026-12-05")


@pytest.fixture
def case(shared: Path) -> Case:
    folder = shared / "reference" / "field_cases"
    return lambda name: next(p for p in sorted(folder.glob(f"{name}*")) if p.suffix not in {".md", ".pem"}).read_bytes()


def letter(data: bytes) -> Json:
    return reading_as_json(read_file(data, filename="a"))


def tasks(read: Json) -> list[tuple[object, ...]]:
    return [(task["item"], task["lead"], task["cooperate"], task["deadline_iso"]) for task in read["tasks"]]


def plan(data: bytes) -> PlanReading:
    return read_plan(data, filename="a")


def codes(read: PlanReading) -> list[str]:
    return [warning.code for warning in read.warnings]


@pytest.mark.parametrize(("name", "signatures"), [("01-", 2), ("02-", 1)])
def test_signatures_are_judged_at_their_time(case: Case, shared: Path, name: str, signatures: int) -> None:
    root = (shared / "reference" / "field_cases" / "00-ca-for-01-02.pem").read_bytes()
    found = findings_of(case(name), trusted=[root], now=NOW).signatures
    assert [one.verdict.value for one in found] == ["valid"] * signatures
    words = "Chứng thư còn hiệu lực tại thời điểm ký (theo giờ người ký khai)."
    assert all(words in map(str, one.sentences) for one in found)


@pytest.mark.parametrize("name", ["03-", "04-", "10-", "18-", "19-", "28-", "30-"])
def test_one_letter_in_many_files_is_one_letter(case: Case, name: str) -> None:
    read = letter(case(name))
    assert tasks(read) == [FIRST, SECOND, THIRD]
    assert (read["issuer"], read["number"], read["symbol"], read["date"], read["subject"]) == (
        "ỦY BAN NHÂN DÂN TỈNH HÀ TĨNH", "2150", "UBND-NC", "2026-10-05",
        "triển khai đánh giá mức độ hài lòng của người dân năm 2026",
    )  # fmt: skip
    assert read["addressees"] == ["Sở Tư pháp", "Sở Công Thương", "UBND các xã, phường"]
    assert [cited["number"] for cited in read["citations"]] == ["876/QĐ-UBND"]
    assert read["signatory"]["name"] == "Nguyễn Văn Thử"
    assert read["warnings"] == []


def test_what_is_struck_through_is_told_and_not_offered(case: Case) -> None:
    read = letter(case("20-"))
    assert tasks(read) == [(*FIRST[:3], "2026-10-25"), THIRD]
    assert [warning["code"] for warning in read["warnings"]] == ["source.struck"]


def test_a_heading_leads_nobody_and_the_paragraphs_below_it_are_the_tasks(case: Case) -> None:
    read = letter(case("16-"))
    assert [(t["item"], t["lead"], t["deadline_iso"]) for t in read["tasks"] if t["item"] in {"III.2", "III.3"}] == [
        ("III.2", [], None), ("III.2", [], "2026-06-30"), ("III.3", [], "2026-12-10"),
    ]  # fmt: skip


def test_persons_of_an_annex_are_no_tasks(case: Case) -> None:
    assert [task["item"] for task in letter(case("17-"))["tasks"]] == ["Điều 2"]


def test_index_numbers_that_became_figures_are_numbers_again(case: Case) -> None:
    read = read_form_file(case("07-"), "a.xlsx").definition
    (field,) = read.tree
    assert [(part.code, part.name, part.maxima[0].value) for part in field.children] == [
        ("1.1", "Kế hoạch", 2), ("1.2", "Kiểm tra", 2),
    ]  # fmt: skip


def test_a_row_that_begins_late_keeps_its_columns(case: Case) -> None:
    row = plan(case("08-")).rows[1]
    assert (row.task, row.lead, row.cooperate, row.deadline_raw) == (
        "Đánh giá mức độ hài lòng của người dân", ("Sở Nội vụ",), ("UBND các xã, phường",), "15/11/2026",
    )  # fmt: skip


def test_workbooks_of_other_programs_are_read(case: Case) -> None:
    assert len(plan(case("11-")).rows) == 2
    row = plan(case("12-")).rows[0]
    assert (row.lead, row.task) == (("Văn phòng UBND tỉnh",), "Rà soát thủ tục công bố kết quả")
    assert [row.task[:8] for row in plan(case("34-")).rows] == ["Rà soát,", "Đánh giá"]
    assert [row.no for row in plan(case("25-")).rows] == ["1", "2", "3"]


def test_a_serial_of_a_day_is_offered_and_marked(case: Case) -> None:
    read = plan(case("13-"))
    assert [str(row.deadline_on) for row in read.rows] == ["2026-06-15", "2026-11-20", "2026-12-31"]
    assert codes(read) == ["plan.deadline_serial"] * 2


def test_months_quarters_and_days_in_words_never_give_the_end_of_the_year(case: Case) -> None:
    assert [str(row.deadline_on)[5:] for row in plan(case("14-")).rows] == [
        "04-30", "03-31", "06-30", "11-30", "05-15", "02-13", "09-30", "09-30", "09-30", "11-15", "10-15",
    ]  # fmt: skip


def test_several_days_of_a_cell_are_all_kept_and_told(case: Case) -> None:
    read = plan(case("15-"))
    assert [len(row.deadline.days) for row in read.rows if row.deadline] == [4, 2, 2, 2]
    assert codes(read).count("plan.deadline_several") == 4


def test_hidden_rows_and_columns_are_told(case: Case) -> None:
    read = plan(case("21-"))
    assert [row.no for row in read.rows] == ["1", "3"]
    assert codes(read) == ["plan.rows_hidden", "plan.columns_hidden"]


def test_figures_are_read_as_the_sheet_shows_them(case: Case) -> None:
    rows = plan(case("22-")).rows
    assert [row.other["Chỉ tiêu"] for row in rows] == ["95%", "100%", "50%"]
    assert rows[0].budget_raw == "1.500.000.000"


def test_who_leads_in_brackets_leads_and_who_helps_helps(case: Case) -> None:
    assert [(row.lead, row.cooperate) for row in plan(case("23-")).rows] == [
        (("Sở Nội vụ",), ("Sở Tài chính", "UBND các xã, phường")),
        (("Sở Nội vụ",), ("Sở Tài chính", "Sở Tư pháp")),
        (("Sở Y tế",), ("Sở Tài chính", "Sở Tư pháp")),
    ]


def test_a_column_of_references_is_not_the_one_of_tasks(case: Case) -> None:
    assert plan(case("26-")).rows[0].task == "Nghị quyết về chính sách hỗ trợ chuyển đổi số"


def test_a_month_first_column_is_told_and_no_day_of_it_taken(case: Case) -> None:
    read = plan(case("27-"))
    assert [row.deadline_on for row in read.rows] == [None] * 4
    assert codes(read) == ["plan.deadline_month_first"] * 4


def test_tables_with_semicolons_decimal_commas_and_blank_rows_are_read(case: Case) -> None:
    for name in ("32-", "32b-"):
        parsed = parse_units(case(name).decode("utf-8-sig"))
        assert parsed.rows, name
        assert parsed.problems == (), name
    table = read_table("a.csv", case("33-composite"))
    assert dict(table.rows[0].cells) == {"uCode": "A", "uName": "Sở A", "a": "1.5", "b": "5", "c": "100"}
