"""How pages write moments and points of dossiers."""

from datetime import datetime
from decimal import Decimal

from django import template

from caicach.web.shell.numbers import trimmed_digits

register = template.Library()


@register.filter
def local_moment(at: datetime | None) -> str:
    """A moment of the office's clock, which has no zone.

    >>> local_moment(datetime(2026, 8, 3, 15, 40)), local_moment(None)
    ('03/08/2026 15:40', '–')
    """
    return f"{at:%d/%m/%Y %H:%M}" if at else "–"


@register.filter
def amount(value: Decimal | None) -> str:
    """With two decimals at most; a dash where there is none."""
    return trimmed_digits(value, 2)
