"""Units of a scoring year hear that a step is theirs, with what is asked of them."""

from datetime import date

import pytest

from caicach.indices import services
from caicach.indices.domain.cycle import Step
from caicach.kernel.access import Actor
from caicach.kernel.saying import say
from caicach.notifications import queries as notifications
from caicach.organisations import queries as organisations
from factories.correspondence import OFFICE
from factories.indices import LATER, opened, sheet_of
from factories.web import people

pytestmark = pytest.mark.django_db


def actor(username: str) -> Actor:
    return organisations.actor_of(organisations.user_id_of(username), date(2023, 12, 1))


def heard(username: str) -> list[str]:
    return [say(message.content.title) for message in reversed(notifications.messages(actor(username)).items)]


def test_units_hear_when_self_scoring_and_explanations_open() -> None:
    people()
    year = opened()
    for name in ("tuphap", "tuphap2", "yte"):
        assert heard(name) == ["Kỳ chấm điểm năm 2023: đã mở tự chấm điểm"]
    assert heard("hoidong") == []
    (message,) = notifications.messages(actor("tuphap")).items
    assert message.content.link == f"/chi-so/phieu/{sheet_of(year, 'STP')}/"
    services.move_on(OFFICE, year_id=year, seen=Step.SELF_SCORING, reason="Hết hạn", now=LATER)
    assert len(heard("tuphap")) == 1  # the first appraisal is not the units'
    services.move_on(OFFICE, year_id=year, seen=Step.APPRAISAL_1, now=LATER)
    assert heard("tuphap")[-1] == "Kỳ chấm điểm năm 2023: đã mở giải trình"
