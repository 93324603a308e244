"""Inspections, programmes and findings as values that leave the module."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from caicach.inspections.domain.checklists import Severity
from caicach.inspections.domain.cycle import FindingState, InspectionKind, Manner, State
from caicach.inspections.domain.judging import Judgement
from caicach.inspections.domain.office_hours import Moment
from caicach.inspections.domain.programme import Coverage
from caicach.kernel.said import Said


@dataclass(frozen=True, slots=True)
class InspectionLine:
    """An inspection in lists; ``open_findings`` are those neither mended nor closed."""

    id: int
    kind: InspectionKind
    manner: Manner
    unit: str
    unit_name: str
    part: str
    title: str
    checklist_version: str
    first_on: date
    last_on: date
    state: State
    begun_at: datetime | None
    findings: int
    open_findings: int


@dataclass(frozen=True, slots=True)
class ProgrammeLine:
    id: int
    year: int
    title: str
    planned: int
    held: int


@dataclass(frozen=True, slots=True)
class ProgrammeView:
    """``lines`` are its inspections; ``own`` is how far units inspected themselves in the year."""

    id: int
    year: int
    title: str
    basis: str
    contents: tuple[str, ...]
    levels: tuple[str, ...]
    share_target: Decimal | None
    self_share_target: Decimal | None
    target_source: str
    version: int
    coverage: Coverage
    own: Coverage
    lines: tuple[InspectionLine, ...]


@dataclass(frozen=True, slots=True)
class FileLine:
    id: int
    item: str
    name: str
    is_signed_minutes: bool
    added_at: datetime
    added_by: str


@dataclass(frozen=True, slots=True)
class ItemView:
    """``seen`` is the number of the answer shown, 0 without one; ``earlier`` the finding that is checked again."""

    judgement: Judgement
    seen: int
    answered_by: str
    answered_at: datetime | None
    earlier: int | None
    files: tuple[FileLine, ...]


@dataclass(frozen=True, slots=True)
class SectionView:
    number: str
    title: Said
    items: tuple[ItemView, ...]


@dataclass(frozen=True, slots=True)
class FindingLine:
    """A finding in lists; ``times`` is by how many inspections of the unit the same was found, this one included."""

    id: int
    inspection: int
    unit: str
    unit_name: str
    kind: InspectionKind
    found_on: date
    item: str
    text: str
    severity: Severity
    state: FindingState
    due_on: date | None
    owner: str
    remedy: str
    task_id: int | None
    mended_on: date | None
    closed_at: datetime | None
    closed_by: str
    closing_note: Said
    unit_says: str
    unit_said_by: str
    times: int
    years: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class FindingView:
    line: FindingLine
    earlier: tuple[FindingLine, ...]
    later: int | None
    files: tuple[FileLine, ...]
    may_answer: bool
    may_plan: bool
    may_close: bool


@dataclass(frozen=True, slots=True)
class MemberLine:
    user_id: int
    name: str
    is_head: bool


@dataclass(frozen=True, slots=True)
class InspectionView:
    """``moment`` is how the beginning stands to office hours and holidays; None before it or beyond the calendar."""

    line: InspectionLine
    version: int
    programme: tuple[int, str] | None
    checklist_code: str
    note: str
    sections: tuple[SectionView, ...]
    team: tuple[MemberLine, ...]
    findings: tuple[FindingLine, ...]
    files: tuple[FileLine, ...]
    moment: Moment | None
    minuted_at: datetime | None
    minuted_by: str
    concluded_at: datetime | None
    concluded_by: str
    cancelled_reason: str
    unit_person: str
    unit_post: str
    unit_says: str
    not_signed: str
    conclusion: str
    letters: Mapping[str, int]
    may_manage: bool
    may_write: bool
    may_conclude: bool
    may_draft: bool

    @property
    def answered(self) -> int:
        return sum(item.seen > 0 for section in self.sections for item in section.items)

    @property
    def asked(self) -> int:
        return sum(len(section.items) for section in self.sections)
