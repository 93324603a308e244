"""Points by the rules of a definition for many draws of a figure at once, as floats.

Only for judging how sure a score is. Results come from the exact engine; at the figures as given both agree.
"""

import numpy as np
from numpy.typing import NDArray

from caicach.indices.definition.component_scoring import Column
from caicach.indices.definition.rules.base import Rule
from caicach.indices.definition.rules.comparing import RelativeToBest, RelativeToMean
from caicach.indices.definition.rules.counting import CountCapped, Deadline, ShownOnly
from caicach.indices.definition.rules.options import Checklist, Choice, Judgement
from caicach.indices.definition.rules.shares import Complement, FloorThenProportional, Product, RatioToTarget, Share
from caicach.indices.definition.rules.tiers import Tier, Tiers
from caicach.indices.definition.values import Method

Floats = NDArray[np.float64]
_CLOSE = 1e-9  # a share times a hundred does not always land on the printed bound


def float_points(column: Column, amounts: Floats, beside: Floats | None) -> Floats:
    """``amounts``: (draws, units), NaN where the unit has no figure; ``beside``: the share that a product needs."""
    rule, maximum = column.rule, float(column.maximum)
    if rule is None:
        return np.full_like(amounts, np.nan)
    points = _of_share(rule, amounts, maximum, beside) if isinstance(rule, Share) else _of(rule, amounts, maximum)
    return -points if column.node.method is Method.PENALTY else points


def within_range(rule: Rule, amounts: Floats, maximum: float) -> Floats:
    """A draw outside what the figure can be is moved to the nearest figure that it can be."""
    if isinstance(rule, Judgement):
        return np.clip(amounts, 0.0, maximum)
    if isinstance(rule, Tiers):
        return np.clip(amounts, 0.0, 100.0 if rule.of.value == "percent" and not rule.may_exceed else np.inf)
    if isinstance(rule, Share):
        return np.clip(amounts, 0.0, np.inf if rule.may_exceed else 1.0)
    return np.clip(amounts, 0.0, 1.0 if rule.kind == "survey" else np.inf)


def in_amounts(rule: Rule, error: float) -> float:
    """A standard error in the unit of the cell (percent where the cell is in percent) as one of the figure."""
    in_percent = rule.kind == "survey" or (isinstance(rule, Share) and not rule.of_one)
    return error / 100 if in_percent else error


def share_of(column: Column, amounts: Floats, points: Floats) -> Floats:
    """What another component multiplies with."""
    if isinstance(column.rule, Complement):
        return 1 - amounts
    if isinstance(column.rule, Share):
        return amounts
    return points / float(column.maximum) if column.maximum else np.full_like(points, np.nan)


def _of_share(rule: Share, amounts: Floats, maximum: float, beside: Floats | None) -> Floats:
    if isinstance(rule, RatioToTarget):
        share = amounts * 100 / float(rule.target)
    elif isinstance(rule, FloorThenProportional):
        share = np.where(amounts * 100 < float(rule.floor) - _CLOSE, 0.0, amounts * 100 / float(rule.full))
        share = np.where(np.isnan(amounts), np.nan, share)
    elif isinstance(rule, Complement):
        share = (1 - amounts) * 100 / float(rule.target)
    elif isinstance(rule, Product):
        share = amounts * (np.nan if beside is None else beside) * 100 / float(rule.target)
    else:
        share = amounts
    result: Floats = maximum * np.minimum(share, 1.0)
    return result


def _of(rule: Rule, amounts: Floats, maximum: float) -> Floats:
    if isinstance(rule, Tiers):
        return _tiered(rule, amounts, maximum)
    if isinstance(rule, RelativeToBest):
        return maximum * _of_best(rule, amounts)
    if isinstance(rule, RelativeToMean):
        return _of_mean(rule, amounts, maximum)
    return _counted(rule, amounts, maximum)


def _counted(rule: Rule, amounts: Floats, maximum: float) -> Floats:
    if isinstance(rule, CountCapped):
        cap = maximum if rule.cap is None else float(rule.cap)
        capped: Floats = np.minimum(amounts * float(rule.per_item), cap)
        return capped
    if isinstance(rule, Deadline):
        points = np.where(amounts > 0, 0.0, maximum)
        for late in reversed(rule.late):
            points = np.where((amounts > 0) & (amounts <= float(late.up_to)), float(late.points), points)
        return np.where(np.isnan(amounts), np.nan, points)
    if isinstance(rule, Judgement | Choice | Checklist):
        return amounts
    return amounts * 0.0 if isinstance(rule, ShownOnly) else amounts * maximum


def _tiered(rule: Tiers, amounts: Floats, maximum: float) -> Floats:
    """Between two printed tiers, where only draws fall, the lower one holds."""
    points = np.full_like(amounts, np.nan)
    ordered = sorted(rule.tiers, key=lambda tier: (tier.stretch.low is not None, tier.stretch.low or 0))
    for tier in ordered:
        low = tier.stretch.low
        points = np.where(amounts >= (-np.inf if low is None else float(low)), _worth(tier, maximum), points)
    for tier in reversed(rule.tiers):
        stretch = tier.stretch
        holds = np.ones_like(amounts, dtype=bool)
        holds &= amounts >= float(stretch.at_least) if stretch.at_least is not None else True
        holds &= amounts > float(stretch.above) if stretch.above is not None else True
        holds &= amounts <= float(stretch.at_most) if stretch.at_most is not None else True
        holds &= amounts < float(stretch.below) if stretch.below is not None else True
        points = np.where(holds, _worth(tier, maximum), points)
    return np.where(np.isnan(amounts), np.nan, points)


def _worth(tier: Tier, maximum: float) -> float:
    return float(tier.points) if tier.points is not None else float(tier.factor or 0) * maximum


def _of_best(rule: RelativeToBest, amounts: Floats) -> Floats:
    best = (
        np.fmin.reduce(amounts, axis=1, keepdims=True)
        if rule.less_is_better
        else (np.fmax.reduce(amounts, axis=1, keepdims=True))
    )
    above, below = (best, amounts) if rule.less_is_better else (amounts, best)
    nothing = 1.0 if rule.less_is_better else 0.0
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.where(below == 0, nothing, above / below)
    return np.where(np.isnan(amounts), np.nan, share)


def _of_mean(rule: RelativeToMean, amounts: Floats, maximum: float) -> Floats:
    there = ~np.isnan(amounts)
    count = np.maximum(there.sum(axis=1, keepdims=True), 1)
    mean = np.where(there, amounts, 0.0).sum(axis=1, keepdims=True) / count
    reaches = amounts >= mean - _CLOSE * np.maximum(np.abs(mean), 1.0)
    if rule.at_or_above is not None:
        points = np.where(reaches, float(rule.at_or_above), float(rule.below or 0))
    else:
        with np.errstate(divide="ignore", invalid="ignore"):
            points = np.where(reaches, maximum, maximum * amounts / mean)
    return np.where(there, points, np.nan)
