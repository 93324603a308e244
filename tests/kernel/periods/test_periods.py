"""Calendar periods follow one another without gap or overlap, and their ids come back."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caicach.kernel.errors import InvalidInput
from caicach.kernel.periods import Period, PeriodKind, parse_period, period_of, periods_between

KINDS = st.sampled_from(PeriodKind)
DATES = st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 12, 31))


@given(KINDS, DATES)
def test_every_day_lies_in_exactly_one_period_of_a_kind(kind: PeriodKind, on: date) -> None:
    period = period_of(kind, on)
    assert on in period
    assert on not in period.next
    assert on not in period.previous
    assert period.next.first == period.last + timedelta(days=1)
    assert period.previous.next == period


@given(KINDS, DATES)
def test_an_id_comes_back(kind: PeriodKind, on: date) -> None:
    period = period_of(kind, on)
    assert parse_period(period.id) == period
    assert str(period) == period.id


@given(DATES, DATES, KINDS)
def test_periods_between_two_days_leave_no_day_out(first: date, last: date, kind: PeriodKind) -> None:
    last = min(last, first + timedelta(days=500))
    found = list(periods_between(kind, first, last))
    if first > last:
        assert found == []
        return
    assert found == sorted(found)
    assert first in found[0]
    assert last in found[-1]
    assert all(before.next == after for before, after in pairwise(found))


@pytest.mark.parametrize(
    ("period", "label"),
    [
        ("2023-02-05", "05/02/2023"),
        ("2023-02", "Tháng 02/2023"),
        ("2023Q4", "Quý IV/2023"),
        ("2023H1", "6 tháng đầu năm 2023"),
        ("2023H2", "6 tháng cuối năm 2023"),
        ("2023", "Năm 2023"),
    ],
)
def test_officials_know_it_by_its_name(period: str, label: str) -> None:
    assert parse_period(period).label == label


@pytest.mark.parametrize("text", ["2023Q5", "2023H3", "2023-13", "2023-02-30", "23", "Q1", "", "0000", "quý V"])
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput, match=r"period\.malformed"):
        parse_period(text)


def test_a_period_begins_where_its_kind_begins() -> None:
    with pytest.raises(ValueError, match="no quarter begins"):
        Period(PeriodKind.QUARTER, date(2023, 2, 1))


def test_a_year_is_made_of_its_parts_and_a_part_not_of_years() -> None:
    year = parse_period("2024")
    assert [len(year.split(kind)) for kind in PeriodKind] == [366, 12, 4, 2, 1]
    with pytest.raises(ValueError, match="not made of"):
        parse_period("2024Q1").split(PeriodKind.YEAR)


def test_of_two_that_begin_together_the_shorter_comes_first() -> None:
    ids = ["2023", "2023Q2", "2023H1", "2023-01", "2023Q1"]
    assert [p.id for p in sorted(map(parse_period, ids))] == ["2023-01", "2023Q1", "2023H1", "2023", "2023Q2"]
