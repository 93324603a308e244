"""Many runs of one index: draws in, scores and ranks of the units out. Blocks of runs, so that memory stays bounded."""

from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from caicach.indices.composite.aggregating import aggregate
from caicach.indices.composite.draws import Draws, Uncertain, Whole, published_draws
from caicach.indices.composite.framework import Floats, Framework
from caicach.indices.composite.normalising import normalise
from caicach.indices.composite.ranking import ranks_descending
from caicach.indices.composite.unit_data import UnitData
from caicach.kernel.errors import InvalidInput

_BLOCK, _FIGURES_AT_ONCE = 256, 2_000_000


@dataclass(frozen=True, eq=False)
class Index:
    """An index with what is uncertain about it; ``target`` is the code whose scores and ranks are asked for."""

    framework: Framework
    data: UnitData
    target: str
    uncertain: Uncertain = field(default_factory=Uncertain)

    def __post_init__(self) -> None:
        if self.target not in self.framework.position:
            raise InvalidInput(
                "composite.unknown_target",
                what="Không có mã «{target}» trong bảng khung «{meta}».",
                why="Các chỉ số cao nhất: {roots}.",
                todo="Hãy chọn một mã có trong bảng khung.",
                target=self.target,
                meta=self.framework.source,
                roots=", ".join(self.framework.roots),
            )

    @cached_property
    def normalised(self) -> tuple[Floats, ...]:
        """The exact figures on each scale: (1, units, indicators)."""
        return tuple(normalise(self.framework, self.data, s)[np.newaxis] for s in self.uncertain.scales)

    @cached_property
    def published_ranks(self) -> Floats:
        """Ranks with the weights of the framework and the first of every alternative."""
        ranks: Floats = self.exact().ranks(published_draws(self.framework.weights))[0]
        return ranks

    def exact(self) -> "Index":
        """The same index with its figures taken as free of sampling error."""
        return replace(self, uncertain=replace(self.uncertain, errors=None))

    def scores(self, draws: Draws) -> Floats:
        """Scores of the target: runs x units, NaN where missing."""
        scores = np.empty((len(draws), len(self.data.units)))
        size = max(1, min(_BLOCK, _FIGURES_AT_ONCE // self.data.values.size))
        for scale in range(len(self.uncertain.scales)):
            for how in range(len(self.uncertain.aggregations)):
                rows = np.flatnonzero((draws.scale == scale) & (draws.aggregation == how))
                for begin in range(0, len(rows), size):
                    block = rows[begin : begin + size]
                    scores[block] = self._block(draws, block, scale, how)
        return scores

    def ranks(self, draws: Draws) -> Floats:
        return ranks_descending(self.scores(draws))

    def _block(self, draws: Draws, block: Whole, scale: int, how: int) -> Floats:
        errors = self.uncertain.errors
        if errors is None:
            normalised = self.normalised[scale]
        else:
            figures = self.data.values + _sampling_errors(draws.sampling[block], errors)
            normalised = normalise(self.framework, self.data, self.uncertain.scales[scale], figures)
        method = self.uncertain.aggregations[how]
        return aggregate(self.framework, self.data, normalised, draws.weights[block], method)[self.target]


def _sampling_errors(seeds: Whole, errors: Floats) -> Floats:
    """Normal deviations of each surveyed figure, the same for the same seed."""
    found = np.empty((len(seeds), *errors.shape))
    for n, seed in enumerate(seeds):
        found[n] = np.random.Generator(np.random.PCG64(int(seed))).standard_normal(errors.shape)
    return found * errors
