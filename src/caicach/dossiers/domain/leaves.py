"""Components of Decision 766 that dossiers tell of: what each counts, of what, and what is not known.

Of the dossiers received in the period (the portal counts by the day of receipt), as far as known today. What an export
does not say of a dossier is not counted as reached, as on the portal, and the number of such dossiers stands beside.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from enum import StrEnum


class Leaf(StrEnum):
    """Shares of dossiers, by the number of the component in the set: a label and no place."""

    ONLINE = "3.3"
    PAID_ONLINE = "3.6"
    RESULT = "4.1"
    DIGITISED = "4.2"
    REUSED = "4.3"
    SHARED = "4.4"
    IDENTIFIED = "4.5b"
    DISLIKED = "5.4"


class ProcedureLeaf(StrEnum):
    """Shares of procedures: of those that by the register are offered, or have a fee, the ones with such a dossier."""

    USED_ONLINE = "3.2"
    HAS_FEE = "3.5a"
    PAID_ONLINE = "3.5b"


@dataclass(frozen=True, slots=True)
class Tally:
    """``unknown``: of what is counted, those of which nothing says whether they reach it."""

    met: int
    of: int
    unknown: int = 0

    @property
    def share(self) -> Decimal | None:
        """None where there is nothing to count, or nothing is known of any.

        >>> Tally(3, 4, 1).share, Tally(0, 4, 4).share
        (Decimal('0.75'), None)
        """
        return Decimal(self.met) / self.of if self.of > self.unknown else None


@dataclass(frozen=True, slots=True)
class LeafLine:
    """Of a unit, a procedure or all. ``completed`` of them were done or returned, with ``handling`` in sum, pauses
    taken out; ``procedures``: codes with such a dossier; ``fee_unknown``: dossiers of which nothing says whether a fee
    is due.
    """

    key: str
    received: int
    tallies: Mapping[Leaf, Tally]
    procedures: Mapping[ProcedureLeaf, tuple[str, ...]]
    fee_unknown: int
    completed: int
    handling: timedelta

    @property
    def mean_days(self) -> Decimal | None:
        """Days of 24 hours; None where nothing was completed."""
        return Decimal(self.handling // timedelta(seconds=1)) / 86_400 / self.completed if self.completed else None
