"""The tree of a scored definition over many draws: points as arrays, what is missing or does not apply as it is.

A draw changes figures, never whether there is one, so that only points have a row for each draw.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from caicach.indices.definition.rules.base import ZERO
from caicach.indices.definition.values import AbsentRule, Aggregation, Method, Node, NotApplicable
from caicach.indices.domain.float_rules import Floats, float_points, share_of
from caicach.indices.domain.what_if import Scored

_BEYOND = (Method.BONUS, Method.PENALTY)
Flags = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Part:
    """A node: ``points`` (draws or 1, units), NaN where there are none; the others by unit."""

    points: Floats
    maximum: Floats
    missing: Flags
    applicable: Flags

    def at(self, rows: NDArray[np.intp]) -> "Part":
        """The chosen draws; what is the same in all of them stays one row."""
        return self if len(self.points) == 1 else replace(self, points=self.points[rows])


@dataclass(frozen=True, eq=False)
class Switches:
    """How the fields are put together in each draw: a factor on the weight of each field, and the kind of mean."""

    weights: Mapping[str, Floats]
    aggregation: Aggregation = Aggregation.SUM


class FloatTree:
    """Built once from a scored table; ``percentages`` may then be asked for any draws of figures."""

    def __init__(self, scored: Scored) -> None:
        self.scored, self.definition = scored, scored.definition
        self.units = tuple(scored.scores.units)
        self._still = {node.code: self._as_given(node) for node in self.definition.components()}
        self._maxima = {node.code: float(scored.maximum(node.code)) for node in self.definition.walk()}
        self._lost = self._absent_points()
        total = self.definition.total
        roots = (scored.maximum(root.code) for root in self.definition.tree if root.method not in _BEYOND)
        self._total = float(total if total is not None else sum(roots, ZERO))

    def amounts(self, code: str) -> Floats:
        """The figures of a component as given: (units,), NaN where there is none."""
        known = self.scored.column(code).amounts
        return np.array([float(known[unit]) if unit in known else np.nan for unit in self.units])

    def drawn(self, amounts: Mapping[str, Floats]) -> dict[str, Part]:
        """The components whose figures were drawn, and those that multiply with them."""
        found: dict[str, Part] = {}
        for node in self.definition.components():
            self._draw(node, amounts, found)
        return found

    def _draw(self, node: Node, amounts: Mapping[str, Floats], found: dict[str, Part]) -> None:
        column = self.scored.column(node.code)
        other = column.rule.other() if column.rule else None
        if other is not None and (inner := self.definition.node(other)) is not None and other not in found:
            self._draw(inner, amounts, found)
        if node.code in found or (node.code not in amounts and other not in found):
            return
        figures = amounts.get(node.code)
        figures = self.amounts(node.code)[np.newaxis] if figures is None else figures
        beside = self._share(other, amounts, found) if other else None
        still = self._still[node.code]
        points = float_points(column, figures, beside)
        points = np.where(np.isnan(still.points), np.nan, points)
        found[node.code] = replace(still, points=points)

    def _share(self, code: str, amounts: Mapping[str, Floats], found: Mapping[str, Part]) -> Floats:
        figures = amounts.get(code)
        figures = self.amounts(code)[np.newaxis] if figures is None else figures
        return share_of(self.scored.column(code), figures, found.get(code, self._still[code]).points)

    def percentages(
        self, drawn: Mapping[str, Part], method: Switches | None = None, *, without: str | None = None
    ) -> Floats:
        """Percent of the maximum: (draws or 1, units). ``without`` leaves a node out, as if it were not asked for."""
        parts = [self._climb(root, drawn, without) for root in self.definition.tree]
        whole = self._whole(parts) if method is None else self._by_method(parts, method)
        points, maximum = whole.points, whole.maximum
        with np.errstate(divide="ignore", invalid="ignore"):
            result: Floats = np.where(maximum > 0, np.maximum(points, 0.0) * 100 / maximum, np.nan)
        return result

    def shares(self, code: str, drawn: Mapping[str, Part]) -> Floats:
        """Points of a node, for a tie that it breaks."""
        node = self.definition.node(code)
        assert node is not None
        return np.nan_to_num(self._climb(node, drawn, None).points)

    def _climb(self, node: Node, drawn: Mapping[str, Part], without: str | None) -> Part:
        if node.code == without:
            return self._nothing()
        if node.is_component:
            return drawn.get(node.code, self._still[node.code])
        parts = [self._climb(child, drawn, without) for child in node.children]
        maximum = self._maxima[node.code]
        if node.method in _BEYOND:
            return _beyond(node, maximum, parts)
        if node.aggregation is not Aggregation.SUM:
            return _mean_of(node.aggregation, [child.weight for child in node.children], maximum, parts)
        summed = _add_up(node.children, maximum, [self._maxima[child.code] for child in node.children], parts)
        return _rescaled(summed, maximum, node.not_applicable) if node.not_applicable else summed

    def _whole(self, parts: Sequence[Part]) -> Part:
        tree = self.definition.tree
        summed = _add_up(tree, self._total, [self._maxima[root.code] for root in tree], parts)
        whole = _rescaled(summed, self._total, self.definition.not_applicable)
        if not self._lost.any():
            return whole
        factor = np.where(whole.maximum > 0, (whole.maximum + self._lost) / np.maximum(whole.maximum, 1e-300), 1.0)
        return replace(whole, points=whole.points * factor, maximum=whole.maximum + self._lost)

    def _by_method(self, parts: Sequence[Part], method: Switches) -> Part:
        """The fields with other weights, or another mean of their shares; bonus and penalty are added as they are."""
        plain = self._whole(parts)
        inside = [n for n, root in enumerate(self.definition.tree) if root.method not in _BEYOND]
        beyond = [parts[n] for n, root in enumerate(self.definition.tree) if root.method in _BEYOND]
        weights = [method.weights.get(self.definition.tree[n].code, np.ones((1, 1))) for n in inside]
        kind = Aggregation.ARITHMETIC if method.aggregation is Aggregation.SUM else method.aggregation
        there = [parts[n] for n in inside]
        mean = _weighted_mean(kind, there, [w * part.maximum for w, part in zip(weights, there, strict=True)])
        points = mean * plain.maximum + sum((np.nan_to_num(part.points) for part in beyond), np.zeros((1, 1)))
        return replace(plain, points=np.where(np.isnan(plain.points), np.nan, points))

    def _as_given(self, node: Node) -> Part:
        scores = [self.scored.scores.units[unit].nodes[node.code] for unit in self.units]
        points = [np.nan if one.points is None else float(one.points) for one in scores]
        return Part(
            np.array([points]),
            np.array([float(one.maximum) for one in scores]),
            np.array([one.missing for one in scores], dtype=bool),
            np.array([one.applicable for one in scores], dtype=bool),
        )

    def _nothing(self) -> Part:
        n = len(self.units)
        return Part(np.full((1, n), np.nan), np.zeros(n), np.zeros(n, dtype=bool), np.zeros(n, dtype=bool))

    def _absent_points(self) -> Floats:
        rule = self.definition.absent_parts
        if rule is None or rule.rule is not AbsentRule.RESCALE:
            return np.zeros(len(self.units))
        lost = [
            sum((self.scored.maximum(code) for code, units in self.scored.absent.items() if unit in units), ZERO)
            for unit in self.units
        ]
        return np.array([float(one) for one in lost])


def _add_up(children: Sequence[Node], whole: float, full: Sequence[float], parts: Sequence[Part]) -> Part:
    units = parts[0].maximum.shape
    points, maximum = np.zeros((1, *units)), np.full(units, whole)
    known, missing, applies = (np.zeros(units, dtype=bool) for _ in range(3))
    for child, most, part in zip(children, full, parts, strict=True):
        there = ~np.isnan(part.points[0])
        points = points + np.where(there, part.points, 0.0)
        known, missing = known | there, missing | part.missing
        if child.method not in _BEYOND:
            applies = applies | part.applicable
            maximum = maximum - (most - part.maximum)
    points = np.where(known & applies, points, np.nan)
    return Part(points, np.where(applies, maximum, 0.0), missing & applies, applies)


def _rescaled(part: Part, printed: float, rule: NotApplicable) -> Part:
    if rule.rule is not AbsentRule.RESCALE:
        return part
    less = part.applicable & (part.maximum < printed) & (part.maximum > 0)
    whole = printed if rule.to is None else float(rule.to)
    points = np.where(less, part.points * whole / np.where(less, part.maximum, 1.0), part.points)
    return replace(part, points=points, maximum=np.where(less, whole, part.maximum))


def _beyond(node: Node, cap: float, parts: Sequence[Part]) -> Part:
    units = parts[0].maximum.shape
    reached: Floats = np.zeros((1, *units))
    missing = np.zeros(units, dtype=bool)
    for part in parts:
        reached, missing = reached + np.nan_to_num(part.points), missing | part.missing
    every = np.ones(units, dtype=bool)
    if node.method is Method.PENALTY:
        return Part(np.maximum(reached, -cap), np.zeros(units), missing, every)
    return Part(np.minimum(reached, cap), np.full(units, cap), missing, every)


def _mean_of(kind: Aggregation, given: Sequence[Decimal | None], maximum: float, parts: Sequence[Part]) -> Part:
    counts = [part.applicable & (part.maximum > 0) for part in parts]
    there = np.logical_or.reduce(counts)
    gaps = [count & (part.missing | np.isnan(part.points[0])) for count, part in zip(counts, parts, strict=True)]
    missing = np.logical_or.reduce(gaps)
    weights = [
        np.where(count, part.maximum if weight is None else float(weight), 0.0)
        for count, part, weight in zip(counts, parts, given, strict=True)
    ]
    points = maximum * _weighted_mean(kind, parts, weights)
    points = np.where(there & ~missing, points, np.nan)
    return Part(points, np.where(there, maximum, 0.0), missing & there, there)


def _weighted_mean(kind: Aggregation, parts: Sequence[Part], weights: Sequence[Floats]) -> Floats:
    """Of the shares of the points; what weighs nothing is not looked at."""
    whole = sum(weights, np.zeros(1))
    total, is_nought = np.zeros((1, 1)), np.zeros((1, 1), dtype=bool)
    with np.errstate(divide="ignore", invalid="ignore"):
        for part, weight in zip(parts, weights, strict=True):
            share = np.where(
                weight > 0, np.nan_to_num(part.points) / np.where(part.maximum > 0, part.maximum, 1.0), 1.0
            )
            is_nought = is_nought | ((share <= 0) & (weight > 0))
            term = (
                share
                if kind is Aggregation.ARITHMETIC
                else (np.log(share) if kind is Aggregation.GEOMETRIC else 1 / share)
            )
            total = total + np.where(weight > 0, weight * term, 0.0)
        mean = total / whole
        if kind is Aggregation.ARITHMETIC:
            return mean
        back = np.exp(mean) if kind is Aggregation.GEOMETRIC else 1 / mean
    return np.where(is_nought, 0.0, back)
