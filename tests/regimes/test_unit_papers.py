"""The official report of one unit: what it stated, with what it joined of those below, the same bytes each time."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from caicach.cli.main import main
from caicach.documents.write.docx import write_docx
from caicach.kernel.access import SYSTEM, Actor, Role
from caicach.kernel.errors import NotFound
from caicach.kernel.periods import parse_period
from caicach.kernel.tables.values import Line
from caicach.regimes import queries, services
from caicach.regimes.domain.catalogue import form_named
from caicach.regimes.domain.sheets import tables_of
from caicach.regimes.models import ReportVersion, UnitReport
from caicach.regimes.services import Typed
from caicach.regimes.unit_papers import UnitPaper, unit_paper, unit_paper_of
from factories.correspondence import DISTRICT, JUSTICE, OFFICE
from factories.plans import confirmed

FORM, QUARTER = form_named("cchc-quarterly"), parse_period("2023Q1")
OPENED, NOW = datetime(2023, 3, 10, 3, tzinfo=UTC), datetime(2023, 3, 17, 3, tzinfo=UTC)
DUE = date(2023, 3, 20)
COMMUNE = Actor(71, "Công chức xã", frozenset({Role.FOCAL_POINT}), frozenset({"XAT"}), frozenset({"XAT"}))
FIGURES = {one.code: Decimal(4) for one in FORM.indicators() if one.is_asked and not one.metric}
pytestmark = pytest.mark.django_db


def _row(unit: str) -> UnitReport:
    return UnitReport.objects.get(unit=unit)


def _stated(actor: Actor, unit: str, words: str) -> int:
    row = _row(unit)
    typed = Typed(FIGURES, {"I": words})
    return services.save_statement(actor, report_id=row.pk, seen=row.version, typed=typed, now=NOW)


def _said(found: UnitPaper) -> str:
    return "\n".join(block.text for block in found.document.body)


@pytest.fixture
def district() -> int:
    """Asked, and has asked its commune, which came late."""
    confirmed()
    services.open_period(OFFICE, form=FORM, period=QUARTER, due_on=DUE, now=OPENED)
    own = _row("HBS").pk
    services.ask_below(DISTRICT, report_id=own, due_on=date(2023, 3, 16), now=OPENED)
    below = _row("XAT").pk
    services.send_report(COMMUNE, report_id=below, seen=_stated(COMMUNE, "XAT", "Xã đã làm."), now=NOW)
    services.accept_unit_report(DISTRICT, report_id=below, now=NOW)
    services.join_below(DISTRICT, report_id=own, seen=_stated(DISTRICT, "HBS", "Huyện đã làm."), now=NOW)
    return own


def test_the_paper_of_the_middle_level_tells_what_it_joined_and_who_was_late(district: int) -> None:
    found = unit_paper(DISTRICT, district)
    assert (found.document.issuer, found.document.place) == ("UBND HUYỆN BÌNH SƠN", "Bình Sơn")
    assert [one.text for one in found.document.recipients][:1] == [f"{FORM.consolidated_by} (để b/c)"]
    said = _said(found)
    for told in ("Huyện đã làm.", "UBND xã An Thượng: Xã đã làm.", "Gửi muộn: UBND xã An Thượng", "1/1 đơn vị"):
        assert told in said
    assert "Cuộc đối thoại với người dân, doanh nghiệp | cuộc | 8" in said
    again = unit_paper(DISTRICT, district)
    assert write_docx(found.document, made=found.made_at) == write_docx(again.document, made=again.made_at)
    services.reopen_unit_report(DISTRICT, report_id=_row("XAT").pk, reason="Thiếu", now=NOW)
    assert _said(unit_paper(DISTRICT, district)) == said, "told as it was joined"
    below = unit_paper(COMMUNE, _row("XAT").pk)
    assert below.document.recipients[0].text == "UBND huyện Bình Sơn (để b/c)"
    assert "TÌNH HÌNH GỬI BÁO CÁO" not in _said(below)


def test_who_does_not_see_the_report_gets_no_paper(district: int) -> None:
    for stranger in (JUSTICE, COMMUNE):
        with pytest.raises(NotFound):
            unit_paper(stranger, district)
    with pytest.raises(NotFound):
        unit_paper_of(SYSTEM, form_id=FORM.id, period_id=QUARTER.id, unit="SXX")


def test_the_command_gives_the_files(district: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", "build", FORM.id, "--period", "2023Q1", "--unit", "HBS", "--out", str(tmp_path)]) == 0
    assert {path.suffix for path in tmp_path.iterdir()} == {".docx", ".pdf", ".xlsx", ".json"}
    assert main(["report", "build", FORM.id, "--period", "2023Q1", "--unit", "SXX", "--out", str(tmp_path)]) != 0
    assert "SXX" in capsys.readouterr().err


def test_the_command_prints_the_figures_of_a_version(
    district: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["report", "build", FORM.id, "--period", "2023Q1", "--out", str(tmp_path)]
    for version, amount in (("1", "4"), ("2", "8")):
        assert main([*asked, "--unit", "HBS", "--version", version, "--json"]) == 0
        told = json.loads(capsys.readouterr().out)
        assert told["figures"]["dialogues"]["value"] == amount
        assert [one["unit"] for one in told["participants"]] == (["XAT"] if version == "2" else [])
    assert main([*asked, "--unit", "HBS", "--version", "3"]) == 4
    assert "không có bản 3" in capsys.readouterr().err
    assert main([*asked, "--version", "1"]) == 4


def test_a_version_that_was_not_sent_is_a_draft_and_every_version_can_be_had(district: int) -> None:
    row = _row("HBS")
    first, newest = unit_paper(DISTRICT, district, 1), unit_paper(DISTRICT, district)
    assert "DỰ THẢO: bản 1, đơn vị chưa gửi." in _said(first)
    assert "Xã đã làm." not in _said(first)
    assert "DỰ THẢO: bản 2" in _said(newest)
    assert newest.name.endswith("-ban-2-du-thao")
    services.send_report(DISTRICT, report_id=district, seen=row.version, now=NOW)
    sent = unit_paper(DISTRICT, district)
    assert "DỰ THẢO" not in _said(sent)
    assert sent.name.endswith("-ban-2")
    assert "DỰ THẢO: bản 1" in _said(unit_paper(DISTRICT, district, 1))
    assert "DỰ THẢO: đơn vị chưa ghi gì" in _said(unit_paper(JUSTICE, _row("STP").pk))
    with pytest.raises(NotFound):
        unit_paper(DISTRICT, district, 3)
    assert [(one.number, one.is_sent) for one in queries.report_to_see(DISTRICT, district).versions] == [
        (2, True),
        (1, False),
    ]


def test_the_period_before_stands_as_it_was_told_when_the_version_was_saved(district: int) -> None:
    services.send_report(DISTRICT, report_id=district, seen=2, now=NOW)
    services.accept_unit_report(OFFICE, report_id=district, now=NOW)
    third, later = parse_period("2023Q3"), datetime(2023, 9, 16, 3, tzinfo=UTC)
    services.open_period(OFFICE, form=FORM, period=third, due_on=date(2023, 9, 18), now=later)
    row = UnitReport.objects.get(unit="HBS", period=third.id)
    services.save_statement(DISTRICT, report_id=row.pk, seen=0, typed=Typed(FIGURES), now=later)
    before = _said(unit_paper(DISTRICT, row.pk))
    assert "cuộc | 4 | 8" in before
    services.reopen_unit_report(OFFICE, report_id=district, reason="Sai", now=later)
    seen = services.save_statement(
        DISTRICT, report_id=district, seen=2, typed=Typed({**FIGURES, "dialogues": Decimal(6)}), now=later
    )
    services.send_report(DISTRICT, report_id=district, seen=seen, now=later)
    services.accept_unit_report(OFFICE, report_id=district, now=later)
    assert queries.report_to_see(DISTRICT, row.pk).before["dialogues"] == 6
    assert _said(unit_paper(DISTRICT, row.pk)) == before
    ReportVersion.objects.filter(report=row).update(before=None)
    assert "cuộc | 4 | 6" in _said(unit_paper(DISTRICT, row.pk)), "of versions saved before it was kept"


def test_units_without_figures_stand_in_the_workbook_with_the_reason(district: int) -> None:
    made = services.make_edition(OFFICE, form=FORM, period=QUARTER, edits={}, own={}, now=NOW)
    view = queries.edition_view(OFFICE, made)
    (sheet,) = (table for table in tables_of(view.report, view.head) if table.sheet == "Từng đơn vị")
    rows = {str(row[0]): list(row) for row in sheet.rows if not isinstance(row, Line)}
    assert set(rows) == {one.name for one in view.report.participants}
    at = list(sheet.head).index("dialogues")
    for row in rows.values():
        assert row[at] == "–"
        assert row[-1]
    assert "Từng đơn vị" not in {table.sheet for table in unit_paper(DISTRICT, district).tables}
