"""Fixed points for each stretch of a percentage, a count or a number."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar

from caicach.indices.definition.rules.base import HUNDRED, ONE, ZERO, Figure, Given, Rule, figure_said, unusable
from caicach.indices.definition.rules.figures import A_NUMBER, ZeroDenominator, in_range, plain_number, share
from caicach.kernel.said import NOTHING, Said, joint_sentence, plain, tell


class Measure(StrEnum):
    """What the tiers are tiers of."""

    PERCENT = "percent"
    COUNT = "count"
    NUMBER = "number"


@dataclass(frozen=True)
class Stretch:
    """Bounds of a tier or a group: ``from`` and ``to`` belong to it, ``above`` and ``below`` do not.

    >>> half = Stretch(at_least=Decimal(50), below=Decimal(80))
    >>> half.holds(Decimal(50)), half.holds(Decimal(80)), str(half)
    (True, False, 'từ 50 đến dưới 80')
    """

    at_least: Decimal | None = None
    above: Decimal | None = None
    at_most: Decimal | None = None
    below: Decimal | None = None

    def holds(self, amount: Decimal) -> bool:
        return (
            (self.at_least is None or amount >= self.at_least)
            and (self.above is None or amount > self.above)
            and (self.at_most is None or amount <= self.at_most)
            and (self.below is None or amount < self.below)
        )

    @property
    def low(self) -> Decimal | None:
        return self.at_least if self.at_least is not None else self.above

    @property
    def high(self) -> Decimal | None:
        return self.at_most if self.at_most is not None else self.below

    def __str__(self) -> str:
        return str(self.said)

    @property
    def said(self) -> Said:
        low = tell("từ {number}", number=figure_said(self.at_least)) if self.at_least is not None else NOTHING
        low = tell("trên {number}", number=figure_said(self.above)) if self.above is not None else low
        high = tell("đến {number}", number=figure_said(self.at_most)) if self.at_most is not None else NOTHING
        if self.below is not None:
            high = tell("đến dưới {number}" if low else "dưới {number}", number=figure_said(self.below))
        return joint_sentence((low, high)) or tell("còn lại")


@dataclass(frozen=True)
class Tier:
    """Points of one stretch; a stretch without bounds is «otherwise»."""

    stretch: Stretch
    points: Decimal | None = None
    factor: Decimal | None = None
    when: str = ""

    @property
    def said(self) -> Said:
        """As the source prints it, else by its bounds."""
        return plain(self.when) if self.when else self.stretch.said

    def worth(self, maximum: Decimal) -> Decimal:
        return self.points if self.points is not None else (self.factor or ZERO) * maximum


@dataclass(frozen=True)
class Tiers(Rule):
    """The first tier that holds, in the printed order: where two share a bound, the upper one printed first wins."""

    kind: ClassVar[str] = "tiers"
    name: ClassVar[Said] = tell("chấm theo bậc")
    tiers: tuple[Tier, ...] = ()
    of: Measure = Measure.PERCENT
    zero_denominator: ZeroDenominator = ZeroDenominator.MISSING
    may_exceed: bool = False

    def figure(self, given: Given, maximum: Decimal) -> Figure:
        if self.of is Measure.PERCENT:
            most = None if self.may_exceed else ONE
            read = share(given, self.zero_denominator, most, of_one=False)
            return read if read.amount is None else Figure(read.amount * HUNDRED, read.said)
        amount = plain_number(given, A_NUMBER)
        if self.of is Measure.COUNT:
            amount = whole_count(amount)
        return Figure(amount, given)

    def points(self, amount: Decimal, maximum: Decimal, beside: Decimal | None) -> Decimal:
        return self._tier(amount).worth(maximum)

    def best(self, maximum: Decimal) -> Decimal:
        return max(tier.worth(maximum) for tier in self.tiers)

    def steps(self, figure: Figure, maximum: Decimal, beside: Decimal | None) -> tuple[Said, ...]:
        amount = figure.amount or ZERO
        tier = self._tier(amount)
        return (
            tell(
                "Số liệu: {figure} = {amount}%." if self.of is Measure.PERCENT else "Số liệu: {figure} = {amount}.",
                figure=figure.text,
                amount=figure_said(amount),
            ),
            tell("Thuộc bậc «{tier}»: {points} điểm.", tier=tier.said, points=figure_said(tier.worth(maximum))),
        )

    def _tier(self, amount: Decimal) -> Tier:
        for tier in self.tiers:
            if tier.stretch.holds(amount):
                return tier
        raise unusable(
            "between_tiers",
            "value",
            what="{amount} không thuộc bậc nào.",
            why="Các bậc của thành phần này: {tiers}.",
            todo="Bổ sung bậc còn thiếu trong bộ chỉ số theo văn bản.",
            amount=figure_said(amount),
            tiers=joint_sentence((tier.stretch.said for tier in self.tiers), "; "),
        )


def whole_count(amount: Decimal) -> Decimal:
    """A count is whole and not below nought."""
    in_range(amount, ZERO, None, "value", "")
    if amount != amount.to_integral_value():
        raise unusable(
            "not_a_count",
            "value",
            what="{amount} không phải là số đếm.",
            why="Số lượng là số nguyên.",
            todo="Ghi lại số lượng.",
            amount=figure_said(amount),
        )
    return amount
