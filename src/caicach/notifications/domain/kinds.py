"""What a message is about, and how soon a person wants to hear of it by a channel beside the page."""

from enum import StrEnum
from typing import Final


class Kind(StrEnum):
    """Kinds that a person can tell apart and choose for; DIGEST is the letter that gathers others, chosen by nobody."""

    WORK = "work"
    REMINDERS = "reminders"
    DECISIONS = "decisions"
    WAITING = "waiting"
    LETTERS = "letters"
    SCORING = "scoring"
    TALK = "talk"
    LISTS = "lists"
    UPKEEP = "upkeep"
    OTHER = "other"
    DIGEST = "digest"


class Pace(StrEnum):
    AT_ONCE = "at_once"
    DAILY = "daily"
    NEVER = "never"


CHOSEN: Final = tuple(kind for kind in Kind if kind is not Kind.DIGEST)
_GATHERED: Final = frozenset({Kind.WAITING, Kind.LISTS, Kind.UPKEEP})


def usual_pace(kind: Kind) -> Pace:
    """Before any choice: what many people send in a day comes gathered, all else at once.

    >>> usual_pace(Kind.WAITING), usual_pace(Kind.DECISIONS)
    (<Pace.DAILY: 'daily'>, <Pace.AT_ONCE: 'at_once'>)
    """
    return Pace.DAILY if kind in _GATHERED else Pace.AT_ONCE
