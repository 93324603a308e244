"""Working days against a day-by-day count, and the days that known orders fixed."""

import random
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caicach.kernel.calendar import DayKind, Sourcing, WorkingCalendar, load_calendar
from caicach.kernel.errors import InvalidInput

CALENDAR = load_calendar()
DAYS = st.dates(date(2015, 1, 1), date(2027, 12, 31))
ONE = timedelta(days=1)
TET_2023 = [date(2023, 1, day) for day in range(20, 27)]
NATIONAL_DAY_2023 = [date(2023, 9, day) for day in range(1, 5)]


def _walked(calendar: WorkingCalendar, start: date, n: int) -> date | None:
    """The same question answered by walking; None where the walk leaves the published years."""
    step, left, day = (ONE if n > 0 else -ONE), abs(n), start
    while left:
        day += step
        if not calendar.first_day <= day <= calendar.last_day:
            return None
        left -= calendar.is_working_day(day)
    return day


def _counted(calendar: WorkingCalendar, start: date, n: int) -> date | None:
    try:
        return calendar.add_working_days(start, n)
    except InvalidInput as error:
        return None if error.code == "calendar.not_published" else pytest.fail(error.code)


@given(DAYS, st.integers(-400, 400))
def test_adding_equals_walking_day_by_day(start: date, n: int) -> None:
    assert _counted(CALENDAR, start, n) == _walked(CALENDAR, start, n)


@pytest.mark.slow
def test_twenty_thousand_random_pairs_equal_walking() -> None:
    chosen = random.Random(20230210)
    span = (CALENDAR.last_day - CALENDAR.first_day).days
    for _ in range(20_000):
        start, n = CALENDAR.first_day + chosen.randint(0, span) * ONE, chosen.randint(-60, 60)
        assert _counted(CALENDAR, start, n) == _walked(CALENDAR, start, n), (start, n)


@given(DAYS, DAYS)
def test_days_between_are_the_working_days_after_the_first_up_to_the_last(a: date, b: date) -> None:
    low, high = min(a, b), max(a, b)
    walked = sum(CALENDAR.is_working_day(low + n * ONE) for n in range(1, (high - low).days + 1))
    assert CALENDAR.working_days_between(a, b) == (walked if a <= b else -walked)


@given(DAYS, st.integers(1, 300))
def test_counting_takes_back_what_adding_gave(start: date, n: int) -> None:
    there = _counted(CALENDAR, start, n)
    if there is not None:
        assert CALENDAR.working_days_between(start, there) == n


@pytest.mark.parametrize("on", [*TET_2023, *NATIONAL_DAY_2023, date(2023, 1, 2)])
def test_days_off_of_2023_are_those_of_the_order(on: date) -> None:
    day = CALENDAR.day(on)
    assert not day.is_working
    if on.weekday() < 5:
        assert day.order is not None
        assert (day.order.number, day.order.issued_on, day.sourcing) == (
            "8056/VPCP-KGVX",
            date(2022, 12, 1),
            Sourcing.READ,
        )


def test_2023_is_off_on_no_other_weekday() -> None:
    off = {date(2023, 1, 1) + n * ONE for n in range(365)}
    off = {on for on in off if on.weekday() < 5 and not CALENDAR.is_working_day(on)}
    spring = {date(2023, 5, 1), date(2023, 5, 2), date(2023, 5, 3)}
    assert off == {on for on in [*TET_2023, *NATIONAL_DAY_2023] if on.weekday() < 5} | spring | {date(2023, 1, 2)}


@pytest.mark.parametrize(
    ("off", "worked", "order", "issued_on"),
    [
        (date(2024, 4, 29), date(2024, 5, 4), "2450/VPCP-KGVX", date(2024, 4, 12)),
        (date(2026, 1, 2), date(2026, 1, 10), "12729/VPCP-KGVX", date(2025, 12, 25)),
    ],
)
def test_known_swaps_carry_their_order(off: date, worked: date, order: str, issued_on: date) -> None:
    rest, work = CALENDAR.day(off), CALENDAR.day(worked)
    assert (rest.kind, work.kind) == (DayKind.SUBSTITUTE_REST, DayKind.SWAPPED_WORKING)
    assert {(d.order.number, d.order.issued_on) for d in (rest, work) if d.order} == {(order, issued_on)}
    assert (rest.sourcing, work.sourcing) == (Sourcing.READ, Sourcing.READ)


@pytest.mark.parametrize(
    ("off", "worked"),
    [
        (date(2015, 2, 16), date(2015, 2, 14)),
        (date(2015, 4, 29), date(2015, 4, 25)),
    ],
)
def test_swaps_known_from_the_library_only_are_marked_unsourced(off: date, worked: date) -> None:
    assert [(CALENDAR.is_working_day(on), CALENDAR.day(on).sourcing) for on in (off, worked)] == [
        (False, Sourcing.NONE),
        (True, Sourcing.NONE),
    ]


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2015, 2, 15), date(2015, 2, 23)),
        (date(2016, 2, 6), date(2016, 2, 14)),
        (date(2017, 1, 26), date(2017, 2, 1)),
        (date(2018, 2, 14), date(2018, 2, 20)),
        (date(2019, 2, 2), date(2019, 2, 10)),
        (date(2020, 1, 23), date(2020, 1, 29)),
        (date(2021, 2, 10), date(2021, 2, 16)),
        (date(2022, 1, 29), date(2022, 2, 6)),
        (date(2023, 1, 20), date(2023, 1, 26)),
        (date(2024, 2, 8), date(2024, 2, 14)),
        (date(2025, 1, 25), date(2025, 2, 2)),
        (date(2026, 2, 14), date(2026, 2, 22)),
        (date(2027, 2, 4), date(2027, 2, 10)),
    ],
)
def test_tet_is_one_unbroken_rest(first: date, last: date) -> None:
    assert CALENDAR.next_working_day(first - ONE) == last + ONE
    assert CALENDAR.previous_working_day(last + ONE) == first - ONE


@pytest.mark.parametrize("year", range(2015, 2028))
def test_every_year_has_the_holidays_of_its_law(year: int) -> None:
    days = CALENDAR.special_days(date(year, 1, 1), date(year, 12, 31))
    holidays = [day.on for day in days if day.kind is DayKind.HOLIDAY]
    rests = [day for day in days if day.kind is DayKind.SUBSTITUTE_REST and str(day.reason).startswith("Nghỉ bù")]
    assert len(holidays) == (12 if year >= 2026 else 11 if year >= 2021 else 10)
    assert {date(year, 1, 1), date(year, 4, 30), date(year, 5, 1), date(year, 9, 2)} <= set(holidays)
    assert len(rests) == sum(on.weekday() >= 5 for on in holidays)


def test_each_kind_says_its_name() -> None:
    asked = [date(2024, 5, 3), date(2024, 5, 5), date(2024, 4, 30), date(2024, 2, 13), date(2024, 5, 4)]
    assert [CALENDAR.day(on).kind.label for on in asked] == [
        "Làm việc",
        "Nghỉ cuối tuần",
        "Nghỉ lễ",
        "Nghỉ bù",
        "Làm bù",
    ]


def test_a_start_on_a_day_off_counts_from_the_next_working_day() -> None:
    assert CALENDAR.add_working_days(date(2023, 1, 22), 1) == date(2023, 1, 27)
    assert CALENDAR.add_working_days(date(2023, 1, 22), -1) == date(2023, 1, 19)
    assert CALENDAR.add_working_days(date(2023, 1, 22), 0) == date(2023, 1, 22)


@pytest.mark.parametrize("on", [date(2014, 12, 31), date(2028, 1, 1), date.min, date.max])
def test_a_day_nobody_published_is_refused_with_the_way_to_add_it(on: date) -> None:
    for ask in (CALENDAR.is_working_day, CALENDAR.day, CALENDAR.next_working_day):
        with pytest.raises(InvalidInput) as refused:
            ask(on)
        assert refused.value.code == "calendar.not_published"
        assert "31/12/2027" in refused.value.why
        assert "trang «Lịch làm việc»" in refused.value.todo


@pytest.mark.parametrize(("start", "n"), [(date(2027, 12, 31), 1), (date(2015, 1, 1), -1), (date(2020, 1, 1), 10**12)])
def test_a_count_that_leaves_the_published_years_is_refused(start: date, n: int) -> None:
    with pytest.raises(InvalidInput, match=r"calendar\.not_published"):
        CALENDAR.add_working_days(start, n)


def test_the_packaged_calendar_is_made_once() -> None:
    assert load_calendar() is CALENDAR


def test_a_year_says_how_its_order_is_known() -> None:
    assert [year.year for year in CALENDAR.years] == list(range(2015, 2028))
    assert [year.year for year in CALENDAR.years if year.sourcing is Sourcing.READ] == [2019, 2023]
    assert [year.year for year in CALENDAR.years if year.sourcing is Sourcing.NONE] == [2015, 2018, 2020]
    assert "tháng 12/2026" in CALENDAR.years[-1].note


def test_culture_day_is_off_from_2026_on_by_its_resolution() -> None:
    day = CALENDAR.day(date(2026, 11, 24))
    assert (day.kind, str(day.order)) == (DayKind.HOLIDAY, "28/2026/QH16 ngày 24/04/2026")
    assert CALENDAR.is_working_day(date(2025, 11, 24))
    assert CALENDAR.add_working_days(date(2026, 11, 20), 3) == date(2026, 11, 26)


def test_2027_has_the_working_days_of_its_order() -> None:
    assert CALENDAR.working_days_between(date(2026, 12, 31), date(2027, 12, 31)) == 249
    assert CALENDAR.day(date(2027, 2, 9)).sourcing is Sourcing.NAMED
