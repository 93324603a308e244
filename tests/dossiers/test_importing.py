"""Files of one-stop systems taken in: once, in any form, with what is no dossier set aside and nobody's name kept."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import Workbook

from caicach.dossiers import queries, services
from caicach.dossiers.domain.board import Grouping, Kind
from caicach.dossiers.domain.clock.values import Verdict
from caicach.dossiers.domain.columns import Column, ColumnMap
from caicach.dossiers.engine import standing
from caicach.dossiers.models import DossierImport, Partition, StagedRows
from caicach.dossiers.obtaining import parts_in_force
from caicach.dossiers.queries import BoardFilters
from caicach.dossiers.queries.boards import question_of, standing_of
from caicach.kernel.access import SYSTEM, Actor
from caicach.kernel.errors import CaicachError, InvalidInput, NotAllowed, NotFound
from caicach.kernel.files.models import StoredFile
from caicach.kernel.files.queries import path_of
from caicach.kernel.files.services import ORPHANED_AFTER, sweep
from caicach.kernel.jobs import services as queue
from caicach.kernel.jobs.models import Job
from caicach.kernel.jobs.runs import Run, StopAsked
from caicach.kernel.metrics import Measured, measure
from caicach.kernel.periods import parse_period
from factories.correspondence import HEALTH, JUSTICE, LEADER, OFFICE, province

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 9, 30, 2, tzinfo=UTC)
LOCAL = datetime(2026, 9, 30, 9)
HEAD = "Số hồ sơ;Họ và tên;Đơn vị;Mã TTHC;Lĩnh vực;Kênh;Ngày tiếp nhận;Ngày hẹn trả;Ngày xử lý xong;Ngày trả kết quả"
LATE = (
    "000.H1-260803-0001;Nguyễn Văn X;Sở Tư pháp;1.001;Hộ tịch;2;03/08/2026 08:00;10/08/2026;12/08/2026 09:00;13/08/2026"
)
FINE = "000.H1-260804-0002;Trần Thị Y;Sở Y tế;1.002;Y tế;Trực tiếp;04/08/2026 08:00;20/08/2026;12/08/2026 09:00;"
OPEN = "000.H1-260901-0003;Lê Z;Sở Tư pháp;1.001;Hộ tịch;1;03/09/2026 08:00;10/09/2026;;"


class StoppedAfterReading(Run):
    def check(self) -> None:
        raise StopAsked


@pytest.fixture(autouse=True)
def small_province() -> None:
    province()


def take(tmp_path: Path, *rows: str, name: str = "thang-8.csv", head: str = HEAD, **more: object) -> DossierImport:
    path = tmp_path / name
    path.write_text("\ufeff" + "\n".join((head, *rows, "")), encoding="utf-8")
    made = services.import_file(SYSTEM, source="Một cửa", path=path, now=NOW, **more)  # type: ignore[arg-type]
    return DossierImport.objects.get(pk=made)


def filters(**changed: object) -> BoardFilters:
    return replace(BoardFilters(date(2026, 1, 1), date(2026, 12, 31), LOCAL), **changed)


def reasons(row: DossierImport) -> dict[str, int]:
    return dict(row.reasons.values_list("reason", "count"))


def test_a_row_is_walked_from_the_file_to_its_lateness(tmp_path: Path) -> None:
    row = take(tmp_path, LATE, FINE, OPEN)
    assert (row.rows, row.new, row.aside) == (3, 3, 0)
    board = queries.board(OFFICE, filters(), grouping=Grouping.UNIT)
    by_unit = {line.key: line.counts for line in board.lines}
    assert (by_unit["STP"].late, by_unit["STP"].open_overdue, by_unit["SYT"].early) == (1, 1, 1)
    late = queries.dossiers(OFFICE, filters(kind=Kind.LATE)).items[0]
    assert (late.code, late.unit, late.due_on, late.verdict) == (
        "000.H1-260803-0001",
        "STP",
        date(2026, 8, 10),
        Verdict.LATE,
    )
    view = queries.dossier_view(OFFICE, late.code, now=LOCAL)
    assert view.clocks is not None
    assert (view.clocks.law.verdict, view.clocks.portal.is_late) == (Verdict.LATE, True)


def test_a_pause_that_lasts_beyond_the_calendar_is_a_problem_told(tmp_path: Path) -> None:
    row = take(tmp_path, f"{OPEN};07/09/2026 08:00", head=f"{HEAD};Ngày yêu cầu bổ sung")
    assert row.new == 1
    code, end = OPEN.split(";", maxsplit=1)[0], datetime(2099, 1, 5, 9)
    with CaptureQueriesContext(connection) as asked:
        view = queries.dossier_view(OFFICE, code, now=LOCAL)
    assert [len(view.spans), len(asked)] == [2, 2]
    gone = queries.dossier_view(OFFICE, code, now=end)
    assert (gone.clocks, gone.spans) == (None, ())
    assert "2099" in str(gone.problem)


def test_the_same_file_and_the_same_rows_change_nothing(tmp_path: Path) -> None:
    take(tmp_path, LATE, FINE)
    before = list(Partition.objects.values_list("name", "dossiers_id", "changed_at"))
    again = take(tmp_path, LATE, FINE)
    assert DossierImport.objects.count() == 1
    assert (again.new, again.same) == (2, 0)
    other = take(tmp_path, FINE, LATE, name="khac.csv")
    assert (other.new, other.changed, other.same) == (0, 0, 2)
    assert list(Partition.objects.values_list("name", "dossiers_id", "changed_at")) == before


def test_a_later_row_takes_the_place_of_an_earlier_one_and_not_the_other_way(tmp_path: Path) -> None:
    take(tmp_path, OPEN)
    done = OPEN[:-2] + ";09/09/2026 08:00;"
    assert take(tmp_path, done, name="sau.csv").changed == 1
    assert queries.board(OFFICE, filters(), grouping=Grouping.UNIT).total.counts.early == 1
    stale = take(tmp_path, OPEN, LATE, name="cu.csv")
    assert (stale.older, stale.new) == (1, 1)
    assert queries.board(OFFICE, filters(), grouping=Grouping.UNIT).total.counts.early == 1


@pytest.mark.django_db(transaction=True)
def test_the_board_of_a_period_that_is_over_knows_what_is_taken_in_later(tmp_path: Path) -> None:
    august = filters(last=date(2026, 8, 31))

    def totals() -> list[int]:
        boards = [queries.board(OFFICE, august, grouping=grouping) for grouping in (Grouping.UNIT, Grouping.FIELD) * 2]
        return [board.total.counts.received for board in boards]

    take(tmp_path, LATE)
    assert totals() == [1, 1, 1, 1]
    take(tmp_path, FINE, name="khac.csv")
    assert totals() == [2, 2, 2, 2]


@pytest.mark.django_db(transaction=True)
def test_who_reads_a_partition_reads_on_while_an_import_lays_another(tmp_path: Path, settings: Any) -> None:
    settings.FILES_DIR = tmp_path / "files"  # the sweep takes what no row names: files of kept rows too
    take(tmp_path, OPEN)
    reading = parts_in_force()
    done = OPEN[:-2] + ";09/09/2026 08:00;"
    take(tmp_path, done, name="sau.csv")
    assert set(reading).isdisjoint(parts_in_force())
    asked = question_of(OFFICE, filters(kind=Kind.EARLY))
    for parts, early in ((reading, 0), (parts_in_force(), 1)):
        with standing_of(parts, asked) as db:
            assert standing.rows(db, asked, limit=9, offset=0, names={})[0] == early
    sweep(now=timezone.now() + 2 * ORPHANED_AFTER)
    assert not any(part.dossiers.exists() for part in reading)
    assert queries.dossiers(OFFICE, filters(kind=Kind.EARLY)).total == 1


def test_what_is_no_dossier_is_set_aside_with_its_reason_and_the_rest_loads(tmp_path: Path) -> None:
    def changed(at: int, text: str) -> str:
        cells = FINE.split(";")
        cells[0] = f"000.H1-260804-1{at}{len(text):02}"
        cells[at] = text
        return ";".join(cells)

    row = take(
        tmp_path,
        FINE,
        FINE,
        changed(0, ""),
        changed(6, ""),
        changed(6, "31/02/2026"),
        changed(6, "01/01/1900"),
        changed(8, "12/08/2099 09:00"),
        changed(2, "Sở Trên Trời"),
        changed(5, "bồ câu"),
        changed(4, "Hộ tịch 038123456789"),
        "lẻ;loi",
    )
    assert reasons(row) == {
        "no_code": 1, "no_time": 1, "time_unreadable": 1, "time_impossible": 2, "unit_unknown": 1,
        "channel_unknown": 1, "personal": 1, "duplicate": 1, "broken_row": 1,
    }  # fmt: skip
    assert row.new == 1
    table = queries.aside_table(OFFICE, row.pk, head=("Dòng", "Lý do"), title="x")
    shown = [str(cell) for line in table.rows for cell in line]
    assert "Sở Trên Trời" in shown
    assert not any("038123456789" in cell for cell in shown)


def test_names_of_people_are_nowhere_in_what_is_kept(tmp_path: Path) -> None:
    take(tmp_path, LATE, "hỏng;Phạm Văn Q;Sở Y tế;;;;;;;")
    for file in StoredFile.objects.all():
        data = path_of(file.sha256).read_bytes()
        assert b"Nguy\xe1\xbb\x85n V" not in data
        assert b"Ph\xe1\xba\xa1m V" not in data
    with pytest.raises(InvalidInput) as refused:
        take(tmp_path, LATE, name="ten.csv", columns=ColumnMap({Column.CODE: "Số hồ sơ", Column.UNIT: "Họ và tên"}))
    assert refused.value.code == "dossiers.personal_column"


def test_steps_of_a_log_in_xes_and_json_and_a_workbook_say_the_same(tmp_path: Path) -> None:
    xes = tmp_path / "log.xes"
    steps = "".join(
        f'<event><string key="concept:name" value="{state}"/><date key="time:timestamp" value="{at}"/></event>'
        for state, at in (("Được tiếp nhận", "2026-08-03T08:00:00+07:00"), ("Đã xử lý xong", "2026-08-12T02:00:00Z"))
    )
    trace = f'<trace><string key="concept:name" value="HS-1"/><string key="unit" value="Sở Tư pháp"/>{steps}</trace>'
    xes.write_text(f"<log>{trace}</log>", encoding="utf-8")
    columns = ColumnMap(
        {
            Column.CODE: "case:concept:name",
            Column.STATE: "concept:name",
            Column.AT: "time:timestamp",
            Column.UNIT: "unit",
        }
    )
    services.import_file(SYSTEM, source="XES", path=xes, columns=columns, now=NOW)
    lines = tmp_path / "log.jsonl"
    lines.write_text(
        '{"Số hồ sơ": "HS-2", "Đơn vị": "STP", "Ngày tiếp nhận": "2026-08-03 08:00", "Ngày xử lý xong": null}\n'
    )
    services.import_file(SYSTEM, source="JSON", path=lines, now=NOW)
    book = Workbook()
    assert book.active is not None
    for cells in (
        ["BÁO CÁO"],
        HEAD.split(";"),
        [*FINE.split(";")[:6], datetime(2026, 8, 4, 8), "20/08/2026", datetime(2026, 8, 12, 9), None],
    ):
        book.active.append(cells)
    book.save(tmp_path / "so.xlsx")
    services.import_file(SYSTEM, source="XLSX", path=tmp_path / "so.xlsx", now=NOW)
    found = queries.board(OFFICE, filters(), grouping=Grouping.UNIT)
    assert (found.total.counts.received, found.total.unjudged) == (1, 2)  # without a limit nobody is late
    services.set_limits(OFFICE, text="limit: {working_days: 5}\n", now=NOW)
    services.reckon_again(NOW)
    found = queries.board(OFFICE, filters(), grouping=Grouping.UNIT)
    assert (found.total.counts.received, found.total.counts.late, found.total.unjudged) == (3, 2, 0)


def test_an_import_that_was_cut_short_goes_on_where_it_stood(tmp_path: Path) -> None:
    row = take(tmp_path, LATE, OPEN)
    assert Partition.objects.count() == 2
    assert not StagedRows.objects.exists()
    data = f"{HEAD}\n{FINE}\n{OPEN[:-2]};09/09/2026 08:00;\n".encode()

    def receive() -> int:
        return services.receive_export(OFFICE, source="Một cửa", filename="moi.csv", data=data, now=NOW)

    made = receive()
    assert receive() == made != row.pk
    Job.objects.update(state="running", claim="t", claimed_until=NOW, done=1)
    with pytest.raises(StopAsked):
        services.import_in_slices({"import": made}, NOW, StoppedAfterReading(Job.objects.get().pk, "t"))
    assert Job.objects.get().total == 1 + 2  # what a run before laid, and what is left: never more done than there is
    assert StagedRows.objects.filter(dossier_import_id=made).count() == 2
    assert DossierImport.objects.get(pk=made).finished_at is None
    assert receive() == made
    path = tmp_path / "moi.csv"
    path.write_bytes(data)
    services.import_file(SYSTEM, source="Một cửa", path=path, now=NOW)
    done = DossierImport.objects.get(pk=made)
    assert (done.new, done.changed, done.finished_at is not None) == (1, 1, True)


def test_a_file_that_waits_is_read_by_whoever_comes_first_and_once(tmp_path: Path) -> None:
    data = f"{HEAD}\n{FINE}\n".encode()
    columns = ColumnMap({Column.CODE: "Số khác", Column.UNIT: "Đơn vị"})
    made = services.receive_export(OFFICE, source="Một cửa", filename="a.csv", data=data, columns=columns, now=NOW)
    queue.run_next(now=NOW)
    refused = queries.import_line(OFFICE, made)
    assert "Số khác" in str(refused.failure)
    assert not refused.is_pending
    assert queries.sources(OFFICE) == (("Một cửa", ColumnMap()),)  # names that were not found are not remembered
    assert not StoredFile.objects.exists()
    assert services.receive_export(OFFICE, source="Một cửa", filename="a.csv", data=data, now=NOW) == made
    path = tmp_path / "a.csv"
    path.write_bytes(data)
    assert services.import_file(SYSTEM, source="Một cửa", path=path, now=NOW) == made
    while queue.run_next(now=NOW):
        pass
    done = queries.import_line(OFFICE, made)
    assert (done.new, done.rows, done.finished_at, done.is_unread) == (1, 1, NOW, False)


def test_a_unit_sees_its_own_leaders_see_all_and_strangers_nothing(tmp_path: Path) -> None:
    take(tmp_path, LATE, FINE, OPEN)

    def seen(actor: Actor) -> int:
        return queries.dossiers(actor, filters()).total

    nobody = Actor(99, "Người lạ")
    assert (seen(OFFICE), seen(LEADER), seen(JUSTICE), seen(HEALTH), seen(nobody)) == (3, 3, 2, 1, 0)
    assert queries.dossiers(HEALTH, filters(unit="STP")).total == 0
    with pytest.raises(NotFound):
        queries.dossier_view(HEALTH, "000.H1-260803-0001", now=LOCAL)
    with pytest.raises(NotAllowed):
        services.receive_export(JUSTICE, source="x", filename="x.csv", data=b"a", now=NOW)
    with pytest.raises(NotAllowed):
        queries.imports(LEADER)


def test_a_line_of_json_that_is_none_costs_itself_alone(tmp_path: Path) -> None:
    named = {"Đơn vị": "STP", "Ngày tiếp nhận": "03/08/2026 08:00", "Ngày hẹn trả": "10/08/2026"}
    lines = [json.dumps({"Mã hồ sơ": f"000.H1-260803-{number}", **named}) for number in range(1, 4)]
    path = tmp_path / "hs.jsonl"
    unknown = lines[0].replace("STP", "Sở Trên Trời")
    broken = (lines[0], "", "không phải JSON", *lines[1:], lines[2][:30], unknown)
    path.write_text("\n".join(broken), encoding="utf-8")
    made = services.import_file(SYSTEM, source="Một cửa", path=path, now=NOW)
    line = queries.import_line(OFFICE, made)
    assert (line.rows, line.new, line.aside) == (6, 3, 3)
    assert [count for _why, count in line.reasons] == [2, 1]
    table = queries.aside_table(OFFICE, made, head=("Dòng", "Lý do"), title="x")
    assert [row[0] for row in table.rows] == [3, 6, 7]


def test_a_file_that_says_too_little_is_refused_with_the_columns_there_are(tmp_path: Path) -> None:
    with pytest.raises(CaicachError) as refused:
        take(tmp_path, "1;2", head="Số hồ sơ;Cột lạ")
    assert "unit" in str(refused.value.why)
    assert "Cột lạ" in str(refused.value.why)
    assert not DossierImport.objects.exists()


def test_figures_by_name_are_those_of_the_board_and_missing_where_nothing_is_known(tmp_path: Path) -> None:
    take(tmp_path, LATE, FINE, OPEN)
    period = parse_period("2026Q3")

    def figure(name: str, unit: str) -> Decimal | None:
        found = measure(f"dossiers.{name}", ["STP", "SYT", "HBS"], period)[unit]
        return found.value if isinstance(found, Measured) else None

    assert [figure(name, "STP") for name in ("received_count", "handled_count", "late_count", "overdue_count")] == [
        2,
        1,
        1,
        1,
    ]
    assert (figure("on_time_share", "STP"), figure("on_time_share", "SYT")) == (0, 1)
    assert (figure("on_time_766_share", "STP"), figure("online_share", "STP")) == (0, Decimal("0.5"))
    assert figure("received_count", "HBS") is figure("on_time_share", "HBS") is None
