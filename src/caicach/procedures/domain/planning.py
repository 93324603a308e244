"""What an import will do to the register, line by line, before anything is done."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from caicach.kernel.said import NOTHING, Said, tell
from caicach.procedures.domain.versions import changed_fields, digest_of, laid_over
from caicach.procedures.record.codes import CODE, family
from caicach.procedures.record.values import Change, Procedure


class Outcome(StrEnum):
    """``CORRECTED``: another content on the day on which a version begins already."""

    NEW = "new"
    AMENDED = "amended"
    ABOLISHED = "abolished"
    CORRECTED = "corrected"
    SAME = "same"
    REFUSED = "refused"


APPLIED = frozenset({Outcome.NEW, Outcome.AMENDED, Outcome.CORRECTED, Outcome.ABOLISHED})
"""Those that change the register."""


class ImportState(StrEnum):
    """Where a file stands: waits to be read, was compared, is being written to the register, is in it, was no use."""

    WAITING = "waiting"
    READ = "read"
    WRITING = "writing"
    DONE = "done"
    REFUSED = "refused"


class Extent(StrEnum):
    """Whether a record tells a procedure whole, or only what changes of it."""

    WHOLE = "whole"
    CHANGES = "changes"


@dataclass(frozen=True, slots=True)
class Row:
    """``line`` is that of the file."""

    line: int
    procedure: Procedure


@dataclass(frozen=True, slots=True)
class Version:
    """A content from a day on, until the next version of its family begins."""

    valid_from: date
    procedure: Procedure

    @property
    def is_abolished(self) -> bool:
        return self.procedure.change is Change.ABOLISHED


@dataclass(frozen=True, slots=True)
class Step:
    """What becomes of one line; ``problem`` says why nothing does."""

    line: int
    family: str
    procedure: Procedure
    outcome: Outcome
    valid_from: date | None = None
    changed: tuple[str, ...] = ()
    problem: Said = NOTHING


def steps_of(
    rows: Sequence[Row], known: Mapping[str, Sequence[Version]], *, extent: Extent, default_from: date | None
) -> tuple[Step, ...]:
    """``default_from``: from when a record holds that names no day. ``known``: versions by family, oldest first."""
    standing: dict[str, list[Version]] = defaultdict(list, {key: list(versions) for key, versions in known.items()})
    first_line: dict[tuple[str, date], int] = {}
    steps = []
    for row in sorted(rows, key=lambda row: (day_of(row.procedure, default_from) or date.max, row.line)):
        step = _step(row, standing, first_line, extent, default_from)
        if step.valid_from is not None and step.outcome is not Outcome.REFUSED:
            first_line.setdefault((step.family, step.valid_from), row.line)
            if step.outcome is not Outcome.SAME:
                _place(standing[step.family], Version(step.valid_from, step.procedure))
        steps.append(step)
    return tuple(sorted(steps, key=lambda step: step.line))


def day_of(one: Procedure, default_from: date | None) -> date | None:
    """The day from which a record holds: its own, else that of the import, else that of its publication."""
    return one.effective_on or default_from or one.published_on


def counts_of(steps: Iterable[Step]) -> dict[str, int]:
    counts = Counter(step.outcome for step in steps)
    return {outcome.value: counts[outcome] for outcome in Outcome}


def in_force_on(versions: Sequence[Version], on: date) -> Version | None:
    """
    >>> versions = [Version(date(2025, 7, 1), Procedure(name="A"))]
    >>> in_force_on(versions, date(2025, 6, 30)) is None, in_force_on(versions, date(2025, 7, 1)) is None
    (True, False)
    """
    return max((one for one in versions if one.valid_from <= on), key=lambda one: one.valid_from, default=None)


def _place(versions: list[Version], new: Version) -> None:
    versions[:] = sorted(
        [*(one for one in versions if one.valid_from != new.valid_from), new], key=lambda one: one.valid_from
    )


def _step(
    row: Row,
    standing: Mapping[str, list[Version]],
    first_line: Mapping[tuple[str, date], int],
    extent: Extent,
    default_from: date | None,
) -> Step:
    one, key = row.procedure, family(row.procedure.code)
    since = day_of(one, default_from)
    if problem := _problem(row, since, first_line):
        return Step(row.line, key, one, Outcome.REFUSED, since, problem=problem)
    assert since is not None
    versions = standing[key]
    before = in_force_on(versions, since)
    if one.change is Change.ABOLISHED:
        return _abolishing(row, key, since, before)
    if before is not None and not before.is_abolished and (extent is Extent.CHANGES or not one.name):
        one = laid_over(before.procedure, one)
    if not one.name:
        said = tell("Dòng {line}: thủ tục {code} không có tên.", line=row.line, code=one.code)
        return Step(row.line, key, one, Outcome.REFUSED, since, problem=said)
    one = replace(one, effective_on=since)
    if before is None or before.is_abolished:
        return Step(row.line, key, replace(one, change=one.change or Change.NEW), Outcome.NEW, since)
    if digest_of(before.procedure) == digest_of(one):
        return Step(row.line, key, one, Outcome.SAME, since)
    outcome = Outcome.CORRECTED if before.valid_from == since else Outcome.AMENDED
    kept = replace(
        one, change=one.change or (before.procedure.change if outcome is Outcome.CORRECTED else Change.AMENDED)
    )
    return Step(row.line, key, kept, outcome, since, changed_fields(before.procedure, one))


def _abolishing(row: Row, key: str, since: date, before: Version | None) -> Step:
    one = row.procedure
    if before is None:
        said = tell("Dòng {line}: bãi bỏ thủ tục {code} chưa có trong danh mục.", line=row.line, code=one.code)
        return Step(row.line, key, one, Outcome.REFUSED, since, problem=said)
    if before.is_abolished:
        return Step(row.line, key, one, Outcome.SAME, since)
    ended = replace(laid_over(before.procedure, Procedure(decision=one.decision)), change=Change.ABOLISHED)
    return Step(
        row.line, key, replace(ended, published_on=one.published_on, effective_on=since), Outcome.ABOLISHED, since
    )


def _problem(row: Row, since: date | None, first_line: Mapping[tuple[str, date], int]) -> Said | None:
    one, key = row.procedure, family(row.procedure.code)
    if not one.code or not CODE.fullmatch(one.code):
        return tell("Dòng {line}: mã «{code}» không theo mẫu mã thủ tục.", line=row.line, code=one.code[:60])
    if since is None:
        return tell("Dòng {line}: thủ tục {code} không ghi ngày hiệu lực.", line=row.line, code=one.code)
    if earlier := first_line.get((key, since)):
        return tell("Dòng {line}: mã {code} đã có ở dòng {earlier}.", line=row.line, code=one.code, earlier=earlier)
    return None
