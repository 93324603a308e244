"""Weighted quantiles by a named rule, and Woodruff's interval: the ends of the share's interval, read back on the
values."""

import math
from dataclasses import dataclass

import numpy as np

from caicach.surveys.columns import Floats
from caicach.surveys.estimation.values import QuantileRule

_ROUNDING = 1e-12  # weights that add up to the share but for the last binary digits reach it


@dataclass(frozen=True, eq=False)
class Ordered:
    """Values of one domain in order with their running weights; rows without weight are not among them."""

    values: Floats
    running: Floats

    @property
    def whole(self) -> float:
        return float(self.running[-1])


def ordered_values(values: Floats, weights: Floats) -> Ordered:
    kept = weights > 0
    values, weights = values[kept], weights[kept]
    order = np.argsort(values, kind="stable")
    return Ordered(values[order], np.cumsum(weights[order]))


def quantile(sample: Ordered, share: float, rule: QuantileRule) -> float:
    """The value below which ``share`` of the weights lie; NaN where ``share`` is no share (an end beyond 0 or 1).

    Below the weight of the smallest value it is the second one, as in survey 4.1, which this equals.
    """
    if not 0 <= share <= 1:
        return math.nan
    if rule is QuantileRule.LINEAR:
        return _on_the_line(sample, share)
    wanted, rounding = share * sample.whole, _ROUNDING * sample.whole
    last = max(int(np.searchsorted(sample.running, wanted + rounding, side="right")) - 1, 0)
    following = min(last + 1, len(sample.values) - 1)
    if abs(wanted - sample.running[last]) > rounding:
        return float(sample.values[following])
    if rule is QuantileRule.SCHOOL:
        return float((sample.values[last] + sample.values[following]) / 2)
    return float(sample.values[last])


def _on_the_line(sample: Ordered, share: float) -> float:
    """Hyndman and Fan's rule 7 with weights: straight between (weight before the value) / (weight before the last)."""
    if len(sample.values) == 1:
        return float(sample.values[0])
    before = np.concatenate(([0.0], sample.running[:-1])) / sample.running[-2]
    return float(np.interp(share, before, sample.values))
