"""Units as pages name them on a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.text import capfirst
from django.utils.translation import gettext

from caicach.kernel.access import Actor
from caicach.organisations.domain.units import LOCAL_TYPES, Level, UnitFact
from caicach.organisations.queries import unit_facts, units_on
from caicach.web.shell.requests import today

SHOWN = 2


@dataclass(frozen=True, slots=True)
class UnitChoice:
    """``group`` are the words for units of its kind: wards, communes; of those of the province, its level."""

    code: str
    name: str
    level: str
    group: str = ""


def choice_of(fact: UnitFact) -> UnitChoice:
    level = gettext(fact.level.label)
    group = gettext(fact.type.label) if fact.type in LOCAL_TYPES else level
    return UnitChoice(fact.code, fact.office_name, level, capfirst(group))


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
    found = tuple(map(choice_of, facts))
    unknown = sorted(wanted - {unit.code for unit in found})
    return (*found, *(UnitChoice(code, code, "") for code in unknown))


def assignable_units(on: date) -> tuple[UnitChoice, ...]:
    """Units that can be given tasks on a day, for a list to choose from."""
    return tuple(choice_of(unit) for unit in units_on(on) if unit.level is not Level.OUTSIDE)


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
