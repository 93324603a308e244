"""What the engine asks of the pure clocks: a start for what many dossiers share, and everything of one dossier."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from caicach.dossiers.domain.clock.checking import history_problem
from caicach.dossiers.domain.clock.law import legal_clock, legal_standing
from caicach.dossiers.domain.clock.legs import late_by
from caicach.dossiers.domain.clock.portal import handling_time, late_from, reckoning_766
from caicach.dossiers.domain.clock.starting import last_day
from caicach.dossiers.domain.clock.values import ENDS, PAUSES, Event, Happening, History, SpanKind, Verdict
from caicach.dossiers.domain.limiting import Start, Told, limit_for, start_of
from caicach.dossiers.domain.limits import Limits
from caicach.dossiers.domain.nine import agency_points
from caicach.dossiers.engine.reckoning import Combination, Reckoned, us_of
from caicach.dossiers.engine.standing import Then
from caicach.kernel.calendar.hours import WorkingTime
from caicach.kernel.errors import InvalidInput

NO_LIMIT, OUT_OF_ORDER, NOT_PUBLISHED = "no_limit", "out_of_order", "not_published"


class Clocks:
    """By the limits and the calendar in force."""

    def __init__(self, limits: Limits, clock: WorkingTime) -> None:
        self._limits, self._clock = limits, clock

    def start(self, asked: Combination) -> Start | None:
        """None where the dossiers have to be looked at one by one."""
        try:
            limit = limit_for(self._limits, asked.procedure, asked.received, asked.promised, self._clock)
            by_days = limit is not None and (limit.unit.needs_calendar or asked.promised) and not limit.unit.is_hours
            if limit is None or not by_days or limit.parts:
                return None
            return start_of(limit, asked.received, asked.promised, self._clock)
        except InvalidInput:
            return None

    def others(self, told: Sequence[Told]) -> tuple[Reckoned, ...]:
        return tuple(self._one(one) for one in told)

    def _one(self, told: Told) -> Reckoned:
        received = next((us_of(one.at) for one in told.events if one.what is Happening.RECEIVED), None)
        try:
            history = told.history(self._limits, self._clock)
            if history is None:
                return Reckoned(told.code, received, problem=NO_LIMIT, handling_us=_length(told.events))
            if history_problem(history):
                return Reckoned(told.code, received, problem=OUT_OF_ORDER)
            return self._reckoned(history, received)
        except InvalidInput:
            return Reckoned(told.code, received, problem=NOT_PUBLISHED)

    def _reckoned(self, history: History, received: int | None) -> Reckoned:
        """As known after the last step: what goes on is held against a moment when somebody asks."""
        now = history.events[-1].at
        law = legal_clock(history, now=now, clock=self._clock)
        portal = reckoning_766(history, period_ends_on=now.date(), clock=self._clock)
        goes_on = portal.end is None and portal.is_late is not None and portal.requests <= 1
        who = late_by(law.legs, law.spans, law.due) if law.due else ()
        pauses = history.every(*PAUSES)
        standing = law.spans[-1] if law.spans and law.spans[-1].kind is SpanKind.SUSPENDED else None
        legs = agency_points(law.legs)
        is_suspended = law.verdict is Verdict.SUSPENDED
        return Reckoned(
            history.code,
            received_us=received,
            starts_us=_us(law.starts_at),
            due_us=_us(law.due),
            is_hours=history.limit.unit.is_hours,
            limit_count=history.limit.count,
            limit_unit=history.limit.unit.value,
            ended_us=_us(law.ended_at),
            suspended_us=_us(standing.start if standing else now) if is_suspended else None,
            verdict=law.verdict.value if law.ended_at else None,
            late_from_us=_us(late_from(history, self._clock)) if goes_on else None,
            ended_766_us=_us(portal.end),
            is_late_766=None if goes_on else portal.is_late,
            is_answer_late=any(one.code == "late_answer" for one in law.breaches),
            paused_on_last_day=bool(pauses and law.first_due and pauses[0].at.date() == last_day(law.first_due)),
            is_reopened=_is_reopened(history, law.ended_at),
            late_by=next(iter(who), None),
            handling_us=_length(history.events),
            leg_points=legs.points,
            leg_count=legs.count,
        )

    def past(self, told: Sequence[Told], *, begins: datetime, now: datetime) -> tuple[Then, ...]:
        """How dossiers stood at ``now``, where later steps of theirs are known by today."""
        return tuple(then for one in told if (then := self._then(one, begins, now)) is not None)

    def _then(self, told: Told, begins: datetime, now: datetime) -> Then | None:
        history = told.history(self._limits, self._clock)
        if history is None:
            return None
        law = legal_standing(history, now=now, clock=self._clock)
        portal = reckoning_766(history, period_ends_on=now.date(), clock=self._clock)
        ended_before = False
        if history.events[0].at < begins:
            before = legal_standing(history, now=begins - datetime.resolution, clock=self._clock)
            ended_before = before.ended_at is not None
        return Then(told.code, law.verdict.value, _us(law.ended_at), _us(law.due), portal.is_late, ended_before)


def _is_reopened(history: History, ended_at: datetime | None) -> bool:
    """Whether it had ended before, and went on."""
    return any(event.what in ENDS and (ended_at is None or event.at < ended_at) for event in history.events)


def _length(events: Sequence[Event]) -> int | None:
    found = handling_time(events)
    return None if found is None else found // timedelta(microseconds=1)


def _us(at: datetime | None) -> int | None:
    return us_of(at) if at else None
