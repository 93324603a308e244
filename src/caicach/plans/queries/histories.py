"""The dated facts of assignments as values."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import QuerySet
from django.utils import timezone

from caicach.plans.domain.history import AssignmentHistory, Awaited, DeadlineMove, FiledReport, Stretch
from caicach.plans.domain.tasks import ReportState
from caicach.plans.models import Assignment, AwaitedEvent, DeadlineChange, Pause, ProgressReport, Task
from caicach.plans.queries.columns import AssignmentColumns

_AT_ONCE: Final = 500  # an older SQLite takes no more than 999 values


@dataclass(frozen=True, slots=True)
class _Dated:
    """What was filed, moved and paused, by assignment; when tasks were called off, and events recorded."""

    reports: Mapping[int, list[FiledReport]]
    moves: Mapping[int, list[DeadlineMove]]
    pauses: Mapping[int, list[Stretch]]
    cancelled: Mapping[int, date]
    events: Mapping[int, date | None]


def history_of_rows(
    rows: "QuerySet[Assignment] | Iterable[Assignment | AssignmentColumns]",
) -> dict[int, AssignmentHistory]:
    """By assignment. At most five SQL queries more for every 500 rows."""
    found = list(rows)
    dated = _dated(found)
    return {row.pk: _history(row, dated) for row in found}


def _dated(rows: "Sequence[Assignment | AssignmentColumns]") -> _Dated:
    ids = [row.pk for row in rows]
    reports: dict[int, list[FiledReport]] = defaultdict(list)
    moves: dict[int, list[DeadlineMove]] = defaultdict(list)
    pauses: dict[int, list[Stretch]] = defaultdict(list)
    filed = ProgressReport.objects.order_by("assignment_id", "number")
    for key, at, done, decided, state in _of(
        filed, ids, "assignment_id", "reported_at", "completed_on", "decided_at", "state"
    ):
        is_accepted = state == ReportState.ACCEPTED.value
        reports[key].append(
            FiledReport(timezone.localdate(at), done, timezone.localdate(decided) if decided else None, is_accepted)
        )
    for key, at, old in _of(DeadlineChange.objects.all(), ids, "assignment_id", "decided_at", "old_due_on"):
        moves[key].append(DeadlineMove(timezone.localdate(at), old))
    for key, first, resumed in _of(Pause.objects.all(), ids, "assignment_id", "paused_on", "resumed_at"):
        pauses[key].append(Stretch(first, timezone.localdate(resumed) if resumed else None))
    tasks = sorted({row.task_id for row in rows if row.is_cancelled})
    called_off = _of(Task.objects.filter(cancelled_at__isnull=False), tasks, "pk", "cancelled_at", by="pk")
    awaited = sorted({row.event_id for row in rows if row.event_id is not None})
    events = _of(AwaitedEvent.objects.all(), awaited, "pk", "recorded_at", by="pk")
    return _Dated(
        reports,
        moves,
        pauses,
        {key: timezone.localdate(at) for key, at in called_off},
        {key: timezone.localdate(at) if at else None for key, at in events},
    )


def _of(found: "QuerySet[Any]", ids: Sequence[int], *columns: str, by: str = "assignment") -> Iterator[tuple[Any, ...]]:
    for start in range(0, len(ids), _AT_ONCE):
        yield from found.filter(**{f"{by}__in": ids[start : start + _AT_ONCE]}).values_list(*columns)


def _history(row: Assignment | AssignmentColumns, dated: _Dated) -> AssignmentHistory:
    return AssignmentHistory(
        given_on=row.given_on,
        due_on=row.due_on,
        judged_due_on=row.judged_due_on,
        reports=tuple(dated.reports.get(row.pk, ())),
        moves=tuple(dated.moves.get(row.pk, ())),
        cancelled_on=dated.cancelled.get(row.task_id) if row.is_cancelled else None,
        pauses=tuple(dated.pauses.get(row.pk, ())),
        awaited=None if row.event_id is None else Awaited(None if row.is_awaiting else dated.events[row.event_id]),
        lead_accepted_on=row.lead_accepted_on,
    )
