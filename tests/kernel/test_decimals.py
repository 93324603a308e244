"""Rounding by a named rule, from the exact value and only once."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caicach.kernel.decimals import Rounding, percentage, rounded_value
from caicach.kernel.errors import InvalidInput

FIGURES = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**30), max_value=10**30)
PLACES = st.integers(0, 6)


def half_up(exact: Fraction, places: int) -> Decimal:
    """By the definition: half a unit more, cut off, away from zero on both sides."""
    units = (abs(exact) * 10**places + Fraction(1, 2)).__floor__()
    return Decimal(f"{'-' if exact < 0 and units else ''}{units}E-{places}")


@given(FIGURES, PLACES)
def test_rounding_half_up_is_what_the_definition_says(value: Decimal, places: int) -> None:
    result = rounded_value(value, places)
    assert result == half_up(Fraction(value), places)
    assert result.as_tuple().exponent == -places


@given(st.integers(0, 10**15), st.integers(1, 10**15), PLACES)
def test_a_percentage_is_rounded_once_from_the_exact_fraction(part: int, whole: int, places: int) -> None:
    assert percentage(part, whole, places) == half_up(Fraction(part * 100, whole), places)


def test_a_figure_just_under_half_is_not_lifted_by_rounding_twice() -> None:
    assert percentage(4_999_999, 10**9, places=0) == Decimal(0)
    assert percentage(Decimal("0.445"), 100, places=1) == Decimal("0.4")


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (Rounding.HALF_UP, "0.3"),
        (Rounding.HALF_EVEN, "0.2"),
        (Rounding.HALF_DOWN, "0.2"),
        (Rounding.DOWN, "0.2"),
        (Rounding.UP, "0.3"),
    ],
)
def test_every_rule_is_named(rule: Rounding, expected: str) -> None:
    assert rounded_value(Decimal("0.25"), 1, rule) == Decimal(expected)


def test_a_rounded_nothing_carries_no_sign() -> None:
    assert str(rounded_value(Decimal("-0.001"), 2)) == "0.00"


def test_a_share_of_nothing_has_no_value() -> None:
    with pytest.raises(InvalidInput, match=r"decimals\.share_of_nothing"):
        percentage(0, 0)


@pytest.mark.parametrize(("value", "places"), [(Decimal("NaN"), 2), (Decimal("Infinity"), 2), (Decimal(1), -1)])
def test_what_cannot_be_rounded_is_refused(value: Decimal, places: int) -> None:
    with pytest.raises(InvalidInput, match=r"decimals\.not_a_figure"):
        rounded_value(value, places)
