"""A unit joins the reports of its own subordinate units before it sends its own up: asked, decided, added once."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caicach.kernel.access import Actor, Role
from caicach.kernel.audit import services as audit
from caicach.kernel.audit.verifying import verify
from caicach.kernel.errors import Conflict, InvalidInput, NotAllowed, NotFound
from caicach.kernel.periods import parse_period
from caicach.regimes import queries, services
from caicach.regimes.domain.below import Below, SourceChange, TakenOver, with_below
from caicach.regimes.domain.catalogue import form_named
from caicach.regimes.domain.consolidation import Consolidation, Participant, Standing, consolidation
from caicach.regimes.domain.cycle import State
from caicach.regimes.domain.form_reading import forms_of
from caicach.regimes.domain.stating import Origin, Stated, Statement, TableRow, amounts_of
from caicach.regimes.models import ReportVersion, UnitReport
from caicach.regimes.services import Typed
from factories.correspondence import DISTRICT, JUSTICE, OFFICE
from factories.plans import confirmed

FORM, QUARTER, CONTROL = form_named("cchc-quarterly"), parse_period("2023Q1"), form_named("tthc-monthly")
OPENED, NOW = datetime(2023, 3, 10, 3, tzinfo=UTC), datetime(2023, 3, 16, 3, tzinfo=UTC)
LATE = datetime(2023, 3, 17, 3, tzinfo=UTC)
OWN_DUE, THEIR_DUE = date(2023, 3, 20), date(2023, 3, 16)
COMMUNE = Actor(71, "Công chức xã", frozenset({Role.FOCAL_POINT}), frozenset({"XAT"}), frozenset({"XAT"}))
FIGURES = {one.code: Decimal(4) for one in FORM.indicators() if one.is_typed and not one.metric}


@pytest.fixture
def district() -> int:
    """The report of the district, which has asked its commune."""
    confirmed()
    services.open_period(OFFICE, form=FORM, period=QUARTER, due_on=OWN_DUE, now=OPENED)
    own = _report("HBS").pk
    assert queries.report_to_see(DISTRICT, own).may_ask
    assert services.ask_below(DISTRICT, report_id=own, due_on=THEIR_DUE, now=OPENED) == 1
    return own


def _report(unit: str) -> UnitReport:
    return UnitReport.objects.get(unit=unit)


def _stated(actor: Actor, unit: str, now: datetime, words: str, **changed: int) -> int:
    row, more = _report(unit), {code: Decimal(amount) for code, amount in changed.items()}
    return services.save_statement(
        actor, report_id=row.pk, seen=row.version, typed=Typed({**FIGURES, **more}, {"I": words}), now=now
    )


def _sent(actor: Actor, unit: str, now: datetime, words: str, **changed: int) -> None:
    number = _stated(actor, unit, now, words, **changed)
    services.send_report(actor, report_id=_report(unit).pk, seen=number, now=now)


def _dialogues(own: int) -> tuple[object, Origin]:
    stated = queries.report_to_see(DISTRICT, own).statement.figures["dialogues"]
    return stated.amount, stated.origin


@pytest.mark.django_db
def test_from_the_commune_over_the_district_to_the_province(district: int) -> None:
    audit.take_in(now=OPENED)
    _sent(COMMUNE, "XAT", LATE, "Xã đã làm.", dialogues=3)
    below = _report("XAT")
    assert (below.is_late, below.due_on, below.superior) == (True, THEIR_DUE, "HBS")
    services.return_unit_report(DISTRICT, report_id=below.pk, reason="Thiếu cuộc ngày 02/3", now=LATE)
    _sent(COMMUNE, "XAT", LATE, "Xã đã làm.", dialogues=5)
    services.accept_unit_report(DISTRICT, report_id=below.pk, now=LATE)
    _stated(DISTRICT, "HBS", LATE, "Huyện đã làm.", dialogues=10)
    for _again in range(2):
        services.join_below(DISTRICT, report_id=district, seen=_report("HBS").version, now=LATE)
        assert _dialogues(district) == (Decimal(15), Origin.JOINED)
    view = queries.report_to_see(DISTRICT, district)
    assert view.statement.words["I"] == "Huyện đã làm.\nUBND xã An Thượng: Xã đã làm."
    services.send_report(DISTRICT, report_id=district, seen=view.version, now=LATE)
    services.accept_unit_report(OFFICE, report_id=district, now=LATE)
    joined = queries.period_view(OFFICE, FORM, QUARTER).report
    assert "XAT" not in {one.unit for one in joined.participants}
    assert {part.unit: part.amount for part in joined.figures["dialogues"].parts}["HBS"] == 15
    audit.seal_all()
    assert list(verify()) == []
    ReportVersion.objects.filter(report=district, number=view.version).update(below={})
    assert [fault.row_id for fault in verify()]


@pytest.mark.django_db
def test_a_correction_below_takes_the_place_of_what_was_taken_over(district: int) -> None:
    _sent(COMMUNE, "XAT", NOW, "Xã.", dialogues=5)
    below = _report("XAT").pk
    services.accept_unit_report(DISTRICT, report_id=below, now=NOW)
    _stated(DISTRICT, "HBS", NOW, "", dialogues=10)
    services.join_below(DISTRICT, report_id=district, seen=1, now=NOW)
    _stated(DISTRICT, "HBS", NOW, "", dialogues=16)  # one more of its own, typed over the sum
    services.reopen_unit_report(DISTRICT, report_id=below, reason="Cộng nhầm", now=NOW)
    _sent(COMMUNE, "XAT", NOW, "Xã.", dialogues=2)
    services.accept_unit_report(DISTRICT, report_id=below, now=NOW)
    services.join_below(DISTRICT, report_id=district, seen=3, now=NOW)
    assert _dialogues(district)[0] == 13


@pytest.mark.django_db
def test_who_asked_decides_and_nobody_else(district: int) -> None:
    _sent(COMMUNE, "XAT", NOW, "Xã.")
    below = _report("XAT").pk
    for stranger, refused in ((OFFICE, NotAllowed), (COMMUNE, NotAllowed), (JUSTICE, NotFound)):
        with pytest.raises(refused):
            services.accept_unit_report(stranger, report_id=below, now=NOW)
    with pytest.raises(NotAllowed):
        services.accept_unit_report(DISTRICT, report_id=district, now=NOW)
    for stranger, other in ((JUSTICE, NotFound), (COMMUNE, NotFound), (OFFICE, NotAllowed)):
        with pytest.raises(other):
            services.join_below(stranger, report_id=district, seen=0, now=NOW)
        with pytest.raises(other):
            services.ask_below(stranger, report_id=district, due_on=THEIR_DUE, now=NOW)
    assert {one.unit for one in queries.period_view(OFFICE, FORM, QUARTER).reports} == {"SNV", "STP", "SYT", "HBS"}
    assert {line.total for line in queries.periods_open(OFFICE, on=NOW.date())} == {4}
    assert [(one.unit, one.state) for one in queries.report_to_see(DISTRICT, district).below] == [("XAT", State.SENT)]


@pytest.mark.django_db
def test_days_and_states_that_do_not_fit_are_told() -> None:
    confirmed()
    services.open_period(OFFICE, form=FORM, period=QUARTER, due_on=OWN_DUE, now=OPENED)
    own = _report("HBS").pk
    for due, code in ((date(2023, 3, 14), "periodic.due_too_early"), (date(2023, 3, 21), "periodic.below_after_own")):
        with pytest.raises(InvalidInput) as refused:
            services.ask_below(DISTRICT, report_id=own, due_on=due, now=OPENED)
        assert refused.value.code == code
    services.ask_below(DISTRICT, report_id=own, due_on=THEIR_DUE, now=OPENED)
    with pytest.raises(InvalidInput, match="Không còn đơn vị trực thuộc"):
        services.ask_below(DISTRICT, report_id=own, due_on=THEIR_DUE, now=OPENED)
    with pytest.raises(InvalidInput, match="Chưa chấp nhận"):
        services.join_below(DISTRICT, report_id=own, seen=0, now=NOW)
    with pytest.raises(Conflict):
        services.join_below(DISTRICT, report_id=own, seen=7, now=NOW)


def _joined(amounts: list[int], rows: list[int]) -> Consolidation:
    cells = {column.code: Decimal(1) for column in CONTROL.table("07").columns if column.is_typed}
    return consolidation(
        CONTROL if rows else FORM,
        [
            Participant(str(n), f"Đơn vị {n}", "attached", Standing.IN_TIME, Statement(
                str(n), f"Đơn vị {n}", "attached",
                {"dialogues": Stated(Decimal(amount), Origin.TYPED)},
                {"I": f"Việc {n}"},
                {"07": tuple(TableRow(f"Lĩnh vực {row}", cells) for row in rows)},
            ))
            for n, amount in enumerate(amounts)
        ],
    )  # fmt: skip


@given(
    st.integers(0, 9),
    st.lists(st.integers(0, 9), min_size=1, max_size=3),
    st.lists(st.integers(0, 9), min_size=1, max_size=3),
)
def test_taking_over_again_gives_what_taking_over_the_newest_once_gives(
    own: int, first: list[int], then: list[int]
) -> None:
    alone = Statement("H", "H", "district", {"dialogues": Stated(Decimal(own), Origin.TYPED)})
    before, now = _joined(first, []), _joined(then, [])
    once = with_below(FORM, alone, Below(), now).statement
    first_time = with_below(FORM, alone, Below(), before)
    twice = with_below(FORM, first_time.statement, first_time.below, now).statement
    assert amounts_of(FORM, once.figures) == amounts_of(FORM, twice.figures)
    assert once.figures["dialogues"].amount == own + sum(then)


@given(st.lists(st.integers(0, 3), unique=True, min_size=1), st.lists(st.integers(0, 3), unique=True, min_size=1))
def test_rows_of_tables_are_added_by_their_name_and_once(first: list[int], then: list[int]) -> None:
    cells = {column.code: Decimal(2) for column in CONTROL.table("07").columns if column.is_typed}
    alone = Statement("H", "H", "district", rows={"07": (TableRow("LĨNH VỰC 1", cells),)})
    before, now = _joined([0], first), _joined([0, 0], then)
    once = with_below(CONTROL, alone, Below(), now).statement
    first_time = with_below(CONTROL, alone, Below(), before)
    twice = with_below(CONTROL, first_time.statement, first_time.below, now).statement
    kept = {row.key: row.amounts["full"] for row in twice.rows["07"]}
    assert kept == {row.key: row.amounts["full"] for row in once.rows["07"]}
    assert kept["LĨNH VỰC 1"] == (4 if 1 in then else 2)
    assert replace(once, rows=twice.rows).words == once.words


@pytest.mark.django_db
def test_words_below_give_way_to_their_correction_and_those_of_a_person_stay(district: int) -> None:
    _accepted_below("Xã làm 5 việc.")
    _stated(DISTRICT, "HBS", NOW, "Huyện đã làm.")
    services.join_below(DISTRICT, report_id=district, seen=1, now=NOW)
    assert _words_of(district) == "Huyện đã làm.\nUBND xã An Thượng: Xã làm 5 việc."
    _corrected_below("Xã làm 2 việc.")
    services.join_below(DISTRICT, report_id=district, seen=2, now=NOW)
    assert _words_of(district) == "Huyện đã làm.\nUBND xã An Thượng: Xã làm 2 việc."
    _stated(DISTRICT, "HBS", NOW, "Huyện đã làm.\r\nAn Thượng làm hai việc.")
    services.join_below(DISTRICT, report_id=district, seen=4, now=NOW)
    view = queries.report_to_see(DISTRICT, district)
    assert view.statement.words["I"] == "Huyện đã làm.\nAn Thượng làm hai việc.", "not added again beside the edit"
    assert view.changed_below == ()
    _corrected_below("Xã làm 3 việc.")
    services.join_below(DISTRICT, report_id=district, seen=5, now=NOW)
    view = queries.report_to_see(DISTRICT, district)
    assert view.statement.words["I"] == "Huyện đã làm.\nAn Thượng làm hai việc."
    told = (SourceChange("I", "UBND xã An Thượng: Xã làm 3 việc."),)
    assert view.changed_below == told
    services.join_below(DISTRICT, report_id=district, seen=6, now=NOW)
    assert queries.report_to_see(DISTRICT, district).changed_below == told, "joined again, not looked at"
    _stated(DISTRICT, "HBS", NOW, "Huyện đã làm.\nAn Thượng làm ba việc.")
    assert queries.report_to_see(DISTRICT, district).changed_below == ()


def _accepted_below(words: str) -> None:
    _sent(COMMUNE, "XAT", NOW, words)
    services.accept_unit_report(DISTRICT, report_id=_report("XAT").pk, now=NOW)


def _corrected_below(words: str) -> None:
    services.reopen_unit_report(DISTRICT, report_id=_report("XAT").pk, reason="Cộng nhầm", now=NOW)
    _accepted_below(words)


def _words_of(own: int) -> str:
    return queries.report_to_see(DISTRICT, own).statement.words["I"]


_PART = "Quyết định của UBND cấp tỉnh"


def _drafts(*rows: tuple[str, int, str]) -> tuple[TableRow, ...]:
    """Rows of table 01b: a draft, the procedures in it, the number of the act."""
    typed = [column.code for column in CONTROL.table("01b").columns if column.is_typed]
    return tuple(
        TableRow(key, dict.fromkeys(typed, Decimal(count)), _PART, {"act": act} if act else {})
        for key, count, act in rows
    )


def _taken(own: TakenOver, *rows: tuple[str, int, str]) -> TakenOver:
    stated = Statement("C", "Chi cục", "attached", rows={"01b": _drafts(*rows)})
    report = consolidation(CONTROL, [Participant("C", "Chi cục", "attached", Standing.IN_TIME, stated)])
    return with_below(CONTROL, own.statement, own.below, report)


def _shown(taken: TakenOver) -> list[tuple[str, int, str]]:
    rows = taken.statement.rows.get("01b", ())
    return [(row.key, int(row.amounts["new"]), row.texts.get("act", "")) for row in rows]


def test_words_of_rows_and_whole_rows_follow_the_correction_below() -> None:
    own = TakenOver(Statement("S", "Sở", "department", rows={"01b": _drafts(("Của sở", 1, "01/QĐ"))}), Below())
    first = _taken(own, ("Phí", 1, "10/QĐ"), ("Lệ phí", 2, ""))
    assert set(_shown(first)) == {("Của sở", 1, "01/QĐ"), ("Phí", 1, "10/QĐ"), ("Lệ phí", 2, "")}
    second = _taken(first, ("Phí", 1, "12/QĐ"), ("Lệ phí đất", 2, "13/QĐ"))
    assert set(_shown(second)) == {("Của sở", 1, "01/QĐ"), ("Phí", 1, "12/QĐ"), ("Lệ phí đất", 2, "13/QĐ")}
    assert second.below.changed == ()


def test_words_of_rows_that_a_person_changed_stay_and_the_change_is_told() -> None:
    own = TakenOver(Statement("S", "Sở", "department"), Below())
    first = _taken(own, ("Phí", 1, "10/QĐ"))
    edited = replace(first.statement, rows={"01b": _drafts(("Phí", 1, "10/QĐ-UBND"))})
    second = _taken(replace(first, statement=edited), ("Phí", 3, "12/QĐ"))
    assert _shown(second) == [("Phí", 3, "10/QĐ-UBND")]
    (change,) = second.below.changed
    assert (change.place.startswith("01b: Phí"), change.text) == (True, "12/QĐ")
    gone = _taken(second)
    assert _shown(gone) == [("Phí", 0, "10/QĐ-UBND")], "a row that a person wrote in is no longer theirs alone"


def test_of_the_largest_the_own_figure_counts_again_where_the_correction_is_smaller() -> None:
    text = CONTROL.written.replace(
        "metric: procedures.feedback_received_count, least: 0", "joining: largest, least: 0", 1
    )
    form = next(one for one in forms_of("x.yaml", text.encode()) if one.id == CONTROL.id)
    code = "feedback.received"

    def taken(own: TakenOver, amount: int) -> TakenOver:
        stated = Statement("C", "C", "attached", {code: Stated(Decimal(amount), Origin.TYPED)})
        report = consolidation(form, [Participant("C", "C", "attached", Standing.IN_TIME, stated)])
        return with_below(form, own.statement, own.below, report)

    own = TakenOver(Statement("S", "S", "department", {code: Stated(Decimal(3), Origin.TYPED)}), Below())
    first = taken(own, 5)
    assert first.statement.figures[code].amount == 5
    assert taken(first, 2).statement.figures[code].amount == 3
