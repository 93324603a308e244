"""What is uncertain about a composite index, and draws from it: one row a run of the whole index.

The factors are drawn from streams of their own, so that letting one vary does not change what the others draw.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from caicach.indices.composite.framework import Aggregation, Floats, Framework
from caicach.indices.composite.normalising import Normalisation, Scale
from caicach.kernel.errors import InvalidInput

Whole = NDArray[np.int64]
USUAL_SCALES = (Scale(Normalisation.MINMAX, (1.0, 100.0)), Scale(Normalisation.ZSCORE, (100.0, 10.0)))
USUAL_AGGREGATIONS = (Aggregation.ARITHMETIC, Aggregation.GEOMETRIC)
_USUAL_NOISE = 0.25


class Factor(StrEnum):
    WEIGHTS = "weights"
    NORMALISATION = "normalisation"
    AGGREGATION = "aggregation"
    SAMPLING = "sampling"


@dataclass(frozen=True, eq=False)
class Uncertain:
    """The alternatives, each as likely as the others; the first of each is the index as published.

    ``weight_noise`` 0.25 draws every weight between 75% and 125% of its own, uniformly; ``given_weights`` (draws x
    nodes) replaces that by draws made elsewhere. ``errors`` (units x indicators) are standard errors of surveyed
    figures, 0 where a figure is exact; None leaves the factor out.
    """

    scales: tuple[Scale, ...] = USUAL_SCALES
    aggregations: tuple[Aggregation, ...] = USUAL_AGGREGATIONS
    weight_noise: float = _USUAL_NOISE
    given_weights: Floats | None = None
    errors: Floats | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.weight_noise < 1:
            raise InvalidInput(
                "composite.weight_noise",
                what="Độ dao động {noise} của trọng số không dùng được.",
                why="Từ 1 trở lên thì trọng số có thể âm hoặc bằng 0.",
                todo="Hãy cho một số từ 0 đến dưới 1, ví dụ 0.25.",
                noise=self.weight_noise,
            )

    @property
    def factors(self) -> tuple[Factor, ...]:
        method = (Factor.WEIGHTS, Factor.NORMALISATION, Factor.AGGREGATION)
        return method if self.errors is None else (*method, Factor.SAMPLING)

    @property
    def varied(self) -> tuple[Factor, ...]:
        """Factors of which more than one value can be drawn."""
        varies = {
            Factor.WEIGHTS: self.weight_noise > 0 if self.given_weights is None else len(self.given_weights) > 1,
            Factor.NORMALISATION: len(self.scales) > 1,
            Factor.AGGREGATION: len(self.aggregations) > 1,
            Factor.SAMPLING: self.errors is not None and bool(self.errors.any()),
        }
        return tuple(factor for factor in self.factors if varies[factor])


@dataclass(frozen=True, eq=False)
class Draws:
    """Row by row: weights of all nodes, which scale, which aggregation, and the seed of the sampling error.

    A seed instead of the errors themselves: these are units x indicators in every run, and made when needed.
    """

    weights: Floats
    scale: Whole
    aggregation: Whole
    sampling: Whole

    def __len__(self) -> int:
        return len(self.scale)

    def with_factor_of(self, other: "Draws", factor: Factor) -> "Draws":
        """These draws, one factor taken from the other ones."""
        name = "scale" if factor is Factor.NORMALISATION else factor.value
        return replace(self, **{name: getattr(other, name)})


def draw(framework: Framework, uncertain: Uncertain, count: int, *, seed: int, sample: int = 0) -> Draws:
    """``count`` runs; another ``sample`` number gives independent ones. Weights that are given come first as given.

    ``sample`` 0 with given weights is these weights row by row; other samples draw rows of them with replacement.
    """
    streams = [
        np.random.Generator(np.random.PCG64(np.random.SeedSequence(entropy=seed, spawn_key=(sample, n))))
        for n in range(len(Factor))
    ]
    return Draws(
        weights=_weights(framework, uncertain, count, streams[0], is_first=sample == 0),
        scale=streams[1].integers(len(uncertain.scales), size=count),
        aggregation=streams[2].integers(len(uncertain.aggregations), size=count),
        sampling=streams[3].integers(np.iinfo(np.int64).max, size=count),
    )


def published_draws(weights: Floats) -> Draws:
    """Runs with these weights and the first of every alternative."""
    first = np.zeros(len(weights), dtype=np.int64)
    return Draws(weights=weights, scale=first, aggregation=first, sampling=first)


def _weights(
    framework: Framework, uncertain: Uncertain, count: int, stream: np.random.Generator, *, is_first: bool
) -> Floats:
    given = uncertain.given_weights
    if given is not None:
        return given if is_first and len(given) == count else given[stream.integers(len(given), size=count)]
    shift = stream.uniform(-uncertain.weight_noise, uncertain.weight_noise, size=(count, len(framework.nodes)))
    return framework.weights * (1 + shift)
