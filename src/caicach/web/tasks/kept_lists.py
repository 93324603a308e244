"""The list of tasks as it is kept under a name and watched: whatever page an assignment would stand on."""

from dataclasses import replace
from datetime import date

from django.http import QueryDict

from caicach.kernel.access import Actor
from caicach.notifications.domain.lists import MOST_WATCHED, Entry, Listed
from caicach.plans import queries
from caicach.web.shell.addresses import address_of
from caicach.web.shell.filters import ListFilters
from caicach.web.tasks.filters import task_filters


def listed_tasks(actor: Actor, query: str, on: date) -> Listed:
    """Raises InvalidInput for a day in the address that cannot be."""
    asked = QueryDict(query)
    filters = replace(task_filters(asked, ListFilters(asked), actor.user_id), order=None, page=1, size=MOST_WATCHED)
    page = queries.unit_tasks(actor, on=on, filters=filters)
    rows = page.items
    entries = [
        Entry(str(row.assignment_id), row.text, row.unit_name, address_of("web:task", row.task_id)) for row in rows
    ]
    return Listed(page.total, tuple(entries))
