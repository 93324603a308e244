"""Rounding with its rule named: a figure of the field is a Decimal, and so is every step to it."""

from decimal import ROUND_DOWN, ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, ROUND_UP, Context, Decimal
from enum import StrEnum

from caicach.kernel.errors import InvalidInput

# Room for any figure of a province with its decimals; the default context of 28 digits refuses long ones.
_PRECISION = 60


class Rounding(StrEnum):
    """What to do with the digits cut off; at a tie, or always."""

    HALF_UP = ROUND_HALF_UP
    HALF_EVEN = ROUND_HALF_EVEN
    HALF_DOWN = ROUND_HALF_DOWN
    UP = ROUND_UP
    DOWN = ROUND_DOWN


FIELD_DEFAULT = Rounding.HALF_UP


def rounded_value(value: Decimal, places: int, rule: Rounding = FIELD_DEFAULT) -> Decimal:
    """``value`` with exactly ``places`` decimals (0 or more); away from zero at a tie unless ``rule`` says otherwise.

    >>> rounded_value(Decimal("35.025"), 2), rounded_value(Decimal("35.025"), 2, Rounding.HALF_EVEN)
    (Decimal('35.03'), Decimal('35.02'))
    >>> rounded_value(Decimal("-0.5"), 0), rounded_value(Decimal("1"), 2), rounded_value(Decimal("-0.001"), 2)
    (Decimal('-1'), Decimal('1.00'), Decimal('0.00'))
    """
    if not value.is_finite() or places < 0:
        raise InvalidInput(
            "decimals.not_a_figure",
            what="Không làm tròn được {value} đến {places} chữ số thập phân.",
            why="Chỉ làm tròn số hữu hạn, với số chữ số thập phân từ 0 trở lên.",
            todo="Kiểm tra số liệu đưa vào.",
            value=value,
            places=places,
        )
    context = Context(prec=_PRECISION + value.adjusted() if value.adjusted() > 0 else _PRECISION)
    result = value.quantize(Decimal(1).scaleb(-places), rule.value, context)
    return result.copy_abs() if result.is_zero() else result  # a printed -0,00 means nothing to its reader


def bare(value: Decimal) -> Decimal:
    """Without the decimals that a column adds to a whole number.

    >>> bare(Decimal("12.00")), bare(Decimal("12.50"))
    (Decimal('12'), Decimal('12.50'))
    """
    return value.to_integral_value() if value == value.to_integral_value() else value


def percentage(part: Decimal | int, whole: Decimal | int, places: int = 2, rule: Rounding = FIELD_DEFAULT) -> Decimal:
    """``part`` of ``whole`` in hundredths, rounded once, at the end.

    A share of nothing does not exist: ``whole`` = 0 raises ``decimals.share_of_nothing``. A metric that can meet that
    case asks first and answers Missing with its reason; it is never 0 and never 100.

    >>> percentage(296, 845), percentage(1, 3, 0), percentage(3, 2, 1)
    (Decimal('35.03'), Decimal('33'), Decimal('150.0'))
    """
    if whole == 0:
        raise InvalidInput(
            "decimals.share_of_nothing",
            what="Không tính được tỷ lệ {part} trên 0.",
            why="Tổng bằng 0 nên không có tỷ lệ; đây không phải là 0%.",
            todo="Ghi «không phát sinh» thay cho tỷ lệ.",
            part=part,
        )
    return rounded_value(Context(prec=_PRECISION).divide(Decimal(part) * 100, Decimal(whole)), places, rule)
