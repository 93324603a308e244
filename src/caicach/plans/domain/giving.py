"""What is about to be given: how many assignments of how many units, and what is odd about them."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class EndedUnit:
    """A unit that no longer exists, with its open assignments and who may take them: codes and names, by name."""

    code: str
    name: str
    assignments: int
    heirs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Giving:
    """``undated`` have no deadline of any kind: a common one may be set for them. ``late`` are late at once."""

    tasks: int = 0
    assignments: int = 0
    units: int = 0
    undated: int = 0
    recurring: int = 0
    awaiting: int = 0
    late: int = 0
    ended: tuple[EndedUnit, ...] = ()

    @property
    def to_ended(self) -> int:
        return sum(unit.assignments for unit in self.ended)


NOTHING_GIVEN: Final = Giving()
