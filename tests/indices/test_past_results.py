"""Results and findings from before the system: read from a workbook or minutes, seen first, then taken in."""

import io
from datetime import UTC, datetime
from decimal import Decimal

import docx
import pytest
from openpyxl import Workbook

from caicach.indices import queries, services
from caicach.indices.domain.past_results import PastReading
from caicach.indices.models import Finding, ScoringYear, UnitResult
from caicach.kernel.errors import Conflict, InvalidInput, NotAllowed, NotFound
from factories.correspondence import JUSTICE, LEADER, OFFICE, OFFICE_COLLEAGUE, province
from factories.indices import opened, sheet_of

pytestmark = pytest.mark.django_db
NOW = datetime(2024, 1, 3, 2, 0, tzinfo=UTC)

HEAD = ["Mã đơn vị", "Mã tiêu chí", "Điểm", "Điểm tối đa", "Tỷ lệ %", "Hạng"]
ROWS = [
    HEAD,
    ["Sở Tư pháp", "Tổng", "", "", "85,95", "2"],
    ["STP", "1.1", 1.5, 2, "", ""],
    ["STP", "1.2", "-", 4, "", ""],
    ["SYT", "Tổng", 17.5, 20, "", "1"],
    ["SYT", "1.1", 50, 2, "", ""],
    ["Sở Không có", "1.1", 1, 2, "", ""],
    ["SYT", "1.1", "nhiều", 2, "", ""],
]
FINDINGS = [["Mã đơn vị", "Mã tiêu chí", "Tồn tại, hạn chế", "Điểm mất"], ["STP", "1.1", "Kế hoạch ban hành muộn", 0.5]]


def workbook(*sheets: list[list[object]]) -> bytes:
    book = Workbook()
    del book["Sheet"]
    for number, rows in enumerate(sheets):
        sheet = book.create_sheet(f"Trang {number + 1}")
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def minutes() -> bytes:
    document = docx.Document()
    for line in (
        "BIÊN BẢN HỌP HỘI ĐỒNG THẨM ĐỊNH",
        "Sở Tư pháp:",
        "1. Chưa kiểm tra đủ 30% đơn vị trực thuộc (tiêu chí 1.3);",
        "2. Công khai thủ tục hành chính chậm.",
        "Sở Y tế:",
        "- Hồ sơ trễ hạn còn nhiều.",
    ):
        document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def seen(data: bytes, name: str = "ket-qua-2022.xlsx", year: int = 2022) -> tuple[int, PastReading]:
    return services.preview_past(OFFICE, year=year, set_code="bo-nho", data=data, filename=name, now=NOW)


def taken_in(file_id: int) -> int:
    return services.import_past(
        OFFICE, year=2022, set_code="bo-nho", set_name="Chỉ số năm 2022", file_id=file_id, now=NOW
    )


def test_a_workbook_is_read_with_problems_at_their_place_and_nothing_counts_before_the_import() -> None:
    province()
    _, reading = seen(workbook(ROWS, FINDINGS))
    assert [(s.unit, s.component, s.points, s.percentage) for s in reading.scores] == [
        ("STP", "total", None, Decimal("85.95")),
        ("STP", "1.1", Decimal("1.5"), None),
        ("SYT", "total", Decimal("17.5"), None),
    ]
    assert [str(problem.place) for problem in reading.problems] == [
        "Trang 1, dòng 6",
        "Trang 1, dòng 7",
        "Trang 1, dòng 8",
    ]
    assert [(f.unit, f.component, f.lost_points) for f in reading.findings] == [("STP", "1.1", Decimal("0.5"))]
    assert not ScoringYear.objects.exists()


def test_what_was_taken_in_stands_beside_this_years_score() -> None:
    sheet_id = sheet_of(opened(), "STP")
    file_id, _ = seen(workbook(ROWS, FINDINGS))
    taken_in(file_id)
    page = queries.sheet_page(JUSTICE, sheet_id)
    row = page.row("1.1")
    assert row is not None
    assert (page.last_year, row.last_year) == (2022, Decimal("1.5"))
    assert UnitResult.objects.get(unit_id="SYT").percentage == Decimal("87.5")
    assert [one.text for one in queries.findings(JUSTICE, ScoringYear.objects.get(year=2022).pk)] == [
        "Kế hoạch ban hành muộn"
    ]


def test_minutes_give_findings_by_unit() -> None:
    province()
    file_id, reading = seen(minutes(), "bien-ban.docx")
    assert [(f.unit, f.component, f.text) for f in reading.findings] == [
        ("STP", "1.3", "Chưa kiểm tra đủ 30% đơn vị trực thuộc (tiêu chí 1.3)"),
        ("STP", "", "Công khai thủ tục hành chính chậm"),
        ("SYT", "", "Hồ sơ trễ hạn còn nhiều"),
    ]
    taken_in(file_id)
    taken_in(file_id)  # again adds nothing
    assert Finding.objects.count() == 3


def test_results_of_a_year_are_taken_in_once() -> None:
    province()
    file_id, _ = seen(workbook(ROWS))
    taken_in(file_id)
    with pytest.raises(Conflict, match=r"index_year\.exists"):
        taken_in(file_id)


def test_a_file_without_results_is_refused() -> None:
    province()
    file_id, reading = seen(workbook([["Họ tên", "Ngày"], ["A", "1"]]))
    assert reading == PastReading((), (), ())
    with pytest.raises(InvalidInput, match=r"index_past\.nothing"):
        taken_in(file_id)


def test_only_the_office_takes_in_and_only_its_own_file() -> None:
    province()
    for actor in (JUSTICE, LEADER):
        with pytest.raises(NotAllowed):
            services.preview_past(actor, year=2022, set_code="x", data=workbook(ROWS), filename="a.xlsx", now=NOW)
    file_id, _ = seen(workbook(ROWS))
    with pytest.raises(NotFound):
        services.import_past(OFFICE_COLLEAGUE, year=2022, set_code="bo-nho", set_name="", file_id=file_id, now=NOW)


def test_an_imported_year_has_a_ranking_and_no_replay() -> None:
    province()
    file_id, _ = seen(workbook(ROWS))
    year_id = taken_in(file_id)
    page = queries.result_page(JUSTICE, year_id)
    assert [(row.unit, row.rank) for row in page.rows] == [("SYT", 1), ("STP", 2)]
    with pytest.raises(Conflict, match=r"index_result\.imported"):
        services.replay(OFFICE, year_id=year_id)
