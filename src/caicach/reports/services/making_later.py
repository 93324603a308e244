"""Making a long report in the background: its rows are kept a slice at a time, and it is seen when it is whole."""

from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.utils import timezone

from caicach.kernel.access import Actor
from caicach.kernel.collecting import collector_resting
from caicach.kernel.jobs import queries as jobs
from caicach.kernel.jobs import services as queue
from caicach.kernel.jobs.domain import Payload
from caicach.kernel.jobs.runs import Run
from caicach.organisations import queries as organisations
from caicach.reports.domain.progress import digest_of
from caicach.reports.gathering import gathered_period, row_count
from caicach.reports.models import Report, ReportRow
from caicach.reports.services.making import begun_report, finish_report, keep_rows

MAKE_KIND: Final = "reports.make"
AT_ONCE: Final = 2_000
"""Rows that one transaction keeps: well under a second."""


def make_progress_report_later(actor: Actor, *, first: date, last: date, unit: str = "", now: datetime) -> int:
    """Have a report made by the worker; the id of the job. Asked for twice before it is made, it is one job.

    Raises InvalidInput and NotAllowed as making it does.
    """
    row_count(actor, first=first, last=last, unit=unit, today=timezone.localdate(now))
    made = Report.objects.exclude(digest="").count()
    key = f"{MAKE_KIND}:{actor.user_id}:{unit}:{first}:{last}:{timezone.localdate(now)}:{made}"
    days = {"first": first.isoformat(), "last": last.isoformat()}
    payload: Payload = {**days, "unit": unit, "user": actor.user_id}
    queue.enqueue(kind=MAKE_KIND, key=key, payload=payload, now=now, asked_by=actor.user_id, link="/bao-cao-tien-do/")
    return jobs.followed_job(actor, key=key).pk


def make_in_slices(payload: Payload, now: datetime, run: Run) -> None:
    """With the rights that the person has when it is made. After a death or a stop it is made anew: work went on."""
    with collector_resting():
        _make(payload, now, run)


def _make(payload: Payload, now: datetime, run: Run) -> None:
    _forget_begun(run)
    today = timezone.localdate(now)
    actor = organisations.actor_of(int(payload["user"] or 0), today)
    first, last = (date.fromisoformat(str(payload[name])) for name in ("first", "last"))
    found = gathered_period(actor, first=first, last=last, unit=str(payload["unit"] or ""), today=today)
    run.expect(len(found.rows))
    with transaction.atomic():
        report = begun_report(actor, found, now=now)
        run.advance(0, checkpoint={"report": report.pk, "rows": 0})
    for start in range(0, len(found.rows), AT_ONCE):
        run.check()
        part = found.rows[start : start + AT_ONCE]
        with transaction.atomic():
            keep_rows(report, part, start=start)
            run.advance(len(part), checkpoint={"report": report.pk, "rows": start + len(part)})
    digest = digest_of(found.rows)
    with transaction.atomic():
        finish_report(actor, report, found, digest=digest, now=now)
        run.advance(0, checkpoint={"made": report.pk})


def _forget_begun(run: Run) -> None:
    """Take away what an earlier run had begun and nobody has seen, a slice at a time."""
    begun = Report.objects.filter(pk=run.checkpoint.get("report") or 0, digest="")
    while ids := list(ReportRow.objects.filter(report__in=begun).order_by("pk").values_list("pk", flat=True)[:AT_ONCE]):
        ReportRow.objects.filter(pk__gte=ids[0], pk__lte=ids[-1], report__in=begun).delete()
    with transaction.atomic():
        begun.delete()
        run.advance(-int(run.checkpoint.get("rows") or 0), checkpoint={})
