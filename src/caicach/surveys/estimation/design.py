"""How a sample was drawn, as arrays: at each stage which unit a row belongs to, of how many, in which stratum."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from caicach.surveys.columns import Columns, Floats, Ints, Truths
from caicach.surveys.estimation.values import DesignFile, SingleUnit
from caicach.surveys.problems import bad_cell, bad_design


@dataclass(frozen=True, eq=False)
class Stage:
    """One stage of drawing. ``unit``: rows -> sampled unit; ``stratum``: unit -> stratum; by stratum: ``sampled``
    units,
    ``population`` of units (inf: not known, or drawn with replacement), ``parent``: the unit of the stage above it
    lies in, ``share``: product of the sampling fractions of all stages above."""

    unit: Ints
    stratum: Ints
    sampled: Floats
    population: Floats
    parent: Ints
    share: Floats
    names: tuple[str, ...]

    @property
    def correction(self) -> Floats:
        """1 - n/N by stratum, 1 where N is not known (Särndal 3.3)."""
        return np.where(np.isinf(self.population), 1.0, 1.0 - self.sampled / self.population)

    @property
    def is_by_row(self) -> bool:
        """Whether each row is a unit of its own."""
        return len(self.stratum) == len(self.unit)

    @property
    def lone(self) -> Truths:
        """Strata with one sampled unit of several: what a variance cannot be computed from."""
        return np.asarray((self.sampled == 1) & (self.correction > 1e-7))


class Projection(Protocol):
    """What calibration takes away from a variable before its variance: the part that known totals explain."""

    def residual(self, scores: Floats) -> Floats:
        """Weighted scores by row -> the same, less what the margins explain."""


@dataclass(frozen=True, eq=False)
class Design:
    """``weights`` by row, calibrated where asked; ``projections`` in the order in which calibration applied them."""

    source: str
    stages: tuple[Stage, ...]
    weights: Floats
    single_unit: SingleUnit
    projections: tuple[Projection, ...] = ()

    def with_weights(self, weights: Floats, projections: Sequence[Projection] = ()) -> "Design":
        return replace(self, weights=weights, projections=(*self.projections, *projections))

    @property
    def counted_stages(self) -> tuple[Stage, ...]:
        """Those that add to the variance: below a stage drawn with replacement, that stage holds all of it."""
        for depth, stage in enumerate(self.stages, start=1):
            if np.isinf(stage.population).any():
                return self.stages[:depth]
        return self.stages

    @property
    def lone_strata(self) -> tuple[str, ...]:
        first = self.stages[0]
        return tuple(first.names[at] for at in np.flatnonzero(first.lone))


def sampled_design(file: DesignFile, data: Columns) -> Design:
    """The design laid over the rows. Raises InvalidInput where the two contradict each other.

    Without a weight column weights are the product of population over sampled units of all stages; without both
    every row counts once.
    """
    fractions = _fpc(file, data)
    strata = [data.given_levels(name) for name in file.strata]
    stages: list[Stage] = []
    for depth in range(max(1, len(file.clusters))):
        own = strata[min(depth, len(strata) - 1)] if strata else None
        stages.append(_stage(file, data, depth, own, stages, fractions))
    return Design(file.source, tuple(stages), _weights(file, data, stages), file.single_unit)


def _stage(
    file: DesignFile,
    data: Columns,
    depth: int,
    own: tuple[Ints, tuple[str, ...]] | None,
    above: Sequence[Stage],
    fractions: Floats | None,
) -> Stage:
    rows = len(data)
    row_stratum = own[0] if own else np.zeros(rows, np.int64)
    names = own[1] if own else ("",)
    unit = _unit(file, data, depth)
    if above:
        unit, _ = _crossed(above[-1].unit, unit)
        row_stratum, kept = _crossed(above[-1].unit, row_stratum)
        names = tuple(names[at] for at in kept % len(names))
    elif file.is_nested and file.clusters:
        unit, _ = _crossed(row_stratum, unit)
    else:
        _refuse_crossing(file, data, unit, row_stratum, names)
    units, strata = int(unit.max()) + 1, len(names)
    stratum = np.zeros(units, np.int64)
    stratum[unit] = row_stratum
    sampled = np.bincount(stratum, minlength=strata).astype(float)
    parent, share = np.zeros(strata, np.int64), np.ones(strata)
    if above:
        parent[row_stratum] = above[-1].unit
        upper = above[-1].stratum[parent]
        share = above[-1].share[upper] * above[-1].sampled[upper] / above[-1].population[upper]
    population = _population(file, data, depth, row_stratum, sampled, fractions)
    return Stage(unit, stratum, sampled, population, parent, share, names)


def _unit(file: DesignFile, data: Columns, depth: int) -> Ints:
    """A row is its own unit where no clusters are named."""
    return data.given_levels(file.clusters[depth])[0] if file.clusters else np.arange(len(data))


def _crossed(outer: Ints, inner: Ints) -> tuple[Ints, Ints]:
    """Codes of the pairs that occur, and the pairs as outer * width + inner."""
    width = int(inner.max()) + 1
    pairs, codes = np.unique(outer * width + inner, return_inverse=True)
    return codes.astype(np.int64), pairs


def _refuse_crossing(file: DesignFile, data: Columns, unit: Ints, stratum: Ints, names: tuple[str, ...]) -> None:
    first = np.zeros(int(unit.max()) + 1, np.int64)
    first[unit[::-1]] = stratum[::-1]
    wrong = np.flatnonzero(first[unit] != stratum)
    if len(wrong):
        at = int(wrong[0])
        name = data.texts(file.clusters[0])[at]
        why = "Cụm «{cluster}» nằm trong cả hai tầng «{one}» và «{other}» (dòng {row})."
        todo = (
            "Hãy sửa cột cụm hoặc cột tầng; nếu mã cụm được đánh lại từ đầu ở mỗi tầng, ghi nest: true trong thiết kế."
        )
        raise bad_design(
            "clusters_cross_strata",
            file.source,
            why,
            todo=todo,
            cluster=name,
            one=names[first[unit[at]]],
            other=names[stratum[at]],
            row=data.lines[at],
        )


def _fpc(file: DesignFile, data: Columns) -> Floats | None:
    """Rows x stages as written, or None."""
    if not file.fpc:
        return None
    stages = max(1, len(file.clusters))
    if len(file.fpc) != stages:
        why = "Thiết kế có {stages} giai đoạn chọn mẫu nhưng fpc có {columns} cột."
        todo = "Hãy ghi một cột fpc cho mỗi giai đoạn, theo thứ tự của clusters."
        raise bad_design("fpc_stages", file.source, why, todo=todo, stages=stages, columns=len(file.fpc))
    written = np.column_stack([data.given_numbers(name) for name in file.fpc])
    wrong = np.argwhere(written <= 0)
    if len(wrong):
        row, column = (int(x) for x in wrong[0])
        why, todo = "Cỡ tổng thể phải lớn hơn 0.", "Hãy ghi số đơn vị của tổng thể trong tầng, hoặc tỷ lệ chọn mẫu."
        raise bad_cell("fpc_not_positive", data.source, data.lines[row], file.fpc[column], why, todo=todo)
    if (written > 1).any() and (written < 1).any():
        row, column = (int(x) for x in np.argwhere(written < 1)[0])
        why = "Có ô lớn hơn 1 (số đơn vị) và ô nhỏ hơn 1 (tỷ lệ) trong cùng thiết kế."
        todo = "Hãy ghi tất cả theo số đơn vị của tổng thể, hoặc tất cả theo tỷ lệ chọn mẫu."
        raise bad_cell("fpc_mixed", data.source, data.lines[row], file.fpc[column], why, todo=todo)
    return written


def _population(
    file: DesignFile, data: Columns, depth: int, row_stratum: Ints, sampled: Floats, fractions: Floats | None
) -> Floats:
    """Units of the population by stratum of this stage; inf where no fpc is given."""
    if fractions is None:
        return np.full(len(sampled), np.inf)
    written = fractions[:, depth]
    by_stratum = np.zeros(len(sampled))
    by_stratum[row_stratum[::-1]] = written[::-1]  # the first row of the stratum says it
    differing = np.flatnonzero(by_stratum[row_stratum] != written)
    if len(differing):
        why, todo = "Cỡ tổng thể khác với dòng khác trong cùng tầng.", "Trong một tầng, cột fpc chỉ có một giá trị."
        raise bad_cell("fpc_varies", data.source, data.lines[int(differing[0])], file.fpc[depth], why, todo=todo)
    population = by_stratum if (fractions > 1).any() else sampled / by_stratum
    short = np.flatnonzero(population < sampled * (1 - 1e-12))
    if len(short):
        at = int(short[0])
        row = int(np.flatnonzero(row_stratum == at)[0])
        why = "Mẫu có {sampled} đơn vị nhưng tổng thể của tầng chỉ có {population}."
        todo = "Hãy kiểm tra cột fpc và cột cụm, tầng."
        raise bad_cell(
            "fpc_too_small",
            data.source,
            data.lines[row],
            file.fpc[depth],
            why,
            todo=todo,
            sampled=int(sampled[at]),
            population=f"{population[at]:g}",
        )
    return population


def _weights(file: DesignFile, data: Columns, stages: Sequence[Stage]) -> Floats:
    if file.weight is None:
        weights = np.ones(len(data))
        for stage in stages:
            if np.isfinite(stage.population).all():
                weights = weights * (stage.population / stage.sampled)[stage.stratum[stage.unit]]
        return weights
    weights = data.given_numbers(file.weight)
    negative = np.flatnonzero(weights < 0)
    if len(negative):
        row = int(negative[0])
        why, todo = "Quyền số {weight} là số âm.", "Hãy ghi số không âm; 0 nếu dòng không được tính."
        raise bad_cell(
            "negative_weight", data.source, data.lines[row], file.weight, why, todo=todo, weight=float(weights[row])
        )
    if not weights.any():
        why = "Cột quyền số «{column}» toàn số 0."
        raise bad_design("no_weight", file.source, why, todo="Hãy chọn đúng cột quyền số.", column=file.weight)
    return weights
