"""Coverage of a programme, repeated findings, the way of an inspection and of a finding."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caicach.inspections.domain.cycle import Act, Course, FindingState, InspectionKind, Manner, State, check_act
from caicach.inspections.domain.programme import (
    PastFinding,
    ScopeUnit,
    Visit,
    coverage,
    needed_units,
    repeats,
)
from caicach.kernel.errors import Conflict

UNITS = tuple(ScopeUnit(code, code.upper(), "department") for code in "abcdefghij")


def visit(unit: str, state: State, manner: Manner = Manner.ANNOUNCED) -> Visit:
    return Visit(unit, InspectionKind.OFFICE, manner, state)


def test_a_unit_counts_once_and_a_cancelled_inspection_not_at_all() -> None:
    found = coverage(
        UNITS,
        [
            visit("a", State.CONCLUDED), visit("a", State.MINUTED, Manner.SURPRISE), visit("b", State.PLANNED),
            visit("b", State.CANCELLED), visit("c", State.CANCELLED), visit("z", State.CONCLUDED),
            Visit("d", InspectionKind.SELF, Manner.ANNOUNCED, State.CONCLUDED),
        ],
        Decimal(30),
        kind=InspectionKind.OFFICE,
    )  # fmt: skip
    assert [unit.code for unit in found.held] == ["a"]
    assert [unit.code for unit in found.planned] == ["b"]
    assert (found.share, found.needed, found.lacking, found.is_reached, found.surprise) == (
        Decimal("10.0"),
        3,
        1,
        False,
        1,
    )


def test_without_units_there_is_no_share() -> None:
    found = coverage((), [], None, kind=InspectionKind.OFFICE)
    assert found.share is None
    assert not found.is_reached


@given(st.integers(0, 500), st.integers(0, 100))
def test_the_needed_number_is_the_least_that_reaches_the_share(total: int, target: int) -> None:
    needed = needed_units(total, Decimal(target))
    assert needed * 100 >= total * target
    assert needed == 0 or (needed - 1) * 100 < total * target


def past(key: int, unit: str, item: str, inspection: int, year: int) -> PastFinding:
    return PastFinding(key, unit, ("discipline", item), inspection, year, "…")


def test_what_comes_back_is_told_over_years_and_not_within_one_inspection() -> None:
    found = repeats(
        [
            past(1, "a", "2.1", 1, 2022), past(2, "a", "2.1", 5, 2023), past(3, "a", "2.1", 9, 2023),
            past(4, "a", "3.1", 1, 2022), past(5, "a", "3.1", 1, 2022), past(6, "b", "2.1", 2, 2023),
        ]
    )  # fmt: skip
    assert [(one.unit, one.topic[1], one.years, len(one.findings)) for one in found] == [("a", "2.1", (2022, 2023), 3)]


def test_only_what_follows_is_let_through() -> None:
    check_act(State.AT_PLACE, Act.ANSWER)
    for state, act in ((State.MINUTED, Act.ANSWER), (State.CONCLUDED, Act.REOPEN), (State.CANCELLED, Act.BEGIN)):
        with pytest.raises(Conflict):
            check_act(state, act)


def test_a_finding_stands_by_its_dates() -> None:
    due, on = date(2023, 3, 1), date(2023, 3, 2)
    assert Course(due, False, None, None).state_on(due) is FindingState.OPEN
    assert Course(due, True, None, None).state_on(due) is FindingState.REMEDYING
    assert Course(due, True, None, None).state_on(on) is FindingState.LATE
    assert Course(due, True, on, None).state_on(on) is FindingState.MENDED
    assert Course(due, True, on, on).state_on(on) is FindingState.CLOSED
    assert not Course(due, True, on, None).is_in_time(on)
    assert Course(due, True, due, on).is_in_time(on)
