"""Deadlines as a calendar shows them."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class EntryState(StrEnum):
    OPEN = "open"
    DONE = "done"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Entry:
    """One deadline. ``uid`` stays, ``sequence`` grows with every change, ``changed_at`` is the last of them.

    ``alarm_on`` is the day whose morning rings, None for silence: what is done or cancelled does not ring.
    """

    uid: str
    sequence: int
    on: date
    summary: str
    description: str
    url: str
    state: EntryState
    changed_at: datetime
    alarm_on: date | None
