"""Assignments in the order that a person asks for, in sections, so that a page reads only its own rows.

Units, roles, states and origins are few: how many rows each has is counted, and only those on the page are read. The
words of a task are put in order by an index on their stored place.
"""

from collections.abc import Callable, Iterable
from typing import Any, Final

from django.db.models import Count, F, Q, QuerySet

from caicach.correspondence import queries as letters
from caicach.kernel.access import Actor
from caicach.kernel.ordered_pages import Section, sections_of_field
from caicach.kernel.ordering import Order, in_order, text_order
from caicach.kernel.vocabulary import AddressRole
from caicach.plans.domain.states import TaskState
from caicach.plans.models import Assignment
from caicach.plans.queries.names import plan_names, unit_names
from caicach.plans.state_sql import Moment

COLUMNS: Final = ("text", "unit", "role", "due_on", "state", "origin")
"""What a list of tasks can be ordered by."""
_OWN: Final = ("task_id", "id")
Key = tuple[Any, ...]


def sections_of(actor: Actor, found: QuerySet[Assignment], moment: Moment, order: Order | None) -> list[Section]:
    """``found`` has ``due_then``. Without an order asked for: by deadline, those without one last."""
    asked = order or Order("due_on")
    match asked.column:
        case "text":
            return sections_of_field(found, "task__text_order", _OWN, is_descending=asked.is_descending)
        case "unit":
            return _grouped(found, asked, ("unit_id",), _places_of_units(moment))
        case "role":
            roles = {role.value: place for place, role in enumerate(AddressRole)}
            return _grouped(found, asked, ("role",), lambda keys: {key: roles[key[0]] for key in keys})
        case "state":
            states = {state.value: place for place, state in enumerate(TaskState)}
            stated = found if "state" in found.query.annotations else moment.stated(found)
            return _grouped(stated, asked, ("state",), lambda keys: {key: states[key[0]] for key in keys})
        case "origin":
            return _grouped(found, asked, ("task__document_id", "task__plan_id"), _places_of_origins(actor))
    return sections_of_field(found, "due_then", _OWN, is_descending=asked.is_descending)


def _grouped(
    found: QuerySet[Assignment],
    order: Order,
    fields: tuple[str, ...],
    places: Callable[[Iterable[Key]], dict[Key, Any]],
) -> list[Section]:
    """A section for each group, by deadline within it. One SQL query, and what the places take."""
    counted = found.order_by().values_list(*fields).annotate(n=Count("pk")).order_by(*fields)
    counts = {tuple(key): count for *key, count in counted}
    place = places(counts)
    groups = in_order(counts, place.get, is_descending=order.is_descending)
    by_age = (F("due_then").asc(nulls_last=True), *_OWN)
    return [Section(found.filter(_of_group(fields, key)).order_by(*by_age), counts[key]) for key in groups]


def _of_group(fields: tuple[str, ...], key: Key) -> Q:
    """The rows of a group; of one that has no value, those without."""
    meant = Q()
    for field, value in zip(fields, key, strict=True):
        meant &= Q(**{f"{field}__isnull": True}) if value is None else Q(**{field: value})
    return meant


def _places_of_units(moment: Moment) -> Callable[[Iterable[Key]], dict[Key, Any]]:
    names = unit_names(moment.on)
    return lambda keys: {(code,): text_order(names.of(code)) for (code,) in keys}


def _places_of_origins(actor: Actor) -> Callable[[Iterable[Key]], dict[Key, Any]]:
    """By the reference of the document or the name of the plan, as the list shows it; without either last."""

    def places(keys: Iterable[Key]) -> dict[Key, Any]:
        pairs = list(keys)
        documents = letters.document_rows(actor, [document for document, _ in pairs if document is not None])
        plans = plan_names({plan for _, plan in pairs if plan is not None})
        found: dict[Key, Any] = {}
        for document, plan in pairs:
            row = documents.get(document) if document is not None else None
            found[document, plan] = text_order(row.reference if row else plans.get(plan, ""))
        return found

    return places
