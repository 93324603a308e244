"""Making a report: its rows are frozen, its figures follow from them."""

import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from django.db import connection, transaction
from django.utils import timezone

from caicach.kernel.access import Actor
from caicach.kernel.audit import services as audit
from caicach.kernel.said import tell
from caicach.reports.domain.progress import FrozenRow, digest_of, row_as_json
from caicach.reports.gathering import Gathered, gathered_period, row_count
from caicach.reports.models import Report, ReportRow

MADE_AT_ONCE: Final = 2_000
"""Rows that a person waits for at the page: about two seconds."""


def is_long(actor: Actor, *, first: date, last: date, unit: str = "", now: datetime) -> bool:
    """Whether the report has more rows than a person waits for. Raises InvalidInput, NotAllowed as making it does."""
    return row_count(actor, first=first, last=last, unit=unit, today=timezone.localdate(now)) > MADE_AT_ONCE


@transaction.atomic
def make_progress_report(actor: Actor, *, first: date, last: date, unit: str = "", now: datetime) -> int:
    """Freeze the state of the work in a period; the report's id.

    Everything that the actor oversees, or ``unit`` and what is below it: never a row the actor may not see.
    """
    found = gathered_period(actor, first=first, last=last, unit=unit, today=timezone.localdate(now))
    report = begun_report(actor, found, now=now)
    keep_rows(report, found.rows, start=0)
    finish_report(actor, report, found, digest=digest_of(found.rows), now=now)
    return report.pk


def begun_report(actor: Actor, found: Gathered, *, now: datetime) -> Report:
    """A report without its rows: until it has its digest nobody sees it."""
    head = found.head
    return Report.objects.create(
        title=tell(
            "Tình hình thực hiện nhiệm vụ từ {first} đến {last}",
            first=f"{head.first:%d/%m/%Y}",
            last=f"{head.last:%d/%m/%Y}",
        ),
        issuer=head.issuer,
        superior=head.superior or "",
        scope_unit=found.unit,
        scope_name=head.scope,
        scope_units=list(found.units),
        first_on=head.first,
        last_on=head.last,
        cut_off_on=head.cut_off,
        digest="",
        made_at=now,
        made_by_name=actor.name,
    )


def keep_rows(report: Report, rows: Sequence[FrozenRow], *, start: int) -> None:
    """Freeze rows whose first has the position ``start``.

    As tuples of columns: making rows of the table first, only to read them out again, takes as long as everything else.
    """
    columns = [str(field.column) for field in ReportRow._meta.concrete_fields if not field.primary_key]
    names, places = ", ".join(columns), ", ".join(["%s"] * len(columns))
    kept = [
        (report.pk, n, row.part.value, row.standing.unit, json.dumps(row_as_json(row)))
        for n, row in enumerate(rows, start=start)
    ]
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {ReportRow._meta.db_table} ({names}) VALUES ({places})", kept)  # noqa: S608


def finish_report(actor: Actor, report: Report, found: Gathered, *, digest: str, now: datetime) -> None:
    """From here on it is seen. ``digest`` of a long report is worked out before the transaction."""
    report.digest = digest
    report.save(update_fields=("digest",))
    days = {"first": found.head.first.isoformat(), "last": found.head.last.isoformat()}
    new = {**days, "unit": found.unit, "digest": report.digest}
    audit.record(actor, "reports.report.made", subject=("report", report.pk), now=now, new=new)
