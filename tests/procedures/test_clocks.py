"""When a publication decision has to be signed, sent and public, by the legal calendar."""

from datetime import date

from caicach.kernel.calendar import load_calendar
from caicach.procedures.domain.clocks import Clock, ClockState, Standing, clocks_of, worst_of
from caicach.procedures.domain.decisions import DecisionFacts, Issuer

CALENDAR = load_calendar()


def _clocks(on: date, **facts: object) -> dict[Clock, ClockState]:
    given = {"number": "1/QĐ-UBND", "signed_on": date(2023, 1, 17), "issuer": Issuer.PROVINCE, **facts}
    return {one.clock: one for one in clocks_of(DecisionFacts(**given), on=on, calendar=CALENDAR)}  # type: ignore[arg-type]


def test_five_working_days_pass_over_tet() -> None:
    entered = _clocks(date(2023, 1, 31))[Clock.ENTERED]
    assert (entered.due_on, entered.standing) == (date(2023, 1, 31), Standing.COMING)
    assert _clocks(date(2023, 2, 1))[Clock.ENTERED].standing is Standing.LATE
    done = _clocks(date(2023, 2, 1), entered_on=date(2023, 1, 31))[Clock.ENTERED]
    assert (done.standing, done.source) == (Standing.IN_TIME, "Nghị định 63/2010/NĐ-CP, Điều 24")
    assert _clocks(date(2023, 2, 9), entered_on=date(2023, 2, 1))[Clock.ENTERED].standing is Standing.DONE_LATE


def test_a_ministry_has_ten_days_and_sends_within_three() -> None:
    clocks = _clocks(date(2023, 1, 18), issuer=Issuer.MINISTRY)
    assert clocks[Clock.ENTERED].due_on == date(2023, 2, 7)
    assert clocks[Clock.SENT].due_on == date(2023, 1, 27)
    assert Clock.SENT not in _clocks(date(2023, 1, 18))


def test_the_decision_comes_five_days_before_the_text_takes_effect() -> None:
    signed = _clocks(date(2023, 1, 18), effective_on=date(2023, 1, 22))[Clock.SIGNED]
    assert (signed.due_on, signed.standing) == (date(2023, 1, 17), Standing.IN_TIME)
    late = _clocks(date(2023, 1, 18), effective_on=date(2023, 1, 21))[Clock.SIGNED]
    assert late.standing is Standing.DONE_LATE
    unknown = _clocks(date(2023, 1, 18))[Clock.SIGNED]
    assert (unknown.standing, bool(str(unknown.why))) == (Standing.UNKNOWN, True)


def test_the_shortened_order_has_limits_of_its_own() -> None:
    clocks = _clocks(date(2023, 1, 18), is_shortened=True, effective_on=date(2023, 1, 20))
    assert set(clocks) == {Clock.ENTERED}
    assert clocks[Clock.ENTERED].due_on == date(2023, 1, 19)


def test_a_year_without_a_calendar_is_not_guessed() -> None:
    far = _clocks(date(2035, 1, 5), signed_on=date(2035, 1, 3))[Clock.ENTERED]
    assert (far.standing, far.due_on) == (Standing.UNKNOWN, None)
    assert worst_of([far, _clocks(date(2023, 2, 1))[Clock.ENTERED]]) is Standing.LATE
