"""What crosses the border of this room."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from caicach.kernel.said import Said
from caicach.surveys.estimation.values import DesignFile

THRESHOLD: Final = 5
LEAST_THRESHOLD: Final = 3
MOST_THRESHOLD: Final = 100


class Basis(StrEnum):
    """What figures rest on: answers counted as they came, a simple random sample, a design."""

    PLAIN = "plain"
    SIMPLE = "simple"
    DESIGN = "design"


class Figure(StrEnum):
    SHARE = "share"
    MEAN = "mean"


@dataclass(frozen=True, slots=True)
class ResultQuestion:
    """``column``: under which name answers leave; ``choices``: labels by name."""

    column: str
    label: str
    choices: Mapping[str, str]
    is_multiple: bool
    figures: tuple[Figure, ...]

    @property
    def splits(self) -> bool:
        """Whether answers divide those asked into groups."""
        return bool(self.choices) and not self.is_multiple


@dataclass(frozen=True, slots=True)
class Rules:
    """``design`` and ``population`` exclude each other; of neither answers are counted as they came."""

    threshold: int = THRESHOLD
    population: int | None = None
    design: DesignFile | None = None

    @property
    def basis(self) -> Basis:
        if self.design is not None:
            return Basis.DESIGN
        return Basis.PLAIN if self.population is None else Basis.SIMPLE


@dataclass(frozen=True, slots=True)
class ResultCell:
    """``count`` is None for a mean; error and interval are None where there is no design, or they cannot be had;
    ``degrees`` of freedom belong to the error."""

    count: int | None
    value: float | None
    standard_error: float | None = None
    interval: tuple[float, float] | None = None
    degrees: int = 0


@dataclass(frozen=True, slots=True)
class ResultRow:
    """``name`` is "" for those who did not answer the question of groups, None for all; None among ``cells`` and for
    ``answered``: kept back."""

    name: str | None
    label: str
    answered: int | None
    cells: tuple[ResultCell | None, ...]


@dataclass(frozen=True, slots=True)
class ResultTable:
    """The last row is that of all. ``heads`` name what the cells are: choices, or the mean alone.

    ``answered`` is None where so few answered that nothing is shown; ``kept_back`` counts cells.
    """

    question: ResultQuestion
    by: ResultQuestion | None
    figure: Figure
    basis: Basis
    threshold: int
    confidence: float
    heads: tuple[str, ...]
    rows: tuple[ResultRow, ...]
    kept_back: int
    notes: tuple[Said, ...]

    @property
    def is_withheld(self) -> bool:
        return self.rows[-1].answered is None
