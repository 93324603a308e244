"""What a file brought to the register will do to it, as the comparison reckons it and the writing goes by it."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils import timezone

from caicach.kernel.files import queries as files
from caicach.kernel.said import Said, as_json
from caicach.organisations.queries import unit_codes_by_name
from caicach.procedures.bounded import RecordFile, record_file
from caicach.procedures.domain.duties import Target, targets_of
from caicach.procedures.domain.planning import (
    APPLIED,
    Extent,
    ImportState,
    Outcome,
    Row,
    Step,
    Version,
    counts_of,
    steps_of,
)
from caicach.procedures.domain.versions import KEPT, digest_of, kept_plain
from caicach.procedures.models import ImportStep, ProcedureVersion, PublishingDuty, RegisterImport
from caicach.procedures.record.codes import family

_MOST_NAMED = 500


@dataclass(frozen=True, slots=True)
class FileRows:
    rows: tuple[Row, ...]
    problems: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """``compared_with``: how many files were in the register, -1 while one was being written; ``key`` names it all."""

    steps: tuple[Step, ...]
    counts: dict[str, int]
    problems: list[object]
    without_duty: int
    compared_with: int
    key: str


def file_rows(row: RegisterImport) -> RecordFile:
    """The records of an import's file, read in a child. Outside transactions."""
    assert row.file is not None
    return record_file(files.read_bytes(row.file), name=row.file.name)


def rows_of(row: RegisterImport, read: RecordFile) -> FileRows:
    """Its decision's number and day where the records name none."""
    signed = row.decision_signed_on
    told = tuple(
        Row(one.line, replace(one.procedure, decision=one.procedure.decision or row.decision_number,
                              published_on=one.procedure.published_on or signed))
        for one in read.rows
    )  # fmt: skip
    return FileRows(told, read.problems)


def imports_done() -> int:
    """How many files are in the register; never shrinks. One SQL query."""
    return RegisterImport.objects.filter(state=ImportState.DONE.value).count()


def _register_now() -> int:
    """What a comparison made now goes by: no state of the register while a file is being written. Two SQL queries."""
    is_being_written = RegisterImport.objects.filter(state=ImportState.WRITING.value).exists()
    return -1 if is_being_written else imports_done()


def comparison_of(row: RegisterImport, read: FileRows, now: datetime) -> Comparison:
    """Five SQL queries; the count first, so that what is written meanwhile makes the comparison an old one."""
    register = _register_now()
    steps = _steps_for(row, read.rows)
    wanted = duties_wanted(steps, timezone.localdate(now))
    return Comparison(
        steps=steps,
        counts=counts_of(steps),
        problems=[as_json(one) for one in read.problems],
        without_duty=sum(not targets for targets in wanted.values()),
        compared_with=register,
        key=_key_of(steps),
    )


def _steps_for(row: RegisterImport, rows: Sequence[Row]) -> tuple[Step, ...]:
    """One SQL query."""
    known = _known_versions({family(one.procedure.code) for one in rows})
    return steps_of(rows, known, extent=Extent(row.extent), default_from=row.default_from)


def _known_versions(families: Iterable[str]) -> Mapping[str, list[Version]]:
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


def _key_of(steps: Iterable[Step]) -> str:
    """The same for the same acts on the same register: what was looked at is what is confirmed."""
    acts = [[one.line, one.family, one.outcome.value, str(one.valid_from), digest_of(one.procedure)] for one in steps]
    return hashlib.sha256(json.dumps(acts).encode()).hexdigest()


def kept_step(row: RegisterImport, step: Step) -> ImportStep:
    return ImportStep(
        register_import=row,
        line=step.line,
        family=step.family[:40],
        outcome=step.outcome.value,
        valid_from=step.valid_from,
        record=kept_plain(step.procedure),
        changed=list(step.changed),
        problem=step.problem,
    )


def step_of(row: ImportStep) -> Step:
    return Step(
        line=row.line,
        family=row.family,
        procedure=KEPT.value(row.record),
        outcome=Outcome(row.outcome),
        valid_from=row.valid_from,
        changed=tuple(row.changed),
        problem=row.problem,
    )


def duties_wanted(steps: Iterable[Step], on: date) -> dict[str, tuple[Target, ...]]:
    """Who must publish what is new and has nobody yet, by family; nobody where the record names none of our units.

    Two SQL queries.
    """
    applied = {one.family: one.procedure for one in steps if one.outcome in APPLIED}
    rows = PublishingDuty.objects.order_by()
    if len(applied) <= _MOST_NAMED:
        rows = rows.filter(family__in=applied)
    held = set(rows.values_list("family", flat=True).distinct())
    units = unit_codes_by_name(on)
    return {key: targets_of(one, units) for key, one in applied.items() if key not in held}
