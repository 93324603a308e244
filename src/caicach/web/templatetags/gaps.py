"""Filters of the pages on gaps, what-ifs and remedies."""

from decimal import Decimal

from django import template
from django.utils.translation import get_language

from caicach.indices.domain.gap import Cause
from caicach.kernel.decimals import rounded
from caicach.kernel.text.numbers import format_number
from caicach.web.indices import gap_words

register = template.Library()


@register.filter
def short(value: Decimal | float | None) -> str:
    """At most two decimals, none where they are nought; a dash where there is no figure."""
    if value is None or value != value:  # noqa: PLR0124 - NaN is the figure that is not itself
        return "–"
    figure = rounded(value if isinstance(value, Decimal) else Decimal(repr(value)), 2)
    written = format_number(figure.normalize() if figure else Decimal(0))
    return written if get_language() == "vi" else written.translate(str.maketrans(",.", ".,"))


@register.filter
def two(value: Decimal | float | None) -> str:
    """Always two decimals, so that a column of percentages can be read down."""
    if value is None or value != value:  # noqa: PLR0124 - NaN is the figure that is not itself
        return "–"
    written = format_number(rounded(value if isinstance(value, Decimal) else Decimal(repr(value)), 2), places=2)
    return written if get_language() == "vi" else written.translate(str.maketrans(",.", ".,"))


@register.filter
def signed(value: Decimal | None) -> str:
    """With its sign, so that winning and losing are told apart without colour."""
    return f"+{short(value)}" if value is not None and value > 0 else short(value)


@register.filter
def cause_name(value: Cause) -> str:
    return str(gap_words.CAUSES[value])


@register.filter
def likeness_names(values: tuple[str, ...]) -> str:
    return ", ".join(str(gap_words.LIKENESSES[value]) for value in values)


@register.filter
def hundredfold(value: Decimal) -> str:
    """A probability in percent."""
    return short(value * 100)
