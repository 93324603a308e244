"""The register as values that leave the module."""

from dataclasses import dataclass
from datetime import date, datetime

from caicach.kernel.said import Said
from caicach.procedures.domain.clocks import ClockState
from caicach.procedures.domain.decisions import DecisionFacts
from caicach.procedures.domain.planning import Extent, ImportState, Step
from caicach.procedures.record.values import Change, Procedure


@dataclass(frozen=True, slots=True)
class ProcedureLine:
    """A procedure in lists."""

    code: str
    name: str
    field: str
    is_internal: bool
    change: Change
    valid_from: date
    decision: str


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One version with what it changed; nothing for the first."""

    valid_from: date
    valid_to: date | None
    change: Change
    decision: str
    changed: tuple["FieldChange", ...]


@dataclass(frozen=True, slots=True)
class FieldChange:
    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class DutyLine:
    """``name`` of the unit, or empty where all of a level must."""

    unit: str
    name: str
    level: str


@dataclass(frozen=True, slots=True)
class ProcedureView:
    """``is_in_force`` on the day asked; ``procedure`` is the version of that day, or the last one before."""

    procedure: Procedure
    valid_from: date
    valid_to: date | None
    is_in_force: bool
    is_internal: bool
    decision_id: int | None
    duties: tuple[DutyLine, ...]
    versions: tuple[VersionLine, ...]


@dataclass(frozen=True, slots=True)
class ImportLine:
    id: int
    filename: str
    made_at: datetime
    made_by: str
    confirmed_at: datetime | None
    counts: dict[str, int]
    state: ImportState


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """``key`` names what was looked at; ``without_duty`` are new procedures that no unit of ours is told to publish.

    ``steps``: those asked for, of ``total``; of an import that is done only what it could not do. ``is_old``: the
    register changed since the comparison.
    """

    line: ImportLine
    extent: Extent | None
    default_from: date | None
    decision: str
    steps: tuple[Step, ...]
    total: int
    problems: tuple[Said, ...]
    without_duty: int
    key: str
    failure: Said
    is_old: bool


@dataclass(frozen=True, slots=True)
class DecisionLine:
    id: int
    facts: DecisionFacts
    procedures: int
    version: int
    clocks: tuple[ClockState, ...]
