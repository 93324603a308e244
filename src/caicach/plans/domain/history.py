"""What was known of an assignment at the end of a past day, from facts that are never written again.

A state of the past is the state of the facts of that day: the deadline in force then, the reports filed and decided by
then. What was accepted later, with an earlier day of completion, changes nothing about the day before the acceptance.
"""

from dataclasses import dataclass
from datetime import date

from caicach.plans.domain.states import AssignmentFacts


@dataclass(frozen=True, slots=True)
class FiledReport:
    """A report by days: ``completed_on`` is what it claims, ``decided_on`` None while it waits or was replaced."""

    filed_on: date
    completed_on: date | None
    decided_on: date | None = None
    is_accepted: bool = False


@dataclass(frozen=True, slots=True)
class DeadlineMove:
    decided_on: date
    old_due_on: date | None


@dataclass(frozen=True, slots=True)
class Stretch:
    """A pause: from its first day to the day before ``ends_on``, on which it was taken up; None while it lasts."""

    begins_on: date
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class Awaited:
    """An event that the deadline waits for; ``recorded_on`` None until it is known to have happened."""

    recorded_on: date | None


@dataclass(frozen=True, slots=True)
class AssignmentHistory:
    """Facts of one assignment. ``reports`` and ``moves`` in the order in which they came.

    ``given_on`` is the day of the document; ``cancelled_on`` the day it was called off; ``due_on`` the deadline
    in force after every move.
    """

    given_on: date
    due_on: date | None
    judged_due_on: date | None = None
    reports: tuple[FiledReport, ...] = ()
    moves: tuple[DeadlineMove, ...] = ()
    cancelled_on: date | None = None
    pauses: tuple[Stretch, ...] = ()
    awaited: Awaited | None = None
    lead_accepted_on: date | None = None


def facts_on(history: AssignmentHistory, on: date) -> AssignmentFacts | None:
    """The facts known at the end of the day ``on``; None where the assignment was not given yet, or called off by then.

    >>> from datetime import date as day
    >>> report = FiledReport(day(2023, 3, 10), day(2023, 3, 9), decided_on=day(2023, 3, 14), is_accepted=True)
    >>> history = AssignmentHistory(day(2023, 2, 1), day(2023, 3, 15), day(2023, 3, 15), (report,))
    >>> [facts_on(history, day(2023, 3, d)).completed_on for d in (13, 14)]
    [None, datetime.date(2023, 3, 9)]
    """
    is_off = history.cancelled_on is not None and history.cancelled_on <= on
    if history.given_on > on or is_off:
        return None
    filed = [report for report in history.reports if report.filed_on <= on]
    accepted = next((r for r in filed if r.is_accepted and r.completed_on and _is_decided(r, on)), None)
    waiting = filed[-1] if filed and not _is_decided(filed[-1], on) else None
    return AssignmentFacts(
        due_on=deadline_on(history, on),
        completed_on=accepted.completed_on if accepted else None,
        judged_due_on=history.judged_due_on if accepted else None,
        claimed_on=waiting.completed_on if waiting and not accepted else None,
        begun_on=filed[0].filed_on if filed else None,
        paused_on=next((p.begins_on for p in history.pauses if _lasts(p, on)), None),
        is_awaiting=history.awaited is not None and not _is_recorded(history.awaited, on),
        lead_accepted_on=history.lead_accepted_on,
    )


def deadline_on(history: AssignmentHistory, on: date) -> date | None:
    """The deadline in force at the end of the day: what the first later move found."""
    later = next((move for move in history.moves if move.decided_on > on), None)
    return later.old_due_on if later else history.due_on


def _lasts(pause: Stretch, on: date) -> bool:
    return pause.begins_on <= on and (pause.ends_on is None or on < pause.ends_on)


def _is_recorded(event: Awaited, on: date) -> bool:
    return event.recorded_on is not None and event.recorded_on <= on


def _is_decided(report: FiledReport, on: date) -> bool:
    return report.decided_on is not None and report.decided_on <= on
