"""A second reckoning of means, totals and ratios, written without arrays from the formulas alone: an oracle for the
first."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Answer:
    stratum: str
    units: tuple[str, ...]  # one code a stage
    population: tuple[float, ...]  # units of the population in the stratum of each stage
    weight: float
    y: float
    x: float
    group: str


def variance_of(rows: Sequence[Answer], scores: Sequence[float]) -> float:
    """Total of weighted scores: stage by stage, the inner ones times the sampling fraction of the outer."""
    return _stage(list(zip(rows, scores, strict=True)), 0)


def _stage(rows: list[tuple[Answer, float]], depth: int) -> float:
    strata: dict[str, list[tuple[Answer, float]]] = defaultdict(list)
    for row, score in rows:
        strata[row.stratum if depth == 0 else ""].append((row, score))
    return sum(_stratum(members, depth) for members in strata.values())


def _stratum(members: list[tuple[Answer, float]], depth: int) -> float:
    units: dict[str, list[tuple[Answer, float]]] = defaultdict(list)
    for row, score in members:
        units[row.units[depth]].append((row, score))
    n, population = len(units), members[0][0].population[depth]
    totals = [sum(score for _, score in rows) for rows in units.values()]
    mean = sum(totals) / n
    left_out = 1 - n / population
    own = 0.0 if n == 1 else left_out * n / (n - 1) * sum((total - mean) ** 2 for total in totals)
    if depth + 1 == len(members[0][0].units):
        return own
    return own + n / population * sum(_stage(rows, depth + 1) for rows in units.values())


def mean(rows: Sequence[Answer], group: str) -> tuple[float, float]:
    return ratio_of(rows, group, lambda row: row.y, lambda row: 1.0)


def ratio(rows: Sequence[Answer], group: str) -> tuple[float, float]:
    return ratio_of(rows, group, lambda row: row.y, lambda row: row.x)


def ratio_of(
    rows: Sequence[Answer], group: str, upper: Callable[[Answer], float], lower: Callable[[Answer], float]
) -> tuple[float, float]:
    """Value and variance; rows of other groups count as zero."""
    inside = [row.group == group for row in rows]
    below = sum(row.weight * lower(row) for row, here in zip(rows, inside, strict=True) if here)
    value = sum(row.weight * upper(row) for row, here in zip(rows, inside, strict=True) if here) / below
    scores = [
        row.weight * (upper(row) - value * lower(row)) / below if here else 0.0
        for row, here in zip(rows, inside, strict=True)
    ]
    return value, variance_of(rows, scores)


def total(rows: Sequence[Answer], group: str) -> tuple[float, float]:
    scores = [row.weight * row.y if row.group == group else 0.0 for row in rows]
    return sum(scores), variance_of(rows, scores)
