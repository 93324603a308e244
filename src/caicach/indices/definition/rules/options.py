"""Rules whose points are chosen: entered by judgement, one option of a list, the ticked lines of a checklist."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from caicach.indices.definition.rules.base import ZERO, Figure, Given, Rule, figure_said, unusable
from caicach.indices.definition.rules.figures import in_range, plain_number
from caicach.kernel.errors import InvalidInput
from caicach.kernel.said import NOTHING, Said, joint_sentence, tell

_POINTS, _CHOSEN, _TICKED = tell("số điểm"), tell("mức được chọn"), tell("các yêu cầu đạt")
_PARTED = re.compile(r"\s*[+;,]\s*")


@dataclass(frozen=True)
class Option:
    """One line of the form with its points, or with its part of the component's points."""

    when: str
    points: Decimal | None = None
    factor: Decimal | None = None
    key: str = ""

    def worth(self, maximum: Decimal) -> Decimal:
        return self.points if self.points is not None else (self.factor or ZERO) * maximum


@dataclass(frozen=True)
class Judgement(Rule):
    """Points entered by the scorer, from 0 to the component's points: the form prints nothing finer."""

    kind: ClassVar[str] = "judgement"
    name: ClassVar[Said] = tell("chấm theo nhận định trong khung điểm")
    has_few_figures: ClassVar[bool] = True

    def figure(self, given: Given, maximum: Decimal) -> Figure:
        amount = plain_number(given, _POINTS)
        return Figure(in_range(amount, ZERO, maximum, "value", "points"), given)

    def points(self, amount: Decimal, maximum: Decimal, beside: Decimal | None) -> Decimal:
        return amount

    def steps(self, figure: Figure, maximum: Decimal, beside: Decimal | None) -> tuple[Said, ...]:
        return (
            tell(
                "Người chấm ghi {figure} điểm, trong khung từ 0 đến {maximum}.",
                figure=figure.text,
                maximum=figure_said(maximum),
            ),
        )


@dataclass(frozen=True)
class Choice(Rule):
    """Exactly one of the options holds. The cell names it by its key, its text or its points."""

    kind: ClassVar[str] = "choice"
    name: ClassVar[Said] = tell("chọn một mức")
    has_few_figures: ClassVar[bool] = True
    options: tuple[Option, ...] = ()

    def figure(self, given: Given, maximum: Decimal) -> Figure:
        named = _folded(given.value)
        for option in self.options:
            if named in {_folded(option.key), _folded(option.when)} - {""}:
                return Figure(option.worth(maximum), option.when)
        amount = plain_number(given, _CHOSEN)
        for option in self.options:
            if option.worth(maximum) == amount:
                return Figure(amount, option.when)
        raise _not_among(given.value, sorted({option.worth(maximum) for option in self.options}))

    def points(self, amount: Decimal, maximum: Decimal, beside: Decimal | None) -> Decimal:
        return amount

    def best(self, maximum: Decimal) -> Decimal:
        return max(option.worth(maximum) for option in self.options)

    def steps(self, figure: Figure, maximum: Decimal, beside: Decimal | None) -> tuple[Said, ...]:
        return (
            tell(
                "Mức được chọn: «{figure}» được {points} điểm.",
                figure=figure.text,
                points=figure_said(figure.amount or ZERO),
            ),
        )


@dataclass(frozen=True)
class Checklist(Rule):
    """Every line that holds adds its points. The cell names the keys («a+c»), or the points reached, or 0 for none."""

    kind: ClassVar[str] = "checklist"
    name: ClassVar[Said] = tell("cộng các yêu cầu đạt")
    has_few_figures: ClassVar[bool] = True
    parts: tuple[Option, ...] = ()

    def figure(self, given: Given, maximum: Decimal) -> Figure:
        named = {_folded(part.key): part for part in self.parts}
        keys = [_folded(key) for key in _PARTED.split(given.value.strip())]
        if all(key in named for key in keys):
            ticked = [named[key] for key in dict.fromkeys(keys)]
            return Figure(sum((part.worth(maximum) for part in ticked), ZERO), " + ".join(part.key for part in ticked))
        try:
            amount = plain_number(given, _TICKED)
        except InvalidInput as error:
            raise unusable(
                "unknown_key",
                "value",
                what="«{text}» không phải là các yêu cầu của thành phần này.",
                why="Các yêu cầu: {keys}.",
                todo="Ghi mã các yêu cầu đạt, nối bằng dấu +; không đạt yêu cầu nào thì ghi 0.",
                text=given.value[:60],
                keys=", ".join(f"{part.key} ({part.when})" for part in self.parts),
            ) from error
        if amount not in (sums := self._sums(maximum)):
            raise _not_among(given.value, sorted(sums))
        return Figure(amount, tell("{points} điểm", points=figure_said(amount)))

    def _sums(self, maximum: Decimal) -> set[Decimal]:
        sums = {ZERO}
        for part in self.parts:
            sums |= {reached + part.worth(maximum) for reached in sums}
        return sums

    def points(self, amount: Decimal, maximum: Decimal, beside: Decimal | None) -> Decimal:
        return amount

    def best(self, maximum: Decimal) -> Decimal:
        return sum((part.worth(maximum) for part in self.parts), ZERO)

    def steps(self, figure: Figure, maximum: Decimal, beside: Decimal | None) -> tuple[Said, ...]:
        return (
            tell(
                "Các yêu cầu đạt: {figure}; cộng lại {points} điểm.",
                figure=figure.text,
                points=figure_said(figure.amount or ZERO),
            ),
        )


@dataclass(frozen=True)
class Unknown(Rule):
    """The source prints points and no way to give them. It is held, and refused when somebody scores with it."""

    kind: ClassVar[str] = "unknown"
    name: ClassVar[Said] = tell("nguồn không ghi cách chấm")
    reason: Said = NOTHING

    def figure(self, given: Given, maximum: Decimal) -> Figure:
        raise unusable(
            "no_rule",
            "value",
            what="thành phần này chưa có quy tắc chấm nên không nhận điểm.",
            why="{reason}",
            todo="Bổ sung quy tắc theo văn bản, hoặc ghi «kind: judgement» nếu hội đồng được chấm theo nhận định.",
            reason=self.reason or tell("Nguồn không ghi cách chấm."),
        )


def _not_among(text: str, allowed: list[Decimal]) -> InvalidInput:
    return unusable(
        "not_an_option",
        "value",
        what="«{text}» không phải là mức điểm của thành phần này.",
        why="Chỉ có các mức: {allowed}.",
        todo="Chọn một mức trong danh sách (ghi điểm, mã hoặc nguyên văn của mức).",
        text=text[:60],
        allowed=joint_sentence((figure_said(points) for points in allowed[:30]), "; "),
    )


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())
