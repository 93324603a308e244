"""The things that are talked about: whether an actor sees one, its name, where it stands, which units it is about.

What the actor may not see does not exist: each reader raises NotFound as the thing's own module does.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils.http import urlencode

from caicach.correspondence import queries as letters
from caicach.discussions.domain.remarks import Thing, ThingKind
from caicach.indices import queries as indices
from caicach.kernel.access import Actor
from caicach.plans import queries as plans


@dataclass(frozen=True, slots=True)
class ThingSeen:
    """``units`` are the codes of those that the thing is about."""

    name: str
    link: str
    units: frozenset[str]


def thing_seen(actor: Actor, thing: Thing) -> ThingSeen:
    """Raise NotFound where there is none for the actor. At most three SQL queries."""
    return _READERS[thing.kind](actor, thing)


def _task(actor: Actor, thing: Thing) -> ThingSeen:
    parties = plans.task_parties(actor, thing.id)
    return ThingSeen(parties.text, reverse("web:task", args=[thing.id]), parties.units)


def _letter(actor: Actor, thing: Thing) -> ThingSeen:
    row = letters.letter_row_of(actor, thing.id)
    units, _ = letters.letter_units(actor, thing.id)
    sent = frozenset(units) if row.dispatched_at else frozenset()  # of a draft the units know nothing
    return ThingSeen(row.subject or row.reference, reverse("web:letter", args=[thing.id]), sent)


def _cell(actor: Actor, thing: Thing) -> ThingSeen:
    cell = indices.cell_named(actor, thing.id, thing.part)
    address = f"{reverse('web:index_sheet', args=[thing.id])}?{urlencode({'ma': thing.part})}"
    return ThingSeen(f"{thing.part} {cell.name}", address, frozenset({cell.unit}))


_READERS: Final[dict[ThingKind, Callable[[Actor, Thing], ThingSeen]]] = {
    ThingKind.TASK: _task,
    ThingKind.LETTER: _letter,
    ThingKind.CELL: _cell,
}
