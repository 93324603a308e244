"""A design, its answers and what is asked -> estimates with their error."""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from caicach.kernel.said import Said, tell
from caicach.surveys.columns import Columns, Floats, Ints
from caicach.surveys.estimation import intervals, linearising
from caicach.surveys.estimation.calibrating import calibrated_design, trimmed_design
from caicach.surveys.estimation.design import Design, sampled_design
from caicach.surveys.estimation.domains import Domains, domains_of
from caicach.surveys.estimation.quantiles import ordered_values, quantile
from caicach.surveys.estimation.replicate_variance import Replicated, replicated_design
from caicach.surveys.estimation.values import Asked, DesignFile, Estimate, Estimates, Kind
from caicach.surveys.estimation.variance import degrees_of_freedom, variances
from caicach.surveys.problems import bad_design

_NO_ROWS = tell("Nhóm này không có dòng nào có câu trả lời.")
_NO_DEGREES = tell("Không có bậc tự do: mỗi tầng của nhóm này chỉ có một đơn vị mẫu, không tính được khoảng tin cậy.")
_AT_AN_END = tell("Mọi câu trả lời giống nhau: khoảng tin cậy tính chính xác theo Korn-Graubard.")
_BEYOND = tell("Mẫu quá nhỏ: khoảng tin cậy của phân vị này để ngỏ ở một đầu.")
_NO_ERROR = tell("Không có tầng nào có hơn một đơn vị mẫu để lấy trung bình phương sai: không có sai số chuẩn.")
_NEGATIVE = tell("Có quyền số âm sau hiệu chỉnh: phân vị không xác định.")
_NO_EFFECT = tell("Mọi câu trả lời như nhau, hoặc tổng quyền số không lớn hơn số dòng: không có hệ số thiết kế.")


@dataclass(frozen=True, eq=False)
class _Sample:
    """What all questions share."""

    design: Design
    data: Columns
    replicates: Replicated | None
    confidence: float


@dataclass(frozen=True, eq=False)
class _Question:
    """One question over its domains: ``domain`` leaves out rows without a value or weight, ``drawn`` only those without
    a value, for units without weight were drawn too; ``missing`` counts rows by domain, ``lost`` the replicates that
    have nothing of it."""

    asked: Asked
    domains: Domains
    domain: Ints
    drawn: Ints
    missing: Ints
    degrees: Ints
    rows: Ints
    lost: Ints


def estimate(file: DesignFile, data: Columns) -> Estimates:
    """Raises InvalidInput where design and answers contradict each other; a figure that cannot be had is None with
    its note."""
    design = sampled_design(file, data)
    drawn, gap, cut = design, None, 0
    if file.calibration is not None:
        brought = calibrated_design(design, file.calibration, data)
        design, gap = brought.design, brought.gap
    if file.trimming is not None:
        design, cut = trimmed_design(design, file.trimming)
    replicates = replicated_design(drawn, design, file, data) if file.replicates is not None else None
    sample = _Sample(design, data, replicates, file.confidence)
    found = tuple(answer for asked in file.asked for answer in _ANSWERS[asked.kind](sample, asked))
    return Estimates(
        estimates=found,
        rows=len(data),
        confidence=file.confidence,
        weights_sum=float(design.weights.sum()),
        weights_least=float(design.weights.min()),
        weights_most=float(design.weights.max()),
        strata_with_one=design.lone_strata,
        single_unit=design.single_unit,
        gap=gap,
        trimmed=cut,
        notes=tuple(_notes(file, design)),
    )


def _notes(file: DesignFile, design: Design) -> Iterator[Said]:
    """What is to be known of the weights before any figure is used."""
    if not (file.weight or file.fpc):
        yield tell("Thiết kế không có quyền số và cỡ tổng thể: mọi dòng được tính như nhau.")
    if negative := int((design.weights < 0).sum()):
        yield tell(
            "Hiệu chỉnh làm {count} quyền số âm: hãy dùng method: rake, gộp mức quá nhỏ, hoặc kiểm tra số tổng thể.",
            count=negative,
        )


def _question(sample: _Sample, asked: Asked, values: Floats, *others: Floats) -> _Question:
    domains = domains_of(sample.data, asked.by)
    is_missing = np.isnan(values)
    for other in others:
        is_missing |= np.isnan(other)
    weighted = sample.design.weights != 0
    drawn = np.where(is_missing, -1, domains.code)
    domain = np.where(weighted, drawn, -1)
    lost = domains.code[is_missing & weighted & (domains.code >= 0)]
    return _Question(
        asked,
        domains,
        domain,
        drawn,
        np.bincount(lost, minlength=len(domains)),
        degrees_of_freedom(sample.design, domain, len(domains)),
        np.bincount(domain[domain >= 0], minlength=len(domains)),
        _lost(sample, domain, len(domains)),
    )


def _lost(sample: _Sample, domain: Ints, domains: int) -> Ints:
    if sample.replicates is None:
        return np.zeros(domains, np.int64)
    return sample.replicates.lost(sample.design.weights, domain, domains)


def _variances(sample: _Sample, question: _Question, statistic: linearising.Statistic, *sums: Floats) -> Floats:
    """``sums``: the weighted values whose totals, or ratio of totals, the statistic is; replicates compute it from
    them."""
    if sample.replicates is not None:
        return sample.replicates.variances(statistic.value, question.domain, len(question.domains), *sums)
    return variances(sample.design, statistic.scores, question.drawn, len(question.domains))


def _means(sample: _Sample, asked: Asked) -> Iterator[Estimate]:
    values = sample.data.numbers(asked.of)
    question = _question(sample, asked, values)
    statistic, variance = _mean(sample, question, np.nan_to_num(values))
    effects = _effects(sample, question, np.nan_to_num(values), variance, of_total=False)
    yield from _symmetric(sample, question, statistic, variance, effects)


def _symmetric(
    sample: _Sample, question: _Question, statistic: linearising.Statistic, variance: Floats, effects: Floats
) -> Iterator[Estimate]:
    for at in range(len(question.domains)):
        value, error = statistic.value[at], math.sqrt(variance[at])
        ends = intervals.symmetric(value, error, int(question.degrees[at]), sample.confidence)
        yield _answer(question, at, value, error, ends, effects[at])


def _mean(sample: _Sample, question: _Question, values: Floats) -> tuple[linearising.Statistic, Floats]:
    weights = sample.design.weights
    statistic = linearising.mean(values, weights, question.domain, len(question.domains))
    return statistic, _variances(sample, question, statistic, weights * values, weights)


def _totals(sample: _Sample, asked: Asked) -> Iterator[Estimate]:
    """Of a column of words how many of the population have each."""
    if not sample.data.is_of_words(asked.of):
        yield from _total(sample, asked, sample.data.numbers(asked.of))
        return
    codes, levels = sample.data.levels(asked.of)
    for at, level in enumerate(levels):
        has = np.where(codes < 0, np.nan, (codes == at).astype(float))
        yield from (replace(one, level=level) for one in _total(sample, asked, has))


def _total(sample: _Sample, asked: Asked, values: Floats) -> Iterator[Estimate]:
    question = _question(sample, asked, values)
    given, weights = np.nan_to_num(values), sample.design.weights
    statistic = linearising.total(given, weights, question.domain, len(question.domains))
    variance = _variances(sample, question, statistic, weights * given)
    effects = _effects(sample, question, given, variance, of_total=True)
    yield from _symmetric(sample, question, statistic, variance, effects)


def _proportions(sample: _Sample, asked: Asked) -> Iterator[Estimate]:
    """Of a column of 0 and 1 the share of 1; of any other the share of each level."""
    codes, levels = sample.data.levels(asked.of)
    question = _question(sample, asked, np.where(codes < 0, np.nan, codes.astype(float)))
    wanted = ("1",) if set(levels) <= {"0", "1"} else levels
    inside = question.domains.code[(codes >= 0) & (question.domains.code >= 0)]
    size = np.bincount(inside, minlength=len(question.domains))  # rows without weight too, as survey 4.1 counts them
    for level in wanted:
        has = (codes == levels.index(level)) if level in levels else np.zeros(len(codes), np.bool_)
        statistic, variance = _mean(sample, question, has.astype(float))
        effects = _effects(sample, question, has.astype(float), variance, of_total=False)
        for at in range(len(question.domains)):
            value, error = statistic.value[at], math.sqrt(variance[at])
            degrees, rows = int(question.degrees[at]), int(size[at])
            ends = intervals.of_proportion(value, error, rows, degrees, sample.confidence, asked.interval)
            notes = (_AT_AN_END,) if value in {0.0, 1.0} and ends is not None else ()
            yield _answer(question, at, value, error, ends, effects[at], level=level, notes=notes)


def _ratios(sample: _Sample, asked: Asked) -> Iterator[Estimate]:
    if asked.over is None:
        raise bad_design("no_denominator", sample.design.source, "Tỷ số cần mẫu số.", todo="Hãy ghi over: tên cột.")
    upper, lower = sample.data.numbers(asked.of), sample.data.numbers(asked.over)
    question = _question(sample, asked, upper, lower)
    upper, lower, weights = np.nan_to_num(upper), np.nan_to_num(lower), sample.design.weights
    statistic = linearising.ratio(upper, lower, weights, question.domain, len(question.domains))
    variance = _variances(sample, question, statistic, weights * upper, weights * lower)
    about = np.divide(statistic.scores, weights, out=np.zeros_like(weights), where=weights != 0)
    effects = _effects(sample, question, about, variance, of_total=True)
    yield from _symmetric(sample, question, statistic, variance, effects)


def _composites(sample: _Sample, asked: Asked) -> Iterator[Estimate]:
    """The weighted mean of ratios of one sample, which are not independent: scores add up as the ratios do (Särndal
    5.5). A row belongs to it where it has something of any part."""
    weights, shares = sample.design.weights, np.array([part.weight for part in asked.parts])
    shares = shares / shares.sum()
    pairs = [(sample.data.given_numbers(part.over), sample.data.given_numbers(part.under)) for part in asked.parts]
    has = np.any([below != 0 for _above, below in pairs], axis=0)
    question = _question(sample, asked, np.where(has, 0.0, math.nan))
    count = len(question.domains)
    ratios = [linearising.ratio(above, below, weights, question.domain, count) for above, below in pairs]
    value = sum(share * one.value for share, one in zip(shares, ratios, strict=True))
    scores = np.nan_to_num(sum(share * one.scores for share, one in zip(shares, ratios, strict=True)))
    statistic = linearising.Statistic(np.asarray(value), np.asarray(scores))
    if sample.replicates is None:
        variance = variances(sample.design, statistic.scores, question.drawn, count)
    else:
        found = [sample.replicates.values(question.domain, count, weights * a, weights * b) for a, b in pairs]
        again = sum(share * one for share, one in zip(shares, found, strict=True))
        spread = sample.replicates.weights.variance
        variance = np.array([spread(row, float(own)) for row, own in zip(again, statistic.value, strict=True)])
    about = np.divide(statistic.scores, weights, out=np.zeros_like(weights), where=weights != 0)
    effects = _effects(sample, question, about, variance, of_total=True)
    yield from _symmetric(sample, question, statistic, variance, effects)


def _quantiles(sample: _Sample, asked: Asked) -> Iterator[Estimate]:
    """The share at or below the quantile has an interval; its ends are read back on the values (Woodruff)."""
    values = sample.data.numbers(asked.of)
    question = _question(sample, asked, values)
    for at in range(len(question.domains)):
        inside = question.domain == at
        degrees = int(question.degrees[at])
        for share in asked.at:
            if not inside.any():
                yield _answer(question, at, math.nan, math.nan, None, math.nan, share=share)
                continue
            if (sample.design.weights[inside] < 0).any():
                yield _answer(question, at, math.nan, math.nan, None, math.nan, share=share, notes=(_NEGATIVE,))
                continue
            own = ordered_values(values[inside], sample.design.weights[inside])
            value = quantile(own, share, asked.rule)
            below = np.where(inside & (np.nan_to_num(values) <= value), 1.0, 0.0)
            statistic, variance = _mean(sample, question, below)
            ends = intervals.symmetric(statistic.value[at], math.sqrt(variance[at]), degrees, sample.confidence)
            ends = ends and (quantile(own, ends[0], asked.rule), quantile(own, ends[1], asked.rule))
            error, notes = math.nan, tuple[Said, ...]()
            if ends is not None:
                error = (ends[1] - ends[0]) / (2 * intervals.t_quantile((1 + sample.confidence) / 2, degrees))
                notes = (_BEYOND,) if math.isnan(error) else ()
            yield _answer(question, at, value, error, ends, math.nan, share=share, notes=notes)


def _differences(sample: _Sample, asked: Asked) -> Iterator[Estimate]:
    """Mean of the first level less that of the second, both from one sample and so not independent."""
    values = sample.data.numbers(asked.of)
    if asked.between is None or len(asked.by) != 1:
        why = "Hiệu số cần một cột nhóm và hai mức của nó."
        todo = "Hãy ghi by: tên cột và between: [mức thứ nhất, mức thứ hai]."
        raise bad_design("no_levels", sample.design.source, why, todo=todo)
    question = _question(sample, asked, values)
    names = [levels[asked.by[0]] for levels in question.domains.levels]
    for level in asked.between:
        if level not in names:
            why, todo = "Cột «{column}» không có mức «{level}».", "Hãy sửa between trong thiết kế."
            raise bad_design("no_level", sample.design.source, why, todo=todo, column=asked.by[0], level=level)
    first, second = (names.index(level) for level in asked.between)
    statistic, _ = _mean(sample, question, np.nan_to_num(values))
    sign = np.select([question.domain == first, question.domain == second], [1.0, -1.0], 0.0)
    both = np.where(sign != 0, 0, -1)
    joined = _Question(
        asked,
        Domains(both, ({},)),
        both,
        np.where(np.isin(question.drawn, (first, second)), 0, -1),
        question.missing[[first]] + question.missing[[second]],
        degrees_of_freedom(sample.design, both, 1),
        question.rows[[first]] + question.rows[[second]],
        np.maximum(question.lost[[first]], question.lost[[second]]),
    )
    value = float(statistic.value[first] - statistic.value[second])
    variance = _difference_variance(sample, question, statistic, (sign, joined.drawn), value, (first, second))
    ends = intervals.symmetric(value, math.sqrt(variance), int(joined.degrees[0]), sample.confidence)
    yield _answer(joined, 0, value, math.sqrt(variance), ends, math.nan)


def _difference_variance(
    sample: _Sample,
    question: _Question,
    statistic: linearising.Statistic,
    signed: tuple[Floats, Ints],
    value: float,
    levels: tuple[int, int],
) -> float:
    if sample.replicates is None:
        sign, drawn = signed
        return float(variances(sample.design, statistic.scores * sign, drawn, 1)[0])
    weights = sample.design.weights
    values = np.nan_to_num(sample.data.numbers(question.asked.of))
    means = sample.replicates.values(question.domain, len(question.domains), weights * values, weights)
    return sample.replicates.weights.variance(means[levels[0]] - means[levels[1]], value)


def _effects(sample: _Sample, question: _Question, values: Floats, variance: Floats, *, of_total: bool) -> Floats:
    """Variance over that of a simple random sample without replacement of the same size (Särndal 2.10)."""
    weights, count = sample.design.weights, len(question.domains)
    size = linearising.sums(weights, question.domain, count)
    with np.errstate(invalid="ignore", divide="ignore"):
        simple = linearising.population_variance(values, weights, question.domain, count) / question.rows
        simple = simple * (size - question.rows) / size * (size**2 if of_total else 1.0)
        return np.where(
            simple > 0, variance / simple, np.where(variance == 0, np.where(simple == 0, np.nan, 0.0), np.nan)
        )


def _answer(
    question: _Question,
    at: int,
    value: float,
    error: float,
    ends: tuple[float, float] | None,
    effect: float,
    *,
    level: str | None = None,
    share: float | None = None,
    notes: tuple[Said, ...] = (),
) -> Estimate:
    asked, degrees = question.asked, int(question.degrees[at])
    if math.isnan(value):
        notes, error, effect = notes or (_NO_ROWS,), math.nan, math.nan
    elif degrees < 1:
        notes, error = (_NO_DEGREES,), error or math.nan
    elif asked.kind is not Kind.QUANTILE and math.isnan(error):
        notes = (*notes, _NO_ERROR)
    elif asked.kind not in {Kind.QUANTILE, Kind.DIFFERENCE} and math.isnan(effect):
        notes = (*notes, _NO_EFFECT)
    if question.lost[at] and asked.kind is not Kind.TOTAL:
        lost = int(question.lost[at])
        notes = (*notes, tell("{count} mẫu lặp không có dòng nào của nhóm này: bỏ ra khỏi sai số chuẩn.", count=lost))
    return Estimate(
        kind=asked.kind,
        of=asked.of,
        by=question.domains.levels[at],
        value=_finite(value),
        standard_error=_finite(error),
        interval=None if ends is None or all(map(math.isnan, ends)) else (_finite(ends[0]), _finite(ends[1])),
        degrees_of_freedom=degrees,
        design_effect=_finite(effect),
        n=int(question.rows[at]),
        missing=int(question.missing[at]),
        over=asked.over,
        level=level,
        at=share,
        between=asked.between,
        notes=notes,
    )


def _finite(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None


_ANSWERS: dict[Kind, Callable[[_Sample, Asked], Iterator[Estimate]]] = {
    Kind.MEAN: _means,
    Kind.TOTAL: _totals,
    Kind.PROPORTION: _proportions,
    Kind.RATIO: _ratios,
    Kind.QUANTILE: _quantiles,
    Kind.DIFFERENCE: _differences,
    Kind.COMPOSITE: _composites,
}
