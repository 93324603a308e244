"""Who is drawn of a list of units, by each method, with the probability that each had."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from caicach.surveys.sampling.numbers import number_of
from caicach.surveys.sampling.values import Method


@dataclass(frozen=True, slots=True)
class Unit:
    """``code``: what is told apart by, with the codes of the units above; ``measure``: its size, for draws by size."""

    code: tuple[str, ...]
    measure: float = 1.0


@dataclass(frozen=True, slots=True)
class Chosen:
    """``at``: place in the list; ``stand_in``: its turn in the reserve, None for the sample itself."""

    at: int
    probability: float
    stand_in: int | None = None


def chosen_units(units: Sequence[Unit], size: int, method: Method, seed: str, reserve: int = 0) -> list[Chosen]:
    """``size`` of the units in the order of the list, then the reserve in its order of standing in.

    All of them where the list is no longer than the size. Of equal numbers the code decides.
    """
    numbers = [(number_of(seed, *unit.code), unit.code, at) for at, unit in enumerate(units)]
    if len(units) <= size:
        drawn = dict.fromkeys(range(len(units)), 1.0)
    elif method is Method.SIMPLE:
        drawn = {at: size / len(units) for *_, at in sorted(numbers)[:size]}
    elif method is Method.SYSTEMATIC:
        drawn = {at: size / len(units) for at in _every(len(units), size, _start(units, seed))}
    else:
        drawn = _by_size(units, size, seed)
    others = [at for *_, at in sorted(numbers) if at not in drawn][:reserve]
    sample = [Chosen(at, drawn[at]) for at in sorted(drawn)]
    return sample + [Chosen(at, 0.0, turn) for turn, at in enumerate(others, start=1)]


def _start(units: Sequence[Unit], seed: str) -> float:
    """One number for the whole list: of the codes above its units, and of how many it has."""
    return number_of(seed, *units[0].code[:-1], "bắt đầu", str(len(units)))


def _every(count: int, size: int, start: float) -> list[int]:
    """Every (count/size)-th of the list from a start within the first step (Cochran 8.1, fractional step)."""
    step = count / size
    return [min(math.floor((start + turn) * step), count - 1) for turn in range(size)]


def _by_size(units: Sequence[Unit], size: int, seed: str) -> dict[int, float]:
    """Systematic with probability proportional to size, over the list in the order of the units' numbers (Särndal
    3.6.2).

    A unit larger than the step is drawn with certainty, and the others anew without it.
    """
    certain: dict[int, float] = {}
    rest = list(range(len(units)))
    while rest and size > len(certain):
        left, whole = size - len(certain), sum(units[at].measure for at in rest)
        large = [at for at in rest if units[at].measure * left >= whole]
        if not large:
            break
        certain |= dict.fromkeys(large[:left], 1.0)
        rest = [at for at in rest if at not in certain]
    left, whole = size - len(certain), sum(units[at].measure for at in rest)
    if left < 1 or whole <= 0:
        return certain
    mixed = sorted(rest, key=lambda at: (number_of(seed, *units[at].code), units[at].code))
    point, passed = _start(units, seed), 0.0
    for at in mixed:
        share = units[at].measure * left / whole
        if passed + share > point:
            certain[at] = share
            point += 1
        passed += share
    return certain
