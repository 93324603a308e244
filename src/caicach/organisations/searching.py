"""What the search finds of this module: units, by every name that they bore."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_noop

from caicach.kernel.access import Actor, Permission
from caicach.kernel.search.registry import NewEntry, Source, Watched, register
from caicach.organisations.domain.units import UnitFact
from caicach.organisations.queries import unit_facts


def _entries(roots: Sequence[str], _on: date) -> Iterable[NewEntry]:
    facts: dict[str, list[UnitFact]] = defaultdict(list)
    for fact in unit_facts(roots):
        facts[fact.code].append(fact)
    for code, known in facts.items():
        last = known[-1]
        former = tuple(dict.fromkeys(fact.name for fact in known if fact.name != last.name))
        names = (*(fact.short_name for fact in known), *(alias for fact in known for alias in fact.aliases))
        yield NewEntry(
            root=code,
            title=last.office_name,
            head=(last.office_name, last.name, *former),
            body=(*names, code),
            note="; ".join(former),
            scope=(code,),
        )


def _visible(actor: Actor, roots: Collection[str]) -> Collection[str]:
    """A unit opens its tasks: it is found by who may see those."""
    return {root for root in roots if actor.sees_unit(root)}


def _scope(actor: Actor) -> Collection[str] | None:
    return None if actor.may(Permission.TASK_SEE_ALL) else actor.visible_units


def _address(_actor: Actor, root: str, _part: str) -> str:
    return f"{reverse('web:tasks')}?{urlencode({'don-vi': root})}"


register(
    Source(
        kind="unit",
        title=gettext_noop("Đơn vị"),
        table="organisations_unit",
        key="code",
        watched=(
            Watched(
                "organisations_unitfact",
                ("unit_id", "name", "short_name", "type", "aliases", "valid_from", "valid_to"),
                key="unit_id",
            ),
        ),
        entries=_entries,
        visible=_visible,
        scope=_scope,
        address=_address,
    )
)
