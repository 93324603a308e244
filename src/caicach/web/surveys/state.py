"""Surveys in the state of the reform."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from django.urls import reverse

from caicach.kernel.access import Actor
from caicach.kernel.decimals import rounded_value
from caicach.kernel.metrics import Measured, measure
from caicach.kernel.periods import Period, PeriodKind, period_of
from caicach.kernel.said import Said, plain, tell
from caicach.organisations import queries as organisations
from caicach.surveys.collection import queries
from caicach.surveys.collection.domain.values import SurveyState
from caicach.web.shell.state import StateLine, StateRoom, percent, percent_range

_SHARE: Final = "surveys.reported_satisfied_share"


def _asked(actor: Actor, on: date) -> Iterator[StateLine]:
    """Surveys that run with what came in, and the shares of the last year that has some, of the whole place first."""
    for line in queries.survey_lines(actor):
        if line.state is SurveyState.OPEN:
            told = tell("{submissions} phiếu đã nhận", submissions=line.submissions)
            yield StateLine(plain(line.title), told, None, reverse("web:survey", args=[line.id]))
    year = period_of(PeriodKind.YEAR, on)
    for period in (year, year.previous):
        found = dict(_measured(period))
        if found:
            yield from _satisfaction(found, period)
            return
    yield StateLine(tell("Tỷ lệ hài lòng"), tell("năm nay và năm trước chưa có kết quả"))


def _measured(period: Period) -> Iterator[tuple[str, Measured]]:
    codes = [unit.code for unit in organisations.units_on(period.last)]
    for code, figure in measure(_SHARE, codes, period).items():
        if isinstance(figure, Measured):
            yield code, figure


def _satisfaction(found: dict[str, Measured], period: Period) -> Iterator[StateLine]:
    whole = organisations.whole_on(period.last)
    own = found.pop(whole.code, None) if whole else None
    if own is not None:
        title = tell("Tỷ lệ hài lòng toàn tỉnh, {period}", period=period.said)
        yield StateLine(title, _with_error(own))
    if found:
        shares = [one.value for one in found.values()]
        yield StateLine(tell("Tỷ lệ hài lòng của đơn vị, {period}", period=period.said), percent_range(shares))


def _with_error(figure: Measured) -> Said:
    """A share of a sample is told with its interval where that is known."""
    interval = figure.error.interval if figure.error else None
    if interval is None:
        return percent(figure.value)
    low, high = (rounded_value(end * 100, 1) for end in interval)
    share = rounded_value(figure.value * 100, 1)
    return tell("{percent} % (từ {low} đến {high})", percent=share, low=low, high=high)


STATE = StateRoom(tell("Khảo sát"), _asked)
