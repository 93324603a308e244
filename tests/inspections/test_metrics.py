"""Figures of inspections: what is counted, what is missing, and what was known at the end of the period."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from caicach.inspections import services
from caicach.inspections.models import Finding
from caicach.kernel.metrics import Measured, Missing, listed, measure
from caicach.kernel.periods import parse_period
from caicach.plans import services as tasks
from caicach.plans.models import Assignment
from factories.inspections import (
    DONE,
    JUSTICE,
    LATER_VISIT,
    OFFICE,
    answered,
    begun,
    concluded,
    mended,
    minuted,
    said,
    teams,
)
from factories.plans import report

pytestmark = pytest.mark.django_db
UNITS = ("STP", "SYT")


@pytest.fixture(autouse=True)
def small_province() -> None:
    teams()


def figure(name: str, period: str = "2023Q1", unit: str = "STP") -> Decimal | None:
    found = measure(f"inspections.{name}", UNITS, parse_period(period))[unit]
    return found.value if isinstance(found, Measured) else None


def test_units_inspected_and_inspections_held_are_counted_apart() -> None:
    concluded()
    minuted_only = begun()
    answered(minuted_only, i1_1=said(count=0), i0_1=mended(DONE), i0_2=mended(DONE), at=DONE)
    minuted(minuted_only)
    assert (figure("inspected_units"), figure("held_count"), figure("held_count", "2023Q2")) == (1, 2, 0)
    assert (figure("inspected_units", unit="SYT"), figure("self_held_count")) == (0, 0)


def test_not_inspected_is_not_without_fault() -> None:
    concluded()
    assert figure("finding_count") == 2
    found = measure("inspections.finding_count", UNITS, parse_period("2023Q1"))["SYT"]
    assert isinstance(found, Missing)


def test_mended_in_time_is_what_was_accepted_by_the_day_and_the_period_knows() -> None:
    first = Finding.objects.filter(inspection=concluded()).order_by("pk").values_list("pk", flat=True)[0]
    task = services.plan_remedy(JUSTICE, finding_id=first, remedy="Chấm công", owner="Văn phòng", now=DONE)
    waiting = report(JUSTICE, Assignment.objects.get(task_id=task).pk)
    assert (figure("due_count"), figure("mended_in_time_share"), figure("mended_count")) == (2, 0, 0)
    tasks.accept_report(OFFICE, report_id=waiting, quality=None, now=datetime(2023, 2, 21, 3, 0, tzinfo=UTC))
    assert (figure("mended_in_time_count"), figure("mended_in_time_share")) == (1, Decimal("0.5"))
    assert (figure("mended_count"), figure("mended_count", unit="SYT")) == (1, None)
    assert figure("mended_in_time_share", "2023Q2") is None


def test_what_comes_back_counts_where_it_came_back() -> None:
    concluded()
    again = begun(at=LATER_VISIT)
    answered(
        again,
        at=LATER_VISIT,
        i0_1=mended(LATER_VISIT),
        i0_2=mended(LATER_VISIT),
        i2_1=said(LATER_VISIT, count=1, whole=2),
    )
    minuted(again, at=LATER_VISIT)
    services.conclude_inspection(OFFICE, inspection_id=again, text="x", due_on=date(2023, 7, 1), now=LATER_VISIT)
    assert (figure("repeated_count"), figure("repeated_count", "2023Q2")) == (0, 1)
    assert figure("mended_in_time_count") == 0, "closed in June, due in March"


def test_every_figure_says_what_it_stands_on() -> None:
    concluded()
    for one in listed():
        if one.name.startswith("inspections."):
            found = one.function(UNITS, parse_period("2023Q1"))["STP"]
            assert isinstance(found, Missing) or found.provenance.selection
