"""Scores up the tree, for many draws of weights at once.

Missing values follow the field's usual tool: a mean is taken over the children that are there, their weights made
relative among themselves; where none is there (or only such as weigh nothing) the aggregate is missing too. A sum of
fewer parts would be a smaller number that looks like a score, so a sum with a missing part is missing; only a part that
no unit has (an indicator not collected in that edition) is left out of everybody's sum.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from caicach.indices.composite.framework import Aggregation, Floats, Framework, Node
from caicach.indices.composite.problems import too_large
from caicach.indices.composite.unit_data import UnitData
from caicach.kernel.errors import InvalidInput

_POSITIVE_ONLY = frozenset({Aggregation.GEOMETRIC, Aggregation.HARMONIC})


def aggregate(
    framework: Framework, data: UnitData, normalised: Floats, weights: Floats, method: Aggregation
) -> dict[str, Floats]:
    """Scores of every code: arrays of shape (draws or 1, units).

    ``normalised``: (draws or 1, units, indicators); ``weights``: (draws or 1, nodes), of any scale, relative within
    each parent. Under the sum a weight is a factor: weights of 1 give the plain sum.
    """
    scores = {node.code: normalised[:, :, n] for n, node in enumerate(framework.indicators)}
    with np.errstate(all="ignore"):  # what goes wrong is found in the result, and named
        for node, children in _upwards(framework):
            parts = _parts(framework, normalised, scores, children)
            how = node.aggregation or method
            if how in _POSITIVE_ONLY:
                _refuse_not_positive(framework, data, parts, children, node, how)
            scores[node.code] = combination(parts, weights[:, children], how)
            if np.isinf(scores[node.code]).any():
                raise too_large(data.source, node.code)
    return scores


def _upwards(framework: Framework) -> Iterator[tuple[Node, list[int]]]:
    for node in framework.aggregates:
        yield node, list(framework.children[node.code])


def _parts(framework: Framework, normalised: Floats, scores: dict[str, Floats], children: Sequence[int]) -> Floats:
    """Scores of the children, (draws or 1, units, children); indicators are not copied once per draw."""
    if children[-1] < len(framework.indicators):
        return normalised[:, :, children]
    columns = [scores[framework.codes[n]] for n in children]
    draws = max(len(column) for column in columns)
    parts = np.empty((draws, normalised.shape[1], len(columns)))
    for n, column in enumerate(columns):
        parts[:, :, n] = column
    return parts


def combination(parts: Floats, weights: Floats, method: Aggregation) -> Floats:
    """Weighted mean or sum over the last axis: (draws, units)."""
    absent = np.isnan(parts)
    if method is Aggregation.SUM:
        return _sum(parts, absent, weights)
    has_gaps = bool(absent.any())
    terms = _terms(parts, method)
    total = _contract(np.where(absent, 0.0, terms) if has_gaps else terms, weights)
    there = _contract((~absent).astype(float), weights) if has_gaps else weights.sum(axis=-1)[:, np.newaxis]
    with np.errstate(invalid="ignore"):  # nothing there: 0 / 0 is NaN, which is missing
        mean: Floats = total / there
    return _back(mean, method)


def _sum(parts: Floats, absent: NDArray[np.bool_], weights: Floats) -> Floats:
    total = _contract(np.where(absent, 0.0, parts), weights)
    is_gap = absent & ~absent.all(axis=1, keepdims=True)
    is_whole = (_contract(is_gap.astype(float), weights) == 0) & (_contract((~absent).astype(float), weights) > 0)
    return np.where(is_whole, total, np.nan)


def _terms(parts: Floats, method: Aggregation) -> Floats:
    if method is Aggregation.GEOMETRIC:
        return np.log(parts)
    return 1 / parts if method is Aggregation.HARMONIC else parts


def _back(mean: Floats, method: Aggregation) -> Floats:
    if method is Aggregation.GEOMETRIC:
        return np.exp(mean)
    return 1 / mean if method is Aggregation.HARMONIC else mean


def _contract(parts: Floats, weights: Floats) -> Floats:
    """Sum over children, each draw with its own weights; one matrix product where only one side has draws."""
    total: Floats
    if len(parts) == 1:
        total = np.matmul(weights, parts[0].T)
    elif len(weights) == 1:
        total = np.matmul(parts, weights[0])
    else:
        total = np.matmul(parts, weights[:, :, np.newaxis])[:, :, 0]
    return total


def _refuse_not_positive(
    framework: Framework, data: UnitData, parts: Floats, children: Sequence[int], node: Node, how: Aggregation
) -> None:
    if not (parts <= 0).any():
        return
    draw, unit, child = (int(n) for n in np.argwhere(parts <= 0)[0])
    raise InvalidInput(
        "composite.not_positive",
        what="Tệp «{source}», dòng {row}, cột «{column}»: đơn vị «{unit}» có điểm {value} sau chuẩn hoá.",
        why="Nhóm «{parent}» gộp theo «{method}», chỉ tính được với điểm lớn hơn 0.",
        todo="Hãy chọn khoảng dương (ví dụ: minmax với 1,100), hoặc cách gộp khác.",
        source=data.source,
        row=data.lines[unit],
        column=framework.codes[children[child]],
        unit=data.units[unit],
        value=float(parts[draw, unit, child]),
        parent=node.code,
        method=how,
    )
