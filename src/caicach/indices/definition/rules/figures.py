"""Reading the cells of an input table: numbers, percentages, numerator over denominator. Nothing is guessed."""

import re
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from caicach.indices.definition.rules.base import (
    HUNDRED,
    NOT_APPLICABLE,
    ONE,
    ZERO,
    Figure,
    Given,
    figure_said,
    unusable,
)
from caicach.kernel.errors import InvalidInput
from caicach.kernel.said import NOTHING, Said, tell
from caicach.kernel.text.numbers import parse_number

# A table made by a program: the dot parts decimals. Whatever else is written goes by the Vietnamese rule.
_PLAIN = re.compile(r"[-+]?[0-9]{1,15}(?:\.[0-9]{1,20})?")


UNIT_LABELS = {"points": "{number} điểm", "days": "{number} ngày", "percent": "{number}%", "": "{number}"}
A_NUMBER = tell("một số")
_NOTHING_IS_NONE = tell("mẫu số bằng 0, quy tắc của bộ chỉ số tính là 0%")
_NOTHING_IS_ALL = tell("mẫu số bằng 0, quy tắc của bộ chỉ số tính là 100%")


class ZeroDenominator(StrEnum):
    """What a share of nothing is, by the set's own rule."""

    MISSING = "missing"
    NOT_APPLICABLE = "not_applicable"
    ZERO = "zero"
    FULL = "full"


@lru_cache(maxsize=65536)
def number(text: str, column: str) -> Decimal:
    """
    >>> number("0.8253", "value"), number("1.234,5", "value")
    (Decimal('0.8253'), Decimal('1234.5'))
    """
    if _PLAIN.fullmatch(text):
        return Decimal(text)
    try:
        return parse_number(text)
    except InvalidInput:
        raise unusable(
            "not_a_number",
            column,
            what="«{text}» không phải là một số.",
            why="Thành phần này chấm theo số.",
            todo="Ghi số (ví dụ 85.5 hoặc 85,5); không áp dụng thì ghi «-»; chưa có số liệu thì để trống.",
            text=text[:60],
        ) from None


def in_range(amount: Decimal, low: Decimal, high: Decimal | None, column: str, unit: str) -> Decimal:
    """The amount, or a refusal; ``unit`` is a key of UNIT_LABELS."""
    if amount >= low and (high is None or amount <= high):
        return amount
    raise unusable(
        "out_of_range",
        column,
        what="{amount} nằm ngoài khoảng cho phép.",
        why="Ở đây chỉ nhận từ {low} trở lên." if high is None else "Ở đây chỉ nhận từ {low} đến {high}.",
        todo="Đối chiếu tài liệu kiểm chứng rồi sửa lại số; hệ thống không tự cắt về giới hạn.",
        amount=tell(UNIT_LABELS[unit], number=figure_said(amount)),
        low=figure_said(low),
        high=NOTHING if high is None else tell(UNIT_LABELS[unit], number=figure_said(high)),
    )


def one_way(given: Given) -> bool:
    """Whether the row gives numerator and denominator; both ways at once, or half of one, is refused."""
    parts = (1 if given.numerator else 0) + (1 if given.denominator else 0)
    if parts and given.value:
        raise unusable(
            "two_ways",
            "value",
            what="dòng vừa ghi giá trị vừa ghi tử số, mẫu số.",
            why="Hai cách ghi có thể khác nhau, không biết lấy cách nào.",
            todo="Chỉ để lại một cách ghi.",
        )
    if parts == 1:
        column = "denominator" if given.numerator else "numerator"
        raise unusable(
            "half_a_ratio",
            column,
            what="thiếu {part}.",
            why="Tỷ lệ cần đủ tử số và mẫu số.",
            todo="Ghi thêm {part}.",
            part=tell("mẫu số" if given.numerator else "tử số"),
        )
    return parts == 2


def plain_number(given: Given, needed: Said) -> Decimal:
    """A plain number in the value cell, for rules that know no ratio."""
    if one_way(given):
        raise unusable(
            "no_ratio_here",
            "numerator",
            what="thành phần này không chấm theo tỷ lệ.",
            why="Quy tắc cần {needed}.",
            todo="Ghi vào cột value, bỏ tử số và mẫu số.",
            needed=needed,
        )
    return number(given.value, "value")


def ratio(given: Given, zero: ZeroDenominator, at_most: Decimal | None) -> Figure:
    """Numerator over denominator as a part of one."""
    above, below = number(given.numerator, "numerator"), number(given.denominator, "denominator")
    if above < ZERO or below < ZERO:
        in_range(above, ZERO, None, "numerator", "")
        in_range(below, ZERO, None, "denominator", "")
    if below == 0:
        return _share_of_nothing(zero)
    share = above / below
    if at_most is not None and share > at_most:
        raise unusable(
            "more_than_all",
            "numerator",
            what="tử số {above} lớn hơn mẫu số {below}.",
            why="Tỷ lệ ở thành phần này không vượt quá {most}%.",
            todo="Kiểm tra lại hai số; có thể đã ghi ngược tử số và mẫu số.",
            above=figure_said(above),
            below=figure_said(below),
            most=figure_said(at_most * HUNDRED),
        )
    return Figure(share, given)


def plain_share(given: Given) -> Decimal | None:
    """The common case, met hundreds of thousands of times: a numerator within its denominator. None: read with care."""
    value, above_text, below_text = given[:3]
    if value or not above_text or not below_text:
        return None
    above, below = number(above_text, "numerator"), number(below_text, "denominator")
    return above / below if ZERO <= above <= below and below else None


def _share_of_nothing(zero: ZeroDenominator) -> Figure:
    if zero is ZeroDenominator.NOT_APPLICABLE:
        return NOT_APPLICABLE
    if zero is ZeroDenominator.ZERO:
        return Figure(ZERO, _NOTHING_IS_NONE)
    if zero is ZeroDenominator.FULL:
        return Figure(ONE, _NOTHING_IS_ALL)
    raise unusable(
        "zero_denominator",
        "denominator",
        what="mẫu số bằng 0 nên không có tỷ lệ.",
        why="Bộ chỉ số không quy định cách tính khi không phát sinh; đây không phải là 0%.",
        todo="Ghi «-» nếu thành phần không áp dụng, hoặc sửa mẫu số.",
    )


def share(given: Given, zero: ZeroDenominator, at_most: Decimal | None, *, of_one: bool) -> Figure:
    """A share as a part of one, from numerator and denominator or from one cell: percent, or of one where said so."""
    if one_way(given):
        return ratio(given, zero, at_most)
    text, in_percent = given.value, not of_one
    if text.endswith("%"):
        text, in_percent = text[:-1].rstrip(), True
    amount = number(text, "value")
    most = at_most if at_most is None or not in_percent else at_most * HUNDRED
    in_range(amount, ZERO, most, "value", "percent" if in_percent else "")
    return Figure(amount / HUNDRED if in_percent else amount, f"{text}%" if in_percent else given)
