"""Which assumption moves the ranks: variance-based first-order and total effects.

First order: Saltelli et al. 2010 (Computer Physics Communications 181, table 2 b), with the mean taken out first;
total: Jansen 1999 (the same table, f). Estimates, so a small effect can come out a little below 0.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from caicach.indices.composite.draws import Draws, Factor, draw
from caicach.indices.composite.framework import Floats
from caicach.indices.composite.running import Index


@dataclass(frozen=True, slots=True)
class Effect:
    """Share of the variance of the output; NaN where the output does not vary at all."""

    first: float
    total: float


def effects(base: Floats, other: Floats, mixed: Floats) -> Effect:
    """Of one factor: the output at draws A, at draws B, and at A with this factor from B."""
    both = np.concatenate([base, other])
    variance = float(both.var())
    if variance == 0:
        return Effect(np.nan, np.nan)
    first = float(((other - both.mean()) * (mixed - base)).mean()) / variance
    return Effect(first, float(((base - mixed) ** 2).mean()) / 2 / variance)


def rank_shift(index: Index, ranks: Floats) -> Floats:
    """Mean places by which the units stand off their published rank, run by run: the output that is explained."""
    off = np.abs(ranks - index.published_ranks)
    there = ~np.isnan(off)
    shift: Floats = np.where(there, off, 0.0).sum(axis=1) / np.maximum(there.sum(axis=1), 1)
    return shift


def sensitivity(index: Index, base: Draws, *, seed: int) -> dict[Factor, Effect]:
    """Effects of every factor on the rank shift; ``base`` are the draws A (runs: rows times varied factors plus two).

    A factor with one value only has no effect; a factor that varies alone explains everything.
    """

    def output(draws: Draws) -> Floats:
        return rank_shift(index, index.ranks(draws))

    at_base = output(base)
    varied = index.uncertain.varied
    if len(varied) <= 1:
        alone = 1.0 if varied and at_base.var() > 0 else np.nan
        return {f: Effect(alone, alone) if f in varied else Effect(0.0, 0.0) for f in index.uncertain.factors}
    other = draw(index.framework, index.uncertain, len(base), seed=seed, sample=1)
    return _of_each(index, base, other, at_base, output)


def _of_each(
    index: Index, base: Draws, other: Draws, at_base: Floats, output: Callable[[Draws], Floats]
) -> dict[Factor, Effect]:
    at_other = output(other)
    return {
        factor: effects(at_base, at_other, output(base.with_factor_of(other, factor)))
        if factor in index.uncertain.varied
        else Effect(0.0, 0.0)
        for factor in index.uncertain.factors
    }
