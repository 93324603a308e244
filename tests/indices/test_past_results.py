"""Results and findings from before the system: read from a workbook or minutes, seen first, then taken in."""

import io
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import docx
import pytest
from django.db import transaction
from openpyxl import Workbook

from caicach.indices import queries, services
from caicach.indices.domain.past_files import PastFileState
from caicach.indices.domain.past_results import PastReading
from caicach.indices.models import Finding, PastFile, ScoringYear, UnitResult
from caicach.indices.obtaining_past_files import KEPT_FOR
from caicach.indices.services.past_files import MAX_DEATHS, sweep_past_files
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import Conflict, InvalidInput, NotAllowed, NotFound
from caicach.kernel.files import services as files
from caicach.kernel.files.models import StoredFile
from caicach.kernel.jobs.services import run_next
from caicach.kernel.tables import Table, workbook_of
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


def handed_in(data: bytes, name: str = "ket-qua-2022.xlsx", *, year: int = 2022, now: datetime = NOW) -> int:
    return services.hand_in_past_file(
        OFFICE, year=year, set_code="bo-nho", set_name="Chỉ số năm 2022", data=data, filename=name, now=now
    )


def seen(data: bytes, name: str = "ket-qua-2022.xlsx") -> tuple[int, PastReading]:
    """The file after the worker read it."""
    past_file_id = handed_in(data, name)
    assert run_next(now=NOW) is not None
    reading = queries.past_file(OFFICE, past_file_id).reading
    assert reading is not None
    return past_file_id, reading


def taken_in(past_file_id: int) -> int:
    return services.import_past(OFFICE, past_file_id=past_file_id, now=NOW)


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
    again, _ = seen(minutes(), "bien-ban.docx")
    taken_in(file_id)
    taken_in(again)  # adds nothing
    assert Finding.objects.count() == 3


def test_results_of_a_year_are_taken_in_once() -> None:
    province()
    file_id, _ = seen(workbook(ROWS))
    again, _ = seen(workbook(ROWS))
    assert taken_in(file_id) == taken_in(file_id)
    with pytest.raises(Conflict, match=r"index_year\.exists"):
        taken_in(again)


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
            services.hand_in_past_file(
                actor, year=2022, set_code="x", set_name="", data=workbook(ROWS), filename="a.xlsx", now=NOW
            )
    file_id, _ = seen(workbook(ROWS))
    with pytest.raises(NotFound):
        services.import_past(OFFICE_COLLEAGUE, past_file_id=file_id, now=NOW)
    with pytest.raises(NotFound):
        queries.past_file(OFFICE_COLLEAGUE, file_id)


def test_nothing_is_taken_in_before_it_is_read_and_what_cannot_be_read_says_why() -> None:
    province()
    file_id = handed_in(b"%PDF-1.7 broken", "hong.pdf")
    assert queries.past_file(OFFICE, file_id).is_pending
    with pytest.raises(Conflict, match=r"index_past\.not_read"):
        taken_in(file_id)
    run_next(now=NOW)
    page = queries.past_file(OFFICE, file_id)
    assert (page.state, bool(page.failure), page.filename) == (PastFileState.REFUSED, True, "hong.pdf")
    with pytest.raises(Conflict, match=r"index_past\.not_read"):
        taken_in(file_id)


def test_of_a_secret_file_nothing_is_kept_but_why() -> None:
    province()
    secret = workbook_of(Table("MẬT", ("Đơn vị", "Điểm"), (("Sở Nội vụ", 5),), notes=("Số: 12/BC-SNV",)))
    file_id = handed_in(secret, "bi-mat-cua-toi.xlsx")
    run_next(now=NOW)
    page = queries.past_file(OFFICE, file_id)
    assert (page.state, page.filename, page.reading) == (PastFileState.REFUSED, "", None)
    assert "độ mật" in str(page.failure)
    assert "bi-mat-cua-toi" not in str(page.failure)
    assert not StoredFile.objects.exists()


def test_a_file_on_which_workers_die_is_given_up_and_says_so() -> None:
    province()
    file_id = handed_in(workbook(ROWS))
    PastFile.objects.filter(pk=file_id).update(attempts=MAX_DEATHS)
    run_next(now=NOW)
    assert "dừng giữa chừng 3 lần" in str(queries.past_file(OFFICE, file_id).failure)


def test_what_nobody_takes_in_is_swept_and_what_was_taken_in_stays() -> None:
    province()
    taken, _ = seen(workbook(ROWS))
    taken_in(taken)
    left, _ = seen(minutes(), "bien-ban.docx")
    waiting = handed_in(workbook(FINDINGS))
    week_later = NOW + KEPT_FOR + timedelta(days=1, minutes=1)
    young = handed_in(workbook(ROWS), "moi.xlsx", now=week_later)
    assert (queries.previews_left(now=NOW), queries.previews_left(now=week_later)) == (0, 2)
    assert sweep_past_files(now=week_later) == 2
    assert list(PastFile.objects.values_list("pk", flat=True)) == [taken, young]
    assert not {left, waiting} & {taken, young}
    assert StoredFile.objects.count() == 2
    assert queries.previews_left(now=week_later) == 0


def test_what_an_older_build_kept_for_a_look_is_swept_unless_the_trail_says_it_was_taken_in() -> None:
    province()
    with transaction.atomic():
        looked_at, taken = (files.store(OFFICE, data=data, name="cu.xlsx", now=NOW) for data in (b"a", b"b"))
    audit.record(OFFICE, "indices.past.imported", subject=("scoring_year", 1), now=NOW, new={"file": taken.pk})
    later = NOW + KEPT_FOR + timedelta(days=1, minutes=1)
    assert queries.previews_left(now=later) == 1
    sweep_past_files(now=later)
    assert [one.pk for one in StoredFile.objects.all()] == [taken.pk] != [looked_at.pk]
