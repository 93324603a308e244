"""Surveys in the state of the reform."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from django.urls import reverse

from caicach.kernel.access import Actor
from caicach.kernel.metrics import Measured, measure
from caicach.kernel.periods import PeriodKind, period_of
from caicach.kernel.said import plain, tell
from caicach.organisations import queries as organisations
from caicach.surveys.collection import queries
from caicach.surveys.collection.domain.values import SurveyState
from caicach.web.shell.state import StateLine, StateRoom, percent_range

_SHARE: Final = "surveys.satisfied_share"


def _asked(actor: Actor, on: date) -> Iterator[StateLine]:
    """Surveys that run with what came in, and the shares of the last year that has some."""
    for line in queries.survey_lines(actor):
        if line.state is SurveyState.OPEN:
            told = tell("{submissions} phiếu đã nhận", submissions=line.submissions)
            yield StateLine(plain(line.title), told, None, reverse("web:survey", args=[line.id]))
    year = period_of(PeriodKind.YEAR, on)
    for period in (year, year.previous):
        codes = [unit.code for unit in organisations.units_on(period.last)]
        found = [one.value for one in measure(_SHARE, codes, period).values() if isinstance(one, Measured)]
        if found:
            yield StateLine(tell("Tỷ lệ hài lòng, {period}", period=period.said), percent_range(found))
            return


STATE = StateRoom(tell("Khảo sát"), _asked)
