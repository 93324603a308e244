"""Weights brought to known counts of the population, and what that takes away from the variance.

Post-stratification and raking as Lumley 7.2 and 7.3, the linear (regression) method as Särndal 6.4. The variance of a
calibrated estimate is that of the residuals of the scores on the margins.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from caicach.surveys.columns import Columns, Floats, Ints
from caicach.surveys.estimation.design import Design, Projection
from caicach.surveys.estimation.values import Calibration, CalibrationMethod, Margin, Trimming
from caicach.surveys.problems import bad_design

_RAKING_PASSES = 10  # as many as Lumley's variance of raked estimates makes


@dataclass(frozen=True, eq=False)
class Cells:
    """A margin over the rows: ``code`` of each row's cell and the known count of each cell."""

    names: tuple[str, ...]
    code: Ints
    known: Floats


@dataclass(frozen=True, eq=False)
class WithinCells:
    """Post-stratification: the weighted mean of the cell is taken away; ``before`` and ``after`` are weights."""

    code: Ints
    before: Floats
    after: Floats

    def residual(self, scores: Floats) -> Floats:
        plain = np.divide(scores, self.after, out=np.zeros_like(scores), where=self.after > 0)
        size = np.bincount(self.code, weights=self.before)
        means = np.bincount(self.code, weights=plain * self.before) / np.where(size > 0, size, 1.0)
        return scores - means[self.code] * self.after


@dataclass(frozen=True, eq=False)
class AlongMargins:
    """Raking: the plain means of each margin in turn, pass after pass. ``steps``: cells and the weights that step
    gave."""

    steps: tuple[tuple[Ints, Floats], ...]

    def residual(self, scores: Floats) -> Floats:
        for _ in range(_RAKING_PASSES):
            for code, weights in self.steps:
                plain = np.divide(scores, weights, out=np.zeros_like(scores), where=weights != 0)
                counted = np.bincount(code)
                means = np.bincount(code, weights=plain) / np.maximum(counted, 1)
                scores = scores - weights * means[code]
        return scores


@dataclass(frozen=True, eq=False)
class OffRegression:
    """Linear calibration: the least squares fit on the known variables. ``base``: an orthonormal basis of
    root-weighted rows."""

    base: Floats
    scale: Floats

    def residual(self, scores: Floats) -> Floats:
        plain = np.divide(scores, self.scale, out=np.zeros_like(scores), where=self.scale != 0)
        return np.asarray((plain - self.base @ (self.base.T @ plain)) * self.scale)


@dataclass(frozen=True, eq=False)
class Calibrated:
    """``gap``: the largest distance of a weighted count from the known one."""

    design: Design
    gap: float


def calibrated_design(design: Design, asked: Calibration, data: Columns) -> Calibrated:
    """Raises InvalidInput where a level has no count, a count no rows, or the counts cannot be met together."""
    margins = [_cells(design, margin, data) for margin in asked.margins]
    match asked.method:
        case CalibrationMethod.POSTSTRATIFY:
            weights = _brought(design.weights, margins[0])
            after = design.with_weights(weights, [WithinCells(margins[0].code, design.weights, weights)])
            return Calibrated(after, _gap(weights, margins))
        case CalibrationMethod.RAKE:
            return _raked(design, margins, asked)
        case CalibrationMethod.LINEAR:
            return _regressed(design, margins, asked.totals or {}, data)


def _cells(design: Design, margin: Margin, data: Columns) -> Cells:
    columns = [data.given_levels(name) for name in margin.columns]
    levels = [tuple(order[code] for (_, order), code in zip(columns, codes, strict=True)) for codes in _rows(columns)]
    names = sorted(set(levels))
    in_sample = set(names)
    lacking = sorted(in_sample - set(margin.totals))
    if lacking:
        why = "Mẫu có «{cell}» nhưng thiết kế không ghi số tổng thể của ô ấy."
        todo = "Hãy ghi số tổng thể cho mọi mức có trong mẫu."
        raise bad_design("no_count", design.source, why, todo=todo, cell=" × ".join(lacking[0]))
    empty = sorted(cell for cell, count in margin.totals.items() if count > 0 and cell not in in_sample)
    if empty:
        why = "Tổng thể có «{cell}» ({count:g}) nhưng mẫu không có dòng nào."
        todo = "Hãy gộp mức ấy với mức khác ở cả mẫu và tổng thể."
        raise bad_design(
            "empty_cell", design.source, why, todo=todo, cell=" × ".join(empty[0]), count=margin.totals[empty[0]]
        )
    code = {cell: at for at, cell in enumerate(names)}
    known = np.array([margin.totals[cell] for cell in names], float)
    return Cells(tuple(" × ".join(cell) for cell in names), np.array([code[cell] for cell in levels], np.int64), known)


def _rows(columns: Sequence[tuple[Ints, tuple[str, ...]]]) -> list[tuple[int, ...]]:
    return list(zip(*(codes.tolist() for codes, _ in columns), strict=True))


def _brought(weights: Floats, cells: Cells) -> Floats:
    size = np.bincount(cells.code, weights=weights, minlength=len(cells.known))
    return np.asarray(weights * np.divide(cells.known, size, out=np.zeros_like(size), where=size > 0)[cells.code])


def _gap(weights: Floats, margins: Sequence[Cells]) -> float:
    return max(
        float(np.abs(np.bincount(cells.code, weights=weights, minlength=len(cells.known)) - cells.known).max())
        for cells in margins
    )


def _raked(design: Design, margins: Sequence[Cells], asked: Calibration) -> Calibrated:
    """Margin after margin until the largest gap is below ``tolerance`` times the whole; the last pass is the one
    kept."""
    weights = design.weights
    for _ in range(asked.rounds):
        steps: list[tuple[Ints, Floats]] = []
        for cells in margins:
            weights = _brought(weights, cells)
            steps.append((cells.code, weights))
        gap = _gap(weights, margins)
        if gap <= asked.tolerance * weights.sum():
            return Calibrated(design.with_weights(weights, [AlongMargins(tuple(steps))]), gap)
    why = "Sau {rounds} vòng, số ước lượng còn lệch {gap:g} so với số tổng thể."
    todo = "Hãy kiểm tra các số tổng thể có cùng tổng hay không, hoặc gộp mức quá nhỏ."
    raise bad_design("not_raked", design.source, why, todo=todo, rounds=asked.rounds, gap=gap)


def _regressed(design: Design, margins: Sequence[Cells], totals: Mapping[str, float], data: Columns) -> Calibrated:
    """g = 1 + (T - Σwx)' (Σwxx')⁻¹ x; margins that say the same twice count once."""
    rows = np.arange(len(data))
    tables = [np.zeros((len(data), len(cells.known))) for cells in margins]
    for table, cells in zip(tables, margins, strict=True):
        table[rows, cells.code] = 1.0
    known = np.concatenate([*(cells.known for cells in margins), np.array(list(totals.values()), float)])
    matrix = np.column_stack([*tables, *(data.given_numbers(name) for name in totals)])
    root = np.sqrt(design.weights)
    left, singular, right = np.linalg.svd(matrix * root[:, None], full_matrices=False)
    kept = singular > singular[0] * 1e-10
    wanted = right[kept] @ (known - matrix.T @ design.weights)
    factor = 1 + matrix @ (right[kept].T @ (wanted / singular[kept] ** 2))
    weights = design.weights * factor
    gap = float(np.abs(matrix.T @ weights - known).max())
    if gap > 1e-6 * max(1.0, float(np.abs(known).max())):
        why = "Các số tổng thể mâu thuẫn với nhau: sau hiệu chỉnh còn lệch {gap:g}."
        todo = "Hãy kiểm tra các số tổng thể có cùng tổng hay không."
        raise bad_design("not_calibrated", design.source, why, todo=todo, gap=gap)
    projection: Projection = OffRegression(left[:, kept], factor * root)
    return Calibrated(design.with_weights(weights, [projection]), gap)


def trimmed_design(design: Design, bounds: Trimming) -> tuple[Design, int]:
    """Weights held between the bounds, what was cut shared equally by the rows inside them, until none is outside.

    Gives the design and how many rows were cut in all.
    """
    weights, cut = design.weights, np.zeros(len(design.weights), np.bool_)
    while True:
        outside = (weights < bounds.lower) | (weights > bounds.upper)
        if not outside.any():
            return design.with_weights(weights), int(cut.sum())
        cut |= outside
        if cut.all():
            why = "Không thể giữ mọi quyền số trong khoảng {lower:g} đến {upper:g} mà giữ nguyên tổng."
            todo = "Hãy nới khoảng cắt quyền số."
            raise bad_design("not_trimmed", design.source, why, todo=todo, lower=bounds.lower, upper=bounds.upper)
        held = np.clip(weights, bounds.lower, bounds.upper)
        held[~outside] += (weights - held).sum() / (~outside).sum()
        weights = held
