"""What units have in hand in each module, for whoever is about to change a unit: modules say it in their
``unit_work.py``, loaded when the application starts.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Count, Model, QuerySet

Counted = Mapping[str, int]
"""By the code of a unit; those with nothing are left out."""


@dataclass(frozen=True, slots=True)
class UnitWork:
    """One kind of thing that stands at units. ``words`` name it and ``fate`` says what becomes of it when its unit
    ends, both Vietnamese, for the page to translate; ``route`` is the page on which a person moves or settles it.
    """

    kind: str
    words: str
    fate: str
    count: Callable[[Collection[str], date], Counted]
    route: str = ""


@dataclass(frozen=True, slots=True)
class WorkInHand:
    """So many things of a kind at some units."""

    work: UnitWork
    of_unit: Counted

    @property
    def count(self) -> int:
        return sum(self.of_unit.values())


_KINDS: Final[dict[str, UnitWork]] = {}


def offer(work: UnitWork) -> None:
    """Say what stands at units; once for each kind."""
    if work.kind in _KINDS:
        raise RuntimeError(f"work of units {work.kind!r} is offered twice")
    _KINDS[work.kind] = work


def work_in_hand(units: Collection[str], on: date) -> tuple[WorkInHand, ...]:
    """What the units have in hand on a day, kinds with nothing left out. One SQL query for each kind."""
    found = (WorkInHand(work, work.count(units, on)) for work in _KINDS.values()) if units else ()
    return tuple(one for one in found if one.of_unit)


def by_unit(rows: "QuerySet[Model]", units: Collection[str], column: str = "unit") -> Counted:
    """How many of the rows each unit has. One SQL query."""
    found = rows.filter(**{f"{column}__in": sorted(units)}).order_by().values_list(column).annotate(n=Count("pk"))
    return {str(code): int(count) for code, count in found}
