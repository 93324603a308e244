"""Ends of intervals from Student's t and the beta distribution (SciPy, ADR 58)."""

import math

from caicach.surveys.estimation.values import IntervalMethod

Ends = tuple[float, float]


def t_quantile(share: float, degrees: float) -> float:
    """Student's t: the value that ``share`` of the distribution lies below."""
    from scipy import special  # noqa: PLC0415 -- heavy

    return float(special.stdtrit(degrees, share))


def symmetric(value: float, error: float, degrees: int, confidence: float) -> Ends | None:
    """value -/+ t · error; None without a degree of freedom."""
    if degrees < 1:
        return None
    width = t_quantile((1 + confidence) / 2, degrees) * error
    return value - width, value + width


def of_proportion(
    share: float, error: float, rows: int, degrees: int, confidence: float, method: IntervalMethod
) -> Ends | None:
    """An interval suited to a proportion strictly between 0 and 1 (Lumley, ``svyciprop``); None without a degree of
    freedom.

    Where nobody or everybody has the property, or the error is 0, only Korn-Graubard's exact ends mean something.
    """
    if degrees < 1:
        return None
    if method is IntervalMethod.MEAN:
        return symmetric(share, error, degrees, confidence)
    if not 0 < share < 1 or (method is IntervalMethod.BETA and error > 0):
        return korn_graubard(share, error, rows, degrees, confidence)
    if error == 0:
        return share, share
    t = t_quantile((1 + confidence) / 2, degrees)
    if method is IntervalMethod.ASIN:
        middle, width = math.asin(math.sqrt(share)), t * error / (2 * math.sqrt(share * (1 - share)))
        return math.sin(middle - width) ** 2, math.sin(middle + width) ** 2
    middle, width = math.log(share / (1 - share)), t * error / (share * (1 - share))
    return _expit(middle - width), _expit(middle + width)


def _expit(x: float) -> float:
    return 1 / (1 + math.exp(-x)) if x >= 0 else math.exp(x) / (1 + math.exp(x))


def korn_graubard(share: float, error: float, rows: int, degrees: int, confidence: float) -> Ends | None:
    """Exact binomial ends at the effective size p(1-p)/v, adjusted for the degrees of freedom; at 0 and 1 of the
    size itself.

    None of a sample of one.
    """
    from scipy import special  # noqa: PLC0415 -- heavy

    tail = (1 - confidence) / 2
    if rows < 2:
        return None
    effective = share * (1 - share) / error**2 if error > 0 else float(rows)
    effective *= (t_quantile(tail, rows - 1) / t_quantile(tail, degrees)) ** 2
    low = 0.0 if share <= 0 else float(special.betaincinv(effective * share, effective * (1 - share) + 1, tail))
    high = 1.0 if share >= 1 else float(special.betaincinv(effective * share + 1, effective * (1 - share), 1 - tail))
    return low, high
