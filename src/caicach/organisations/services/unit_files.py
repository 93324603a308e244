"""Loading units from a file: all of it or nothing, every bad row named."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.audit import services as audit
from caicach.organisations import queries
from caicach.organisations.domain.csv_files import parse_units
from caicach.organisations.domain.units import UnitFact
from caicach.organisations.models import Unit
from caicach.organisations.models import UnitFact as UnitFactRow
from caicach.organisations.province_files import csv_text, refused_rows


@dataclass(frozen=True, slots=True)
class ImportedUnits:
    """How many rows were new, and how many were there already, word for word."""

    added: int
    unchanged: int


@transaction.atomic
def import_units_csv(
    actor: Actor, *, data: bytes, filename: str, now: datetime, is_check: bool = False
) -> ImportedUnits:
    """Load dated units from a CSV file. With ``is_check`` everything is tried and nothing is kept.

    A bad row refuses the whole file with every problem by line and column (``organisations.bad_rows``).
    """
    require(actor, Permission.UNITS_MANAGE)
    text = csv_text(data, filename)
    codes = [fact.code for fact in parse_units(text, known=queries.unit_facts()).values]
    if not is_check:
        # Two files at once: the second waits here for the first, and then sees its rows below.
        Unit.objects.bulk_create([Unit(code=code) for code in dict.fromkeys(codes)], ignore_conflicts=True)
        list(Unit.objects.select_for_update().filter(code__in=codes).order_by("code"))
    known = queries.unit_facts()
    parsed = parse_units(text, known=known)
    if parsed.problems:
        raise refused_rows(filename, parsed.problems)
    there = set(known)
    new = [fact for fact in parsed.values if fact not in there]
    if new and not is_check:
        save_facts(new)
        audit.record(
            actor,
            "organisations.units.imported",
            subject=("organisations.file", hashlib.sha256(data).hexdigest()[:40]),
            now=now,
            new={"filename": filename, "rows": len(new)},
        )
    return ImportedUnits(len(new), len(parsed.rows) - len(new))


def save_facts(facts: Sequence[UnitFact]) -> None:
    """Rows of units and facts in two statements; the caller has checked the rules."""
    codes = dict.fromkeys(fact.code for fact in facts)
    Unit.objects.bulk_create([Unit(code=code) for code in codes], ignore_conflicts=True)
    UnitFactRow.objects.bulk_create([_row(fact) for fact in facts])


def _row(fact: UnitFact) -> UnitFactRow:
    return UnitFactRow(
        unit_id=fact.code,
        name=fact.name,
        short_name=fact.short_name,
        level=fact.level.value,
        type=fact.type.value,
        parent_id=fact.parent,
        valid_from=fact.valid_from,
        valid_to=fact.valid_to,
        source=fact.source,
        is_verified=fact.is_verified,
        continues=fact.continues,
        aliases=list(fact.aliases),
    )
