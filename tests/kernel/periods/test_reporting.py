"""Reporting windows close on the 14th; due dates are data of a regime and a level."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest

from caicach.kernel.calendar import load_calendar
from caicach.kernel.errors import InvalidInput, NotFound
from caicach.kernel.periods import (
    GENERAL,
    PROCEDURE_CONTROL,
    REFORM_TO_MINISTRY,
    REGIMES,
    DueRule,
    PeriodKind,
    ReportingLevel,
    check_due_after_closing,
    parse_period,
)

TO_MINISTRY = ReportingLevel.PROVINCE_TO_MINISTRY
TO_PROVINCE = ReportingLevel.UNIT_TO_PROVINCE


@pytest.mark.parametrize(
    ("period", "opens", "closes", "due"),
    [
        ("2023Q1", date(2022, 12, 15), date(2023, 3, 14), date(2023, 3, 20)),
        ("2023H1", date(2022, 12, 15), date(2023, 6, 14), date(2023, 6, 20)),
        ("2023Q3", date(2023, 6, 15), date(2023, 9, 14), date(2023, 9, 20)),
        ("2023", date(2022, 12, 15), date(2023, 12, 14), date(2023, 12, 20)),
    ],
)
def test_the_reform_windows_are_those_of_the_ministry(period: str, opens: date, closes: date, due: date) -> None:
    window = REFORM_TO_MINISTRY.window(parse_period(period))
    assert (window.opens_on, window.closes_on, window.due_on(TO_MINISTRY)) == (opens, closes, due)


@pytest.mark.parametrize("period", ["2023Q2", "2023Q4", "2023H2", "2023-02"])
def test_the_reform_regime_asks_for_no_other_report(period: str) -> None:
    with pytest.raises(NotFound, match=r"reporting\.no_report"):
        REFORM_TO_MINISTRY.window(parse_period(period))


def test_the_general_regime_has_months_quarters_and_both_halves() -> None:
    month = GENERAL.window(parse_period("2023-01"))
    assert (month.opens_on, month.closes_on) == (date(2022, 12, 15), date(2023, 1, 14))
    second = GENERAL.window(parse_period("2023H2"))
    assert (second.opens_on, second.closes_on) == (date(2023, 6, 15), date(2023, 12, 14))
    assert second.due_on(ReportingLevel.PROVINCE_TO_GOVERNMENT) == date(2023, 12, 25)


@pytest.mark.parametrize("kind", [PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.HALF, PeriodKind.YEAR])
def test_windows_of_one_kind_follow_one_another_without_a_gap(kind: PeriodKind) -> None:
    windows = [w for year in (2022, 2023, 2024) for w in GENERAL.windows(year) if w.period.kind is kind]
    assert all(after.opens_on == before.closes_on + timedelta(days=1) for before, after in pairwise(windows))


def test_a_figure_of_late_december_counts_for_the_next_year() -> None:
    windows = [window for year in (2022, 2023) for window in REFORM_TO_MINISTRY.windows(year)]
    assert [w.period.id for w in windows if date(2022, 12, 14) in w] == ["2022"]
    assert [w.period.id for w in windows if date(2022, 12, 15) in w] == ["2023Q1", "2023H1", "2023"]


def test_a_due_date_that_nobody_set_is_not_borrowed() -> None:
    with pytest.raises(NotFound, match=r"reporting\.no_due_date"):
        REFORM_TO_MINISTRY.window(parse_period("2023Q1")).due_on(TO_PROVINCE)


def test_a_province_states_earlier_dates_for_its_units() -> None:
    rules = (
        DueRule(PeriodKind.QUARTER, TO_PROVINCE, 16, "văn bản của tỉnh"),
        DueRule(PeriodKind.YEAR, TO_PROVINCE, 25, "văn bản của tỉnh", months_before=1),
    )
    regime = replace(REFORM_TO_MINISTRY, due=(*REFORM_TO_MINISTRY.due, *rules))
    assert regime.window(parse_period("2023Q1")).due_on(TO_PROVINCE) == date(2023, 3, 16)
    assert regime.window(parse_period("2023")).due_on(TO_PROVINCE) == date(2023, 11, 25)


def test_a_due_date_leaves_a_working_day_after_closing() -> None:
    calendar = load_calendar()
    rule = DueRule(PeriodKind.QUARTER, TO_PROVINCE, 15, "văn bản của tỉnh")
    regime = replace(REFORM_TO_MINISTRY, due=(*REFORM_TO_MINISTRY.due, rule))
    check_due_after_closing(regime.window(parse_period("2023Q1")), TO_PROVINCE, calendar)
    # In 2024 the third quarter closes on Saturday 14 September: Sunday the 15th is too early.
    with pytest.raises(InvalidInput, match=r"reporting\.due_too_early"):
        check_due_after_closing(regime.window(parse_period("2024Q3")), TO_PROVINCE, calendar)


_OF_THE_YEAR_ALONE = {ReportingLevel.LEAD_TO_GOVERNMENT}


@pytest.mark.parametrize("year", range(2016, 2028))
def test_the_due_dates_of_the_law_leave_a_working_day_in_every_published_year(year: int) -> None:
    calendar = load_calendar()
    for regime in REGIMES:
        for window in regime.windows(year):
            ruled = {rule.level for rule in regime.due if rule.kind is window.period.kind}
            assert ruled >= {rule.level for rule in regime.due} - _OF_THE_YEAR_ALONE
            for level in ruled:
                check_due_after_closing(window, level, calendar)


def test_procedure_control_is_told_by_eight_months_two_quarters_a_half_and_the_year() -> None:
    told = [window.period.id for window in PROCEDURE_CONTROL.windows(2027)]
    assert told == [
        *("2027-01", "2027-02", "2027Q1", "2027-04", "2027-05", "2027H1"),
        *("2027-07", "2027-08", "2027Q3", "2027-10", "2027-11", "2027"),
    ]
    window = PROCEDURE_CONTROL.window(parse_period("2027Q1"))
    assert (window.opens_on, window.closes_on) == (date(2026, 12, 15), date(2027, 3, 14))
    assert (window.due_on(TO_PROVINCE), window.due_on(TO_MINISTRY)) == (date(2027, 3, 20), date(2027, 3, 23))


def test_a_period_that_closed_before_the_circular_belongs_to_the_regime_before_it() -> None:
    assert [window.period.id for window in PROCEDURE_CONTROL.windows(2026)] == [
        *("2026-08", "2026Q3", "2026-10", "2026-11", "2026"),
    ]
    with pytest.raises(NotFound, match=r"reporting\.not_in_force"):
        PROCEDURE_CONTROL.window(parse_period("2026-07"))
