"""Lists of the standing office's and the units' work: requests that wait, recurring tasks, events waited for."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Final

from django.db.models import Count, F, Max, Q, QuerySet

from caicach.correspondence import queries as letters
from caicach.documents.deadlines.values import Recurrence
from caicach.kernel.access import Actor
from caicach.kernel.errors import NotFound
from caicach.plans.domain.extending import RequestState, WaitingRequest
from caicach.plans.domain.progress import EventView
from caicach.plans.domain.recurring import Cadence, DueKind, SeriesRule, SeriesView, first_day, occurrence_label
from caicach.plans.domain.tasks import PeriodLine, SeriesRow, StateCounts
from caicach.plans.models import Assignment, AwaitedEvent, ExtensionRequest, Task, TaskSeries
from caicach.plans.obtaining import visible_assignments
from caicach.plans.queries.names import unit_names
from caicach.plans.queries.work_views import event_view, request_view
from caicach.plans.state_sql import moment_at

_BY: Final = ("task_id", "period", "state")


def waiting_requests(actor: Actor, *, on: date) -> tuple[WaitingRequest, ...]:
    """Requests for a later deadline that nobody has decided, those soonest due first."""
    open_rows = visible_assignments(actor).filter(is_cancelled=False, completed_on__isnull=True)
    found = ExtensionRequest.objects.filter(state=RequestState.WAITING.value, assignment__in=open_rows)
    names = unit_names(on)
    return tuple(
        WaitingRequest(
            request=request_view(actor, request.assignment, request, on),
            task_id=request.assignment.task_id,
            task_text=request.assignment.task.text,
            unit=request.assignment.unit_id,
            unit_name=names.of(request.assignment.unit_id),
            due_on=request.assignment.due_on,
        )
        for request in found.select_related("assignment__task").order_by("assignment__due_on", "id")
    )


def recurring_tasks(actor: Actor, *, on: date) -> tuple[SeriesRow, ...]:
    """One line per recurring task that the actor may see: those that nobody has set a rule for come first."""
    seen = visible_assignments(actor).filter(is_cancelled=False)
    recurring = Q(series__isnull=False) | Q(recurrence__isnull=False)
    found = Task.objects.filter(recurring, cancelled_at__isnull=True, pk__in=seen.values("task_id"))
    tasks = list(found.select_related("series").order_by("id"))
    lines = period_lines(seen.filter(task__in=[task.pk for task in tasks]).exclude(period=""), on)
    references = _references(actor, tasks)
    rows = (_series_row(task, lines.get(task.pk, ()), references, on) for task in tasks)
    return tuple(sorted(rows, key=lambda row: (row.series is not None, row.task_id)))


def _references(actor: Actor, tasks: Iterable[Task]) -> dict[int, str]:
    documents = sorted(set(filter(None, (task.document_id for task in tasks))))
    return {number: row.reference or "" for number, row in letters.document_rows(actor, documents).items()}


def _series_row(task: Task, lines: tuple[PeriodLine, ...], references: dict[int, str], on: date) -> SeriesRow:
    return SeriesRow(
        task_id=task.pk,
        text=task.text,
        document_reference=references.get(task.document_id or 0, ""),
        recurrence=Recurrence(task.recurrence) if task.recurrence else None,
        series=series_view(task),
        latest=present_line(lines, on),
        periods=len(lines),
    )


def series_view(task: Task) -> SeriesView | None:
    series: TaskSeries | None = getattr(task, "series", None)
    return SeriesView(series_rule(series), series.started_at) if series else None


def present_line(lines: tuple[PeriodLine, ...], on: date) -> PeriodLine | None:
    """The newest period that has begun; before the first has, the first. ``lines`` are newest first."""
    begun = (line for line in lines if first_day(line.period) <= on)
    return next(begun, lines[-1] if lines else None)


def period_lines(found: QuerySet[Assignment], on: date) -> dict[int, tuple[PeriodLine, ...]]:
    """Periods of recurring tasks by task, newest first, counted by state. Two SQL queries."""
    counts: dict[tuple[int, str], dict[str, int]] = defaultdict(dict)
    due: dict[tuple[int, str], date | None] = {}
    grouped = moment_at(on).stated(found).order_by().values(*_BY)
    for line in grouped.annotate(n=Count("pk"), due=Max(F("due_then"))).order_by("task_id", "-period"):
        key = (line["task_id"], line["period"])
        counts[key][line["state"]] = line["n"]
        due[key] = max(filter(None, (due.get(key), line["due"])), default=None)
    lines: dict[int, list[PeriodLine]] = defaultdict(list)
    for (task, period), tally in counts.items():
        label = occurrence_label(period)
        lines[task].append(PeriodLine(period, label, due[task, period], StateCounts(**tally)))
    return {task: tuple(found) for task, found in lines.items()}


def awaited_events(actor: Actor, *, only_open: bool = True) -> tuple[EventView, ...]:
    """Events that tasks the actor may see wait for, oldest first, with how many assignments each concerns."""
    rows = visible_assignments(actor).filter(is_cancelled=False, event__isnull=False)
    concerned = {line["event"]: line["n"] for line in rows.order_by().values("event").annotate(n=Count("pk"))}
    found = AwaitedEvent.objects.filter(pk__in=sorted(concerned)).order_by("id")
    if only_open:
        found = found.filter(happened_on__isnull=True)
    return tuple(event_view(event, concerns=concerned[event.pk]) for event in found)


def event_page(actor: Actor, event_id: int) -> tuple[EventView, tuple[str, ...], bool]:
    """An event, the texts of the tasks that wait for it, and whether some of them have no number of days yet."""
    rows = visible_assignments(actor).filter(event_id=event_id, is_cancelled=False).select_related("task", "event")
    found = list(rows.order_by("task_id", "unit_id"))
    if not found or found[0].event is None:
        raise NotFound(
            "event.not_found",
            what="Không có sự kiện này.",
            why="Sự kiện không tồn tại, hoặc không thuộc phạm vi của bạn.",
            todo="Hãy quay lại danh sách nhiệm vụ.",
        )
    texts = tuple({row.task_id: row.task.text for row in found}.values())
    needs_day = any(row.event_days is None and row.is_awaiting for row in found)
    return event_view(found[0].event, concerns=len(found)), texts, needs_day


def series_rule(series: TaskSeries) -> SeriesRule:
    return SeriesRule(
        cadence=Cadence(series.cadence),
        due_kind=DueKind(series.due_kind),
        due_number=series.due_number,
        first_on=series.first_on,
        ends_on=series.ends_on,
        ahead_days=series.ahead_days,
        due_month=series.due_month,
    )
