"""When a publication decision has to be signed, sent, and public in the national database, and how it stands on a day.

Limits are dated: a decision keeps those in force when it was signed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from caicach.kernel.calendar import WorkingCalendar
from caicach.kernel.errors import InvalidInput
from caicach.kernel.said import NOTHING, Said, sentence_of, tell
from caicach.procedures.domain.decisions import DecisionFacts, Issuer


class Clock(StrEnum):
    SIGNED = "signed"
    SENT = "sent"
    ENTERED = "entered"


class Standing(StrEnum):
    IN_TIME = "in_time"
    DONE_LATE = "done_late"
    COMING = "coming"
    LATE = "late"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Limit:
    """``days`` before the text takes effect (calendar days), or after signing (working days)."""

    clock: Clock
    issuer: Issuer
    is_shortened: bool
    days: int
    since: date
    source: str


_LAW: Final = date(2010, 10, 14)
_SENT: Final = date(2017, 12, 15)
_15, _24 = "Nghị định 63/2010/NĐ-CP, Điều 15", "Nghị định 63/2010/NĐ-CP, Điều 24"
LIMITS: Final = (
    Limit(Clock.SIGNED, Issuer.PROVINCE, False, 5, _LAW, _15),
    Limit(Clock.SIGNED, Issuer.MINISTRY, False, 20, _LAW, _15),
    Limit(Clock.SENT, Issuer.MINISTRY, False, 3, _SENT, "Thông tư 02/2017/TT-VPCP"),
    Limit(Clock.SENT, Issuer.MINISTRY, True, 3, _SENT, "Thông tư 02/2017/TT-VPCP"),
    Limit(Clock.ENTERED, Issuer.PROVINCE, False, 5, _LAW, _24),
    Limit(Clock.ENTERED, Issuer.MINISTRY, False, 10, _LAW, _24),
    Limit(Clock.ENTERED, Issuer.PROVINCE, True, 2, _LAW, _24),
    Limit(Clock.ENTERED, Issuer.MINISTRY, True, 2, _LAW, _24),
)
"""By the shortened order the decision follows the text within 3 days of its issue, a day that decisions do not name: no
limit of signing stands here for it. Điều 15 says «ngày», read as calendar days; Điều 24 «ngày làm việc»."""


@dataclass(frozen=True, slots=True)
class ClockState:
    """``why`` a limit is unknown."""

    clock: Clock
    standing: Standing
    due_on: date | None = None
    done_on: date | None = None
    source: str = ""
    why: Said = NOTHING


def clocks_of(facts: DecisionFacts, *, on: date, calendar: WorkingCalendar) -> tuple[ClockState, ...]:
    limits = (
        limit
        for limit in LIMITS
        if (limit.issuer, limit.is_shortened) == (facts.issuer, facts.is_shortened) and limit.since <= facts.signed_on
    )
    return tuple(_state(limit, facts, on, calendar) for limit in limits)


def worst_of(clocks: Iterable[ClockState]) -> Standing:
    """The standing that asks for something first.

    >>> worst_of([ClockState(Clock.SIGNED, Standing.IN_TIME), ClockState(Clock.ENTERED, Standing.LATE)]).value
    'late'
    """
    order = (Standing.LATE, Standing.COMING, Standing.UNKNOWN, Standing.DONE_LATE, Standing.IN_TIME)
    found = {one.standing for one in clocks}
    return next((standing for standing in order if standing in found), Standing.UNKNOWN)


def _state(limit: Limit, facts: DecisionFacts, on: date, calendar: WorkingCalendar) -> ClockState:
    done = {Clock.SIGNED: facts.signed_on, Clock.SENT: facts.sent_on, Clock.ENTERED: facts.entered_on}[limit.clock]
    if limit.clock is Clock.SIGNED:
        if facts.effective_on is None:
            why = tell("Chưa ghi ngày văn bản có hiệu lực.")
            return ClockState(limit.clock, Standing.UNKNOWN, None, done, limit.source, why)
        due = facts.effective_on - timedelta(days=limit.days)
    else:
        try:
            due = calendar.add_working_days(facts.signed_on, limit.days)
        except InvalidInput as error:
            return ClockState(limit.clock, Standing.UNKNOWN, None, done, limit.source, sentence_of(error))
    return ClockState(limit.clock, _standing(due, done, on), due, done, limit.source)


def _standing(due: date, done: date | None, on: date) -> Standing:
    if done is not None and done <= on:
        return Standing.IN_TIME if done <= due else Standing.DONE_LATE
    return Standing.COMING if on <= due else Standing.LATE
