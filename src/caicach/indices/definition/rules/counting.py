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
    percent_shown,
    shown,
    unusable,
)
from caicach.indices.definition.rules.figures import (
    ZeroDenominator,
    in_range,
    number,
    one_way,
    plain_number,
    ratio,
    share,
)
from caicach.indices.definition.rules.tiers import counted
from caicach.kernel.calendar import load_calendar

_INTERVAL = re.compile(r"(\d{4}-\d\d-\d\d)\s*/\s*(\d{4}-\d\d-\d\d)")
_ANSWERS = re.compile(r"\s*([A-Za-z]\w*)\s*=\s*([^;]+?)\s*")


@dataclass(frozen=True)
class CountCapped(Rule):
    """points = min(cap, count × points an item); the cap is ``cap``, or the component's points."""

    kind: ClassVar[str] = "count_capped"
    name: ClassVar[str] = "đếm số lượng, có điểm trần"
    has_few_figures: ClassVar[bool] = True
    per_item: Decimal = ONE
    cap: Decimal | None = None

    def figure(self, given: Given, maximum: Decimal) -> Figure:
        amount = counted(plain_number(given, "số lượng"))
        return Figure(amount, given)

    def points(self, amount: Decimal, maximum: Decimal, beside: Decimal | None) -> Decimal:
        return min(self.best(maximum), amount * self.per_item)

    def best(self, maximum: Decimal) -> Decimal:
        return maximum if self.cap is None else self.cap

    def steps(self, figure: Figure, maximum: Decimal, beside: Decimal | None) -> tuple[str, ...]:
        amount = figure.amount or ZERO
        times = f"{figure.text} × {shown(self.per_item)} = {shown(amount * self.per_item)}"
        reached = shown(self.points(amount, maximum, beside))
        return f"Số lượng {times} điểm; trần {shown(self.best(maximum))} điểm.", f"Được {reached} điểm."


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
    name: ClassVar[str] = "thời hạn theo ngày làm việc"
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
            level=level or "(chưa ghi)",
            levels=", ".join(limits),
        )

    def figure(self, given: Given, maximum: Decimal) -> Figure:
        """Working days beyond the limit, nought where in time."""
        limit = self.limit(given.level)
        days = self._days(given)
        over = limit - days if self.ahead else days - limit
        word = "trước hạn" if self.ahead else "kể từ ngày bắt đầu"
        return Figure(max(ZERO, over), f"{shown(days)} ngày làm việc {word}, quy định {shown(limit)}")

    def _days(self, given: Given) -> Decimal:
        interval = _INTERVAL.fullmatch(given.value)
        if interval is None:
            return in_range(plain_number(given, "số ngày làm việc"), ZERO, None, "value", " ngày")
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
        return Decimal(load_calendar().working_days_between(first, last))

    def points(self, amount: Decimal, maximum: Decimal, beside: Decimal | None) -> Decimal:
        if amount == 0:
            return maximum
        return next((late.points for late in self.late if amount <= late.up_to), ZERO)

    def steps(self, figure: Figure, maximum: Decimal, beside: Decimal | None) -> tuple[str, ...]:
        amount = figure.amount or ZERO
        state = "đúng hạn" if amount == 0 else f"quá {shown(amount)} ngày làm việc"
        return f"Thời gian: {figure.text}.", f"Kết luận {state}: {shown(self.points(amount, maximum, beside))} điểm."


@dataclass(frozen=True)
class SurveyAnswers(Rule):
    """Each answer stands for a percentage; points = maximum × the mean. The cell holds «A=120;B=30» or a percentage."""

    kind: ClassVar[str] = "survey"
    name: ClassVar[str] = "điều tra xã hội học, quy đổi câu trả lời"
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
        return Figure(mean / HUNDRED, f"{given.value} ({shown(ballots)} phiếu)")

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
            counts[answer] = counted(number(match[2], "value"))
        return counts

    def points(self, amount: Decimal, maximum: Decimal, beside: Decimal | None) -> Decimal:
        return maximum * amount

    def steps(self, figure: Figure, maximum: Decimal, beside: Decimal | None) -> tuple[str, ...]:
        amount = figure.amount or ZERO
        worth = ", ".join(f"{answer} = {shown(percent)}%" for answer, percent in self.answers)
        return (
            f"Kết quả: {figure.text}; quy đổi {worth or 'tỷ lệ phần trăm'}: {percent_shown(amount)}.",
            f"Điểm = {shown(maximum)} × {percent_shown(amount)} = {shown(maximum * amount)}.",
        )


@dataclass(frozen=True)
class ShownOnly(Rule):
    """A figure to be seen, without points."""

    kind: ClassVar[str] = "shown"
    name: ClassVar[str] = "chỉ hiển thị, không tính điểm"
    formula: str = ""

    def figure(self, given: Given, maximum: Decimal) -> Figure:
        if one_way(given):
            return ratio(given, ZeroDenominator.NOT_APPLICABLE, None)
        return Figure(plain_number(given, "một số"), given.value)

    def points(self, amount: Decimal, maximum: Decimal, beside: Decimal | None) -> Decimal:
        return ZERO

    def best(self, maximum: Decimal) -> Decimal:
        return ZERO

    def steps(self, figure: Figure, maximum: Decimal, beside: Decimal | None) -> tuple[str, ...]:
        return (f"Số liệu {figure.text}: chỉ hiển thị, không tính điểm.",)
