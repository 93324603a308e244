"""The variance of a total of scores under a design, for many domains in one pass.

A statistic is brought to scores z by row (linearising.py) whose weighted total has, to first order, the same
variance; a
domain is the same scores with zeros outside (Särndal 10.3, Lumley 2.2). What is summed is, at each stage and stratum,
(1 - n/N) n/(n-1) times the squares of the unit totals about their mean, times the sampling fractions of the stages
above.
"""

import numpy as np

from caicach.surveys.columns import Floats, Ints, Truths
from caicach.surveys.estimation.design import Design, Stage
from caicach.surveys.estimation.values import SingleUnit
from caicach.surveys.problems import bad_design

_CENSUS = 1e-7  # a stratum taken whole adds nothing


def variances(design: Design, scores: Floats, domain: Ints, domains: int) -> Floats:
    """``scores``: weighted, by row; ``domain``: its code by row, -1 outside of all. Gives one variance a domain.

    Raises InvalidInput where a stratum has one unit and the design says to fail.
    """
    if design.projections:
        return np.array([_calibrated(design, np.where(domain == at, scores, 0.0)) for at in range(domains)])
    return _summed(design, scores, domain, domains)


def _calibrated(design: Design, scores: Floats) -> float:
    for projection in design.projections:
        scores = projection.residual(scores)
    return float(_summed(design, scores, np.zeros(len(scores), np.int64), 1)[0])


def _summed(design: Design, scores: Floats, domain: Ints, domains: int) -> Floats:
    _refuse_lone(design)
    total = np.zeros(domains)
    inside = np.flatnonzero(domain >= 0)
    is_whole = len(inside) == len(domain)
    for stage in design.counted_stages:
        parts = (scores, domain, stage.unit)
        if not is_whole:
            parts = (scores[inside], domain[inside], stage.unit[inside])
        total = total + _between(stage, *parts, domains, design.single_unit)
    return total


def _refuse_lone(design: Design) -> None:
    if design.single_unit is not SingleUnit.FAIL:
        return
    for depth, stage in enumerate(design.counted_stages):
        lone = np.flatnonzero(stage.lone)
        if len(lone):
            why = "{count} tầng chỉ có một đơn vị mẫu ở giai đoạn {stage}: {names}; không có phương sai của tầng ấy."
            todo = "Hãy ghi single_psu: adjust, average, certainty hoặc remove, hoặc gộp tầng ấy với tầng khác."
            names = ", ".join(f"«{stage.names[at]}»" for at in lone[:10])
            raise bad_design(
                "single_unit", design.source, why, todo=todo, count=len(lone), stage=depth + 1, names=names
            )


def _between(stage: Stage, scores: Floats, domain: Ints, unit: Ints, domains: int, rule: SingleUnit) -> Floats:
    """What this stage adds: unit totals about their stratum's mean, units outside the domain counted as zero."""
    if stage.is_by_row:
        totals, pair_domain, pair_unit = scores, domain, unit
    else:
        pairs, at_pair = _pairs(domain, unit, len(stage.stratum))
        totals = np.bincount(at_pair, weights=scores, minlength=len(pairs)).astype(np.float64)
        pair_domain, pair_unit = np.divmod(pairs, len(stage.stratum))
    cells, at_cell = _pairs(pair_domain, stage.stratum[pair_unit], len(stage.sampled))
    cell_domain, cell_stratum = np.divmod(cells, len(stage.sampled))
    sampled, present = stage.sampled[cell_stratum], np.bincount(at_cell, minlength=len(cells))
    is_lone = sampled == 1
    mean = np.bincount(at_cell, weights=totals, minlength=len(cells)) / sampled
    if rule is SingleUnit.ADJUST:
        mean = np.where(is_lone, 0.0, mean)
    squares = np.bincount(at_cell, weights=(totals - mean[at_cell]) ** 2, minlength=len(cells)).astype(np.float64)
    squares = squares + (sampled - present) * mean**2
    correction = stage.correction[cell_stratum]
    scale = np.where(is_lone, correction, correction * sampled / np.maximum(sampled - 1, 1))
    added = np.where(correction < _CENSUS, 0.0, squares * scale) * stage.share[cell_stratum]
    if rule is SingleUnit.AVERAGE:
        added = _averaged(stage, cell_domain, cell_stratum, added, is_lone & (correction >= _CENSUS))
    return np.bincount(cell_domain, weights=added, minlength=domains).astype(np.float64)


def _averaged(stage: Stage, domain: Ints, stratum: Ints, added: Floats, is_lone: Truths) -> Floats:
    """A stratum with one unit adds what the others of its parent add on average (Lumley, ``average``); NaN without
    others."""
    parents, at = _pairs(domain, stage.parent[stratum], int(stage.parent.max()) + 1)
    known = np.bincount(at, weights=~is_lone, minlength=len(parents))
    every = np.bincount(at, minlength=len(parents))
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(is_lone & (known[at] > 0), 0.0, added * (every / known)[at])


def _pairs(outer: Ints, inner: Ints, width: int) -> tuple[Ints, Ints]:
    """The pairs that occur, as outer * width + inner, and which of them each row is."""
    keys = outer * width + inner
    most = (int(outer.max()) + 1) * width if len(outer) else 0
    if most <= 4 * len(keys) + 1024:  # counting is cheaper than sorting
        found = np.flatnonzero(np.bincount(keys, minlength=most))
        code = np.zeros(most, np.int64)
        code[found] = np.arange(len(found))
        return found.astype(np.int64), code[keys]
    pairs, at = np.unique(keys, return_inverse=True)
    return pairs, at.astype(np.int64)


def degrees_of_freedom(design: Design, domain: Ints, domains: int) -> Ints:
    """First-stage units less strata that have rows with a weight in the domain (Lumley, ``degf``)."""
    first = design.stages[0]
    inside = (domain >= 0) & (design.weights != 0)
    if first.is_by_row:
        pair_domain, pair_unit = domain[inside], first.unit[inside]
    else:
        pairs, _ = _pairs(domain[inside], first.unit[inside], len(first.stratum))
        pair_domain, pair_unit = np.divmod(pairs, len(first.stratum))
    cells, _ = _pairs(pair_domain, first.stratum[pair_unit], len(first.sampled))
    counted = np.bincount(pair_domain, minlength=domains) - np.bincount(cells // len(first.sampled), minlength=domains)
    return counted.astype(np.int64)
