"""Counts up to a cap, deadlines in working days that differ by level, answers of a survey, and what is only shown."""

import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import ClassVar

from caicach.indices.definition.rules.base import (
    HUNDRED,
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
from caicach.indices.definition.rules.figures import (
    A_NUMBER,
    ZeroDenominator,
    in_range,
    number,
    one_way,
    plain_number,
    ratio,
    share,
)
from caicach.indices.definition.rules.tiers import whole_count
from caicach.kernel.calendar.in_force import calendar_in_force
from caicach.kernel.said import Said, joint_sentence, tell

_A_COUNT, _DAYS = tell("số lượng"), tell("số ngày làm việc")
_INTERVAL = re.compile(r"(\d{4}-\d\d-\d\d)\s*/\s*(\d{4}-\d\d-\d\d)")
_ANSWERS = re.compile(r"\s*([A-Za-z]\w*)\s*=\s*([^;]+?)\s*")


@dataclass(frozen=True)
class CountCapped(Rule):
    """points = min(cap, count × points an item); the cap is ``cap``, or the component's points."""

    kind: ClassVar[str] = "count_capped"
    name: ClassVar[Said] = tell("đếm số lượng, có điểm trần")
    has_few_figures: ClassVar[bool] = True
    per_item: Decimal = ONE
    cap: Decimal | None = None

    def figure(self, given: Given, maximum: Decimal) -> Figure:
        amount = whole_count(plain_number(given, _A_COUNT))
        return Figure(amount, given)

    def points(self, amount: Decimal, maximum: Decimal, beside: Decimal | None) -> Decimal:
        return min(self.best(maximum), amount * self.per_item)

    def best(self, maximum: Decimal) -> Decimal:
        return maximum if self.cap is None else self.cap

    def steps(self, figure: Figure, maximum: Decimal, beside: Decimal | None) -> tuple[Said, ...]:
        amount = figure.amount or ZERO
        counted_points = tell(
            "Số lượng {figure} × {each} = {product} điểm; trần {cap} điểm.",
            figure=figure.text,
            each=figure_said(self.per_item),
            product=figure_said(amount * self.per_item),
            cap=figure_said(self.best(maximum)),
        )
        return counted_points, tell("Được {points} điểm.", points=figure_said(self.points(amount, maximum, beside)))


@dataclass(frozen=True)
class Lateness:
    """Points for being late by at most ``up_to`` working days."""

    up_to: Decimal
    points: Decimal


@dataclass(frozen=True)
class Deadline(Rule):
    """Done within (or, ``ahead``, at least) so many working days, which differ by the level of the unit.

    The cell holds the number of working days, or «2023-03-01/2023-03-10»: the days after the first one are counted
    by the legal calendar.
    """

    kind: ClassVar[str] = "deadline"
    name: ClassVar[Said] = tell("thời hạn theo ngày làm việc")
    limits: tuple[tuple[str, Decimal], ...] = ()
    ahead: bool = False
    late: tuple[Lateness, ...] = field(default=())

    def limit(self, level: str) -> Decimal:
        limits = dict(self.limits)
        if level in limits or "*" in limits:
            return limits[level] if level in limits else limits["*"]
        raise unusable(
            "no_limit_for_level",
            "level",
            what="không có thời hạn cho cấp «{level}».",
            why="Quy tắc chỉ ghi thời hạn cho: {levels}.",
            todo="Ghi cấp của đơn vị vào cột level, hoặc khai trong «unit_types» của bộ chỉ số.",
            level=level or tell("(chưa ghi)"),
            levels=", ".join(limits),
        )

    def figure(self, given: Given, maximum: Decimal) -> Figure:
        """Working days beyond the limit, nought where in time."""
        limit = self.limit(given.level)
        days = self._days(given)
        over = limit - days if self.ahead else days - limit
        said = tell(
            "{days} ngày làm việc trước hạn, quy định {limit}"
            if self.ahead
            else "{days} ngày làm việc kể từ ngày bắt đầu, quy định {limit}",
            days=figure_said(days),
            limit=figure_said(limit),
        )
        return Figure(max(ZERO, over), said)

    def _days(self, given: Given) -> Decimal:
        interval = _INTERVAL.fullmatch(given.value)
        if interval is None:
            return in_range(plain_number(given, _DAYS), ZERO, None, "value", "days")
        try:
            first, last = (date.fromisoformat(text) for text in interval.groups())
        except ValueError:
            raise unusable(
                "impossible_date",
                "value",
                what="«{text}» có ngày không có thật.",
                why="Khoảng thời gian ghi theo mẫu năm-tháng-ngày/năm-tháng-ngày.",
                todo="Sửa lại ngày theo văn bản.",
                text=given.value,
            ) from None
        return Decimal(calendar_in_force().working_days_between(first, last))

    def points(self, amount: Decimal, maximum: Decimal, beside: Decimal | None) -> Decimal:
        if amount == 0:
            return maximum
        return next((late.points for late in self.late if amount <= late.up_to), ZERO)

    def steps(self, figure: Figure, maximum: Decimal, beside: Decimal | None) -> tuple[Said, ...]:
        amount = figure.amount or ZERO
        points = figure_said(self.points(amount, maximum, beside))
        judged = (
            tell("Kết luận đúng hạn: {points} điểm.", points=points)
            if amount == 0
            else tell("Kết luận quá {days} ngày làm việc: {points} điểm.", days=figure_said(amount), points=points)
        )
        return tell("Thời gian: {figure}.", figure=figure.text), judged


@dataclass(frozen=True)
class SurveyAnswers(Rule):
    """Each answer stands for a percentage; points = maximum × the mean. The cell holds «A=120;B=30» or a percentage."""

    kind: ClassVar[str] = "survey"
    name: ClassVar[Said] = tell("điều tra xã hội học, quy đổi câu trả lời")
    answers: tuple[tuple[str, Decimal], ...] = ()
    free: tuple[str, ...] = ()
    zero_denominator: ZeroDenominator = ZeroDenominator.MISSING

    def figure(self, given: Given, maximum: Decimal) -> Figure:
        if "=" not in given.value:
            return share(given, self.zero_denominator, ONE, of_one=False)
        worth, counts = dict(self.answers), self.counts(given.value)
        ballots = sum((count for answer, count in counts.items() if answer in worth), ZERO)
        if ballots == 0:
            return share(Given("", "0", "0"), self.zero_denominator, ONE, of_one=False)
        mean = sum((worth[answer] * count for answer, count in counts.items() if answer in worth), ZERO) / ballots
        return Figure(
            mean / HUNDRED, tell("{value} ({ballots} phiếu)", value=given.value, ballots=figure_said(ballots))
        )

    def counts(self, text: str) -> dict[str, Decimal]:
        counts: dict[str, Decimal] = {}
        for part in filter(str.strip, text.split(";")):
            match = _ANSWERS.fullmatch(part)
            answer = match[1].upper() if match else part.strip()
            if match is None or answer in counts or answer not in {*dict(self.answers), *self.free}:
                raise unusable(
                    "unknown_answer",
                    "value",
                    what="«{answer}» không phải là câu trả lời của phiếu, hoặc ghi hai lần.",
                    why="Các câu trả lời: {answers}.",
                    todo="Ghi theo mẫu A=120;B=30.",
                    answer=answer[:30],
                    answers=", ".join([*dict(self.answers), *self.free]),
                )
            counts[answer] = whole_count(number(match[2], "value"))
        return counts

    def points(self, amount: Decimal, maximum: Decimal, beside: Decimal | None) -> Decimal:
        return maximum * amount

    def steps(self, figure: Figure, maximum: Decimal, beside: Decimal | None) -> tuple[Said, ...]:
        amount = figure.amount or ZERO
        answers = [
            Said("{answer} = {worth}%", {"answer": a, "worth": figure_said(percent)}) for a, percent in self.answers
        ]
        share = percent_spoken(amount)
        worth = joint_sentence(answers, ", ") or tell("tỷ lệ phần trăm")
        return (
            tell("Kết quả: {figure}; quy đổi {worth}: {share}.", figure=figure.text, worth=worth, share=share),
            product_step(maximum, amount),
        )


@dataclass(frozen=True)
class ShownOnly(Rule):
    """A figure to be seen, without points."""

    kind: ClassVar[str] = "shown"
    name: ClassVar[Said] = tell("chỉ hiển thị, không tính điểm")
    formula: str = ""

    def figure(self, given: Given, maximum: Decimal) -> Figure:
        if one_way(given):
            return ratio(given, ZeroDenominator.NOT_APPLICABLE, None)
        return Figure(plain_number(given, A_NUMBER), given.value)

    def points(self, amount: Decimal, maximum: Decimal, beside: Decimal | None) -> Decimal:
        return ZERO

    def best(self, maximum: Decimal) -> Decimal:
        return ZERO

    def steps(self, figure: Figure, maximum: Decimal, beside: Decimal | None) -> tuple[Said, ...]:
        return (tell("Số liệu {figure}: chỉ hiển thị, không tính điểm.", figure=figure.text),)
