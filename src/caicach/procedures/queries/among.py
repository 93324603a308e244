"""Which rows a person may see, by their numbers: a list links to those alone."""

from collections.abc import Collection

from caicach.kernel.access import Actor
from caicach.procedures.models import Audit
from caicach.procedures.obtaining import visible_portals


def audits_among(actor: Actor, ids: Collection[int]) -> frozenset[int]:
    """One query."""
    return frozenset(Audit.objects.filter(pk__in=ids, portal__in=visible_portals(actor)).values_list("pk", flat=True))
