"""What became of what a person asked for, told when nobody waits at a page for it any more.

The rooms that know of it stand below the one that reaches people: that one says how at its start (``tell_through``).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from caicach.kernel.said import Said


@dataclass(frozen=True, slots=True)
class Outcome:
    """``user_id``: whom it concerns. The same ``key`` is told once; ``link`` is the page that says more, «/path/»."""

    user_id: int
    key: str
    title: Said
    why: Said
    link: str


Teller = Callable[[Outcome, datetime], None]
_TELLERS: Final[list[Teller]] = []


def tell_through(teller: Teller) -> None:
    _TELLERS.append(teller)


def tell_outcome(outcome: Outcome, *, now: datetime) -> None:
    """Call it inside the transaction of what happened: nobody hears of what did not."""
    for teller in _TELLERS:
        teller(outcome, now)
