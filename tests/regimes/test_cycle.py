"""The way of a unit's report: opened, filled in, sent, returned, accepted, corrected; the edition made of all."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from caicach.correspondence import queries as letters
from caicach.documents.write.docx import write_docx
from caicach.kernel.access import SYSTEM, Role
from caicach.kernel.audit import services as audit
from caicach.kernel.audit.verifying import verify
from caicach.kernel.errors import Conflict, InvalidInput, NotAllowed, NotFound
from caicach.kernel.periods import parse_period
from caicach.notifications.models import Message
from caicach.organisations.services import create_user, grant_role
from caicach.regimes import queries, services
from caicach.regimes.domain.catalogue import form_named
from caicach.regimes.domain.consolidation import Standing, consolidation
from caicach.regimes.domain.cycle import Act, State
from caicach.regimes.domain.form_reading import forms_of
from caicach.regimes.domain.stating import Origin, Stated, TableRow, breaches_of_own
from caicach.regimes.models import Edition, OwnDue, ReportVersion, UnitReport
from caicach.regimes.services import Typed
from factories.correspondence import DISTRICT, HEALTH, JUSTICE, LEADER, OFFICE, STRANGER
from factories.plans import confirmed

FORM, QUARTER = form_named("cchc-quarterly"), parse_period("2023Q1")
OPENED = datetime(2023, 3, 10, 3, tzinfo=UTC)
NOW = datetime(2023, 3, 16, 3, tzinfo=UTC)
LATE = datetime(2023, 3, 25, 3, tzinfo=UTC)
DUE = date(2023, 3, 17)
pytestmark = pytest.mark.django_db


@pytest.fixture
def work() -> None:
    confirmed()
    services.open_period(OFFICE, form=FORM, period=QUARTER, due_on=DUE, now=OPENED)


def _report(unit: str) -> UnitReport:
    return UnitReport.objects.get(unit=unit)


def _typed(**changed: Decimal) -> Typed:
    figures = {one.code: Decimal(4) for one in FORM.indicators() if one.is_typed and not one.metric}
    return Typed({**figures, **{code.replace("__", "."): amount for code, amount in changed.items()}}, {"I": "Đã làm."})


def _sent(unit: str, actor: object = JUSTICE, now: datetime = NOW) -> UnitReport:
    row = _report(unit)
    assert isinstance(actor, type(JUSTICE))
    number = services.save_statement(actor, report_id=row.pk, seen=row.version, typed=_typed(), now=now)
    services.send_report(actor, report_id=row.pk, seen=number, now=now)
    return _report(unit)


def test_every_unit_asked_gets_its_report_once_with_what_is_known(work: None) -> None:
    assert set(UnitReport.objects.values_list("unit", flat=True)) == {"SNV", "STP", "SYT", "HBS"}
    assert services.open_period(OFFICE, form=FORM, period=QUARTER, due_on=DUE, now=OPENED) == 0
    view = queries.report_to_see(JUSTICE, _report("STP").pk)
    assert view.statement.figures["tasks.overdue"].origin is Origin.MEASURED
    assert view.may_write
    assert not view.may_decide
    assert [line.unit for line in queries.reports_to_write(JUSTICE)] == ["STP"]


def test_the_trail_answers_for_the_reports_that_an_opening_made() -> None:
    confirmed()
    audit.take_in(now=OPENED)
    services.open_period(OFFICE, form=FORM, period=QUARTER, due_on=DUE, now=OPENED)
    _sent("STP")
    audit.seal_all()
    assert list(verify()) == []
    UnitReport.objects.filter(unit="SYT").update(due_on=DUE + timedelta(days=9))
    assert [fault.row_id for fault in verify()] == [_report("SYT").pk]


def test_a_period_is_not_opened_without_a_day_nor_with_one_too_early_nor_before_it_begins(work: None) -> None:
    half = form_named("cchc-half-year")
    for period, due, code in (
        ("2023H1", None, "periodic.no_due"),
        ("2023H1", date(2023, 6, 14), "periodic.due_too_early"),
        ("2024H1", date(2024, 6, 20), "periodic.too_early"),
    ):
        with pytest.raises(InvalidInput) as refused:
            services.open_period(OFFICE, form=half, period=parse_period(period), due_on=due, now=NOW)
        assert refused.value.code == code
    with pytest.raises(NotAllowed):
        services.open_period(JUSTICE, form=half, period=parse_period("2023H1"), due_on=None, now=NOW)


def test_periods_open_by_themselves_where_the_province_has_set_a_day() -> None:
    confirmed()
    assert services.open_due_periods(on=date(2023, 3, 10), now=OPENED) == 0
    services.set_own_due(OFFICE, form_id=FORM.id, day=16, months_before=0, source="QĐ 01/QĐ-UBND", now=OPENED)
    assert services.open_due_periods(on=date(2023, 2, 1), now=OPENED) == 0
    assert services.open_due_periods(on=date(2023, 3, 10), now=OPENED) == 4
    assert services.open_due_periods(on=date(2023, 3, 11), now=OPENED) == 0
    assert _report("STP").due_on == date(2023, 3, 16)
    with pytest.raises(InvalidInput):
        services.set_own_due(OFFICE, form_id=FORM.id, day=31, months_before=0, source="x", now=OPENED)


@pytest.mark.parametrize(
    ("day", "months_before", "code"),
    [(14, 0, "due_too_early"), (15, 0, "due_too_early"), (20, 1, "due_too_early"), (21, 0, "due_after_province")],
)
def test_a_day_of_units_lies_between_closing_and_the_provinces_own(day: int, months_before: int, code: str) -> None:
    """The 15th is a Thursday in June 2023 and a Saturday in June 2024: every window to come is looked at."""
    half = form_named("cchc-half-year")
    with pytest.raises(InvalidInput) as refused:
        services.set_own_due(
            OFFICE, form_id=half.id, day=day, months_before=months_before, source="QĐ 01/QĐ-UBND", now=OPENED
        )
    assert refused.value.code == f"periodic.{code}"


def test_a_day_that_does_not_fit_one_period_holds_back_no_other_and_the_office_hears() -> None:
    confirmed()
    office = create_user(SYSTEM, username="phong.cchc", display_name="Phòng Cải cách hành chính", now=OPENED)
    grant_role(SYSTEM, user_id=office, role=Role.STANDING_OFFICE, unit="SNV", valid_from=date(2023, 1, 1), now=OPENED)
    for form_id, day in ((FORM.id, 14), ("tthc-quarterly", 14)):
        OwnDue.objects.create(form=form_id, day=day, source="QĐ 01/QĐ-UBND", set_at=OPENED, set_by_name="x")
    third = datetime(2026, 9, 10, 3, tzinfo=UTC)
    assert services.open_due_periods(on=third.date(), now=third) == 0
    OwnDue.objects.create(form="tthc-quarterly", day=17, source="QĐ 02/QĐ-UBND", set_at=OPENED, set_by_name="x")
    for _ in range(2):
        opened = services.open_due_periods(on=third.date(), now=third)
    assert UnitReport.objects.filter(form="tthc-quarterly", period="2026Q3").exists()
    assert opened == 0
    told = Message.objects.filter(recipient_id=office, key="regimes.not_opened:cchc-quarterly:2026Q3").get()
    assert "sớm hơn" in str(told.content)


def test_three_people_see_and_write_what_is_theirs(work: None) -> None:
    row = _report("STP")
    for stranger in (HEALTH, STRANGER, DISTRICT):
        with pytest.raises(NotFound):
            services.save_statement(stranger, report_id=row.pk, seen=0, typed=_typed(), now=NOW)
        with pytest.raises(NotFound):
            queries.report_to_see(stranger, row.pk)
    with pytest.raises(NotAllowed):
        services.save_statement(OFFICE, report_id=row.pk, seen=0, typed=_typed(), now=NOW)
    with pytest.raises(NotAllowed):
        queries.period_view(JUSTICE, FORM, QUARTER)
    before, after = (queries.periods_open(LEADER, on=on)[0] for on in (DUE, DUE + timedelta(days=1)))
    assert (before.total, before.overdue) == (4, 0)
    assert after.overdue == 4


def test_two_people_at_one_report_lose_nothing(work: None) -> None:
    row = _report("STP")
    services.save_statement(JUSTICE, report_id=row.pk, seen=0, typed=_typed(), now=NOW)
    with pytest.raises(Conflict) as refused:
        services.save_statement(JUSTICE, report_id=row.pk, seen=0, typed=_typed(dialogues=Decimal(9)), now=NOW)
    assert refused.value.code == "periodic.stale"
    services.save_statement(JUSTICE, report_id=row.pk, seen=1, typed=_typed(dialogues=Decimal(9)), now=NOW)
    kept = [version.figures["dialogues"]["value"] for version in ReportVersion.objects.order_by("number")]
    assert kept == ["4", "9"]


def test_what_lacks_figures_or_breaks_a_rule_is_not_sent_and_says_why(work: None) -> None:
    row = _report("STP")
    with pytest.raises(InvalidInput) as refused:
        services.send_report(JUSTICE, report_id=row.pk, seen=0, now=NOW)
    assert refused.value.code == "periodic.lacking"
    wrong = _typed(findings=Decimal(4), findings__mended=Decimal(5))
    services.save_statement(JUSTICE, report_id=row.pk, seen=0, typed=wrong, now=NOW)
    with pytest.raises(InvalidInput, match="khắc phục") as broken:
        services.send_report(JUSTICE, report_id=row.pk, seen=1, now=NOW)
    assert broken.value.code == "periodic.breaches"
    for typed in (
        Typed({"không có": Decimal(1)}),
        Typed({}, {"XX": "x"}),
        Typed({}, {"I": "x" * 20_001}),
        Typed({}, {}, {"07": (TableRow("x", {}),)}),
        Typed({"tasks.on_time_share": Decimal(100)}),
    ):
        with pytest.raises(InvalidInput):
            services.save_statement(JUSTICE, report_id=row.pk, seen=1, typed=typed, now=NOW)


def test_a_report_is_returned_accepted_corrected_and_both_versions_stay(work: None) -> None:
    row = _sent("STP")
    with pytest.raises(Conflict):
        services.save_statement(JUSTICE, report_id=row.pk, seen=1, typed=_typed(), now=NOW)
    with pytest.raises(NotAllowed):
        services.accept_unit_report(JUSTICE, report_id=row.pk, now=NOW)
    with pytest.raises(InvalidInput):
        services.return_unit_report(OFFICE, report_id=row.pk, reason=" ", now=NOW)
    with pytest.raises(InvalidInput):  # not cut without a word
        services.return_unit_report(OFFICE, report_id=row.pk, reason="x" * 2_001, now=NOW)
    services.return_unit_report(OFFICE, report_id=row.pk, reason="Thiếu thuyết minh", now=NOW)
    row = _sent("STP", now=LATE)
    assert not row.is_late  # it was first sent in time
    services.accept_unit_report(OFFICE, report_id=row.pk, now=LATE)
    services.reopen_unit_report(OFFICE, report_id=row.pk, reason="Sai số liệu", now=LATE)
    services.save_statement(JUSTICE, report_id=row.pk, seen=2, typed=_typed(dialogues=Decimal(7)), now=LATE)
    told = queries.period_view(OFFICE, FORM, QUARTER).report.figures["dialogues"].amount
    assert told == 4  # until the correction is accepted
    services.send_report(JUSTICE, report_id=row.pk, seen=3, now=LATE)
    services.accept_unit_report(OFFICE, report_id=row.pk, now=LATE)
    view = queries.report_to_see(OFFICE, row.pk)
    assert (view.line.state, view.accepted_version, view.version) == (State.ACCEPTED, 3, 3)
    expected = [Act.SEND, Act.RETURN, Act.SEND, Act.ACCEPT, Act.REOPEN, Act.SEND, Act.ACCEPT]
    assert [act.kind for act in view.acts] == expected
    assert queries.period_view(OFFICE, FORM, QUARTER).report.figures["dialogues"].amount == 7
    assert ReportVersion.objects.count() == 3
    assert list(verify()) == []


def test_the_edition_freezes_what_was_accepted_and_names_gaps(work: None) -> None:
    services.accept_unit_report(OFFICE, report_id=_sent("STP").pk, now=NOW)
    services.accept_unit_report(OFFICE, report_id=_sent("SYT", HEALTH, LATE).pk, now=LATE)
    _sent("HBS", DISTRICT, LATE)
    made = services.make_edition(OFFICE, form=FORM, period=QUARTER, edits={"VIII": "Khá."}, own={}, now=LATE)
    view = queries.edition_view(OFFICE, made)
    standings = {one.unit: one.standing for one in view.report.participants}
    assert (standings["STP"], standings["SYT"]) == (Standing.IN_TIME, Standing.LATE)
    assert standings["HBS"] in {Standing.MEASURED_ONLY, Standing.ABSENT}
    assert view.report.figures["dialogues"].amount == 8
    before = write_docx(queries.edition_paper(Edition.objects.get(pk=made)), made=LATE)
    services.accept_unit_report(OFFICE, report_id=_report("HBS").pk, now=LATE)
    assert queries.edition_view(OFFICE, made) == view
    assert write_docx(queries.edition_paper(Edition.objects.get(pk=made)), made=LATE) == before
    second = services.make_edition(OFFICE, form=FORM, period=QUARTER, edits={}, own={}, now=LATE)
    assert queries.edition_view(OFFICE, second).report.figures["dialogues"].amount == 12
    assert [line.number for line in queries.editions_of(OFFICE, FORM, QUARTER)] == [2, 1]
    with pytest.raises(NotFound):
        queries.edition_view(JUSTICE, made)
    with pytest.raises(InvalidInput):
        services.make_edition(OFFICE, form=FORM, period=QUARTER, edits={"XX": "x"}, own={}, now=LATE)


def test_an_edition_becomes_a_draft_letter_once(work: None) -> None:
    made = services.make_edition(OFFICE, form=FORM, period=QUARTER, edits={}, own={}, now=NOW)
    letter = services.draft_edition_letter(OFFICE, edition_id=made, now=NOW)
    assert letters.letter_row_of(OFFICE, letter)
    with pytest.raises(Conflict):
        services.draft_edition_letter(OFFICE, edition_id=made, now=NOW)


@pytest.mark.django_db(transaction=True)
def test_what_a_period_joins_to_is_asked_again_only_where_something_was_written(work: None) -> None:
    def standings() -> set[Standing]:
        view = queries.period_view(OFFICE, FORM, QUARTER)
        return {one.standing for one in view.report.participants}

    with CaptureQueriesContext(connection) as first:
        before = standings()
    with CaptureQueriesContext(connection) as again:
        assert standings() == before
    if connection.vendor == "sqlite":  # on a server others write meanwhile, and it is read anew
        assert len(again) < len(first) / 2
    services.accept_unit_report(OFFICE, report_id=_sent("STP").pk, now=NOW)
    assert Standing.IN_TIME in standings() - before


def test_last_periods_figures_stand_beside(work: None) -> None:
    services.accept_unit_report(OFFICE, report_id=_sent("STP").pk, now=NOW)
    services.make_edition(OFFICE, form=FORM, period=QUARTER, edits={}, own={}, now=NOW)
    third = parse_period("2023Q3")
    later = datetime(2023, 9, 16, 3, tzinfo=UTC)
    services.open_period(OFFICE, form=FORM, period=third, due_on=date(2023, 9, 18), now=later)
    row = UnitReport.objects.get(unit="STP", period="2023Q3")
    view = queries.report_to_see(JUSTICE, row.pk)
    assert view.before["dialogues"] == 4
    assert queries.period_view(OFFICE, FORM, third).before["dialogues"] == 4


def test_people_are_told_and_reminded() -> None:
    confirmed()
    accounts = {name: _account(name, role, unit) for name, role, unit in _PEOPLE}
    services.open_period(OFFICE, form=FORM, period=QUARTER, due_on=DUE, now=OPENED)
    services.return_unit_report(OFFICE, report_id=_sent("STP").pk, reason="Thiếu thuyết minh", now=NOW)
    assert services.remind_units(on=date(2023, 3, 20), now=LATE) == 1
    told = [(message.recipient_id, message.key.partition(":")[0]) for message in Message.objects.order_by("pk")]
    unit, office = accounts["tuphap"], accounts["thuongtruc"]
    ours = [line for line in told if line[1].startswith("regimes.")]
    assert ours == [
        (unit, "regimes.opened"),
        (office, "regimes.sent"),
        (unit, "regimes.returned"),
        (unit, "regimes.due"),
    ]


_PEOPLE = (("thuongtruc", Role.STANDING_OFFICE, "SNV"), ("tuphap", Role.FOCAL_POINT, "STP"))


def _account(name: str, role: Role, unit: str) -> int:
    user = create_user(SYSTEM, username=name, display_name=name, password="mot-mat-khau-dai-2023", now=NOW)
    grant_role(SYSTEM, user_id=user, role=role, unit=unit, valid_from=date(2023, 1, 1), now=NOW)
    return user


def test_own_figures_of_an_edition_keep_the_rules_of_the_form() -> None:
    """Part I of 08c is typed where the edition is made: nobody else looks at it."""
    control, quarter = form_named("tthc-quarterly"), parse_period("2026Q3")
    now = datetime(2026, 9, 20, 3, tzinfo=UTC)
    confirmed()
    for wrong, told in (
        ({"onestop.province": Decimal(-5)}, "nhỏ hơn 0"),
        ({"onestop.province": Decimal("1.5")}, "số nguyên"),
        ({"feedback.received": Decimal(5)}, "không ghi chỉ tiêu: feedback.received"),
        ({"onestop.total": Decimal(5)}, "không ghi chỉ tiêu: onestop.total"),
        ({"lạ": Decimal(5)}, "không ghi chỉ tiêu: lạ"),
    ):
        with pytest.raises(InvalidInput, match=told):
            services.make_edition(OFFICE, form=control, period=quarter, edits={}, own=wrong, now=now)
    own = {"satisfaction": Decimal(7273)}
    with pytest.raises(InvalidInput, match=r"7\.273, lớn hơn 100"):
        services.make_edition(OFFICE, form=FORM, period=QUARTER, edits={}, own=own, now=NOW)
    assert not Edition.objects.exists()
    services.make_edition(OFFICE, form=control, period=quarter, edits={}, own={"onestop.province": Decimal(5)}, now=now)
    assert queries.newest_stated(OFFICE, control, quarter).own == {"onestop.province": Decimal(5)}


def test_what_is_computed_from_own_figures_keeps_its_bounds_too() -> None:
    text = FORM.written.replace(
        "      - {code: satisfaction.answers,",
        '      - {code: answered.share, title: Tỷ lệ, unit: "%", formula: satisfaction.answers * 100 / 200}\n'
        "      - {code: satisfaction.answers,",
    )
    form = next(one for one in forms_of("reform.yaml", text.encode()) if one.id == FORM.id)
    own = {"satisfaction.answers": Decimal(500)}
    stated = {code: Stated(amount, Origin.TYPED) for code, amount in own.items()}
    amounts = {code: found.amount for code, found in consolidation(form, [], own=stated).figures.items()}
    assert [breach.place for breach in breaches_of_own(form, own, amounts)] == ["answered.share"]
    assert breaches_of_own(form, {}, amounts) == ()
