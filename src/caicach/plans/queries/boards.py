"""Boards: counts in grouped queries, rows only for what is shown."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from django.db.models import Count, F, Max, QuerySet

from caicach.correspondence import queries as letters
from caicach.kernel.access import Actor, Permission
from caicach.kernel.calendar.in_force import calendar_in_force
from caicach.kernel.text.collation import collation_key
from caicach.kernel.unchanged import while_unchanged
from caicach.kernel.vocabulary import ReformArea
from caicach.plans.domain.tasks import (
    CoordinatorBoard,
    GroupBy,
    ReportState,
    RollUpRow,
    StateCounts,
    TaskFilters,
    WaitingReport,
    total,
)
from caicach.plans.models import Assignment, ProgressReport
from caicach.plans.queries.names import UnitNames, unit_names
from caicach.plans.queries.rows import task_rows
from caicach.plans.queries.selecting import selected_assignments
from caicach.plans.state_sql import Moment, moment_at
from caicach.plans.tallies import tally

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
Counts = dict[tuple[str, ...], Counter[str]]
Naming = Callable[[str], str]


@while_unchanged(calendar_in_force)
def coordinator_board(
    actor: Actor, *, on: date, filters: TaskFilters | None = None, size: int = 20
) -> CoordinatorBoard:
    """Who is late and what waits for acceptance: ``size`` rows of each, worst and longest waiting first."""
    chosen = filters or TaskFilters()
    moment = moment_at(on)
    found = selected_assignments(actor, chosen, moment)
    names = unit_names(on)
    lines = [_tallied(found, moment, _COLUMN[GroupBy.UNIT])]
    lines += _apart(found, moment, _COLUMN[GroupBy.DOCUMENT], _COLUMN[GroupBy.AREA])
    by = {group: _named(actor, counts, group, names) for group, counts in zip(_ON_BOARD, lines, strict=True)}
    late = moment.late(found).order_by(F("due_then"), "task_id", "unit_id").values_list("pk", flat=True)[:size]
    return CoordinatorBoard(
        on=on,
        counts=total(row.counts for row in by[GroupBy.UNIT]),
        late=task_rows(actor, list(late), moment, names),
        waiting=tuple(waiting_report(actor, report, names) for report in _longest_waiting(found, size)),
        by_unit=by[GroupBy.UNIT],
        by_document=by[GroupBy.DOCUMENT],
        by_area=by[GroupBy.AREA],
    )


@while_unchanged()
def roll_up(actor: Actor, *, on: date, by: GroupBy, filters: TaskFilters | None = None) -> tuple[RollUpRow, ...]:
    """Counts by unit, document, area or head; the most overdue first. One scan, and one of waiting reports."""
    moment, group = moment_at(on), GroupBy(by)
    counts = _tallied(selected_assignments(actor, filters or TaskFilters(), moment), moment, _COLUMN[group])
    return _named(actor, counts, group, unit_names(on))


def _tallied(found: QuerySet[Assignment], moment: Moment, *columns: str) -> Counts:
    """By the values of the columns: how many stand in each state, and how many reports wait."""
    counts: Counts = defaultdict(Counter)
    for (*keys, state), n in tally(found, moment, *columns).items():
        counts[tuple(map(_key, keys))][state] += n
    for line in _waiting(found, columns):
        counts[tuple(_key(line[column]) for column in columns)]["waiting"] += line["n"]
    return counts


def _apart(found: QuerySet[Assignment], moment: Moment, *columns: str) -> list[Counts]:
    """As ``_tallied`` by each of the columns alone, from one scan."""
    together = _tallied(found, moment, *columns)
    parts: list[Counts] = [defaultdict(Counter) for _ in columns]
    for keys, counts in together.items():
        for part, key in zip(parts, keys, strict=True):
            part[key,] += counts
    return parts


def _named(actor: Actor, counts: Counts, group: GroupBy, names: UnitNames) -> tuple[RollUpRow, ...]:
    naming = naming_of(actor, group, names, [key for (key,) in counts])
    rows = (RollUpRow(key, naming(key), StateCounts(**tally)) for (key,), tally in counts.items())
    return tuple(sorted(rows, key=lambda row: (-row.counts.overdue, -row.counts.total, collation_key(row.name))))


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


def waiting_count(actor: Actor, *, on: date) -> int:
    """Assignments of a day with a report that waits for a decision. One SQL query."""
    found = selected_assignments(actor, TaskFilters(), moment_at(on))
    return sum(line["n"] for line in _waiting(found, (_COLUMN[GroupBy.UNIT],)))


def _waiting(found: QuerySet[Assignment], columns: Sequence[str]) -> Lines:
    """How many reports wait, by the columns: there are few of them."""
    reports = ProgressReport.objects.filter(state=ReportState.WAITING.value).order_by()
    rows = found.filter(pk__in=reports.values("assignment_id")).order_by()
    return list(rows.values(*columns).annotate(n=Count("pk")))


def _longest_waiting(found: QuerySet[Assignment], size: int) -> QuerySet[ProgressReport]:
    waiting = ProgressReport.objects.filter(state=ReportState.WAITING.value).order_by()
    seen = found.filter(pk__in=waiting.values("assignment_id")).order_by().values("pk")
    return waiting.filter(assignment__in=seen).select_related("assignment__task").order_by("reported_at", "id")[:size]


def waiting_report(actor: Actor, report: ProgressReport, names: UnitNames) -> WaitingReport:
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
