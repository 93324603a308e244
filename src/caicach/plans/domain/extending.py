"""Requests for a later deadline: what may be asked and when."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class RequestState(StrEnum):
    WAITING = "waiting"
    GRANTED = "granted"
    REFUSED = "refused"


class DeadlineCause(StrEnum):
    """Why a deadline changed."""

    EXTENSION = "extension"
    PAUSE = "pause"  # moved by the working days of the pause
    EVENT = "event"  # the event happened, the clock started
    CALENDAR = "calendar"  # counted again: the days off are others than were known when it was given
    GIVEN = "given"  # the first one of work that had none


@dataclass(frozen=True, slots=True)
class ExtensionRequestView:
    """``has_passed``: the deadline is over, so that it can no longer be granted."""

    id: int
    assignment_id: int
    state: RequestState
    proposed_on: date
    reason: str
    requested_at: datetime
    requested_by: str
    granted_on: date | None
    decision_reason: str
    decided_at: datetime | None
    decided_by: str
    has_passed: bool
    may_decide: bool


@dataclass(frozen=True, slots=True)
class WaitingRequest:
    """A request in the list of those that wait for the standing office."""

    request: ExtensionRequestView
    task_id: int
    task_text: str
    unit: str
    unit_name: str
    due_on: date | None
