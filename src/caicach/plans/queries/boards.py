"""Boards: counts in grouped queries, rows only for what is shown."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from django.db.models import Count, Max, QuerySet

from caicach.correspondence import queries as letters
from caicach.kernel.access import Actor, Permission
from caicach.kernel.vocabulary import ReformArea
from caicach.plans.domain.states import TaskState
from caicach.plans.domain.tasks import (
    CoordinatorBoard,
    GroupBy,
    ReportState,
    RollUpRow,
    StateCounts,
    TaskFilters,
    WaitingReport,
)
from caicach.plans.models import Assignment, ProgressReport
from caicach.plans.queries.names import UnitNames, unit_names
from caicach.plans.queries.selecting import selected, task_rows, with_waiting
from caicach.plans.state_sql import overdue, state_case

_COLUMN: Final[Mapping[GroupBy, str]] = {
    GroupBy.UNIT: "unit_id",
    GroupBy.DOCUMENT: "task__document_id",
    GroupBy.AREA: "task__area",
    GroupBy.HEAD: "post_code",
}
_ON_BOARD: Final = (GroupBy.UNIT, GroupBy.DOCUMENT, GroupBy.AREA)
NO_HEAD: Final = "Chưa rõ người đứng đầu"
NO_AREA: Final = "Chưa xác định lĩnh vực"
NO_DOCUMENT: Final = "Không theo văn bản đến: kế hoạch, giao trực tiếp"

Lines = list[dict[str, Any]]
Counts = dict[str, dict[str, int]]
Naming = Callable[[str], str]


def coordinator_board(
    actor: Actor, *, on: date, filters: TaskFilters | None = None, size: int = 20
) -> CoordinatorBoard:
    """Who is late and what waits for acceptance: ``size`` rows of each, worst and longest waiting first."""
    chosen = filters or TaskFilters()
    found = selected(actor, chosen, on)
    names = unit_names(on)
    waiting = _waiting(found)
    by = {group: _rolled_up(actor, found, waiting, group, on=on, names=names) for group in _ON_BOARD}
    late = list(with_waiting(found.filter(overdue(on))).order_by("due_on", "task_id", "unit_id")[:size])
    return CoordinatorBoard(
        on=on,
        counts=_total(by[GroupBy.UNIT]),
        late=task_rows(actor, late, on, names),
        waiting=tuple(_waiting_report(actor, report, names) for report in _longest_waiting(found, size)),
        by_unit=by[GroupBy.UNIT],
        by_document=by[GroupBy.DOCUMENT],
        by_area=by[GroupBy.AREA],
    )


def roll_up(actor: Actor, *, on: date, by: GroupBy, filters: TaskFilters | None = None) -> tuple[RollUpRow, ...]:
    """Counts by unit, document, area or head; the most overdue first. One grouped query, and one of waiting reports."""
    found = selected(actor, filters or TaskFilters(), on)
    return _rolled_up(actor, found, _waiting(found), GroupBy(by), on=on, names=unit_names(on))


def _rolled_up(
    actor: Actor, found: QuerySet[Assignment], waiting: Lines, group: GroupBy, *, on: date, names: UnitNames
) -> tuple[RollUpRow, ...]:
    column = _COLUMN[group]
    counts: Counts = defaultdict(dict)
    grouped = found.annotate(state=state_case(on)).values(column, "state").annotate(n=Count("pk"))
    for line in grouped.order_by(column, "state"):
        counts[_key(line[column])][line["state"]] = line["n"]
    for line in waiting:
        tally = counts[_key(line[f"assignment__{column}"])]
        tally["waiting"] = tally.get("waiting", 0) + line["n"]
    naming = naming_of(actor, group, names, list(counts))
    rows = (RollUpRow(key, naming(key), StateCounts(**tally)) for key, tally in counts.items())
    return tuple(sorted(rows, key=lambda row: (-row.counts.overdue, -row.counts.total, row.name)))


def column_of(group: GroupBy) -> str:
    return _COLUMN[group]


def _key(value: object) -> str:
    return "" if value is None else str(value)


def naming_of(actor: Actor, group: GroupBy, names: UnitNames, keys: list[str]) -> Naming:
    if group is GroupBy.UNIT:
        return names.of
    if group is GroupBy.AREA:
        return lambda key: ReformArea(key).label if key else NO_AREA
    if group is GroupBy.HEAD:
        heads = _head_names(keys)
        return lambda key: heads.get(key, key) if key else NO_HEAD
    documents = letters.document_rows(actor, [int(key) for key in keys if key])
    titles = {str(i): " ".join(filter(None, (d.doc_type, d.reference, d.subject))) for i, d in documents.items()}
    return lambda key: titles.get(key, key) if key else NO_DOCUMENT


def _head_names(posts: list[str]) -> dict[str, str]:
    """Title and holder as the newest assignment of each post says them. One SQL query."""
    newest = Assignment.objects.filter(post_code__in=posts).values("post_code").annotate(newest=Max("pk"))
    rows = Assignment.objects.filter(pk__in=newest.values("newest")).order_by("pk")
    return {
        str(row.post_code): f"{row.post_title}: {row.holder_name}" if row.holder_name else str(row.post_title)
        for row in rows.only("post_code", "post_title", "holder_name")
    }


def _total(rows: tuple[RollUpRow, ...]) -> StateCounts:
    sums = {state.value: sum(getattr(row.counts, state.value) for row in rows) for state in TaskState}
    return StateCounts(**sums, waiting=sum(row.counts.waiting for row in rows))


def _waiting(found: QuerySet[Assignment]) -> Lines:
    """How many reports wait, by unit, document and area at once: there are few of them."""
    columns = [f"assignment__{column}" for column in _COLUMN.values()]
    reports = ProgressReport.objects.filter(state=ReportState.WAITING.value, assignment__in=found)
    return list(reports.values(*columns).annotate(n=Count("pk")).order_by(*columns))


def _longest_waiting(found: QuerySet[Assignment], size: int) -> QuerySet[ProgressReport]:
    reports = ProgressReport.objects.filter(state=ReportState.WAITING.value, assignment__in=found)
    return reports.select_related("assignment__task").order_by("reported_at", "id")[:size]


def _waiting_report(actor: Actor, report: ProgressReport, names: UnitNames) -> WaitingReport:
    row = report.assignment
    return WaitingReport(
        report_id=report.pk,
        assignment_id=row.pk,
        task_id=row.task_id,
        task_text=row.task.text,
        unit=row.unit_id,
        unit_name=names.of(row.unit_id),
        reported_at=report.reported_at,
        reported_by=report.reported_by_name,
        is_completed=report.is_completed,
        completed_on=report.completed_on,
        due_on=row.due_on,
        may_decide=actor.may(Permission.TASK_DECIDE) and row.unit_id not in actor.acts_for,
    )
