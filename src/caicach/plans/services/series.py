"""Recurring tasks: a rule makes an assignment per unit and period; each is reported, accepted and judged alone."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction

from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.audit import services as audit
from caicach.kernel.calendar import WorkingCalendar
from caicach.kernel.calendar.in_force import calendar_in_force
from caicach.kernel.errors import Conflict, InvalidInput, NotFound
from caicach.plans.domain.recurring import (
    Occurrence,
    OpenedOccurrences,
    SeriesRule,
    check_rule,
    due_of,
    occurrence_of,
    occurrences,
)
from caicach.plans.heads import Heads
from caicach.plans.models import Assignment, Task, TaskSeries
from caicach.plans.obtaining import assigned_task
from caicach.plans.queries.work_lists import series_rule


@transaction.atomic
def start_series(actor: Actor, *, task_id: int, rule: SeriesRule, now: datetime) -> None:
    """Let a task repeat. What its units have now becomes the work of the first period; a job opens the later ones.

    A deadline that the document itself set for the first time stays.
    """
    task = _task(actor, task_id)
    if TaskSeries.objects.filter(task=task).exists():
        raise Conflict(
            "series.exists",
            what="Nhiệm vụ đã có lịch lặp lại.",
            why="Có người đã đặt lịch cho nhiệm vụ này.",
            todo="Hãy tải lại trang nhiệm vụ.",
        )
    check_rule(rule)
    rows = list(Assignment.objects.select_for_update().filter(task=task, period="", is_cancelled=False).order_by("pk"))
    first = occurrence_of(rule.cadence, rule.first_on)
    _give_first_period(task, rows, first, due_of(rule, first, calendar_in_force()))
    TaskSeries.objects.create(
        task=task,
        cadence=rule.cadence.value,
        due_kind=rule.due_kind.value,
        due_number=rule.due_number,
        due_month=rule.due_month,
        ahead_days=rule.ahead_days,
        first_on=rule.first_on,
        ends_on=rule.ends_on,
        started_at=now,
        started_by_name=actor.name,
    )
    new = {"cadence": rule.cadence.value, "first": first.id, "ends_on": rule.ends_on and rule.ends_on.isoformat()}
    audit.record(actor, "plans.series.started", subject=("task", task.pk), now=now, new=new)


def _task(actor: Actor, task_id: int) -> Task:
    task = assigned_task(actor, task_id)
    if task.cancelled_at is not None:
        raise Conflict(
            "task.cancelled",
            what="Nhiệm vụ đã được hủy.",
            why="Lý do: {reason}",
            todo="Không cần làm gì thêm với nhiệm vụ này.",
            reason=task.cancelled_reason,
        )
    return task


def _give_first_period(task: Task, rows: list[Assignment], first: Occurrence, due_on: date) -> None:
    if not rows or any(row.is_awaiting or row.paused_on for row in rows):
        raise InvalidInput(
            "series.not_running",
            what="Chưa đặt được lịch lặp lại.",
            why="Nhiệm vụ đang tạm dừng hoặc chờ sự kiện.",
            todo="Hãy đặt lịch khi nhiệm vụ được thực hiện trở lại.",
        )
    if due_on < task.effective_on and any(row.due_on is None for row in rows):
        raise InvalidInput(
            "series.first_due_passed",
            what="Chưa đặt được lịch lặp lại.",
            why="Hạn của kỳ đầu ({due_on}) trước ngày giao nhiệm vụ ({given_on}).",
            todo="Hãy chọn ngày bắt đầu ở kỳ sau.",
            due_on=f"{due_on:%d/%m/%Y}",
            given_on=f"{task.effective_on:%d/%m/%Y}",
        )
    for row in rows:
        row.period = first.id
        if row.due_on is None and row.completed_on is None:
            row.due_on = row.original_due_on = due_on
    Assignment.objects.bulk_update(rows, ("period", "due_on", "original_due_on"), batch_size=500)


@transaction.atomic
def end_series(actor: Actor, *, task_id: int, ends_on: date, reason: str, now: datetime) -> None:
    """Open no period that begins after ``ends_on``; periods that stand open go on."""
    task = _task(actor, task_id)
    series = TaskSeries.objects.filter(task=task).order_by("pk").first()
    if series is None:
        raise NotFound("series.not_found", what="Nhiệm vụ này không lặp lại.", todo="Hãy tải lại trang nhiệm vụ.")
    if not reason.strip():
        raise InvalidInput(
            "series.end_reason",
            what="Chưa kết thúc được lịch lặp lại.",
            why="Việc kết thúc được lưu lại cùng lý do.",
            todo="Hãy ghi lý do.",
        )
    check_rule(replace(series_rule(series), ends_on=ends_on))
    old, series.ends_on = series.ends_on, ends_on
    series.save(update_fields=("ends_on",))
    audit.record(
        actor,
        "plans.series.ended",
        subject=("task", task.pk),
        now=now,
        old={"ends_on": old.isoformat() if old else None},
        new={"ends_on": ends_on.isoformat()},
        why=reason.strip(),
    )


@transaction.atomic
def open_occurrences(actor: Actor, *, on: date, now: datetime) -> OpenedOccurrences:
    """Open every period that is to stand open on a day and does not yet, gaps included. Running it again opens nothing.

    A unit that no longer exists gets no new period. A series whose due day cannot be counted yet (the calendar of that
    year is not published) is left for a later run, and named.
    """
    require(actor, Permission.TASK_ASSIGN)
    running = TaskSeries.objects.filter(task__cancelled_at__isnull=True).select_related("task").order_by("task_id")
    calendar, opened, left = calendar_in_force(), 0, []
    heads: Heads | None = None
    for series in running:
        missing = _missing(series, on)
        if not missing:
            continue
        heads = heads or Heads(on)
        try:
            made = _open(series, missing, calendar, heads)
        except InvalidInput:
            left.append(series.task_id)
            continue
        opened += made
        new = {"periods": [occurrence.id for occurrence in missing], "assignments": made}
        audit.record(actor, "plans.series.opened", subject=("task", series.task_id), now=now, new=new)
    return OpenedOccurrences(opened, len(running), tuple(left))


def _missing(series: TaskSeries, on: date) -> list[Occurrence]:
    held = set(Assignment.objects.filter(task_id=series.task_id).values_list("period", flat=True).distinct())
    return [occurrence for occurrence in occurrences(series_rule(series), on=on) if occurrence.id not in held]


def _open(series: TaskSeries, missing: Iterable[Occurrence], calendar: WorkingCalendar, heads: Heads) -> int:
    """All periods of a series or none; a period that somebody else opens at the same time is theirs."""
    rule = series_rule(series)
    newest = _newest(series.task_id)
    rows = [
        _next(row, occurrence, due_of(rule, occurrence, calendar), heads)
        for occurrence in missing
        for row in newest
        if heads.exists(row.unit_id)
    ]
    Assignment.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)
    return len(rows)


def _newest(task_id: int) -> list[Assignment]:
    """Who has the newest period: the next one takes over role, post, person and target, of nobody who gave it up."""
    rows = list(Assignment.objects.filter(task_id=task_id).order_by("unit_id"))
    newest = max(rows, key=lambda row: (row.original_due_on or date.min, row.pk), default=None)
    return [row for row in rows if newest and row.period == newest.period and not row.is_cancelled]


def _next(row: Assignment, occurrence: Occurrence, due_on: date, heads: Heads) -> Assignment:
    head = heads.of(row.unit_id)
    answerable = (
        head if row.post_code in {None, head.post_code} else heads.of(row.unit_id, row.post_code, row.post_title)
    )
    return Assignment(
        task_id=row.task_id,
        unit_id=row.unit_id,
        role=row.role,
        post_code=answerable.post_code,
        post_title=answerable.post_title,
        holder_name=answerable.holder,
        period=occurrence.id,
        phrase=row.phrase,
        reason=row.reason,
        given_on=row.given_on,
        original_due_on=due_on,
        due_on=due_on,
        delegate_id=row.delegate_id,
        delegate_name=row.delegate_name,
        target_value=row.target_value,
        target_unit=row.target_unit,
    )
