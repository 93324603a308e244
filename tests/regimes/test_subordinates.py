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
from caicach.regimes.domain.below import Below, below_of, with_below
from caicach.regimes.domain.catalogue import form_named
from caicach.regimes.domain.consolidation import Consolidation, Participant, Standing, consolidation
from caicach.regimes.domain.cycle import State
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
    once = with_below(FORM, alone, Below(), now)
    twice = with_below(FORM, with_below(FORM, alone, Below(), before), below_of(before), now)
    assert amounts_of(FORM, once.figures) == amounts_of(FORM, twice.figures)
    assert once.figures["dialogues"].amount == own + sum(then)


@given(st.lists(st.integers(0, 3), unique=True, min_size=1), st.lists(st.integers(0, 3), unique=True, min_size=1))
def test_rows_of_tables_are_added_by_their_name_and_once(first: list[int], then: list[int]) -> None:
    cells = {column.code: Decimal(2) for column in CONTROL.table("07").columns if column.is_typed}
    alone = Statement("H", "H", "district", rows={"07": (TableRow("LĨNH VỰC 1", cells),)})
    before, now = _joined([0], first), _joined([0, 0], then)
    once = with_below(CONTROL, alone, Below(), now)
    twice = with_below(CONTROL, with_below(CONTROL, alone, Below(), before), below_of(before), now)
    kept = {row.key: row.amounts["full"] for row in twice.rows["07"] if row.amounts["full"]}
    assert kept == {row.key: row.amounts["full"] for row in once.rows["07"]}
    assert kept["LĨNH VỰC 1"] == (4 if 1 in then else 2)
    assert replace(once, rows=twice.rows).words == once.words
