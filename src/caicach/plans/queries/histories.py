"""The dated facts of assignments as values."""

from collections.abc import Iterable

from django.db.models import QuerySet, prefetch_related_objects
from django.utils import timezone

from caicach.plans.domain.history import AssignmentHistory, Awaited, DeadlineMove, FiledReport, Stretch
from caicach.plans.domain.tasks import ReportState
from caicach.plans.models import Assignment


def history_of_rows(rows: QuerySet[Assignment] | Iterable[Assignment]) -> dict[int, AssignmentHistory]:
    """By assignment. Five SQL queries more."""
    found = list(rows)
    prefetch_related_objects(found, "task", "event", "reports", "deadline_changes", "pauses")
    return {row.pk: _history(row) for row in found}


def _history(row: Assignment) -> AssignmentHistory:
    cancelled = row.task.cancelled_at if row.is_cancelled else None
    return AssignmentHistory(
        given_on=row.task.effective_on,
        due_on=row.due_on,
        judged_due_on=row.judged_due_on,
        reports=tuple(
            FiledReport(
                filed_on=timezone.localdate(report.reported_at),
                completed_on=report.completed_on,
                decided_on=timezone.localdate(report.decided_at) if report.decided_at else None,
                is_accepted=report.state == ReportState.ACCEPTED.value,
            )
            for report in sorted(row.reports.all(), key=lambda report: report.number)
        ),
        moves=tuple(DeadlineMove(move.decided_on, move.old_due_on) for move in row.deadline_changes.all()),
        cancelled_on=timezone.localdate(cancelled) if cancelled else None,
        pauses=tuple(Stretch(pause.paused_on, pause.resumed_on) for pause in row.pauses.all()),
        awaited=_awaited(row),
    )


def _awaited(row: Assignment) -> Awaited | None:
    if row.event is None:
        return None
    recorded = row.event.recorded_at
    return Awaited(timezone.localdate(recorded) if recorded and not row.is_awaiting else None)
