"""Files of forms that an office adds: a faulty one is told with its line, and nothing else hangs on it."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from caicach.cli.examining_rooms import findings_of_rooms
from caicach.cli.findings import Level
from caicach.cli.main import main
from caicach.kernel.errors import InvalidInput
from caicach.kernel.periods import parse_period
from caicach.regimes import queries, services
from caicach.regimes.domain.catalogue import form_named, shipped_forms
from caicach.regimes.forms_in_force import faults_of_forms, forms_added, forms_here, known_forms
from caicach.regimes.kept_forms import form_of_period
from caicach.regimes.models import UnitReport
from caicach.regimes.services import Typed
from factories.correspondence import JUSTICE, OFFICE
from factories.plans import confirmed

QUARTERLY, QUARTER = form_named("cchc-quarterly"), parse_period("2023Q1")
OPENED, NOW = datetime(2023, 3, 10, 3, tzinfo=UTC), datetime(2023, 3, 16, 3, tzinfo=UTC)
NEXT = """regime: {code: next, title: Báo cáo tháng, source: TT 01/2023, reports: {month: [2, 3, 4]}}
subject: Kết quả thử
source: TT 01/2023
edition: "1"
levels: [department]
forms:
  x-monthly: {kinds: [month], title: Báo cáo tháng}
headings:
  - number: I
    title: Kết quả
    ask: Đã làm gì
    indicators:
      - {code: a, title: Số A, unit: việc, least: 0}
      - {code: b, title: Số B, unit: việc, formula: a * 2}
tables:
  - code: T1
    title: Bảng
    key: Tên
    columns:
      - {code: c, title: Số C, unit: việc}
      - {code: d, title: Số D, unit: việc, formula: c + c}
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(settings, "DATA_DIR", tmp_path)
    made = tmp_path / "report-forms"
    made.mkdir()
    return made


@pytest.mark.parametrize(
    ("before", "wrong", "line"),
    [
        ("{month: [2, 3, 4]}", "{month: [13]}", 1),
        ("{month: [2, 3, 4]}", "{week: [1]}", 1),
        ("levels: [department]", "levels: [deparment]", 5),
        ("levels: [department]", "levels: []", 5),
        ("levels: [department]", "due: {sở: unit_to_province}", 5),
        ("kinds: [month]", "kinds: []", 7),
        ("kinds: [month]", "kinds: [quarter]", 7),
        ("title: Số A, unit: việc", "title: Số A, unit: việc, metric: tasks.nothing", 13),
        ("least: 0", "least: 5, most: 3", 13),
        ("least: 0", "places: -1", 13),
        ("code: b", "code: a", 14),
        ("a * 2", "z * 2", 14),
        ("a * 2", "a * (2", 14),
        ("a * 2", f"{'(' * 400}a{')' * 400}", 14),
        ("code: d", "code: c", 21),
        ("code: d, ", "", 21),
        ("code: T1", "note: T1", 16),
        ("    columns:", "    colums:", 19),
        ("    columns:", "    texts: [{title: Chữ}]\n    columns:", 19),
        ("c + c", "c + e", 21),
        ("subject: Kết quả thử", "subject: Kết quả thử\nattached: [{code: 99z}]", 3),
        ("headings:", "headings:\n  - {number: I, title: Trùng}", 10),
        ("headings:", "headings: [", 9),
    ],
)
def test_a_fault_is_told_with_its_very_line(before: str, wrong: str, line: int) -> None:
    assert before in NEXT
    with pytest.raises(InvalidInput) as refused:
        forms_added("next.yaml", NEXT.replace(before, wrong, 1).encode())
    assert refused.value.values["line"] == line


def test_every_form_of_the_product_and_a_right_file_pass() -> None:
    assert [form.id for form in forms_added("next.yaml", NEXT.encode())] == ["x-monthly"]
    for text in {form.written for form in shipped_forms()}:
        assert forms_added("product.yaml", text.encode())


@pytest.mark.django_db
def test_a_faulty_file_stops_no_other_report(folder: Path, sign_in: Callable[[str], Client]) -> None:
    office = sign_in("thuongtruc")
    (folder / "a.yaml").write_text(NEXT.replace("a * 2", "z * 2"), encoding="utf-8")
    (folder / "b.yaml").write_bytes(b"\xff\xfe\x00")
    (folder / "c.yaml").mkdir()
    (folder / "d.yaml").write_bytes(b"#" * 1_000_001)
    (folder / "e.yaml").write_text(NEXT, encoding="utf-8")
    (folder / "f.yaml").symlink_to(folder / "gone")
    assert {form.id for form in known_forms()} == {form.id for form in shipped_forms()} | {"x-monthly"}
    assert [fault.file for fault in faults_of_forms()] == ["a.yaml", "b.yaml", "c.yaml", "d.yaml", "f.yaml"]
    services.open_period(OFFICE, form=QUARTERLY, period=QUARTER, due_on=date(2023, 3, 17), now=OPENED)
    services.save_statement(
        JUSTICE,
        report_id=UnitReport.objects.get(unit="STP").pk,
        seen=0,
        typed=Typed({"dialogues": Decimal(2)}),
        now=NOW,
    )
    for address in ("", "che-do/", "cchc-quarterly/2023Q1/"):
        assert office.get(f"/bao-cao-dinh-ky/{address}").status_code == 200
    page = office.get("/bao-cao-dinh-ky/che-do/").content.decode()
    assert "Tệp biểu mẫu «a.yaml», dòng 14" in page
    assert "Không mở được tệp biểu mẫu «c.yaml»" in page
    found = [one for one in findings_of_rooms() if one.name == "report_forms"]
    assert {one.level for one in found} == {Level.BAD}
    assert any("dòng 14" in one.said and "check-form" in one.todo for one in found)


@pytest.mark.django_db
def test_what_was_made_with_an_added_form_outlives_its_file(folder: Path, sign_in: Callable[[str], Client]) -> None:
    office = sign_in("thuongtruc")
    file = folder / "next.yaml"
    file.write_text(NEXT, encoding="utf-8")
    month = parse_period("2023-03")
    (form,) = (one for one in forms_here() if one.id == "x-monthly")
    services.open_period(OFFICE, form=form, period=month, due_on=date(2023, 3, 17), now=OPENED)
    row = UnitReport.objects.get(unit="STP")
    for content in (b"regime: [", None):
        file.write_bytes(content) if content else file.unlink()
        assert office.get("/bao-cao-dinh-ky/x-monthly/2023-03/").status_code == 200
        assert office.get(f"/bao-cao-dinh-ky/don-vi/{row.pk}/").status_code == 200
        assert form_of_period("x-monthly", month).digest == form.digest
        assert [line.form.id for line in queries.periods_open(OFFICE, on=NOW.date())] == ["x-monthly"]


@pytest.mark.django_db(transaction=True)
def test_a_version_added_today_counts_at_once_in_what_a_period_joins_to(folder: Path) -> None:
    confirmed()
    assert queries.joined_of("cchc-quarterly", "2023Q1").form.digest == QUARTERLY.digest
    later = QUARTERLY.written.replace("ĐÁNH GIÁ CHUNG", "ĐÁNH GIÁ", 1)
    later = later.replace("\nsource:", "\nvalid_from: 2023-01-01\nsource:")
    (folder / "later.yaml").write_text(later, encoding="utf-8")
    assert connection.in_atomic_block is False
    assert queries.joined_of("cchc-quarterly", "2023Q1").form.digest != QUARTERLY.digest


def test_the_command_says_what_a_file_holds_or_which_line_is_wrong(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(NEXT, encoding="utf-8")
    assert main(["report", "check-form", str(file)]) == 0
    said = capsys.readouterr().out
    assert "x-monthly: Báo cáo tháng" in said
    assert "1 mục, 2 chỉ tiêu, 1 bảng; dùng cho mọi kỳ" in said
    control = form_named("tthc-monthly").written.replace("valid_from: 2026-08-01", "valid_from: 2026-01-01")
    file.write_text(control, encoding="utf-8")
    assert main(["report", "check-form", str(file)]) == 0
    assert "chưa dùng cho kỳ mới" in capsys.readouterr().out
    file.write_text(NEXT.replace("a * 2", "z * 2"), encoding="utf-8")
    assert main(["report", "check-form", str(file)]) == 4
    assert "dòng 14" in capsys.readouterr().err
