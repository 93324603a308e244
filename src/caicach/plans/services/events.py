"""Deadlines that wait for an event: tying tasks to it, and recording it, which starts every clock at once."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.audit import services as audit
from caicach.kernel.calendar import WorkingCalendar
from caicach.kernel.calendar.in_force import calendar_in_force
from caicach.kernel.errors import Conflict, InvalidInput, NotFound
from caicach.kernel.http.texts import check_length
from caicach.kernel.vocabulary import DueUnit
from caicach.plans.domain.deadlines import Deadline, due_date
from caicach.plans.domain.extending import DeadlineCause
from caicach.plans.models import Assignment, AwaitedEvent, DeadlineChange
from caicach.plans.obtaining import assigned_task


@transaction.atomic
def await_event(
    actor: Actor,
    *,
    task_id: int,
    now: datetime,
    name: str = "",
    event_id: int | None = None,
    days: int | None = None,
    unit: DueUnit | None = None,
) -> int:
    """Let the deadline of a task wait for an event: a new one by ``name``, or one that others wait for already.

    ``days`` of ``unit`` after the event; None: the day is set when the event is recorded. Returns the event's id.
    """
    assigned_task(actor, task_id)
    rows = Assignment.objects.filter(task_id=task_id, is_cancelled=False, completed_on__isnull=True)
    waiting = list(rows.select_for_update().order_by("pk"))
    _check_waiting(waiting, days, unit)
    event = _event(actor, event_id, name, now)
    for row in waiting:
        row.event, row.is_awaiting = event, True
        row.event_days, row.event_unit = days, unit.value if days is not None and unit else None
    Assignment.objects.bulk_update(waiting, ("event", "is_awaiting", "event_days", "event_unit"), batch_size=500)
    new = {"event": event.pk, "name": event.name, "days": days, "unit": unit.value if unit else None}
    audit.record(actor, "plans.task.awaits_event", subject=("task", task_id), now=now, new=new)
    return event.pk


def _check_waiting(rows: list[Assignment], days: int | None, unit: DueUnit | None) -> None:
    if not rows or any(row.due_on is not None or row.period or row.paused_on for row in rows):
        raise InvalidInput(
            "event.has_deadline",
            what="Chưa gắn được sự kiện.",
            why="Nhiệm vụ đã có thời hạn, đã hoàn thành, lặp lại theo kỳ hoặc đang tạm dừng.",
            todo="Chỉ nhiệm vụ chưa có thời hạn mới chờ sự kiện được.",
        )
    if days is not None and (unit is None or not 1 <= days <= 3650):
        raise InvalidInput(
            "event.days",
            what="Chưa gắn được sự kiện.",
            why="Số ngày sau sự kiện phải từ 1 đến 3650, tính theo ngày hoặc ngày làm việc.",
            todo="Hãy nhập lại, hoặc để trống để đặt ngày khi sự kiện xảy ra.",
        )


def _event(actor: Actor, event_id: int | None, name: str, now: datetime) -> AwaitedEvent:
    if event_id is None:
        return new_event(actor, name, now)
    found = AwaitedEvent.objects.select_for_update().filter(pk=event_id).order_by("pk").first()
    if found is None:
        raise _not_found()
    if found.happened_on is not None:
        raise _already_recorded(found)
    return found


def new_event(actor: Actor, name: str, now: datetime) -> AwaitedEvent:
    """An event that has not happened; InvalidInput without a name."""
    words = " ".join(name.split())
    if not words:
        raise InvalidInput(
            "event.name",
            what="Chưa ghi sự kiện.",
            why="Mọi người cần biết thời hạn chờ điều gì.",
            todo="Hãy ghi sự kiện, ví dụ: Bộ Nội vụ công bố Chỉ số cải cách hành chính.",
        )
    return AwaitedEvent.objects.create(name=check_length(words, 1_000), created_at=now, created_by_name=actor.name)


@transaction.atomic
def record_event(
    actor: Actor,
    *,
    event_id: int,
    happened_on: date,
    reference: str,
    now: datetime,
    due_on: date | None = None,
) -> int:
    """Say that the event happened, by which document; the clock of every assignment that waits starts.

    ``due_on`` is the deadline of those without a number of days. Returns how many assignments got a deadline. Once.
    """
    require(actor, Permission.TASK_ASSIGN)
    event = AwaitedEvent.objects.select_for_update().filter(pk=event_id).order_by("pk").first()
    if event is None:
        raise _not_found()
    if event.happened_on is not None:
        raise _already_recorded(event)
    rows = list(event.assignments.filter(is_awaiting=True, is_cancelled=False).select_for_update().order_by("pk"))
    _check_recorded(rows, happened_on, reference, due_on, timezone.localdate(now))
    event.happened_on, event.reference = happened_on, " ".join(reference.split())
    event.recorded_at, event.recorded_by_name = now, actor.name
    event.save()
    open_rows = [row for row in rows if row.completed_on is None]
    _start_clocks(actor, event, open_rows, due_on, now)
    event.assignments.filter(is_awaiting=True).update(is_awaiting=False)  # what was cancelled waits for nothing
    for task_id in sorted({row.task_id for row in open_rows}):
        new = {"event": event.pk, "name": event.name, "happened_on": happened_on.isoformat()}
        why = event.reference
        audit.record(actor, "plans.event.recorded", subject=("task", task_id), now=now, new=new, why=why)
    return len(open_rows)


def _check_recorded(rows: list[Assignment], happened_on: date, reference: str, due_on: date | None, day: date) -> None:
    if happened_on > day:
        raise _refusal("event.in_future", "Ngày xảy ra không thể sau hôm nay.", "Hãy nhập ngày đã xảy ra.")
    if not reference.strip():
        why = "Cần văn bản hoặc nguồn cho biết sự kiện đã xảy ra: thời hạn tính từ đó."
        raise _refusal("event.reference", why, "Hãy ghi số, ký hiệu văn bản hoặc nguồn.")
    if due_on is None and any(row.event_days is None and row.completed_on is None for row in rows):
        why = "Có nhiệm vụ chưa định số ngày sau sự kiện."
        raise _refusal("event.due_missing", why, "Hãy đặt ngày đến hạn cho các nhiệm vụ đó.")
    if due_on is not None and due_on < happened_on:
        raise _refusal("event.due_before", "Ngày đến hạn không thể trước ngày sự kiện.", "Hãy chọn ngày muộn hơn.")


def _start_clocks(
    actor: Actor, event: AwaitedEvent, rows: list[Assignment], due_on: date | None, now: datetime
) -> None:
    calendar, day = calendar_in_force(), timezone.localdate(now)
    due = {row.pk: _due(event, row, due_on, calendar) for row in rows}
    for row in rows:
        row.due_on = row.original_due_on = due[row.pk]
        row.is_awaiting = False
    Assignment.objects.bulk_update(rows, ("due_on", "original_due_on", "is_awaiting"), batch_size=500)
    DeadlineChange.objects.bulk_create(
        (
            DeadlineChange(
                assignment=row,
                old_due_on=None,
                new_due_on=due[row.pk],
                cause=DeadlineCause.EVENT.value,
                reason=f"{event.name}: {event.reference}",
                decided_on=day,
                decided_at=now,
                decided_by_name=actor.name,
            )
            for row in rows
        ),
        batch_size=500,
    )


def _due(event: AwaitedEvent, row: Assignment, due_on: date | None, calendar: WorkingCalendar) -> date:
    """The day counted from the event where a number of days is set, else the day given."""
    assert event.happened_on is not None  # just recorded
    deadline = Deadline(days=row.event_days, unit=DueUnit(row.event_unit) if row.event_unit else None)
    counted = due_date(deadline, issued_on=event.happened_on, calendar=calendar)
    found = counted or due_on
    assert found is not None  # checked: a row without days needs the day
    return found


def _refusal(code: str, why: str, todo: str) -> InvalidInput:
    return InvalidInput(code, what="Chưa ghi nhận được sự kiện.", why=why, todo=todo)


def _not_found() -> NotFound:
    return NotFound(
        "event.not_found",
        what="Không có sự kiện này.",
        why="Sự kiện không tồn tại, hoặc không thuộc phạm vi của bạn.",
        todo="Hãy quay lại danh sách nhiệm vụ.",
    )


def _already_recorded(event: AwaitedEvent) -> Conflict:
    return Conflict(
        "event.already_recorded",
        what="Sự kiện này đã được ghi nhận.",
        why="«{who}» đã ghi nhận sự kiện ngày {on}.",
        todo="Hãy tải lại trang nhiệm vụ.",
        who=event.recorded_by_name,
        on=f"{event.happened_on:%d/%m/%Y}",
    )
