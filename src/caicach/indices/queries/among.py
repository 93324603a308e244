"""Which rows a person may see, by their numbers: a list links to those alone."""

from collections.abc import Collection

from caicach.indices.obtaining import visible_sheets, visible_years
from caicach.kernel.access import Actor


def sheets_among(actor: Actor, ids: Collection[int]) -> frozenset[int]:
    """One query."""
    return frozenset(visible_sheets(actor).filter(pk__in=ids).values_list("pk", flat=True))


def years_among(actor: Actor, ids: Collection[int]) -> frozenset[int]:
    """One query."""
    return frozenset(visible_years(actor).filter(pk__in=ids).values_list("pk", flat=True))
