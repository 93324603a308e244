"""Who can be called in a talk, and who is told of a remark that calls nobody."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from django.db.models import QuerySet

from caicach.discussions.domain.remarks import Person, Thing, ThingKind
from caicach.discussions.models import Remark
from caicach.discussions.things import ThingSeen, thing_seen
from caicach.kernel.access import Actor, Role
from caicach.kernel.errors import NotFound
from caicach.kernel.ordering import text_order
from caicach.organisations.queries import actor_of, contacts, role_holders_on

MOST_CALLED: Final = 60
"""People offered to be called: the office and the units of the thing."""
_OF_UNITS: Final = frozenset({Role.UNIT_HEAD, Role.FOCAL_POINT})


def thing_of(row: Remark) -> Thing:
    return Thing(ThingKind(row.kind), row.thing_id, row.part)


def people_of(seen: ThingSeen, *, on: date, but: int | None) -> tuple[Person, ...]:
    """Those of the standing office and of the thing's units, by name. Some four SQL queries."""
    ids = {
        holder.user_id
        for holder in role_holders_on(on)
        if holder.role is Role.STANDING_OFFICE or (holder.role in _OF_UNITS and holder.unit in seen.units)
    }
    found = [Person(one.user_id, one.username, one.display_name) for one in contacts(ids - {but}).values()]
    return tuple(sorted(found, key=lambda one: text_order(one.name) or "")[:MOST_CALLED])


def people_concerned(actor: Actor, thing: Thing, seen: ThingSeen, *, on: date) -> frozenset[int]:
    """Who spoke of the thing before; before anybody did, the other side: units hear the office, the office units."""
    spoke = set(remarks_of(thing).exclude(author_id=actor.user_id).values_list("author_id", flat=True))
    if spoke:
        return frozenset(spoke)
    is_of_unit = bool(seen.units & actor.acts_for)
    return frozenset(
        holder.user_id
        for holder in role_holders_on(on)
        if (is_of_unit and holder.role is Role.STANDING_OFFICE)
        or (not is_of_unit and holder.role in _OF_UNITS and holder.unit in seen.units)
    ) - {actor.user_id or 0}


def who_see(user_ids: Iterable[int], thing: Thing, *, on: date) -> frozenset[int]:
    """Of the accounts those that may see the thing today. Some seven SQL queries for each."""
    return frozenset(user for user in user_ids if _sees(user, thing, on))


def _sees(user_id: int, thing: Thing, on: date) -> bool:
    try:
        thing_seen(actor_of(user_id, on), thing)
    except NotFound:
        return False
    return True


def remarks_of(thing: Thing) -> QuerySet[Remark]:
    return Remark.objects.filter(kind=thing.kind.value, thing_id=thing.id, part=thing.part).order_by("pk")
