"""A move to the next step is taken back within a day: the step, and what the move locked for units."""

from datetime import timedelta

import pytest

from caicach.indices import services
from caicach.indices.domain.cycle import Step
from caicach.indices.models import ScoringYear, Sheet
from caicach.kernel.errors import Conflict, NotAllowed
from factories.correspondence import JUSTICE, OFFICE
from factories.indices import LATER, opened, scored

pytestmark = pytest.mark.django_db


def moved() -> int:
    """A year in which one unit locked its sheet by itself and the move locked the others."""
    year_id = opened()
    scored(year_id, JUSTICE, "STP")
    services.move_on(OFFICE, year_id=year_id, seen=Step.SELF_SCORING, reason="Hết hạn", now=LATER)
    return year_id


def test_what_the_move_locked_is_open_again_and_what_a_unit_locked_is_not() -> None:
    year_id = moved()
    services.take_back(OFFICE, year_id=year_id, seen=Step.APPRAISAL_1, now=LATER + timedelta(hours=23))
    assert ScoringYear.objects.get().step == Step.SELF_SCORING.value
    assert list(Sheet.objects.exclude(locked_at=None).values_list("unit_id", flat=True)) == ["STP"]


def test_after_a_day_a_second_time_or_for_another_it_is_refused() -> None:
    year_id = moved()
    with pytest.raises(NotAllowed):
        services.take_back(JUSTICE, year_id=year_id, seen=Step.APPRAISAL_1, now=LATER)
    with pytest.raises(Conflict, match="not_taken_back"):
        services.take_back(OFFICE, year_id=year_id, seen=Step.APPRAISAL_1, now=LATER + timedelta(hours=25))
    services.take_back(OFFICE, year_id=year_id, seen=Step.APPRAISAL_1, now=LATER)
    with pytest.raises(Conflict, match="moved"):
        services.take_back(OFFICE, year_id=year_id, seen=Step.APPRAISAL_1, now=LATER)
    with pytest.raises(Conflict, match="not_taken_back"):
        services.take_back(OFFICE, year_id=year_id, seen=Step.SELF_SCORING, now=LATER)


def test_a_step_that_was_gone_back_to_is_not_taken_back() -> None:
    year_id = moved()
    services.move_on(OFFICE, year_id=year_id, seen=Step.APPRAISAL_1, now=LATER)
    services.move_back(OFFICE, year_id=year_id, seen=Step.EXPLANATION, reason="Nhầm", now=LATER)
    with pytest.raises(Conflict, match="not_taken_back"):
        services.take_back(OFFICE, year_id=year_id, seen=Step.APPRAISAL_1, now=LATER)
