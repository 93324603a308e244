"""How sure scores and ranks are: sampling errors of surveys carried through the real rules, up to the rank.

Optionally the weights of the fields and the way they are put together vary too. Each source is drawn from a stream of
its own, so that adding one does not change the others. The same seed gives the same answer.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from caicach.indices.composite.rank_intervals import RankInterval, groups, rank_intervals
from caicach.indices.composite.ranking import ranks_descending
from caicach.indices.composite.sensitivity import Effect, effects
from caicach.indices.definition.values import Aggregation, Method, Ties
from caicach.indices.domain.float_rules import Floats
from caicach.indices.domain.float_tree import FloatTree, Part, Switches
from caicach.indices.domain.sampling import Errors, Sampled, sampled_components
from caicach.kernel.errors import InvalidInput, TooLarge

WEIGHTS, AGGREGATION = "weights", "aggregation"
_AT_ONCE, _LARGEST = 400_000, 40_000_000
_TIE_BREAK = 1e-6


@dataclass(frozen=True)
class Uncertain:
    """What varies beside the surveys. ``weight_noise`` 0.25: each field weighs 75% to 125% of what it does."""

    weight_noise: float = 0.0
    aggregations: tuple[Aggregation, ...] = (Aggregation.SUM,)

    def __post_init__(self) -> None:
        if not 0 <= self.weight_noise < 1 or not self.aggregations:
            raise InvalidInput(
                "index_uncertainty.weight_noise",
                what="Độ dao động {noise} của trọng số không dùng được.",
                why="Từ 1 trở lên thì trọng số có thể âm hoặc bằng 0.",
                todo="Hãy cho một số từ 0 đến dưới 1, ví dụ 0.25.",
                noise=self.weight_noise,
            )


@dataclass(frozen=True)
class UnitUncertainty:
    """``published``: rank of the exact engine; interval and group over the draws; percentages p05, median and p95."""

    unit: str
    published: int | None
    rank: RankInterval
    group: int | None
    percentage: tuple[float, float, float]
    deviation: float


@dataclass(frozen=True)
class WithoutNode:
    """The ranks when one criterion is left out, and how far they move on average."""

    node: str
    ranks: Mapping[str, int | None]
    mean_shift: float


@dataclass(frozen=True)
class ScoreUncertainty:
    """``sensitivity``: share of the variance by source, of the ranks or of one unit's percentage."""

    draws: int
    seed: int
    units: tuple[UnitUncertainty, ...]
    sources: tuple[str, ...]
    sensitivity: Mapping[str, Effect]
    of_unit: str | None
    without: tuple[WithoutNode, ...] = field(default=())


def score_uncertainty(
    tree: FloatTree,
    errors: Errors,
    uncertain: Uncertain | None = None,
    *,
    draws: int,
    seed: int,
    of_unit: str | None = None,
) -> ScoreUncertainty:
    """``draws`` runs for the intervals, and as many for each source for the sensitivity."""
    run = _Run(tree, sampled_components(tree, errors), uncertain or Uncertain(), of_unit)
    _check(run, draws, seed)
    ranks, percentages, sensitivity = run.all(draws, seed)
    intervals = rank_intervals(ranks)
    grouped = groups(intervals)
    published = [tree.scored.scores.units[unit].rank for unit in tree.units]
    units = [
        UnitUncertainty(unit, published[n], intervals[n], grouped[n], _spread(column), float(np.std(column)))
        for n, (unit, column) in enumerate(zip(tree.units, percentages.T, strict=True))
    ]
    return ScoreUncertainty(draws, seed, tuple(units), run.sources, sensitivity, of_unit, leave_one_out(tree))


def leave_one_out(tree: FloatTree) -> tuple[WithoutNode, ...]:
    """Without each criterion in turn: the second level of the form, or a field that has no criteria."""
    base = _ranks(tree, tree.percentages({}), {})[0]
    found = []
    for root in tree.definition.tree:
        if root.method in {Method.BONUS, Method.PENALTY, Method.SHOWN}:
            continue
        for node in root.children or (root,):
            row = _ranks(tree, tree.percentages({}, without=node.code), {})[0]
            off = np.abs(row - base)
            there = off[~np.isnan(off)]
            shift = float(there.mean()) if there.size else float("nan")
            ranks = {u: None if np.isnan(r) else int(r) for u, r in zip(tree.units, row, strict=True)}
            found.append(WithoutNode(node.code, ranks, shift))
    return tuple(found)


@dataclass(frozen=True, eq=False)
class _Drawn:
    """A block of runs: the figures of each source, and the method of each run."""

    amounts: Mapping[str, Floats]
    weights: Mapping[str, Floats]
    how: NDArray[np.int64]

    def with_source_of(self, other: "_Drawn", source: str) -> "_Drawn":
        if source == WEIGHTS:
            return _Drawn(self.amounts, other.weights, self.how)
        if source == AGGREGATION:
            return _Drawn(self.amounts, self.weights, other.how)
        return _Drawn({**self.amounts, source: other.amounts[source]}, self.weights, self.how)


@dataclass(frozen=True, eq=False)
class _Run:
    tree: FloatTree
    components: tuple[Sampled, ...]
    uncertain: Uncertain
    of_unit: str | None

    @property
    def sources(self) -> tuple[str, ...]:
        method = [WEIGHTS] if self.uncertain.weight_noise > 0 else []
        method += [AGGREGATION] if len(self.uncertain.aggregations) > 1 else []
        return (*(one.code for one in self.components), *method)

    @property
    def fields(self) -> tuple[str, ...]:
        beyond = {Method.BONUS, Method.PENALTY}
        return tuple(root.code for root in self.tree.definition.tree if root.method not in beyond)

    def all(self, draws: int, seed: int) -> tuple[Floats, Floats, dict[str, Effect]]:
        base = [self._ranked(block) for block in self._blocks(draws, seed, 0)]
        ranks, percentages = (np.concatenate(list(parts)) for parts in zip(*base, strict=True))
        at_base = self._output(ranks, percentages)
        if len(self.sources) <= 1:
            alone = Effect(1.0, 1.0) if at_base.var() > 0 else Effect(np.nan, np.nan)
            return ranks, percentages, dict.fromkeys(self.sources, alone)
        pairs = list(zip(self._blocks(draws, seed, 0), self._blocks(draws, seed, 1), strict=True))
        at_other = np.concatenate([self._output(*self._ranked(other)) for _, other in pairs])
        found = {}
        for source in self.sources:
            mixed = [self._output(*self._ranked(one.with_source_of(other, source))) for one, other in pairs]
            found[source] = effects(at_base, at_other, np.concatenate(mixed))
        return ranks, percentages, found

    def _output(self, ranks: Floats, percentages: Floats) -> Floats:
        """What the sensitivity explains: mean places off the published rank, or the percentage of one unit."""
        if self.of_unit is not None:
            chosen: Floats = percentages[:, self.tree.units.index(self.of_unit)]
            return chosen
        scores = self.tree.scored.scores.units
        published = np.array(
            [np.nan if scores[u].rank is None else float(scores[u].rank or 0) for u in self.tree.units]
        )
        off = np.abs(ranks - published)
        there = ~np.isnan(off)
        shift: Floats = np.where(there, off, 0.0).sum(axis=1) / np.maximum(there.sum(axis=1), 1)
        return shift

    def _blocks(self, draws: int, seed: int, sample: int) -> Iterator[_Drawn]:
        size = max(1, _AT_ONCE // max(len(self.tree.units), 1))
        for number, begin in enumerate(range(0, draws, size)):
            yield self._block(min(size, draws - begin), seed, (sample, number))

    def _block(self, count: int, seed: int, key: tuple[int, int]) -> _Drawn:
        def stream(source: int) -> np.random.Generator:
            return np.random.Generator(np.random.PCG64(np.random.SeedSequence(seed, spawn_key=(*key, source))))

        noise, ways = self.uncertain.weight_noise, len(self.uncertain.aggregations)
        order = {node.code: n for n, node in enumerate(self.tree.definition.components())}
        amounts = {one.code: one.draw(self.tree, stream(2 + order[one.code]), count) for one in self.components}
        shift = stream(0).uniform(1 - noise, 1 + noise, size=(count, len(self.fields)))
        weights = {code: shift[:, [n]] for n, code in enumerate(self.fields)} if noise > 0 else {}
        return _Drawn(amounts, weights, stream(1).integers(ways, size=count))

    def _ranked(self, block: _Drawn) -> tuple[Floats, Floats]:
        drawn = self.tree.drawn(block.amounts)
        count = len(block.how)
        if not block.weights and self.uncertain.aggregations == (Aggregation.SUM,):
            percentages = self.tree.percentages(drawn)
        else:
            percentages = np.empty((count, len(self.tree.units)))
            for n, how in enumerate(self.uncertain.aggregations):
                rows = np.flatnonzero(block.how == n)
                weights = {code: weight[rows] for code, weight in block.weights.items()}
                percentages[rows] = self.tree.percentages(_rows(drawn, rows), Switches(weights, how))
        percentages = np.broadcast_to(percentages, (count, len(self.tree.units)))
        return _ranks(self.tree, percentages, drawn), percentages


def _rows(drawn: Mapping[str, Part], rows: NDArray[np.intp]) -> dict[str, Part]:
    return {code: part.at(rows) for code, part in drawn.items()}


def _ranks(tree: FloatTree, percentages: Floats, drawn: Mapping[str, Part]) -> Floats:
    """By the ranking of the set: its rounding, its ties and what breaks them; NaN for who cannot be ranked."""
    ranking = tree.definition.ranking
    keys = percentages
    if ranking.places is not None:
        scale = 10.0**ranking.places
        keys = np.floor(keys * scale + 0.5 + 1e-9) / scale
    for n, code in enumerate(ranking.tie_break):
        keys = keys + _TIE_BREAK ** (n + 1) * tree.shares(code, drawn)
    scores = tree.scored.scores.units
    left_out = np.array([bool(scores[unit].missing) and not ranking.rank_incomplete for unit in tree.units])
    keys = np.where(left_out, np.nan, keys)
    ranks = ranks_descending(keys)
    return ranks if ranking.ties is Ties.SMALLEST else _other_ties(ranks, ranking.ties)


def _other_ties(ranks: Floats, ties: Ties) -> Floats:
    """From the smallest place that equals share to the largest, or to a count of the places taken."""
    found = np.full_like(ranks, np.nan)
    for n, row in enumerate(ranks):
        taken, where, counts = np.unique(row[~np.isnan(row)], return_inverse=True, return_counts=True)
        places = np.arange(1, len(taken) + 1) if ties is Ties.DENSE else np.cumsum(counts)
        found[n, ~np.isnan(row)] = places[where]
    return found


def _spread(column: Sequence[float] | Floats) -> tuple[float, float, float]:
    low, middle, high = np.quantile(np.asarray(column), (0.05, 0.5, 0.95))
    return float(low), float(middle), float(high)


def _check(run: _Run, draws: int, seed: int) -> None:
    if draws < 1 or seed < 0:
        raise InvalidInput(
            "index_uncertainty.draws",
            what="Số lần rút {draws} hoặc mầm {seed} không dùng được.",
            why="Số lần rút từ 1 trở lên, mầm là số nguyên không âm.",
            todo="Ví dụ: --draws 1000 --seed 1.",
            draws=draws,
            seed=seed,
        )
    if draws * len(run.tree.units) > _LARGEST:
        raise TooLarge(
            "index_uncertainty.too_many_draws",
            what="{draws} lần rút trên {units} đơn vị là quá nhiều.",
            why="Giới hạn là {largest} thứ hạng trong một lần chạy.",
            todo="Hãy giảm số lần rút.",
            draws=draws,
            units=len(run.tree.units),
            largest=_LARGEST,
        )
    if run.of_unit is not None and run.of_unit not in run.tree.units:
        raise InvalidInput(
            "index_uncertainty.unknown_unit",
            what="Không có đơn vị «{unit}» trong bảng số liệu.",
            why="Độ nhạy được tính cho một đơn vị của bảng.",
            todo="Kiểm tra mã đơn vị.",
            unit=run.of_unit,
        )
    if not run.sources:
        raise InvalidInput(
            "index_uncertainty.nothing_varies",
            what="Không có gì để rút ngẫu nhiên.",
            why="Không có thành phần khảo sát nào có sai số hoặc số phiếu, trọng số và cách gộp đều cố định.",
            todo="Ghi sai số vào ERRORS.csv, ghi kết quả phiếu dạng A=120;B=30, hoặc thêm --weight-noise.",
        )
