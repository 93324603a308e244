"""Statistics by domain and the scores whose variance is theirs (Särndal 5.5: Taylor linearisation)."""

from dataclasses import dataclass

import numpy as np

from caicach.surveys.columns import Floats, Ints


@dataclass(frozen=True, eq=False)
class Statistic:
    """``value`` by domain; ``scores`` by row, weighted, about the value of the row's own domain."""

    value: Floats
    scores: Floats


def sums(values: Floats, domain: Ints, domains: int) -> Floats:
    """Sum by domain; rows with code -1 belong to none."""
    if len(domain) and domain.min() >= 0:
        return np.bincount(domain, weights=values, minlength=domains).astype(float)
    inside = domain >= 0
    return np.bincount(domain[inside], weights=values[inside], minlength=domains).astype(float)


def _own(by_domain: Floats, domain: Ints) -> Floats:
    """The figure of each row's domain, 0 outside."""
    return np.where(domain >= 0, by_domain[np.maximum(domain, 0)], 0.0)


def total(values: Floats, weights: Floats, domain: Ints, domains: int) -> Statistic:
    scores = np.where(domain >= 0, weights * values, 0.0)
    return Statistic(sums(scores, domain, domains), scores)


def mean(values: Floats, weights: Floats, domain: Ints, domains: int) -> Statistic:
    """NaN for a domain without weight."""
    size = sums(weights, domain, domains)
    with np.errstate(invalid="ignore", divide="ignore"):
        value = sums(weights * values, domain, domains) / size
        scores = weights * (values - _own(value, domain)) / _own(size, domain)
    return Statistic(value, np.where((domain >= 0) & (weights != 0), scores, 0.0))


def ratio(upper: Floats, lower: Floats, weights: Floats, domain: Ints, domains: int) -> Statistic:
    """Total of ``upper`` over total of ``lower``; NaN where the latter is 0."""
    below = sums(weights * lower, domain, domains)
    with np.errstate(invalid="ignore", divide="ignore"):
        value = np.where(below == 0, np.nan, sums(weights * upper, domain, domains) / below)
        scores = weights * (upper - _own(value, domain) * lower) / _own(below, domain)
    return Statistic(value, np.where((domain >= 0) & (weights != 0), scores, 0.0))


def population_variance(values: Floats, weights: Floats, domain: Ints, domains: int) -> Floats:
    """S² of the population by domain, from the sample: weighted squares about the mean times n/(n-1) (Lumley,
    ``svyvar``)."""
    about = values - _own(mean(values, weights, domain, domains).value, domain)
    with np.errstate(invalid="ignore", divide="ignore"):
        n = sums((weights != 0).astype(float), domain, domains)
        return sums(weights * about**2, domain, domains) / sums(weights, domain, domains) * n / (n - 1)
