"""Units as pages name them on a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

from caicach.kernel.access import Actor
from caicach.organisations.domain.units import Level
from caicach.organisations.queries import unit_facts, units_on
from caicach.web.shell.requests import today

SHOWN = 2


@dataclass(frozen=True, slots=True)
class UnitChoice:
    code: str
    name: str
    level: str


def unit_choices(units: Iterable[UnitChoice], nothing: object) -> list[tuple[str, object]]:
    """For a field that takes one unit: ``nothing`` are the words for none."""
    return [("", nothing), *((unit.code, f"{unit.name} ({unit.level})") for unit in units)]


def units_of(codes: Iterable[str], *, on: date | None = None) -> tuple[UnitChoice, ...]:
    """Units by code, in the order of their codes; one that is not there on the day bears the last name it had."""
    wanted, day = set(codes), on or today()
    if not wanted:
        return ()
    every = unit_facts(wanted)
    there = {fact.code for fact in every if fact.is_valid(day)}
    former = {fact.code: fact for fact in every if fact.code not in there}  # the last of each, in the order of days
    facts = [fact for fact in every if fact.is_valid(day) or fact is former.get(fact.code)]
    found = tuple(UnitChoice(f.code, f.office_name, gettext(f.level.label)) for f in facts)
    unknown = sorted(wanted - {unit.code for unit in found})
    return (*found, *(UnitChoice(code, code, "") for code in unknown))


def assignable_units(on: date) -> tuple[UnitChoice, ...]:
    """Units that can be given tasks on a day, for a list to choose from."""
    there = (unit for unit in units_on(on) if unit.level is not Level.OUTSIDE)
    return tuple(UnitChoice(unit.code, unit.office_name, gettext(unit.level.label)) for unit in there)


def superiors_of(codes: Iterable[str], *, on: date) -> tuple[str, ...]:
    """The units right above those named, on a day."""
    by_code = {unit.code: unit for unit in units_on(on)}
    return tuple(parent for code in codes if code in by_code and (parent := by_code[code].parent))


def own_unit_names(actor: Actor) -> tuple[str, ...]:
    """The units a person reports for, as the head of the page shows them."""
    if not actor.acts_for or actor.is_system:
        return ()
    names = tuple(unit.name for unit in units_of(actor.acts_for))
    return names if len(names) <= SHOWN else (*names[:SHOWN], "…")
