"""Figures in the language of the page: 1.234,5 in Vietnamese, 1,234.5 in English."""

from decimal import Decimal
from typing import Final

from django.utils.translation import get_language

from caicach.kernel.decimals import rounded_value
from caicach.kernel.text.numbers import format_number

DASH: Final = "–"
_SWAPPED: Final = str.maketrans(",.", ".,")


def number_text(value: int | Decimal, places: int | None = None) -> str:
    """A figure as it is, or with as many decimals as asked: give it to a chart as ``write``."""
    figure = (
        format_number(value) if places is None else format_number(rounded_value(Decimal(value), places), places=places)
    )
    return figure if get_language() == "vi" else figure.translate(_SWAPPED)


def trimmed_digits(value: Decimal | float | None, places: int = 2) -> str:
    """At most so many decimals, none where they are nought; a dash where there is no figure."""
    if value is None or value != value:  # noqa: PLR0124 - NaN is the figure that is not itself
        return DASH
    figure = rounded_value(_exact(value), places)
    return number_text(figure.normalize() if figure else Decimal(0))


def padded_digits(value: Decimal | float | None, places: int = 2) -> str:
    """Always so many decimals, so that a column can be read down; a dash where there is no figure."""
    if value is None or value != value:  # noqa: PLR0124 - NaN is the figure that is not itself
        return DASH
    return number_text(_exact(value), places)


def _exact(value: Decimal | float) -> Decimal:
    return value if isinstance(value, Decimal) else Decimal(repr(value))
