"""A ministry's place: its units and the provinces report to it, each level by its own day, and it reports onward."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from caicach.institutions import services as institutions
from caicach.institutions.domain.documents import DocumentKind, Issue
from caicach.institutions.domain.rules import Approver
from caicach.kernel.access import SYSTEM, Actor, Role
from caicach.kernel.audit.models import AuditLine
from caicach.kernel.errors import InvalidInput
from caicach.kernel.periods import ReportingLevel, parse_period
from caicach.organisations.domain.units import Level, UnitType
from caicach.organisations.services.unit_changes import NewUnit, create_unit
from caicach.regimes import queries, services
from caicach.regimes.domain.catalogue import form_named
from caicach.regimes.domain.sheets import tables_of
from caicach.regimes.models import Edition, UnitReport
from caicach.regimes.services import Typed
from factories.institutions import facts, rule
from factories.procedures import made, registered

FORM, QUARTER = form_named("cchc-ministry-quarterly"), parse_period("2026Q3")
CONTROL, MONTH = form_named("tthc-ministry-monthly"), parse_period("2026-08")
OPENED, NOW = datetime(2026, 9, 10, 3, tzinfo=UTC), datetime(2026, 9, 17, 3, tzinfo=UTC)
OFFICE = Actor(1, "Vụ Cải cách hành chính", frozenset({Role.STANDING_OFFICE}), frozenset({"BNV"}))
_UNITS = (
    NewUnit("BNV", "Bộ Nội vụ", "BNV", Level.MINISTRY, UnitType.MINISTRY, None),
    NewUnit("VCC", "Vụ Cải cách hành chính", "VCCHC", Level.ATTACHED, UnitType.BUREAU, "BNV"),
    NewUnit("CVT", "Cục Văn thư và Lưu trữ nhà nước", "CVTLT", Level.ATTACHED, UnitType.BUREAU, "BNV"),
    NewUnit("T1", "Tỉnh Hồng Lam", "Hồng Lam", Level.PROVINCE, UnitType.PROVINCE, "BNV"),
    NewUnit("T2", "Tỉnh Bình Sơn", "Bình Sơn", Level.PROVINCE, UnitType.PROVINCE, "BNV"),
)
pytestmark = pytest.mark.django_db


@pytest.fixture
def ministry() -> None:
    for unit in _UNITS:
        create_unit(SYSTEM, unit=unit, effective_on=date(2025, 7, 1), order_document="Nghị định 276/2026", now=OPENED)


def _reporter(unit: str) -> Actor:
    return Actor(70, f"Đầu mối {unit}", frozenset({Role.FOCAL_POINT}), frozenset({unit}), frozenset({unit}))


def _sent(unit: str, dialogues: int) -> int:
    row = UnitReport.objects.get(unit=unit, form=FORM.id)
    figures = {one.code: Decimal(4) for one in FORM.indicators() if one.is_asked and not one.metric}
    typed = Typed(figures | {"dialogues": Decimal(dialogues)}, {"I": f"Việc của {unit}."})
    seen = services.save_statement(_reporter(unit), report_id=row.pk, seen=row.version, typed=typed, now=NOW)
    services.send_report(_reporter(unit), report_id=row.pk, seen=seen, now=NOW)
    return row.pk


def test_units_and_provinces_report_by_days_of_their_own_and_the_ministry_reports_onward(ministry: None) -> None:
    with pytest.raises(InvalidInput) as refused:
        services.open_period(OFFICE, form=FORM, period=QUARTER, now=OPENED)
    assert refused.value.code == "periodic.no_due"
    services.set_own_due(OFFICE, form_id=FORM.id, day=16, months_before=0, source="QĐ 01/QĐ-BNV", now=OPENED)
    assert services.open_due_periods(on=OPENED.date(), now=OPENED) > 0
    rows = UnitReport.objects.filter(form=FORM.id, period=QUARTER.id)
    assert {row.unit: row.due_on.day for row in rows} == {"VCC": 16, "CVT": 16, "T1": 20, "T2": 20}
    (line,) = AuditLine.objects.filter(action="regimes.period.opened", subject_id=f"{FORM.id}/{QUARTER.id}")
    assert line.new["due"] == {"attached": "2026-09-16", "province": "2026-09-20"}
    for unit, count in (("CVT", 1), ("T1", 2)):
        services.accept_unit_report(OFFICE, report_id=_sent(unit, count), now=NOW)
    assert UnitReport.objects.get(unit="CVT", form=FORM.id).is_late
    assert not UnitReport.objects.get(unit="T1", form=FORM.id).is_late
    view = queries.period_view(OFFICE, FORM, QUARTER)
    assert view.onward_due_on == (date(2026, 9, 20),)
    made = services.make_edition(OFFICE, form=FORM, period=QUARTER, edits={}, own={}, now=NOW)
    edition = queries.edition_view(OFFICE, made)
    assert edition.report.figures["dialogues"].amount == 3
    assert list(dict.fromkeys(one.level for one in edition.report.participants)) == ["attached", "province"]
    document = queries.edition_paper(Edition.objects.get(pk=made))
    said = "\n".join(block.text for block in document.body)
    assert document.place is None, "no province that reports to the ministry dates its paper"
    assert document.opening is not None
    assert FORM.scope in document.opening
    assert "Bộ Nội vụ (để b/c)" in [one.text for one in document.recipients]
    for told in ("2/4 đơn vị", "Tỉnh Hồng Lam", "Gửi muộn: Cục Văn thư"):
        assert told in said.replace("UBND tỉnh Hồng Lam", "Tỉnh Hồng Lam")


def test_each_level_is_asked_its_own_forms_by_the_days_of_the_circular(ministry: None) -> None:
    assert services.open_due_periods(on=date(2026, 8, 10), now=datetime(2026, 8, 10, 3, tzinfo=UTC)) == 4
    rows = {row.unit: row for row in UnitReport.objects.filter(form=CONTROL.id, period=MONTH.id)}
    assert {unit: row.due_on.day for unit, row in rows.items()} == {"VCC": 20, "CVT": 20, "T1": 23, "T2": 23}
    asked = {
        unit: [table.code for table in queries.report_to_see(OFFICE, rows[unit].pk).line.form.tables]
        for unit in ("VCC", "T1")
    }
    assert asked == {"VCC": ["01a", "02b", "07"], "T1": ["07"]}
    assert not UnitReport.objects.exclude(form__contains="ministry").exists(), "forms of provinces are not asked here"


def test_a_province_is_asked_no_form_of_ministries() -> None:
    names = {line.form.id for line in queries.forms_told(OFFICE)}
    assert "cchc-quarterly" in names
    assert not any("ministry" in name for name in names)
    assert FORM.due_level("province") is ReportingLevel.PROVINCE_TO_MINISTRY


def test_the_ministrys_own_forms_come_out_of_its_registers_onto_the_paper(ministry: None) -> None:
    signed = date(2026, 8, 5)
    registered(
        made(1, decision="Quyết định số 874/QĐ-BNV", published_on="05/08/2026"),
        actor=SYSTEM, number="874/QĐ-BNV", signed_on=signed, now=OPENED,
    )  # fmt: skip
    circular = facts("Sửa điều kiện kho", kind=DocumentKind.CIRCULAR, year=2026, unit="VCC", is_shortened=True)
    document = institutions.save_document(SYSTEM, facts=circular, now=OPENED)
    issue = Issue("12/2026/TT-BNV", signed, signed)
    institutions.issue_document(SYSTEM, document_id=document, issue=issue, seen=1, now=OPENED)
    cut = rule(
        unit="VCC", approver=Approver.MINISTRY, basis="Thông tư 03/2022/TT-BNV", document_id=document,
        decision="500/QĐ-BNV", counted_on=date(2026, 1, 1), approved_on=date(2026, 2, 1), due_on=date(2026, 9, 30),
    )  # fmt: skip
    institutions.save_rule(SYSTEM, facts=cut, now=OPENED)
    made_edition = services.make_edition(OFFICE, form=CONTROL, period=MONTH, edits={}, own={}, now=NOW)
    edition = queries.edition_view(OFFICE, made_edition)
    forms = {form.code: form for form in edition.report.attached}
    assert list(forms) == ["03a", "04a", "04c", "09a", "09b"]
    by_column = {
        code: dict(zip([number for number, _ in form.columns], form.rows[-1].cells, strict=True))
        for code, form in forms.items()
    }
    assert list(by_column["03a"].values())[:3] == [1, 2, 1]
    assert [by_column["04c"][number] for number in ("4", "14", "18", "26")] == [1, 1, 1, 1]
    document_made = queries.edition_paper(Edition.objects.get(pk=made_edition))
    said = "\n".join(block.text for block in document_made.body)
    assert all(f"(BIỂU {code})" in said for code in forms)
    assert {f"Biểu {code}" for code in forms} <= {table.sheet for table in tables_of(edition.report, edition.head)}
