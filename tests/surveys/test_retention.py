"""When the day is over until which a survey is kept: the night's work, and what is no longer taken in."""

from datetime import UTC, datetime
from itertools import count

import pytest

from caicach.kernel.access import SYSTEM, Actor
from caicach.surveys.collection import jobs, services
from caicach.surveys.collection.models import Submission, Survey
from caicach.surveys.collection.services import expiring
from factories import surveys as made

OVER = datetime(2026, 1, 1, 3, tzinfo=UTC)
"""The surveys of the factory are kept until the last day of 2025."""


@pytest.mark.django_db
def test_a_survey_closed_meanwhile_stops_neither_the_others_nor_the_deletion(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody closes the first one after the night's job has looked which are open."""
    surveys = [made.survey(), made.survey()]
    for survey in surveys:
        made.received(survey, made.collector(survey), uuid=f"{survey}", chung="4")
    turn = count()

    def closed_by_another_first(actor: Actor, *, survey_id: int, now: datetime) -> None:
        if next(turn) == 0:
            services.close_survey(SYSTEM, survey_id=survey_id, now=now)
        services.close_survey(actor, survey_id=survey_id, now=now)

    monkeypatch.setattr(expiring, "close_survey", closed_by_another_first)
    jobs.expire({}, OVER)
    assert not Survey.objects.filter(closed_at=None).exists()
    assert not Submission.objects.exists()
