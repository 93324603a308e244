"""Which open dossiers will be late: how often dossiers like them were, drawn towards what more of them say.

A dossier that is open and in time on the morning of a working day has so many working days left; it was late in the
end, or not. Of such mornings are counted those of its unit, of its procedure, and of both together. Rates of few
mornings are drawn towards the rate of all that have as many days left, behind which ``WEIGHT`` mornings stand, so that
one late dossier of a small unit does not make it a late unit.

>>> cells = {Cell("A", "1.1", Left.ONE): Seen(200, 80), Cell("B", "1.1", Left.ONE): Seen(200, 10)}
>>> rates = Rates(cells)
>>> [round(rates.chance(Cell(unit, "1.1", Left.ONE)), 3) for unit in "ABC"]  # C was never seen
[0.381, 0.069, 0.225]
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import exp, log
from typing import Final

WEIGHT: Final = 100.0
_TELLING: Final = 1.3
_POINT: Final = 0.01
"""So many times as often as all, and by a point at least: a reason that is said."""
BOUNDS: Final = (0.02, 0.05, 0.1, 0.2, 0.4, 0.7)
"""Where the groups of the calibration table end; the last one ends at 1."""


class Left(StrEnum):
    """Working days until the last day of the limit: the last day itself, one to three, to five, to ten, more."""

    NONE = "none"
    ONE = "one"
    TWO = "two"
    THREE = "three"
    TO_FIVE = "to_five"
    TO_TEN = "to_ten"
    MORE = "more"


@dataclass(frozen=True, slots=True)
class Cell:
    """What dossiers have in common that have one chance."""

    unit: str
    procedure: str
    left: Left


@dataclass(frozen=True, slots=True)
class Seen:
    """Mornings of dossiers, and those of dossiers that were late in the end: by weight, and how many there were."""

    count: float = 0.0
    late: float = 0.0
    mornings: int = 0

    def __add__(self, other: "Seen") -> "Seen":
        return Seen(self.count + other.count, self.late + other.late, self.mornings + other.mornings)

    def drawn(self, towards: float) -> float:
        """The rate, drawn towards another one that ``WEIGHT`` mornings stand behind."""
        return (self.late + WEIGHT * towards) / (self.count + WEIGHT)


class Reason(StrEnum):
    """Why the chance differs from that of all with as many days left."""

    UNIT = "unit"
    PROCEDURE = "procedure"


class Rates:
    """Chances from what was seen."""

    def __init__(self, cells: Mapping[Cell, Seen]) -> None:
        self._cells = cells
        self._of_left: dict[Left, Seen] = defaultdict(Seen)
        self._of_unit: dict[tuple[str, Left], Seen] = defaultdict(Seen)
        self._of_procedure: dict[tuple[str, Left], Seen] = defaultdict(Seen)
        for cell, seen in cells.items():
            self._of_left[cell.left] += seen
            self._of_unit[cell.unit, cell.left] += seen
            self._of_procedure[cell.procedure, cell.left] += seen
        self.all = sum(cells.values(), Seen())
        self.base = self.all.late / self.all.count if self.all.count else 0.0

    def of_left(self, left: Left) -> float:
        """Of all that have as many days left: the base rate that a chance is shown beside."""
        return self._of_left.get(left, Seen()).drawn(self.base)

    def of_unit(self, cell: Cell) -> float:
        return self._of_unit.get((cell.unit, cell.left), Seen()).drawn(self.of_left(cell.left))

    def of_procedure(self, cell: Cell) -> float:
        return self._of_procedure.get((cell.procedure, cell.left), Seen()).drawn(self.of_left(cell.left))

    def chance(self, cell: Cell) -> float:
        """Unit and procedure added in log-odds, then drawn towards by what was seen of both together."""
        shared = _odds(self.of_unit(cell)) + _odds(self.of_procedure(cell)) - _odds(self.of_left(cell.left))
        return self._cells.get(cell, Seen()).drawn(1 / (1 + exp(-shared)))

    def reasons(self, cell: Cell) -> tuple[tuple[Reason, float], ...]:
        """Those that say the most, with the rate each stands on; none where the days left alone say it."""
        base = self.of_left(cell.left)
        found = [(Reason.UNIT, self.of_unit(cell)), (Reason.PROCEDURE, self.of_procedure(cell))]
        telling = [(why, rate) for why, rate in found if rate >= max(base * _TELLING, base + _POINT)]
        return tuple(sorted(telling, key=lambda one: -one[1]))

    def seen(self, cell: Cell) -> Seen:
        return self._cells.get(cell, Seen())


def _odds(share: float) -> float:
    kept = min(max(share, 1e-6), 1 - 1e-6)
    return log(kept / (1 - kept))


@dataclass(frozen=True, slots=True)
class Group:
    """Of the calibration table: mornings with a chance up to ``until``, the mean chance, how often it came true."""

    until: float
    count: int
    mean_chance: float
    observed: float


@dataclass(frozen=True)
class Evaluation:
    """Chances from what was known before the mornings they are held against: Brier scores (0 is perfect), calibration.

    ``brier_base``: of saying the base rate by days left of everybody.
    """

    learnt: int
    tested: int
    late: int
    brier: float
    brier_base: float
    groups: tuple[Group, ...]

    @property
    def skill(self) -> float:
        """How much of the base rate's error is gone; 0 or less: no better than it."""
        return 1 - self.brier / self.brier_base if self.brier_base else 0.0


def evaluation(learnt: Rates, cells: Mapping[Cell, Seen]) -> Evaluation | None:
    """``cells``: what came after ``learnt``. None where nothing did."""
    tested = sum(cells.values(), Seen())
    if not tested.count or not learnt.all.count:
        return None
    told = [(learnt.chance(cell), seen) for cell, seen in cells.items()]
    base = [(learnt.of_left(cell.left), seen) for cell, seen in cells.items()]
    bounds = (*BOUNDS, 1.0)
    groups = []
    for low, high in zip((-1.0, *BOUNDS), bounds, strict=True):
        inside = [(chance, seen) for chance, seen in told if low < chance <= high]
        seen = sum((one for _, one in inside), Seen())
        if seen.count:
            mean = sum(chance * one.count for chance, one in inside) / seen.count
            groups.append(Group(high, seen.mornings, mean, seen.late / seen.count))
    late = round(tested.late)
    return Evaluation(learnt.all.mornings, tested.mornings, late, _brier(told), _brier(base), tuple(groups))


def _brier(told: Iterable[tuple[float, Seen]]) -> float:
    total = count = 0.0
    for chance, seen in told:
        total += seen.late * (1 - chance) ** 2 + (seen.count - seen.late) * chance**2
        count += seen.count
    return total / count
