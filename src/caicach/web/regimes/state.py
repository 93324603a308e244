"""Periodic reports in the state of the reform."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from django.urls import reverse

from caicach.kernel.access import Actor
from caicach.kernel.said import plain, tell
from caicach.regimes import queries
from caicach.web.shell.state import StateLine, StateRoom

_PERIODS: Final = 3


def _periods(actor: Actor, on: date) -> Iterator[StateLine]:
    """How the newest periods stand: kept by report, not by day."""
    lines = queries.periods_open(actor, on=on)
    sent = sum(line.sent for line in lines)
    yield StateLine(tell("Báo cáo định kỳ chờ chấp nhận"), sent, None, reverse("web:periodic"), waits=True)
    for line in lines[:_PERIODS]:
        title = tell("{subject}, {period}", subject=plain(line.form.subject), period=line.period.said)
        told = tell(
            "{accepted}/{total} đã chấp nhận, {overdue} quá hạn chưa gửi",
            accepted=line.accepted,
            total=line.total,
            overdue=line.overdue,
        )
        yield StateLine(title, told, None, reverse("web:periodic_period", args=[line.form.id, line.period.id]))


STATE = StateRoom(tell("Báo cáo định kỳ"), _periods)
