"""The whole answer to «how sure are these ranks»: intervals, groups, and which assumption moves them."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from caicach.indices.composite.draws import Factor, draw, published_draws
from caicach.indices.composite.framework import Floats
from caicach.indices.composite.rank_intervals import RankInterval, groups, rank_intervals
from caicach.indices.composite.running import Index
from caicach.indices.composite.sensitivity import Effect, sensitivity
from caicach.kernel.errors import InvalidInput, TooLarge

_LARGEST = 20_000_000


@dataclass(frozen=True, eq=False)
class Uncertainty:
    """In the order of the units; ``draws`` is how many runs the intervals rest on."""

    index: Index
    draws: int
    seed: int
    published: Floats
    intervals: tuple[RankInterval, ...]
    groups: tuple[int | None, ...]
    sensitivity: Mapping[Factor, Effect]


def uncertainty(index: Index, count: int, *, seed: int) -> Uncertainty:
    """``count`` runs; with weights given from elsewhere, exactly one run for each row of them."""
    given = index.uncertain.given_weights
    runs = count if given is None else len(given)
    _check_size(index, runs, seed)
    base = draw(index.framework, index.uncertain, runs, seed=seed)
    intervals = rank_intervals(index.ranks(base))
    return Uncertainty(
        index=index,
        draws=runs,
        seed=seed,
        published=index.published_ranks,
        intervals=tuple(intervals),
        groups=tuple(groups(intervals)),
        sensitivity=sensitivity(index, base, seed=seed),
    )


def _check_size(index: Index, runs: int, seed: int) -> None:
    if runs < 1 or seed < 0:
        raise InvalidInput(
            "composite.draws",
            what="Số lần rút {runs} hoặc mầm {seed} không dùng được.",
            why="Số lần rút từ 1 trở lên, mầm là số nguyên không âm.",
            todo="Ví dụ: --draws 1000 --seed 1.",
            runs=runs,
            seed=seed,
        )
    if runs * max(len(index.data.units), len(index.framework.nodes)) > _LARGEST:
        raise TooLarge(
            "composite.too_many_draws",
            what="{runs} lần rút trên {units} đơn vị là quá nhiều.",
            why="Giới hạn là {largest} thứ hạng trong một lần chạy.",
            todo="Hãy giảm số lần rút.",
            runs=runs,
            units=len(index.data.units),
            largest=_LARGEST,
        )


@dataclass(frozen=True, slots=True)
class WithoutIndicator:
    """The ranks of the units when one indicator is left out, and how far they move on average (NaN: none is left)."""

    ranks: tuple[float, ...]
    mean_shift: float


def leave_one_out(index: Index) -> dict[str, WithoutIndicator]:
    """The published index without each indicator in turn: its weight set to 0, the others as they were.

    A group whose only indicator goes, goes with it: it is missing, and its parent a mean of the rest.
    """
    framework = index.framework
    weights = np.repeat(framework.weights, len(framework.indicators), axis=0)
    np.fill_diagonal(weights, 0.0)  # indicators are the first nodes
    ranks = index.exact().ranks(published_draws(weights))
    return {
        node.code: WithoutIndicator(tuple(row.tolist()), _mean_shift(row, index.published_ranks))
        for node, row in zip(framework.indicators, ranks, strict=True)
    }


def _mean_shift(ranks: Floats, published_ranks: Floats) -> float:
    off = np.abs(ranks - published_ranks)
    there = off[~np.isnan(off)]
    return float(there.mean()) if there.size else np.nan
