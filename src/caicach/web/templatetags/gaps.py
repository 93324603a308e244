"""Filters of the pages on gaps, what-ifs and remedies."""

from decimal import Decimal

from django import template

from caicach.indices.domain.gap import Cause
from caicach.web.indices import gap_words
from caicach.web.shell.numbers import padded_digits, trimmed_digits

register = template.Library()


@register.filter
def short(value: Decimal | float | None) -> str:
    return trimmed_digits(value)


@register.filter
def fixed_places(value: Decimal | float | None, places: int) -> str:
    return padded_digits(value, places)


@register.filter
def with_sign(value: Decimal | None) -> str:
    """With its sign, so that winning and losing are told apart without colour."""
    return f"+{trimmed_digits(value)}" if value is not None and value > 0 else trimmed_digits(value)


@register.filter
def cause_name(value: Cause) -> str:
    return str(gap_words.CAUSES[value])


@register.filter
def likeness_names(values: tuple[str, ...]) -> str:
    return gap_words.likenesses(values)


@register.filter
def hundredfold(value: Decimal) -> str:
    """A probability in percent."""
    return trimmed_digits(value * 100)
