"""Rules that look at all units before any can be scored: relative to the best, or to the mean."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from caicach.indices.definition.rules.base import ONE, ZERO, Figure, Given, Rule, figure_said
from caicach.indices.definition.rules.figures import (
    A_NUMBER,
    ZeroDenominator,
    in_range,
    one_way,
    plain_number,
    plain_share,
    ratio,
)
from caicach.kernel.said import Said, tell


@dataclass(frozen=True)
class Comparing(Rule):
    """The figure is any number of nought or more, or numerator over denominator."""

    needs_all_units: ClassVar[bool] = True
    zero_denominator: ZeroDenominator = ZeroDenominator.MISSING

    def amount(self, given: Given, maximum: Decimal) -> Decimal | None:
        plain = plain_share(given)
        return self.figure(given, maximum).amount if plain is None else plain

    def figure(self, given: Given, maximum: Decimal) -> Figure:
        if one_way(given):
            return ratio(given, self.zero_denominator, None)
        amount = in_range(plain_number(given, A_NUMBER), ZERO, None, "value", "")
        return Figure(amount, given)


@dataclass(frozen=True)
class RelativeToBest(Comparing):
    """points = maximum × figure / best figure; where less is better, best / figure."""

    kind: ClassVar[str] = "relative_to_best"
    name: ClassVar[Said] = tell("so với đơn vị tốt nhất")
    less_is_better: bool = False

    def beside_of(self, amounts: Iterable[Decimal]) -> Decimal | None:
        known = list(amounts)
        return (min(known) if self.less_is_better else max(known)) if known else None

    def points(self, amount: Decimal, maximum: Decimal, beside: Decimal | None) -> Decimal:
        return maximum * self._part(amount, beside or ZERO)

    def _part(self, amount: Decimal, best: Decimal) -> Decimal:
        above, below = (best, amount) if self.less_is_better else (amount, best)
        if below == 0:  # every unit has nought: all are the best where less is better, none has anything otherwise
            return ONE if self.less_is_better else ZERO
        return above / below

    def steps(self, figure: Figure, maximum: Decimal, beside: Decimal | None) -> tuple[Said, ...]:
        amount, best = figure.amount or ZERO, beside or ZERO
        part = self._part(amount, best)
        above, below = (best, amount) if self.less_is_better else (amount, best)
        times = {"maximum": figure_said(maximum), "above": figure_said(above), "below": figure_said(below)}
        return (
            tell("Số liệu: {figure}; tốt nhất trong các đơn vị: {best}.", figure=figure.text, best=figure_said(best)),
            tell("Điểm = {maximum} × {above}/{below} = {points}.", **times, points=figure_said(maximum * part)),
        )


@dataclass(frozen=True)
class RelativeToMean(Comparing):
    """At or above the mean of all units one value, below it another; without these, in proportion to the mean."""

    kind: ClassVar[str] = "relative_to_mean"
    name: ClassVar[Said] = tell("so với mức trung bình chung")
    at_or_above: Decimal | None = None
    below: Decimal | None = None

    def beside_of(self, amounts: Iterable[Decimal]) -> Decimal | None:
        known = list(amounts)
        return sum(known, ZERO) / len(known) if known else None

    def points(self, amount: Decimal, maximum: Decimal, beside: Decimal | None) -> Decimal:
        mean = beside or ZERO
        if self.at_or_above is not None:
            return self.at_or_above if amount >= mean else self.below or ZERO
        return maximum if amount >= mean else maximum * amount / mean

    def best(self, maximum: Decimal) -> Decimal:
        return maximum if self.at_or_above is None else max(self.at_or_above, self.below or ZERO)

    def steps(self, figure: Figure, maximum: Decimal, beside: Decimal | None) -> tuple[Said, ...]:
        amount, mean = figure.amount or ZERO, beside or ZERO
        points = figure_said(self.points(amount, maximum, beside))
        return (
            tell(
                "Số liệu: {figure}; trung bình chung của các đơn vị: {mean}.",
                figure=figure.text,
                mean=figure_said(mean),
            ),
            tell("Bằng hoặc trên mức trung bình: {points} điểm.", points=points)
            if amount >= mean
            else tell("Dưới mức trung bình: {points} điểm.", points=points),
        )
