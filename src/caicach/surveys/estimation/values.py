"""What is asked of a sample and what is answered: frozen values, codes in English."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from caicach.kernel.said import Said


class Kind(StrEnum):
    MEAN = "mean"
    TOTAL = "total"
    PROPORTION = "proportion"
    RATIO = "ratio"
    QUANTILE = "quantile"
    DIFFERENCE = "difference"
    COMPOSITE = "composite"


class SingleUnit(StrEnum):
    """What a stratum with one sampled unit adds to the variance, where its population has more."""

    FAIL = "fail"
    REMOVE = "remove"
    CERTAINTY = "certainty"
    ADJUST = "adjust"
    AVERAGE = "average"


class IntervalMethod(StrEnum):
    """How the ends of a proportion's interval are found; the mean's is symmetric and may leave 0 to 1."""

    LOGIT = "logit"
    MEAN = "mean"
    BETA = "beta"
    ASIN = "asin"


class QuantileRule(StrEnum):
    """Between which values a quantile falls: the smallest that reaches the share, the middle of two, a straight
    line."""

    MATH = "math"
    SCHOOL = "school"
    LINEAR = "hf7"


class CalibrationMethod(StrEnum):
    POSTSTRATIFY = "poststratify"
    RAKE = "rake"
    LINEAR = "linear"


class ReplicateMethod(StrEnum):
    JACKKNIFE = "jackknife"
    BRR = "brr"
    BOOTSTRAP = "bootstrap"


@dataclass(frozen=True)
class Margin:
    """Known counts of the population by the levels of one column or of several crossed."""

    columns: tuple[str, ...]
    totals: Mapping[tuple[str, ...], float]


@dataclass(frozen=True)
class Trimming:
    lower: float
    upper: float


@dataclass(frozen=True)
class Calibration:
    """``totals``: known totals of numeric columns, for the linear method alone."""

    method: CalibrationMethod
    margins: tuple[Margin, ...] = ()
    totals: Mapping[str, float] | None = None
    tolerance: float = 1e-10
    rounds: int = 1000


@dataclass(frozen=True)
class Replicates:
    """``fay``: how much of its weight the half that is left out keeps (BRR). ``about_estimate``: squares about the
    estimate itself instead of about the mean of the replicates."""

    method: ReplicateMethod
    count: int = 500
    seed: int = 0
    fay: float = 0.0
    about_estimate: bool = False


@dataclass(frozen=True)
class Part:
    """A ratio within a composite: the columns above and below, 0 where a row has nothing of it, and its weight."""

    over: str
    under: str
    weight: float


@dataclass(frozen=True)
class Asked:
    """One line of ``estimates``. ``of``: the column; ``over``: the denominator of a ratio; ``between``: the two
    levels of ``by`` whose means are compared; ``at``: the shares of quantiles; ``parts``: of a composite, which ``of``
    only names."""

    kind: Kind
    of: str
    over: str | None = None
    by: tuple[str, ...] = ()
    between: tuple[str, str] | None = None
    at: tuple[float, ...] = (0.5,)
    rule: QuantileRule = QuantileRule.MATH
    interval: IntervalMethod = IntervalMethod.LOGIT
    line: int = 0
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True)
class DesignFile:
    """A design as written: names of columns, rules, and what is asked. ``is_nested``: codes of clusters begin anew
    in each stratum."""

    source: str
    strata: tuple[str, ...]
    clusters: tuple[str, ...]
    weight: str | None
    fpc: tuple[str, ...]
    is_nested: bool
    single_unit: SingleUnit
    calibration: Calibration | None
    trimming: Trimming | None
    replicates: Replicates | None
    confidence: float
    asked: tuple[Asked, ...]


@dataclass(frozen=True)
class Estimate:
    """``interval``, an end of it and ``standard_error`` are None where they cannot be had; ``notes`` say why.

    ``design_effect``: variance over that of a simple random sample without replacement of the same size. ``n``: rows
    used; ``missing``: rows of the domain without a value, taken as outside of it.
    """

    kind: Kind
    of: str
    by: Mapping[str, str]
    value: float | None
    standard_error: float | None
    interval: tuple[float | None, float | None] | None
    degrees_of_freedom: int
    design_effect: float | None
    n: int
    missing: int
    over: str | None = None
    level: str | None = None
    at: float | None = None
    between: tuple[str, str] | None = None
    notes: tuple[Said, ...] = ()


@dataclass(frozen=True)
class Estimates:
    """``gap``: the largest distance to a known count after calibration; ``strata_with_one`` names strata with one
    unit."""

    estimates: tuple[Estimate, ...]
    rows: int
    confidence: float
    weights_sum: float
    weights_least: float
    weights_most: float
    strata_with_one: tuple[str, ...]
    single_unit: SingleUnit
    gap: float | None = None
    trimmed: int = 0
    notes: tuple[Said, ...] = ()
