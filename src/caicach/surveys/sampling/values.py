"""What is to be drawn and what was drawn: frozen values, codes in English."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Method(StrEnum):
    """Within a stratum or a unit drawn before: all alike, every so-many-th of the frame, or by size."""

    SIMPLE = "simple"
    SYSTEMATIC = "systematic"
    PPS = "pps"


class Allocation(StrEnum):
    PROPORTIONAL = "proportional"
    EQUAL = "equal"
    NEYMAN = "neyman"


@dataclass(frozen=True)
class Margin:
    """What the whole sample is to achieve for a proportion: half the width of the interval, and what makes it
    harder."""

    margin: float
    share: float = 0.5
    confidence: float = 0.95
    design_effect: float = 1.0
    response: float = 1.0


@dataclass(frozen=True)
class Total:
    """A size for the whole, divided over the strata. ``deviations``: by stratum, for Neyman's allocation."""

    size: int | None
    margin: Margin | None
    allocation: Allocation = Allocation.PROPORTIONAL
    minimum: int = 1
    deviations: Mapping[str, float] | None = None


@dataclass(frozen=True)
class StageAsked:
    """One stage. ``unit``: its column, None where rows themselves are drawn; ``size``: in each stratum (first stage) or
    each unit drawn before, by stratum where a mapping, None where the total is divided."""

    unit: str | None
    size: int | Mapping[str, int] | None
    method: Method
    measure: str | None = None


@dataclass(frozen=True)
class DrawFile:
    """``reserve``: how many stand-ins for each hundred drawn at the last stage; ``order``: a column by which systematic
    draws go through the frame."""

    source: str
    strata: str | None
    stages: tuple[StageAsked, ...]
    total: Total | None
    reserve: float
    order: str | None


@dataclass(frozen=True)
class StratumDrawn:
    """One stratum of the first stage: units of the frame, units drawn, rows drawn in the end."""

    name: str
    population: int
    sampled: int
    rows: int


@dataclass(frozen=True)
class RowDrawn:
    """``row``: its place in the frame, from 0; ``probability`` of being drawn, over all stages; ``populations``:
    units of the
    frame at each stage, for corrections; ``stand_in``: None for the sample itself, else its turn in the reserve of
    its unit."""

    row: int
    stratum: str
    probability: float
    populations: tuple[int, ...]
    stand_in: int | None


@dataclass(frozen=True)
class Drawn:
    """``wanted``: what the margin asks for before it is divided, None where the size was given."""

    seed: str
    rows: tuple[RowDrawn, ...]
    strata: tuple[StratumDrawn, ...]
    stages: int
    wanted: int | None
