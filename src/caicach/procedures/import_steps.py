"""What a file brought to the register will do to it, as preview and confirmation both reckon it."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from caicach.kernel.files import queries as files
from caicach.kernel.said import Said
from caicach.kernel.text.folding import fold, squeeze
from caicach.organisations.queries import units_on
from caicach.procedures.bounded import record_file
from caicach.procedures.domain.duties import Target, targets_of
from caicach.procedures.domain.planning import Extent, Outcome, Row, Step, Version, steps_of
from caicach.procedures.domain.versions import KEPT, digest_of
from caicach.procedures.models import ProcedureVersion, PublishingDuty, RegisterImport
from caicach.procedures.record.codes import family

_MOST_NAMED = 500
APPLIED = frozenset({Outcome.NEW, Outcome.AMENDED, Outcome.CORRECTED, Outcome.ABOLISHED})


@dataclass(frozen=True, slots=True)
class FileRows:
    rows: tuple[Row, ...]
    problems: tuple[Said, ...]


def file_rows(row: RegisterImport) -> FileRows:
    """The records of an import's file; its decision's number and day where they name none. Outside transactions."""
    read = record_file(files.read_bytes(row.file), name=row.file.name)
    signed = row.decision_signed_on
    told = tuple(
        Row(one.line, replace(one.procedure, decision=one.procedure.decision or row.decision_number,
                              published_on=one.procedure.published_on or signed))
        for one in read.rows
    )  # fmt: skip
    return FileRows(told, read.problems)


def steps_for(row: RegisterImport, rows: Sequence[Row]) -> tuple[Step, ...]:
    """One SQL query."""
    known = known_versions({family(one.procedure.code) for one in rows})
    return steps_of(rows, known, extent=Extent(row.extent), default_from=row.default_from)


def known_versions(families: Iterable[str]) -> Mapping[str, list[Version]]:
    """Every version of some families, oldest first. One SQL query."""
    wanted = set(families)
    rows = ProcedureVersion.objects.order_by("family", "valid_from")
    if len(wanted) <= _MOST_NAMED:
        rows = rows.filter(family__in=wanted)
    found: dict[str, list[Version]] = defaultdict(list)
    for key, since, record in rows.values_list("family", "valid_from", "record").iterator():
        if key in wanted:
            found[key].append(Version(since, KEPT.value(record)))
    return found


def key_of(steps: Iterable[Step]) -> str:
    """The same for the same acts on the same register: what was looked at is what is confirmed."""
    acts = [[one.line, one.family, one.outcome.value, str(one.valid_from), digest_of(one.procedure)] for one in steps]
    return hashlib.sha256(json.dumps(acts).encode()).hexdigest()


def duties_wanted(steps: Iterable[Step], on: date) -> dict[str, tuple[Target, ...]]:
    """Who must publish what is new and has nobody yet, by family; nobody where the record names none of our units.

    Two SQL queries.
    """
    applied = {one.family: one.procedure for one in steps if one.outcome in APPLIED}
    held = set(PublishingDuty.objects.order_by().values_list("family", flat=True).distinct())
    units = unit_codes(on)
    return {key: targets_of(one, units) for key, one in applied.items() if key not in held}


def unit_codes(on: date) -> dict[str, str]:
    """Codes of units by each of their folded names. One SQL query."""
    return {
        fold(squeeze(name)): unit.code
        for unit in units_on(on)
        for name in (unit.short_name, unit.name, unit.office_name)
        if name
    }
