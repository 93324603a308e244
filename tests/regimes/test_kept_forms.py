"""A later text of a form changes nothing of what was made with the one before; bad input is said and kept."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from caicach.documents.values import OfficialDocument
from caicach.documents.write.docx import write_docx
from caicach.kernel.access import SYSTEM
from caicach.kernel.audit.verifying import verify
from caicach.kernel.errors import Conflict, InvalidInput
from caicach.kernel.periods import parse_period
from caicach.kernel.said import Said
from caicach.kernel.tables import workbook_of
from caicach.organisations.domain.units import Level, UnitType
from caicach.organisations.services import NewUnit, create_unit, record_merge
from caicach.procedures import services as procedures
from caicach.procedures.domain.feedback import FeedbackChannel, FeedbackKind
from caicach.regimes import queries, services
from caicach.regimes.domain.catalogue import form_named
from caicach.regimes.domain.form_reading import forms_of
from caicach.regimes.domain.forms import ReportForm
from caicach.regimes.domain.sheets import tables_of
from caicach.regimes.domain.stating import Origin, Stated, Statement, breaches
from caicach.regimes.models import Edition, FormFile, ReportVersion, UnitReport
from caicach.regimes.services import Typed
from factories.correspondence import JUSTICE, OFFICE, province
from factories.plans import confirmed

TODAY, FIRST, THIRD = form_named("cchc-quarterly"), parse_period("2023Q1"), parse_period("2023Q3")
OPENED = datetime(2023, 3, 10, 3, tzinfo=UTC)
NOW = datetime(2023, 3, 16, 3, tzinfo=UTC)
LATER = datetime(2023, 9, 16, 3, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def _worded(before: str, now: str) -> ReportForm:
    """The quarterly form as an earlier version of the product may have worded it."""
    assert before in TODAY.written
    text = TODAY.written.replace(before, now)
    return next(form for form in forms_of("reform.yaml", text.encode()) if form.id == TODAY.id)


OLD = _worded(
    "title: Cuộc đối thoại với người dân, doanh nghiệp".replace("Cuộc", '"Cuộc') + '"', "title: Hội nghị đối thoại"
)


def _opened(form: ReportForm = OLD) -> None:
    confirmed()
    services.open_period(OFFICE, form=form, period=FIRST, due_on=date(2023, 3, 17), now=OPENED)


def _typed(form: ReportForm, **words: str) -> Typed:
    return Typed({one.code: Decimal(4) for one in form.indicators() if one.is_typed and not one.metric}, words)


def _accepted(form: ReportForm = OLD, **words: str) -> UnitReport:
    row = UnitReport.objects.get(unit="STP", period=FIRST.id)
    seen = services.save_statement(JUSTICE, report_id=row.pk, seen=row.version, typed=_typed(form, **words), now=NOW)
    services.send_report(JUSTICE, report_id=row.pk, seen=seen, now=NOW)
    services.accept_unit_report(OFFICE, report_id=row.pk, now=NOW)
    return UnitReport.objects.get(pk=row.pk)


def _edition() -> Edition:
    made = services.make_edition(OFFICE, form=TODAY, period=FIRST, edits={}, own={}, now=NOW)
    return Edition.objects.get(pk=made)


def _said(document: OfficialDocument) -> str:
    return "\n".join(block.text for block in document.body)


def test_reports_and_editions_are_told_by_the_form_they_were_made_with() -> None:
    _opened()
    row = _accepted()
    line = queries.report_to_see(JUSTICE, row.pk).line.form.indicator("dialogues")
    assert line is not None
    assert line.title == "Hội nghị đối thoại"
    edition = _edition()
    paper = queries.edition_paper(edition)
    assert "Hội nghị đối thoại" in _said(paper)
    assert write_docx(paper, made=NOW) == write_docx(queries.edition_paper(Edition.objects.get()), made=NOW)
    assert queries.period_view(OFFICE, TODAY, FIRST).form == OLD
    assert [line.form.digest for line in queries.periods_open(OFFICE, on=date(2023, 3, 17))] == [OLD.digest]
    assert list(verify()) == []


def test_units_opened_later_are_asked_by_the_form_of_the_others() -> None:
    _opened()
    UnitReport.objects.filter(unit="SYT").delete()
    assert services.open_period(OFFICE, form=TODAY, period=FIRST, due_on=date(2023, 3, 17), now=NOW) == 1
    assert {row.form_digest for row in UnitReport.objects.all()} == {OLD.digest}
    assert FormFile.objects.get().text == OLD.written


def test_a_kept_form_that_was_changed_by_hand_is_not_used() -> None:
    _opened(form := _worded("ĐÁNH GIÁ CHUNG", "ĐÁNH GIÁ"))
    FormFile.objects.filter(digest=form.digest).update(text=TODAY.written)
    with pytest.raises(Conflict) as refused:
        queries.report_to_see(JUSTICE, UnitReport.objects.get(unit="STP").pk)
    assert refused.value.code == "form.kept_text_changed"


def test_an_indicator_that_changed_definition_is_not_held_against_the_period_before() -> None:
    _opened()
    _accepted()
    _edition()
    services.open_period(OFFICE, form=TODAY, period=THIRD, due_on=date(2023, 9, 18), now=LATER)
    own = queries.report_to_see(JUSTICE, UnitReport.objects.get(unit="STP", period=THIRD.id).pk).before
    joined = queries.period_view(OFFICE, TODAY, THIRD).before
    for before in (own, joined):
        assert before["acts.issued"] == 4
        assert isinstance(before["dialogues"], Said)
        assert "Hội nghị đối thoại" in str(before["dialogues"])
    row = UnitReport.objects.get(unit="STP", period=THIRD.id)
    services.save_statement(JUSTICE, report_id=row.pk, seen=0, typed=_typed(TODAY), now=LATER)
    services.send_report(JUSTICE, report_id=row.pk, seen=1, now=LATER)
    services.accept_unit_report(OFFICE, report_id=row.pk, now=LATER)
    made = services.make_edition(OFFICE, form=TODAY, period=THIRD, edits={}, own={}, now=LATER)
    assert "Chỉ tiêu không so sánh với kỳ trước: Cuộc đối thoại" in _said(
        queries.edition_paper(Edition.objects.get(pk=made))
    )


def test_the_paper_bears_symbol_place_and_year_and_leaves_number_and_day_to_the_register() -> None:
    province()
    unit = NewUnit("A0", "Ban Chỉ đạo tỉnh", "BCĐ tỉnh", Level.PROVINCE, UnitType.STEERING_COMMITTEE, None)
    create_unit(SYSTEM, unit=unit, effective_on=date(2022, 1, 1), order_document="01/QĐ-UBND", now=OPENED)
    _opened()
    edition = _edition()
    paper = queries.edition_paper(edition)
    assert paper.issuer == "CƠ QUAN THƯỜNG TRỰC CẢI CÁCH HÀNH CHÍNH"
    assert "Cơ quan thường trực cải cách hành chính báo cáo" in paper.opening
    assert (paper.number, paper.date, paper.place, paper.date_partial) == (None, None, "Hồng Lam", "2023")
    office = queries.edition_paper(Edition(**{**_columns(edition), "symbol": "BC-SNV"}))
    assert office.symbol == "BC-SNV"
    head, _report = queries.joined_now(TODAY, FIRST)
    assert (head.place, head.year) == ("Hồng Lam", 2023)


def _columns(edition: Edition) -> dict[str, object]:
    return {field.attname: getattr(edition, field.attname) for field in Edition._meta.concrete_fields}


def test_a_unit_that_merged_in_the_middle_is_named_with_who_goes_on_and_its_report_stays() -> None:
    _opened()
    _accepted()
    both = NewUnit("STY", "Sở Tư pháp và Y tế", "STY", Level.DEPARTMENT, UnitType.DEPARTMENT, "TINH")
    record_merge(
        SYSTEM, from_codes=("STP", "SYT"), into=both, effective_on=date(2023, 3, 12), order_document="02/NQ", now=NOW
    )
    assert services.open_period(OFFICE, form=TODAY, period=FIRST, due_on=date(2023, 3, 17), now=NOW) == 1
    edition = queries.edition_view(OFFICE, _edition().pk)
    by_unit = {one.unit: one for one in edition.report.participants}
    assert by_unit["STP"].successor == by_unit["SYT"].successor == "Sở Tư pháp và Y tế"
    assert by_unit["STP"].statement.figures["dialogues"].amount == 4
    assert "Sở Y tế (nay là Sở Tư pháp và Y tế)" in _said(queries.edition_paper(Edition.objects.get()))


def test_text_of_many_fonts_is_kept_as_what_it_says() -> None:
    _opened()
    pasted = (
        "• Sở đã ban hành kế hoạch.\x0bUBND huyÖn ®· ban hµnh kÕ ho¹ch.\r\nThöïc hieän caûi caùch haønh chính.\u00ad"
    )
    row = _accepted(I=pasted)
    kept = ReportVersion.objects.get(report=row).words["I"]
    assert kept.splitlines() == [
        "• Sở đã ban hành kế hoạch.",
        "UBND huyện đã ban hành kế hoạch.",
        "Thực hiện cải cách hành chính.",
    ]
    assert write_docx(queries.edition_paper(_edition()), made=NOW).startswith(b"PK")


def test_a_figure_that_no_percentage_can_be_is_kept_and_not_sent() -> None:
    form = _worded("title: Biên chế có mặt, unit: người, least: 0", 'title: Biên chế có mặt, unit: "%", least: 0')
    _opened(form)
    row = UnitReport.objects.get(unit="STP")
    typed = Typed({**_typed(form).figures, "staff.present": Decimal(10) ** 12})
    seen = services.save_statement(JUSTICE, report_id=row.pk, seen=0, typed=typed, now=NOW)
    with pytest.raises(InvalidInput, match="1\\.000\\.000\\.000\\.000, lớn hơn 100"):
        services.send_report(JUSTICE, report_id=row.pk, seen=seen, now=NOW)
    assert ReportVersion.objects.get(report=row).figures["staff.present"]["value"] == "1000000000000"


def test_computed_shares_keep_their_bound_too() -> None:
    stated = {
        code: Stated(Decimal(amount), Origin.TYPED) for code, amount in (("tasks.due", 1), ("tasks.on_time", 10**12))
    }
    places = {breach.place for breach in breaches(TODAY, Statement("A", "A", "department", stated))}
    assert "tasks.on_time_share" in places


def test_forms_out_of_the_registers_are_attached_where_the_period_has_them_and_stay_as_they_were() -> None:
    confirmed()
    received = datetime(2026, 8, 20, 3, tzinfo=UTC)
    facts = procedures.FeedbackFacts(date(2026, 8, 20), FeedbackChannel.PHONE, FeedbackKind.RULE, "Khó hiểu")
    procedures.receive_feedback(replace(OFFICE, user_id=9), facts=facts, now=received)
    made = {}
    for form_id, period in (("tthc-monthly", "2026-08"), ("tthc-quarterly", "2026Q3")):
        made[form_id] = services.make_edition(
            OFFICE, form=form_named(form_id), period=parse_period(period), edits={}, own={}, now=received
        )
    monthly, quarterly = (queries.edition_view(OFFICE, one).report.attached for one in made.values())
    assert [form.code for form in monthly] == ["03b", "04b", "04d", "09a", "09b"]
    assert [form.code for form in quarterly] == ["03b", "04b", "04d", "06b", "09a", "09b"]
    (feedback,) = (form for form in quarterly if form.code == "06b")
    assert feedback.rows[-1].cells[:3] == (1, 0, 1)
    procedures.receive_feedback(replace(OFFICE, user_id=9), facts=facts, now=received)
    assert queries.edition_view(OFFICE, made["tthc-quarterly"]).report.attached == quarterly
    edition = Edition.objects.get(pk=made["tthc-quarterly"])
    assert "(BIỂU 06b)" in _said(queries.edition_paper(edition))
    view = queries.edition_view(OFFICE, edition.pk)
    names = {table.sheet for table in tables_of(view.report, view.head)}
    assert {"Biểu 04d", "Biểu 06b", "Biểu 07"} <= names
    assert workbook_of(*tables_of(view.report, view.head)).startswith(b"PK")
