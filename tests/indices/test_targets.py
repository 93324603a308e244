"""Targets of the Government's resolution stand beside results of their year, with their source, and change no score."""

from datetime import date
from decimal import Decimal

import pytest

from caicach.indices import queries, services
from caicach.indices.domain.cycle import Cells
from caicach.indices.domain.targets import TARGETS, targets_of
from caicach.indices.models import ScoringYear
from factories.correspondence import LEADER, OFFICE
from factories.indices import LATER, at_council, council_says


def test_the_targets_of_2026_are_those_of_the_resolution() -> None:
    assert [(one.component, one.percent) for one in targets_of("qd766-2022", 2026)] == [
        ("3.1", Decimal(80)),
        ("3.6", Decimal(60)),
        ("3.3", Decimal(80)),
        ("4.2", Decimal(90)),
        ("1.4", Decimal(100)),
    ]
    assert {(one.number, one.issued_on) for one in TARGETS} == {("01/NQ-CP", date(2026, 1, 8))}
    assert targets_of("qd766-2022", 2025) == ()


@pytest.mark.django_db
def test_a_result_of_the_year_tells_how_many_units_reached_the_target() -> None:
    year = at_council()
    for unit in ("SNV", "STP", "SYT"):
        council_says(year, unit, "1.4", Cells("100"))
    services.freeze(OFFICE, year_id=year, now=LATER)
    assert queries.result_page(LEADER, year).targets == ()
    ScoringYear.objects.filter(pk=year).update(set_code="par-tinh-sau-2025", year=2026)
    (line,) = queries.result_page(LEADER, year).targets
    judged = [row.percentage for row in queries.result_page(LEADER, year).rows if row.percentage is not None]
    assert line.target.percent == Decimal("88.87")
    assert (line.reached, line.judged) == (sum(one >= line.target.percent for one in judged), len(judged))
