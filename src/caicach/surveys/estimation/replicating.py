"""Replicate weights and the variance between them (Wolter 2 to 5; Lumley 2.3).

Multipliers are kept by first-stage unit, not by row. Later stages are within their unit and follow it.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from caicach.surveys.columns import Floats
from caicach.surveys.estimation.design import Design
from caicach.surveys.estimation.values import ReplicateMethod, Replicates, SingleUnit
from caicach.surveys.problems import bad_design


@dataclass(frozen=True, eq=False)
class ReplicateWeights:
    """``multipliers``: first-stage units x replicates; ``scales``: what each replicate's square counts."""

    multipliers: Floats
    scales: Floats
    about_estimate: bool

    def variance(self, values: Floats, estimate: float) -> float:
        """Squares about the mean of the replicates, or about the estimate itself. A replicate without a value is left
        out, as survey 4.1 does; NaN where none has one."""
        known = np.isfinite(values)
        counted = known & (self.scales > 0)
        if not counted.any():
            return float("nan")
        centre = estimate if self.about_estimate else float(values[counted].mean())
        return float(((values[known] - centre) ** 2 * self.scales[known]).sum())


def replicate_weights(design: Design, asked: Replicates) -> ReplicateWeights:
    """Raises InvalidInput where the method does not fit the strata."""
    makers: dict[ReplicateMethod, Callable[[Design, Replicates], tuple[Floats, Floats]]] = {
        ReplicateMethod.JACKKNIFE: _jackknife,
        ReplicateMethod.BRR: _balanced,
        ReplicateMethod.BOOTSTRAP: _bootstrap,
    }
    multipliers, scales = makers[asked.method](design, asked)
    return ReplicateWeights(multipliers, scales, asked.about_estimate)


def _jackknife(design: Design, asked: Replicates) -> tuple[Floats, Floats]:
    """One unit out at a time, the others of its stratum raised by n/(n-1), its square counted (1 - n/N)(n-1)/n."""
    first = design.stages[0]
    units = np.arange(len(first.stratum))
    usable = units[~first.lone[first.stratum] & (first.sampled[first.stratum] > 1)]
    lone = np.flatnonzero(first.lone)
    if len(lone) and design.single_unit is SingleUnit.FAIL:
        raise _lone(design, first.names[lone[0]])
    n = first.sampled[first.stratum[usable]]
    same = first.stratum[:, None] == first.stratum[usable][None, :]
    multipliers = np.where(same, n / (n - 1), 1.0)
    multipliers[usable, np.arange(len(usable))] = 0.0
    scales = first.correction[first.stratum[usable]] * (n - 1) / n
    if len(lone) and design.single_unit is SingleUnit.AVERAGE:
        scales = scales * (len(units) / len(usable))
    if len(lone) and design.single_unit is SingleUnit.ADJUST:
        strata = len(first.sampled)
        without = np.where(first.stratum[:, None] == lone[None, :], 0.0, strata / (strata - 1))
        multipliers = np.column_stack([multipliers, without])
        scales = np.concatenate([scales, np.full(len(lone), (strata - 1) / strata)])
    return multipliers, scales


def _lone(design: Design, name: str) -> Exception:
    why = "Tầng «{name}» chỉ có một đơn vị mẫu."
    todo = "Hãy ghi single_psu: adjust, average, certainty hoặc remove, hoặc gộp tầng ấy với tầng khác."
    return bad_design("single_unit", design.source, why, todo=todo, name=name)


def _balanced(design: Design, asked: Replicates) -> tuple[Floats, Floats]:
    """Half samples by the columns of a Hadamard matrix: of two units one is doubled, the other left out, or by Fay's
    share."""
    first = design.stages[0]
    wrong = np.flatnonzero(first.sampled != 2)
    if len(wrong):
        why = "Tầng «{name}» có {count} đơn vị mẫu; nửa mẫu cân bằng cần đúng 2."
        todo = "Hãy dùng jackknife hoặc bootstrap, hoặc ghép đơn vị thành cặp."
        name, count = first.names[wrong[0]], int(first.sampled[wrong[0]])
        raise bad_design("not_pairs", design.source, why, todo=todo, name=name, count=count)
    signs = _hadamard(len(first.sampled) + 1)
    seen = np.zeros(len(first.sampled), np.int64)
    half = np.zeros(len(first.stratum), np.int64)
    for unit, stratum in enumerate(first.stratum):
        half[unit], seen[stratum] = seen[stratum], seen[stratum] + 1
    chosen = (signs[1 + first.stratum] > 0) == (half[:, None] == 0)
    multipliers = np.where(chosen, 2 - asked.fay, asked.fay)
    count = signs.shape[1]
    return multipliers, np.full(count, 1 / (count * (1 - asked.fay) ** 2))


def _hadamard(least: int) -> Floats:
    """Sylvester's matrix of the next power of two: rows of +1 and -1 at right angles."""
    matrix = np.ones((1, 1))
    while len(matrix) < least:
        matrix = np.block([[matrix, matrix], [matrix, -matrix]])
    return matrix


def _bootstrap(design: Design, asked: Replicates) -> tuple[Floats, Floats]:
    """Rao and Wu: n - 1 units drawn again with replacement in each stratum, rescaled for 1 - n/N (Wolter 5.2).

    A stratum taken whole, or with one unit under a rule that lets it pass, keeps its weights.
    """
    first = design.stages[0]
    lone = np.flatnonzero(first.lone)
    if len(lone) and design.single_unit is SingleUnit.FAIL:
        raise _lone(design, first.names[lone[0]])
    random = np.random.default_rng(asked.seed)
    multipliers = np.ones((len(first.stratum), asked.count))
    for stratum, n in enumerate(first.sampled.astype(int)):
        if n < 2:
            continue
        members = np.flatnonzero(first.stratum == stratum)
        drawn = random.integers(0, n, size=(asked.count, n - 1)) + n * np.arange(asked.count)[:, None]
        times = np.bincount(drawn.ravel(), minlength=n * asked.count).reshape(asked.count, n).T
        root = np.sqrt(first.correction[stratum])
        multipliers[members] = 1 - root + root * times * (n / (n - 1))
    return multipliers, np.full(asked.count, 1 / (asked.count - 1))
