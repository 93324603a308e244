"""The dated facts of assignments as values."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import QuerySet, prefetch_related_objects
from django.utils import timezone

from caicach.plans.domain.history import AssignmentHistory, Awaited, DeadlineMove, FiledReport, Stretch
from caicach.plans.domain.tasks import ReportState
from caicach.plans.models import Assignment, DeadlineChange, Pause, ProgressReport

_AT_ONCE: Final = 500  # an older SQLite takes no more than 999 values


@dataclass(frozen=True, slots=True)
class _Dated:
    """What was filed, moved and paused, by assignment."""

    reports: Mapping[int, list[FiledReport]]
    moves: Mapping[int, list[DeadlineMove]]
    pauses: Mapping[int, list[Stretch]]


def history_of_rows(rows: QuerySet[Assignment] | Iterable[Assignment]) -> dict[int, AssignmentHistory]:
    """By assignment. At most five SQL queries more for every 500 rows."""
    found = list(rows)
    prefetch_related_objects(found, "task", "event")
    dated = _dated([row.pk for row in found])
    return {row.pk: _history(row, dated) for row in found}


def _dated(ids: Sequence[int]) -> _Dated:
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
    return _Dated(reports, moves, pauses)


def _of(found: "QuerySet[Any]", ids: Sequence[int], *columns: str) -> Iterator[tuple[Any, ...]]:
    for start in range(0, len(ids), _AT_ONCE):
        yield from found.filter(assignment__in=ids[start : start + _AT_ONCE]).values_list(*columns)


def _history(row: Assignment, dated: _Dated) -> AssignmentHistory:
    cancelled = row.task.cancelled_at if row.is_cancelled else None
    return AssignmentHistory(
        given_on=row.given_on,
        due_on=row.due_on,
        judged_due_on=row.judged_due_on,
        reports=tuple(dated.reports.get(row.pk, ())),
        moves=tuple(dated.moves.get(row.pk, ())),
        cancelled_on=timezone.localdate(cancelled) if cancelled else None,
        pauses=tuple(dated.pauses.get(row.pk, ())),
        awaited=_awaited(row),
        lead_accepted_on=row.lead_accepted_on,
    )


def _awaited(row: Assignment) -> Awaited | None:
    if row.event is None:
        return None
    recorded = row.event.recorded_at
    return Awaited(timezone.localdate(recorded) if recorded and not row.is_awaiting else None)
