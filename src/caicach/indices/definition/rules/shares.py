"""Points in proportion to a share: plain, up to a target, from a floor on, of what did not happen, times another."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from caicach.indices.definition.rules.base import (
    HUNDRED,
    NOT_APPLICABLE,
    ONE,
    ZERO,
    Figure,
    Given,
    Rule,
    figure_said,
    percent_spoken,
    product_step,
    unusable,
)
from caicach.indices.definition.rules.figures import ZeroDenominator, in_range, number, plain_share, share
from caicach.kernel.said import Said, joint_sentence, tell


@dataclass(frozen=True)
class Share(Rule):
    """What the rules of this file have in common. ``numerator`` and ``denominator`` say in words what is counted."""

    numerator: str = ""
    denominator: str = ""
    of_one: bool = False
    zero_denominator: ZeroDenominator = ZeroDenominator.MISSING
    may_exceed: bool = False

    def figure(self, given: Given, maximum: Decimal) -> Figure:
        return share(given, self.zero_denominator, None if self.may_exceed else ONE, of_one=self.of_one)

    def amount(self, given: Given, maximum: Decimal) -> Decimal | None:
        plain = plain_share(given)
        return self.figure(given, maximum).amount if plain is None else plain

    def counted_share(self, amount: Decimal, beside: Decimal | None) -> Decimal:
        """The share of the component's points that the figure earns."""
        return min(amount, ONE)

    def points(self, amount: Decimal, maximum: Decimal, beside: Decimal | None) -> Decimal:
        return maximum * self.counted_share(amount, beside)

    def _share_words(self, figure: Figure) -> Said:
        read, share = figure.text, percent_spoken(figure.amount or ZERO)
        if not self.numerator or not self.denominator:
            return tell("Tỷ lệ: {figure} = {share}.", figure=read, share=share)
        of = f"{self.numerator} / {self.denominator}"
        return tell("Tỷ lệ ({of}): {figure} = {share}.", of=of, figure=read, share=share)

    def _multiplied(self, amount: Decimal, maximum: Decimal, beside: Decimal | None) -> Said:
        return product_step(maximum, self.counted_share(amount, beside))


@dataclass(frozen=True)
class Ratio(Share):
    """points = maximum × share"""

    kind: ClassVar[str] = "ratio"
    name: ClassVar[Said] = tell("tỷ lệ nhân điểm tối đa")

    def steps(self, figure: Figure, maximum: Decimal, beside: Decimal | None) -> tuple[Said, ...]:
        return self._share_words(figure), self._multiplied(figure.amount or ZERO, maximum, beside)


@dataclass(frozen=True)
class RatioToTarget(Share):
    """points = maximum × min(1, share / target); ``target`` in percent"""

    kind: ClassVar[str] = "ratio_capped"
    name: ClassVar[Said] = tell("tỷ lệ so với chỉ tiêu, đạt chỉ tiêu được điểm tối đa")
    target: Decimal = HUNDRED

    def counted_share(self, amount: Decimal, beside: Decimal | None) -> Decimal:
        return min(ONE, amount * HUNDRED / self.target)

    def steps(self, figure: Figure, maximum: Decimal, beside: Decimal | None) -> tuple[Said, ...]:
        amount = figure.amount or ZERO
        return (
            self._share_words(figure),
            tell(
                "So với chỉ tiêu {target}%: đạt {share}.",
                target=figure_said(self.target),
                share=percent_spoken(self.counted_share(amount, beside)),
            ),
            self._multiplied(amount, maximum, beside),
        )


@dataclass(frozen=True)
class FloorThenProportional(Share):
    """From ``full`` percent the whole; from ``floor`` percent in proportion; below the floor nothing."""

    kind: ClassVar[str] = "floor_then_proportional"
    name: ClassVar[Said] = tell("đạt sàn mới tính theo tỷ lệ")
    floor: Decimal = ZERO
    full: Decimal = HUNDRED

    def counted_share(self, amount: Decimal, beside: Decimal | None) -> Decimal:
        if amount * HUNDRED < self.floor:
            return ZERO
        return min(ONE, amount * HUNDRED / self.full)

    def steps(self, figure: Figure, maximum: Decimal, beside: Decimal | None) -> tuple[Said, ...]:
        amount = figure.amount or ZERO
        reached = amount * HUNDRED >= self.floor
        return (
            self._share_words(figure),
            tell("Sàn {floor}%: đạt." if reached else "Sàn {floor}%: không đạt.", floor=figure_said(self.floor)),
            self._multiplied(amount, maximum, beside),
        )


@dataclass(frozen=True)
class Complement(Share):
    """points = maximum × min(1, (100% − the shares given) / target). The cell may join shares: «4.5+1.2»."""

    kind: ClassVar[str] = "complement"
    name: ClassVar[Said] = tell("phần còn lại sau khi trừ")
    target: Decimal = HUNDRED

    def figure(self, given: Given, maximum: Decimal) -> Figure:
        if "+" not in given.value.lstrip("+"):
            return super().figure(given, maximum)
        scale = ONE if self.of_one else HUNDRED
        parts = [number(text.strip().removesuffix("%").rstrip(), "value") for text in given.value.split("+")]
        for part in parts:
            in_range(part, ZERO, scale, "value", "" if self.of_one else "percent")
        whole = in_range(sum(parts, ZERO), ZERO, scale, "value", "" if self.of_one else "percent")
        return Figure(whole / scale, joint_sentence((figure_said(part) for part in parts), " + "))

    def counted_share(self, amount: Decimal, beside: Decimal | None) -> Decimal:
        return min(ONE, (ONE - amount) * HUNDRED / self.target)

    def steps(self, figure: Figure, maximum: Decimal, beside: Decimal | None) -> tuple[Said, ...]:
        amount = figure.amount or ZERO
        left = tell(
            "Phần còn lại: 100% − {amount} = {left}.", amount=percent_spoken(amount), left=percent_spoken(ONE - amount)
        )
        share = percent_spoken(self.counted_share(amount, beside))
        target = tell("So với chỉ tiêu {target}%: {share}.", target=figure_said(self.target), share=share)
        targets = () if self.target == HUNDRED else (target,)
        return (self._share_words(figure), left, *targets, self._multiplied(amount, maximum, beside))


@dataclass(frozen=True)
class Product(Share):
    """points = maximum × min(1, share × the share of component ``times`` / target)"""

    kind: ClassVar[str] = "product"
    name: ClassVar[Said] = tell("tích của hai chỉ số")
    times: str = ""
    target: Decimal = HUNDRED

    def other(self) -> str | None:
        return self.times

    def counted_share(self, amount: Decimal, beside: Decimal | None) -> Decimal:
        if beside is None:
            raise unusable(
                "other_missing",
                "component",
                what="chưa có số liệu của thành phần «{times}».",
                why="Quy tắc nhân tỷ lệ của thành phần này với tỷ lệ của «{times}».",
                todo="Bổ sung số liệu của «{times}» cho đơn vị.",
                times=self.times,
            )
        return min(ONE, amount * beside * HUNDRED / self.target)

    def steps(self, figure: Figure, maximum: Decimal, beside: Decimal | None) -> tuple[Said, ...]:
        amount, other = figure.amount or ZERO, beside or ZERO
        both = {
            "own": percent_spoken(amount),
            "other": percent_spoken(other),
            "product": percent_spoken(amount * other),
        }
        share = percent_spoken(self.counted_share(amount, other))
        target = tell("So với chỉ tiêu {target}%: {share}.", target=figure_said(self.target), share=share)
        targets = () if self.target == HUNDRED else (target,)
        return (
            self._share_words(figure),
            tell("Nhân với tỷ lệ của «{code}»: {own} × {other} = {product}.", code=self.times, **both),
            *targets,
            self._multiplied(amount, maximum, other),
        )


@dataclass(frozen=True)
class MeanOfRatios(Share):
    """points = maximum × mean of several shares, joined in the cell by «;»: an index made of several ratios."""

    kind: ClassVar[str] = "mean_of_ratios"
    name: ClassVar[Said] = tell("trung bình của nhiều tỷ lệ")
    parts: tuple[str, ...] = ()

    def amount(self, given: Given, maximum: Decimal) -> Decimal | None:
        return self.figure(given, maximum).amount

    def figure(self, given: Given, maximum: Decimal) -> Figure:
        cells = [cell.strip() for cell in given.value.split(";")]
        if len(cells) != len(self.parts):
            raise unusable(
                "parts_missing",
                "value",
                what="ghi {count} tỷ lệ, cần {needed}.",
                why="Chỉ số gồm: {parts}.",
                todo="Ghi đủ các tỷ lệ theo thứ tự, cách nhau bằng dấu chấm phẩy.",
                count=len(cells),
                needed=len(self.parts),
                parts="; ".join(self.parts),
            )
        most = None if self.may_exceed else ONE
        read = [share(Given(cell), self.zero_denominator, most, of_one=self.of_one) for cell in cells]
        amounts = [figure.amount for figure in read if figure.amount is not None]
        if not amounts:
            return NOT_APPLICABLE
        return Figure(sum(amounts, ZERO) / len(amounts), joint_sentence((figure.text for figure in read), "; "))

    def steps(self, figure: Figure, maximum: Decimal, beside: Decimal | None) -> tuple[Said, ...]:
        share, count = percent_spoken(figure.amount or ZERO), len(self.parts)
        mean = tell("Trung bình của {count} tỷ lệ ({figure}): {share}.", count=count, figure=figure.text, share=share)
        return mean, self._multiplied(figure.amount or ZERO, maximum, beside)
