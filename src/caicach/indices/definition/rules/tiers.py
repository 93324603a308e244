"""Fixed points for each stretch of a percentage, a count or a number."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar

from caicach.indices.definition.rules.base import HUNDRED, ONE, ZERO, Figure, Given, Rule, shown, unusable
from caicach.indices.definition.rules.figures import ZeroDenominator, in_range, plain_number, share


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
        low = f"từ {shown(self.at_least)}" if self.at_least is not None else ""
        low = f"trên {shown(self.above)}" if self.above is not None else low
        high = f"đến {shown(self.at_most)}" if self.at_most is not None else ""
        high = f"{'đến ' if low else ''}dưới {shown(self.below)}" if self.below is not None else high
        return " ".join(part for part in (low, high) if part) or "còn lại"


@dataclass(frozen=True)
class Tier:
    """Points of one stretch; a stretch without bounds is «otherwise»."""

    stretch: Stretch
    points: Decimal | None = None
    factor: Decimal | None = None
    when: str = ""

    def worth(self, maximum: Decimal) -> Decimal:
        return self.points if self.points is not None else (self.factor or ZERO) * maximum


@dataclass(frozen=True)
class Tiers(Rule):
    """The first tier that holds, in the printed order: where two share a bound, the upper one printed first wins."""

    kind: ClassVar[str] = "tiers"
    name: ClassVar[str] = "chấm theo bậc"
    tiers: tuple[Tier, ...] = ()
    of: Measure = Measure.PERCENT
    zero_denominator: ZeroDenominator = ZeroDenominator.MISSING
    may_exceed: bool = False

    def figure(self, given: Given, maximum: Decimal) -> Figure:
        if self.of is Measure.PERCENT:
            most = None if self.may_exceed else ONE
            read = share(given, self.zero_denominator, most, of_one=False)
            return read if read.amount is None else Figure(read.amount * HUNDRED, read.said)
        amount = plain_number(given, "một số")
        if self.of is Measure.COUNT:
            amount = counted(amount)
        return Figure(amount, given)

    def points(self, amount: Decimal, maximum: Decimal, beside: Decimal | None) -> Decimal:
        return self._tier(amount).worth(maximum)

    def best(self, maximum: Decimal) -> Decimal:
        return max(tier.worth(maximum) for tier in self.tiers)

    def steps(self, figure: Figure, maximum: Decimal, beside: Decimal | None) -> tuple[str, ...]:
        amount = figure.amount or ZERO
        tier = self._tier(amount)
        sign = "%" if self.of is Measure.PERCENT else ""
        return (
            f"Số liệu: {figure.text} = {shown(amount)}{sign}.",
            f"Thuộc bậc «{tier.when or tier.stretch}»: {shown(tier.worth(maximum))} điểm.",
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
            amount=shown(amount),
            tiers="; ".join(str(tier.stretch) for tier in self.tiers),
        )


def counted(amount: Decimal) -> Decimal:
    """A count is whole and not below nought."""
    in_range(amount, ZERO, None, "value", "")
    if amount != amount.to_integral_value():
        raise unusable(
            "not_a_count",
            "value",
            what="{amount} không phải là số đếm.",
            why="Số lượng là số nguyên.",
            todo="Ghi lại số lượng.",
            amount=shown(amount),
        )
    return amount
