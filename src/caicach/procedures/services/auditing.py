"""Audits of portals: asked for, walked by the worker where a person can watch and stop it, and what they found kept."""

import shutil
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from caicach.kernel.access import SYSTEM, Actor, Permission, require
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import Conflict, InvalidInput
from caicach.kernel.files import services as files
from caicach.kernel.jobs import services as queue
from caicach.kernel.jobs.domain import Payload
from caicach.kernel.jobs.runs import Run
from caicach.kernel.said import as_text, tell
from caicach.procedures.audit_folders import AUDIT_KIND, folder_of, job_key
from caicach.procedures.auditing.auditing import audit_of, walk_of
from caicach.procedures.auditing.findings import Report
from caicach.procedures.auditing.scores import tally_of
from caicach.procedures.auditing.walks import Walk
from caicach.procedures.domain.portal_findings import (
    Fault,
    Settled,
    Settling,
    Topic,
    faults_of,
    key_of_finding,
    settled_by,
)
from caicach.procedures.models import Audit, Portal, PortalFinding
from caicach.procedures.obtaining import portal_seen
from caicach.procedures.queries.register import register_on

TIMEOUT: Final = 30.0
_SHOWN_NOTES: Final = 20


@dataclass(frozen=True, slots=True)
class PortalFacts:
    unit: str
    url: str
    most_pages: int = 2000
    renders: bool = False


@transaction.atomic
def save_portal(actor: Actor, *, facts: PortalFacts, portal_id: int | None = None, seen: int = 0, now: datetime) -> int:
    """The site of a unit, new or changed as the person saw it at version ``seen``; its id."""
    require(actor, Permission.PROCEDURE_MANAGE)
    _walk(facts.url, facts.most_pages, renders=facts.renders)
    if portal_id is None:
        row = Portal(unit_id=facts.unit, made_at=now, made_by_name=actor.name, version=0)
        if Portal.objects.filter(unit=facts.unit).exists():
            raise Conflict(
                "procedures.portal_twice",
                what="Đơn vị này đã có trang.",
                why="Mỗi đơn vị có một trang được kiểm tra.",
                todo="Hãy mở trang đã có để sửa.",
            )
    else:
        row = portal_seen(actor, portal_id, for_update=True)
        if row.version != seen:
            raise Conflict(
                "procedures.portal_changed",
                what="Trang của đơn vị đã được người khác sửa.",
                why="Bạn đang sửa một bản cũ hơn.",
                todo="Hãy tải lại trang, xem bản mới, rồi sửa tiếp.",
            )
    row.url, row.most_pages, row.renders = facts.url.strip(), facts.most_pages, facts.renders
    row.version += 1
    row.save()
    new = {"unit": row.unit_id, "url": row.url, "most_pages": row.most_pages, "renders": row.renders}
    audit.record(actor, "procedures.portal.saved", subject=("portal", row.pk), now=now, new=new)
    return row.pk


def _walk(url: str, most_pages: int, *, renders: bool) -> Walk:
    """Of an address typed on a page: an inner one is walked only where the operator's setting names it."""
    walk = walk_of(
        url.strip(), most_pages=most_pages, delay=None, timeout=TIMEOUT, allow_private=False, renders=renders
    )
    is_named = f"{walk.host}:{walk.port}" in settings.AUDIT_PRIVATE_HOSTS or walk.host in settings.AUDIT_PRIVATE_HOSTS
    if walk.is_loosened and not is_named:
        raise InvalidInput(
            "procedures.inner_site",
            what="Không kiểm tra địa chỉ {host}.",
            why="Địa chỉ này ở trong máy chủ hoặc mạng nội bộ.",
            todo="Người vận hành cho phép bằng CAICACH_AUDIT_PRIVATE_HOSTS nếu đúng là cổng của đơn vị.",
            host=urlsplit(walk.url).hostname,
        )
    return replace(walk, is_loosened=walk.is_loosened or is_named)


@transaction.atomic
def ask_audit(actor: Actor, *, portal_id: int, now: datetime) -> int:
    """Have a portal audited by the worker against the register of today; the audit's id. One that is not done yet is
    taken up behind the last page that it kept."""
    require(actor, Permission.PROCEDURE_MANAGE)
    portal = portal_seen(actor, portal_id, for_update=True)
    _walk(portal.url, portal.most_pages, renders=portal.renders)
    row = Audit.objects.filter(portal=portal, done_at__isnull=True).order_by("pk").first()
    if row is None:
        row = Audit.objects.create(
            portal=portal,
            url=portal.url,
            register_on=timezone.localdate(now),
            most_pages=portal.most_pages,
            renders=portal.renders,
            asked_at=now,
            asked_by_id=actor.user_id,
            asked_by_name=actor.name,
        )
    else:
        row.runs += 1
        row.save(update_fields=("runs",))
    queue.enqueue(
        kind=AUDIT_KIND,
        key=job_key(row.pk, row.runs),
        payload={"audit": row.pk},
        now=now,
        asked_by=actor.user_id,
        link=f"/thu-tuc/kiem-tra/{row.pk}/",
    )
    new = {"url": row.url, "run": row.runs}
    audit.record(actor, "procedures.audit.asked", subject=("portal_audit", row.pk), now=now, new=new)
    return row.pk


def carry_out(payload: Payload, now: datetime, run: Run) -> None:
    """Walk, judge, keep. Killed or stopped, it goes on behind the last page: every page is kept as it comes."""
    row = Audit.objects.select_related("portal").get(pk=int(payload["audit"] or 0))
    if row.done_at is not None:
        return
    register = register_on(row.register_on, unit=row.portal.unit_id)
    folder = folder_of(row.pk)
    report = audit_of(
        _walk(row.url, row.most_pages, renders=row.renders), register, snapshots=folder, watch=_watched(run)
    )
    with transaction.atomic():
        _keep(row, report, folder, now=now)
        run.advance(0, checkpoint={"kept": row.pk})
    if row.evidence_id is not None:
        shutil.rmtree(folder, ignore_errors=True)


def _watched(run: Run) -> Callable[[int], None]:
    told = int(run.checkpoint.get("pages") or 0)

    def watch(pages: int) -> None:
        nonlocal told
        run.check()
        if pages != told:
            run.advance(pages - told, checkpoint={"pages": pages})
            told = pages

    return watch


def _keep(row: Audit, report: Report, folder: Path, *, now: datetime) -> None:
    row.done_at, row.tally = now, asdict(tally_of(report.findings))
    row.statuses = dict(Counter(one.status.value for one in report.findings))
    row.pages = dict(report.pages)
    row.outcomes = {key_of_finding(one): [one.status.value, one.reason, one.url] for one in reversed(report.findings)}
    row.notes = {name: [len(told), *told[:_SHOWN_NOTES]] for name, told in report.notes.items()}
    archive = folder / "audit.warc.gz"
    if archive.exists() and archive.stat().st_size:  # whatever its size: a backup holds what is stored
        data, name = archive.read_bytes(), f"audit-{row.pk}.warc.gz"
        row.evidence = files.store(SYSTEM, data=data, name=name, now=now, is_own=True)
    row.save(update_fields=("done_at", "tally", "statuses", "pages", "notes", "outcomes", "evidence"))
    opened = {
        Topic(one.family, one.field): one
        for one in PortalFinding.objects.filter(unit=row.portal.unit_id, closed_at__isnull=True).order_by("pk")
    }
    faults = {fault.topic: fault for fault in faults_of(report)}
    settled = settled_by(report, opened)
    new = [_finding(row, fault) for topic, fault in faults.items() if topic not in opened]
    PortalFinding.objects.bulk_create(new, batch_size=500)
    counts = _settle(row, opened, faults, settled, now=now)
    told = {"found": len(faults), "new": len(new), **counts}
    audit.record(SYSTEM, "procedures.audit.done", subject=("portal_audit", row.pk), now=now, new=told)


def _finding(row: Audit, fault: Fault) -> PortalFinding:
    found = PortalFinding(unit_id=row.portal.unit_id, family=fault.topic.family, field=fault.topic.field, opened_in=row)
    return _as_seen(found, row, fault)


def _as_seen(one: PortalFinding, row: Audit, fault: Fault) -> PortalFinding:
    one.seen_in, one.code, one.name, one.status = row, fault.code[:60], fault.name, fault.status.value
    one.reason, one.url, one.note = fault.reason[:60], fault.url, fault.note
    one.register_text, one.portal_text = fault.register, fault.portal
    one.digest, one.seen_at = fault.digest, fault.at
    return one


_SEEN: Final = (
    "seen_in", "code", "name", "status", "reason", "url", "note", "register_text", "portal_text", "digest", "seen_at",
)  # fmt: skip
_CLOSED: Final = ("closed_at", "closed_in", "closed_by_name", "closing_note", "closing_url", "closing_digest")


def _settle(
    row: Audit,
    opened: Mapping[Topic, PortalFinding],
    faults: Mapping[Topic, Fault],
    settled: Mapping[Topic, Settled],
    *,
    now: datetime,
) -> dict[str, int]:
    """What is still there is seen again; what is mended closes itself with the page that shows it."""
    again, mended = [], []
    note = as_text(tell("Kiểm tra ngày {day}: cổng đã đúng với danh mục.", day=f"{timezone.localdate(now):%d/%m/%Y}"))
    for topic, one in opened.items():
        found = settled[topic]
        if found.settling is Settling.FOUND:
            again.append(_as_seen(one, row, faults[topic]))
        elif found.settling is Settling.MENDED:
            one.closed_at, one.closed_in, one.closed_by_name, one.closing_note = now, row, SYSTEM.name, note
            one.closing_url, one.closing_digest = found.url, found.digest
            mended.append(one)
    PortalFinding.objects.bulk_update(again, _SEEN, batch_size=200)
    PortalFinding.objects.bulk_update(mended, _CLOSED, batch_size=200)
    return {"again": len(again), "mended": len(mended)}
