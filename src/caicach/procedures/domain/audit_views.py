"""Portals, audits and findings as values that leave the module."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from caicach.kernel.said import Said
from caicach.procedures.auditing.findings import Status
from caicach.procedures.auditing.scores import Share, Tally


@dataclass(frozen=True, slots=True)
class AuditLine:
    """``done_at`` None: waits, walks, or was stopped."""

    id: int
    asked_at: datetime
    asked_by: str
    done_at: datetime | None
    register_on: date
    tally: Tally
    completeness: Share | None
    correctness: Share | None


@dataclass(frozen=True, slots=True)
class PortalLine:
    """``last`` is the newest audit that is done, ``running`` one that is not."""

    id: int
    unit: str
    unit_name: str
    url: str
    most_pages: int
    renders: bool
    version: int
    last: AuditLine | None
    running: int | None
    open_findings: int


@dataclass(frozen=True, slots=True)
class AuditView:
    """``job`` for who may follow it; ``notes`` by kind, with the count and the first addresses."""

    line: AuditLine
    portal: int
    unit: str
    unit_name: str
    url: str
    statuses: Mapping[Status, int]
    pages: Mapping[str, int]
    notes: Mapping[str, tuple[str, ...]]
    found: int
    new: int
    closed: int
    job: int | None


@dataclass(frozen=True, slots=True)
class PortalFindingLine:
    id: int
    unit: str
    unit_name: str
    code: str
    name: str
    field: str
    status: Status
    reason: str
    url: str
    register_text: str
    portal_text: str
    opened_on: date
    seen_on: date
    due_on: date | None
    task_id: int | None
    mended_on: date | None
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class PortalFindingView:
    line: PortalFindingLine
    note: Said
    digest: str
    seen_at: str
    seen_in: int
    opened_in: int
    remedy: str
    owner: str
    closed_by: str
    closing_note: Said
    closing_url: str
    closing_digest: str
    closed_in: int | None
    has_snapshot: bool
    earlier: tuple[PortalFindingLine, ...]
    may_plan: bool
    may_close: bool
