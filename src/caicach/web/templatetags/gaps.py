"""Filters of the pages on gaps, what-ifs and remedies."""

from decimal import Decimal

from django import template

from caicach.indices.domain.gap import Cause
from caicach.web.indices import gap_words
from caicach.web.shell.numbers import padded, trimmed

register = template.Library()


@register.filter
def short(value: Decimal | float | None) -> str:
    return trimmed(value)


@register.filter
def two(value: Decimal | float | None) -> str:
    return padded(value)


@register.filter
def signed(value: Decimal | None) -> str:
    """With its sign, so that winning and losing are told apart without colour."""
    return f"+{trimmed(value)}" if value is not None and value > 0 else trimmed(value)


@register.filter
def cause_name(value: Cause) -> str:
    return str(gap_words.CAUSES[value])


@register.filter
def likeness_names(values: tuple[str, ...]) -> str:
    return gap_words.likenesses(values)


@register.filter
def hundredfold(value: Decimal) -> str:
    """A probability in percent."""
    return trimmed(value * 100)
