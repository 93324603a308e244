"""The list of dossiers as it is kept under a name and watched."""

from datetime import date

from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode

from caicach.dossiers import queries
from caicach.kernel.access import Actor
from caicach.notifications.domain.lists import MOST_WATCHED, Entry, Listed
from caicach.web.dossiers.asked import filters_asked
from caicach.web.shell.units import units_of


def listed_dossiers(actor: Actor, query: str, on: date) -> Listed:
    """Raises InvalidInput where the period has no day."""
    found = queries.dossiers(actor, filters_asked(QueryDict(query), on=on), size=MOST_WATCHED)
    names = {one.code: one.name for one in units_of({line.unit for line in found.items})}
    page = reverse("web:dossier")
    entries = (
        Entry(one.code, f"{one.code}: {one.procedure}", names[one.unit], f"{page}?{urlencode({'ma': one.code})}")
        for one in found.items
    )
    return Listed(found.total, tuple(entries))
