"""The clock by the law of the day of receipt.

>>> from caicach.dossiers.domain.limits import Limit, LimitUnit
>>> from caicach.kernel.calendar.in_force import working_time_in_force
>>> told = History("HS1", (
...     Event(datetime(2026, 8, 10, 9), Happening.RECEIVED),
...     Event(datetime(2026, 8, 12, 9), Happening.SUPPLEMENT_ASKED),
...     Event(datetime(2026, 8, 19, 9), Happening.HANDLING),
...     Event(datetime(2026, 8, 26, 16), Happening.DONE),
... ), Limit(5, LimitUnit.WORKING_DAYS))
>>> found = legal_clock(told, now=datetime(2026, 9, 30, 8), clock=working_time_in_force())
>>> str(found.due), found.verdict.value   # five working days from 19/8, Saturday 22/8 is worked
('2026-08-26 00:00:00', 'late')
"""

import operator
from dataclasses import dataclass, replace
from datetime import date, datetime

from caicach.dossiers.domain.clock.breaches import breaches_of
from caicach.dossiers.domain.clock.legs import legs_of
from caicach.dossiers.domain.clock.rules import RuleSet, rules_on
from caicach.dossiers.domain.clock.spans import Course, course
from caicach.dossiers.domain.clock.starting import end_of_day, end_of_limit, first_receipt, last_day, start_after
from caicach.dossiers.domain.clock.values import ENDS, OWED, Event, Happening, History, LegalClock, Verdict
from caicach.kernel.calendar.hours import WorkingTime


def legal_clock(history: History, *, now: datetime, clock: WorkingTime) -> LegalClock:
    """What is known at ``now``. Raises InvalidInput outside of the published calendar or before the first decree."""
    found = _followed(history, now, clock)
    if found.starts_at is None or found.passed is None:
        return _not_started(found, now, clock)
    history, passed, end = found.history, found.passed, found.end
    new_due_on = _new_due_on(history)
    of_new = None
    if new_due_on:
        of_new = _verdict(history, end, now, end_of_day(new_due_on), is_suspended=passed.suspended_since is not None)
    return LegalClock(
        found.rules,
        found.starts_at,
        end_of_limit(found.starts_at, history.limit, clock),
        passed.due,
        new_due_on,
        end.at if end else None,
        passed.spans,
        found.verdict,
        of_new,
        breaches_of(history, found.rules, passed.due, passed.suspended_since or found.until, end, now, clock),
        legs_of(history, passed.spans, clock),
    )


@dataclass(frozen=True, slots=True)
class LegalStanding:
    """How a dossier stands by ``legal_clock``, and no more of it."""

    verdict: Verdict
    due: datetime | None
    ended_at: datetime | None


def legal_standing(history: History, *, now: datetime, clock: WorkingTime) -> LegalStanding:
    """As ``legal_clock`` says at ``now``, without breaches and parts of agencies: those cost more than the rest."""
    found = _followed(history, now, clock)
    due = found.passed.due if found.passed else None
    return LegalStanding(found.verdict, due, found.end.at if found.end else None)


@dataclass(frozen=True, slots=True)
class _Followed:
    """A history as far as it is known at a moment; ``passed`` None: its time has not started."""

    history: History
    rules: RuleSet
    verdict: Verdict
    end: Event | None
    until: datetime
    starts_at: datetime | None = None
    passed: Course | None = None


def _followed(history: History, now: datetime, clock: WorkingTime) -> _Followed:
    if history.events and history.events[-1].at > now:
        history = replace(history, events=tuple(event for event in history.events if event.at <= now))
    received = history.first(Happening.RECEIVED, Happening.COMPETENT_RECEIVED)
    rules = rules_on(received.at.date()) if received else None
    receipt = first_receipt(history, rules) if rules else None
    if rules is None or receipt is None:
        return _unstarted(history, now)
    starts_at = start_after(receipt.at, rules, clock)
    end = _end(history)
    until = max(end.at if end else now, starts_at)
    passed = course(history, receipt.at, starts_at, until, rules, clock)
    verdict = _verdict(history, end, now, passed.due, is_suspended=passed.suspended_since is not None)
    return _Followed(history, rules, verdict, end, until, starts_at, passed)


def _unstarted(history: History, now: datetime) -> _Followed:
    """Registered, refused, or on its way to the competent agency."""
    rules = rules_on((history.events[0].at if history.events else now).date())
    refused = history.first(Happening.REFUSED, Happening.WITHDRAWN)
    return _Followed(history, rules, Verdict.NOT_JUDGED if refused else Verdict.NOT_STARTED, refused, now)


def _not_started(found: _Followed, now: datetime, clock: WorkingTime) -> LegalClock:
    breaches = breaches_of(found.history, found.rules, None, now, found.end, now, clock)
    ended_at = found.end.at if found.end else None
    return LegalClock(found.rules, None, None, None, None, ended_at, (), found.verdict, None, breaches, ())


def _end(history: History) -> Event | None:
    """The first end after which nothing went on: a dossier that is taken up again has not ended."""
    known = [event for event in history.events if event.what not in _BESIDE]
    if not known or known[-1].what not in ENDS:
        return None
    if known[-1].what not in OWED:
        return known[-1]
    again = max((at for at, event in enumerate(known) if event.what not in OWED), default=-1)
    return known[again + 1]


_BESIDE = (Happening.APOLOGISED, Happening.REAPPOINTED)


def _verdict(history: History, end: Event | None, now: datetime, due: datetime, *, is_suspended: bool) -> Verdict:
    """Of days, ``due`` is the midnight that is too late; of hours, the last moment that is in time."""
    is_over = operator.gt if history.limit.unit.is_hours else operator.ge
    if end is None:
        if is_suspended:
            return Verdict.SUSPENDED
        return Verdict.OPEN_OVERDUE if is_over(now, due) else Verdict.OPEN_IN_TIME
    if end.what not in OWED:
        return Verdict.NOT_JUDGED
    if is_over(end.at, due):
        return Verdict.LATE
    return Verdict.EARLY if end.at.date() < last_day(due) else Verdict.ON_TIME


def _new_due_on(history: History) -> date | None:
    """The day of the first re-appointment; a second one is a breach and moves nothing."""
    told = [event.due_on for event in history.every(Happening.REAPPOINTED) if event.due_on]
    return told[0] if told else None


def days_left(found: LegalClock, now: datetime, clock: WorkingTime) -> int | None:
    """Working days until the last day, negative when over; None where the clock does not run."""
    if found.due is None or found.verdict not in {Verdict.OPEN_IN_TIME, Verdict.OPEN_OVERDUE}:
        return None
    return clock.calendar.working_days_between(now.date(), last_day(found.due))
