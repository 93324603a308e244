"""Reads of audits: the board of portals, one audit, findings, the page that was seen."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db.models import Count, Q
from django.utils import timezone

from caicach.kernel.access import Actor, Permission
from caicach.kernel.errors import NotFound
from caicach.kernel.files.queries import path_of
from caicach.kernel.files.values import NamedFile
from caicach.kernel.instants import end_of
from caicach.kernel.jobs import queries as jobs
from caicach.kernel.pages import Page, page_number
from caicach.kernel.said import from_text
from caicach.organisations.queries import office_names_on
from caicach.plans.queries.completion import completed_on
from caicach.procedures.audit_folders import folder_of, job_key
from caicach.procedures.auditing.attachments import is_document
from caicach.procedures.auditing.findings import Status
from caicach.procedures.auditing.scores import share_of_seen, tally_from
from caicach.procedures.auditing.store import payload_in
from caicach.procedures.domain.audit_views import (
    AuditLine,
    AuditView,
    PortalFindingLine,
    PortalFindingView,
    PortalLine,
)
from caicach.procedures.models import Audit, PortalFinding
from caicach.procedures.obtaining import (
    audit_seen,
    portal_finding_seen,
    visible_portal_findings,
    visible_portals,
)

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class PortalFindingFilters:
    unit: str = ""
    field: str | None = None
    status: Status | None = None
    is_open: bool = True
    seen_in: int | None = None
    as_of: date | None = None
    """Those found by the end of the day and not closed then, whatever ``is_open`` says."""


def portals(actor: Actor, *, on: date) -> tuple[PortalLine, ...]:
    """The portals that the actor sees, by unit, with their last audit. Four SQL queries."""
    rows = list(visible_portals(actor).order_by("unit_id"))
    names = office_names_on(on)
    last: dict[int, Audit] = {}
    running: dict[int, int] = {}
    for audit in Audit.objects.filter(portal__in=[row.pk for row in rows]).order_by("asked_at", "pk"):
        if audit.done_at is None:
            running[audit.portal_id] = audit.pk
        else:
            last[audit.portal_id] = audit
    counts = PortalFinding.objects.filter(unit_id__in=[row.unit_id for row in rows], closed_at__isnull=True)
    by_unit = dict(counts.order_by().values_list("unit_id").annotate(count=Count("pk")))
    return tuple(
        PortalLine(
            id=row.pk,
            unit=row.unit_id,
            unit_name=names.get(row.unit_id, row.unit_id),
            url=row.url,
            most_pages=row.most_pages,
            renders=row.renders,
            version=row.version,
            last=_line(last[row.pk]) if row.pk in last else None,
            running=running.get(row.pk),
            open_findings=by_unit.get(row.unit_id, 0),
        )
        for row in rows
    )


def _line(row: Audit) -> AuditLine:
    tally = tally_from(row.tally)
    is_done = row.done_at is not None
    return AuditLine(
        id=row.pk,
        asked_at=row.asked_at,
        asked_by=row.asked_by_name,
        done_at=row.done_at,
        register_on=row.register_on,
        tally=tally,
        completeness=share_of_seen(tally.shown, tally) if is_done else None,
        correctness=share_of_seen(tally.correct, tally) if is_done else None,
    )


def audit_view(actor: Actor, audit_id: int, *, on: date) -> AuditView:
    """One audit with what it found. Some six SQL queries."""
    row = audit_seen(actor, audit_id)
    unit = row.portal.unit_id
    counts = PortalFinding.objects.filter(unit_id=unit).aggregate(
        found=Count("pk", filter=Q(seen_in=row)),
        new=Count("pk", filter=Q(opened_in=row)),
        closed=Count("pk", filter=Q(closed_in=row)),
    )
    return AuditView(
        line=_line(row),
        portal=row.portal_id,
        unit=unit,
        unit_name=office_names_on(on).get(unit, unit),
        url=row.url,
        statuses={Status(name): count for name, count in row.statuses.items()},
        pages=dict(row.pages),
        notes={name: (str(told[0]), *map(str, told[1:])) for name, told in row.notes.items()},
        found=counts["found"],
        new=counts["new"],
        closed=counts["closed"],
        job=_job(actor, row),
    )


def _job(actor: Actor, row: Audit) -> int | None:
    try:
        return jobs.followed_job(actor, key=job_key(row.pk, row.runs)).pk
    except NotFound:
        return None


def portal_findings(
    actor: Actor, *, on: date, filters: PortalFindingFilters | None = None, page: int = 1, size: int = PER_PAGE
) -> Page[PortalFindingLine]:
    """Findings that the actor sees, by unit and procedure. Four SQL queries."""
    asked = filters or PortalFindingFilters()
    rows = visible_portal_findings(actor).filter(_standing(asked))
    chosen = {"unit_id": asked.unit, "status": asked.status and asked.status.value, "seen_in": asked.seen_in}
    rows = rows.filter(**{name: value for name, value in chosen.items() if value})
    if asked.field is not None:
        rows = rows.filter(field=asked.field)
    total = rows.count()
    number = page_number(page, total=total, size=size)
    shown = rows.select_related("opened_in", "seen_in").order_by("unit_id", "family", "field", "pk")
    return Page(_lines(shown[(number - 1) * size : number * size], on), total, number, size)


def _standing(asked: PortalFindingFilters) -> Q:
    if asked.as_of is None:
        return Q(closed_at__isnull=asked.is_open)
    end = end_of(asked.as_of)
    return Q(opened_in__done_at__lt=end) & (Q(closed_at__isnull=True) | Q(closed_at__gte=end))


def _lines(rows: Iterable[PortalFinding], on: date) -> tuple[PortalFindingLine, ...]:
    kept = list(rows)
    names = office_names_on(on)
    done = completed_on([row.task_id for row in kept if row.task_id is not None])
    return tuple(
        PortalFindingLine(
            id=row.pk,
            unit=row.unit_id,
            unit_name=names.get(row.unit_id, row.unit_id),
            code=row.code,
            name=row.name,
            field=row.field,
            status=Status(row.status),
            reason=row.reason,
            url=row.url,
            register_text=row.register_text,
            portal_text=row.portal_text,
            opened_on=timezone.localdate(row.opened_in.done_at or row.opened_in.asked_at),
            seen_on=timezone.localdate(row.seen_in.done_at or row.seen_in.asked_at),
            due_on=row.due_on,
            task_id=row.task_id if row.task_id in done else None,
            mended_on=done.get(row.task_id) if row.task_id is not None else None,
            closed_at=row.closed_at,
        )
        for row in kept
    )


def portal_finding_view(actor: Actor, finding_id: int, *, on: date) -> PortalFindingView:
    """One finding, and the closed ones of the same procedure and field. Some eight SQL queries."""
    row = portal_finding_seen(actor, finding_id)
    (line,) = _lines([row], on)
    same = visible_portal_findings(actor).filter(unit=row.unit_id, family=row.family, field=row.field, pk__lt=row.pk)
    is_open = row.closed_at is None
    is_office = actor.may(Permission.PROCEDURE_MANAGE)
    return PortalFindingView(
        line=line,
        note=row.note,
        digest=row.digest,
        seen_at=row.seen_at,
        seen_in=row.seen_in_id,
        opened_in=row.opened_in_id,
        remedy=row.remedy,
        owner=row.owner,
        closed_by=row.closed_by_name,
        closing_note=from_text(row.closing_note),
        closing_url=row.closing_url,
        closing_digest=row.closing_digest,
        closed_in=row.closed_in_id,
        has_snapshot=bool(row.digest),
        earlier=_lines(same.select_related("opened_in", "seen_in").order_by("-pk"), on),
        may_plan=is_open
        and line.task_id is None
        and (is_office or actor.may(Permission.PROCEDURE_ANSWER, unit=row.unit_id)),
        may_close=is_open and is_office,
    )


def snapshot(actor: Actor, finding_id: int, *, is_closing: bool = False) -> NamedFile:
    """The page as it came, of a finding or of what closed it. One SQL query and the archive."""
    row = portal_finding_seen(actor, finding_id)
    audit, digest = (row.closed_in, row.closing_digest) if is_closing else (row.seen_in, row.digest)
    found = payload_in(_archive(audit), digest) if audit is not None and digest else None
    if found is None:
        raise NotFound(
            "procedures.no_snapshot",
            what="Không còn bản chụp của trang này.",
            why="Trang không trả nội dung, hoặc bằng chứng của lần kiểm tra quá lớn và đã bị người vận hành xóa.",
            todo="Hãy kiểm tra lại cổng.",
        )
    if is_document(found):
        ending = "pdf" if b"%PDF-" in found[:1024] else "docx" if found.startswith(b"PK") else "doc"
        return NamedFile(f"tep-{digest[:12]}.{ending}", "application/octet-stream", found)
    return NamedFile(f"trang-{digest[:12]}.txt", "text/plain; charset=utf-8", found)


def _archive(row: Audit) -> Path:
    return path_of(row.evidence.sha256) if row.evidence is not None else folder_of(row.pk) / "audit.warc.gz"
