"""Figures of tasks by unit and period, or the reason why there is none."""

from decimal import Decimal

import pytest

from caicach.kernel.metrics import Measured, Missing, measure
from caicach.kernel.periods import REFORM_TO_MINISTRY, parse_period
from caicach.plans import services
from caicach.plans.domain.tasks import Quality
from caicach.plans.metrics import NONE_DUE
from factories.correspondence import JUSTICE, OFFICE
from factories.plans import LATER, confirmed, report, row

pytestmark = pytest.mark.django_db
FEBRUARY = parse_period("2023-02")
UNITS = ("STP", "SYT", "HBS")


def value(name: str, unit: str, period: str = "2023-02") -> Decimal:
    figure = measure(name, UNITS, parse_period(period))[unit]
    assert isinstance(figure, Measured)
    return figure.value


def test_the_share_done_on_time_counts_what_fell_due_in_the_period() -> None:
    confirmed()
    got = report(JUSTICE, row("STP").assignment_id)
    services.accept_report(OFFICE, report_id=got, quality=None, now=LATER)
    figures = measure("plans.on_time_share", UNITS, FEBRUARY)
    assert value("plans.on_time_share", "STP") == 1
    assert value("plans.on_time_share", "SYT") == 0
    assert isinstance(figures["STP"], Measured)
    assert figures["STP"].provenance.rows == 1
    assert value("plans.on_time_share", "STP", "2023Q1") == Decimal("0.5")


def test_the_parts_of_the_share_are_figures_too_for_the_window_of_a_report_as_well() -> None:
    confirmed()
    got = report(JUSTICE, row("STP").assignment_id)
    services.accept_report(OFFICE, report_id=got, quality=None, now=LATER)
    window = REFORM_TO_MINISTRY.window(parse_period("2023Q1"))
    for period in (FEBRUARY, parse_period("2023Q1"), window):
        shares = measure("plans.on_time_share", UNITS, period)
        due, on_time, late = (measure(f"plans.{name}_count", UNITS, period) for name in ("due", "on_time", "done_late"))
        for unit, share in shares.items():
            if isinstance(share, Missing):
                assert isinstance(due[unit], Missing) or due[unit].value == 0
                continue
            assert share.value == on_time[unit].value / due[unit].value
            assert on_time[unit].value + late[unit].value <= due[unit].value
    assert isinstance(measure("plans.due_count", UNITS, window)["STP"], Measured)


def test_a_unit_without_tasks_due_has_no_share_and_says_so() -> None:
    confirmed()
    assert measure("plans.on_time_share", UNITS, FEBRUARY)["HBS"] == Missing(NONE_DUE)
    assert isinstance(measure("plans.on_time_share", UNITS, parse_period("2023-04"))["STP"], Missing)
    assert isinstance(measure("plans.overdue_count", UNITS, parse_period("2023-01"))["STP"], Missing)


def test_overdue_and_done_are_counted_on_the_last_day_of_the_period() -> None:
    confirmed()
    assert (value("plans.overdue_count", "STP"), value("plans.overdue_count", "SYT")) == (1, 1)
    got = report(JUSTICE, row("STP").assignment_id)
    services.accept_report(OFFICE, report_id=got, quality=None, now=LATER)
    released = 0  # it co-operates in what the lead was accepted for
    assert (value("plans.overdue_count", "STP"), value("plans.overdue_count", "SYT")) == (0, released)
    assert (value("plans.done_count", "STP"), value("plans.done_count", "SYT")) == (1, 0)
    assert value("plans.overdue_count", "SYT", "2023Q1") == 1


def test_heads_areas_quality_and_extensions_are_measured_or_say_why_not() -> None:
    confirmed()
    got = report(JUSTICE, row("STP").assignment_id)
    services.accept_report(OFFICE, report_id=got, quality=Quality.GOOD, now=LATER)
    assert value("plans.good_quality_share", "STP") == 1
    assert isinstance(measure("plans.good_quality_share", UNITS, FEBRUARY)["SYT"], Missing)
    assert value("plans.extension_count", "STP") == 0
    assert isinstance(measure("plans.extension_count", UNITS, parse_period("2020-01"))["STP"], Missing)
    names = ("institutions", "procedures", "digital", "heads")
    for name in names:
        figures = measure(f"plans.{name}_on_time_share", UNITS, FEBRUARY)
        assert set(figures) == set(UNITS)
        assert all(isinstance(one, Missing) or 0 <= one.value <= 1 for one in figures.values())
