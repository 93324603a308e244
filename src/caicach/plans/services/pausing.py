"""Pausing work by a decision, and taking it up again: paused days do not make work late."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.audit import services as audit
from caicach.kernel.calendar.in_force import calendar_in_force
from caicach.kernel.errors import Conflict, InvalidInput
from caicach.plans.domain.extending import DeadlineCause
from caicach.plans.domain.pausing import moved_deadline
from caicach.plans.models import Assignment, Pause
from caicach.plans.obtaining import locked_assignment
from caicach.plans.services.moving import move_deadline
from caicach.plans.services.settled import refuse_settled


@transaction.atomic
def pause_work(actor: Actor, *, assignment_id: int, reason: str, decision: str, now: datetime) -> None:
    """Stop the clock of an assignment from today on. Work already overdue is not paused: that would hide it."""
    assignment = locked_assignment(actor, assignment_id)
    require(actor, Permission.TASK_EXTEND)
    refuse_settled(assignment)
    day = timezone.localdate(now)
    _check_pause(assignment, reason, decision, day)
    Pause.objects.create(
        assignment=assignment,
        paused_on=day,
        reason=reason.strip(),
        decision=decision.strip(),
        paused_at=now,
        paused_by_name=actor.name,
    )
    assignment.paused_on = day
    assignment.save(update_fields=("paused_on",))
    new = {"paused_on": day.isoformat(), "decision": decision.strip()}
    subject = ("assignment", assignment.pk)
    audit.record(actor, "plans.work.paused", subject=subject, now=now, new=new, why=reason.strip())


def _check_pause(assignment: Assignment, reason: str, decision: str, day: date) -> None:
    if assignment.paused_on is not None:
        raise Conflict(
            "pause.already_paused",
            what="Nhiệm vụ đã tạm dừng từ trước.",
            why="Nhiệm vụ tạm dừng từ ngày {since}.",
            todo="Hãy tải lại trang nhiệm vụ.",
            since=f"{assignment.paused_on:%d/%m/%Y}",
        )
    if not reason.strip() or not decision.strip():
        why = "Việc tạm dừng được lưu lại cùng lý do và văn bản hoặc ý kiến quyết định."
        raise _refusal("pause.reason_missing", why, "Hãy ghi lý do và căn cứ quyết định.")
    if assignment.is_awaiting:
        why = "Nhiệm vụ đang chờ sự kiện, thời hạn chưa bắt đầu tính."
        raise _refusal("pause.nothing_runs", why, "Không cần tạm dừng.")
    if assignment.due_on is not None and assignment.due_on < day:
        why = "Thời hạn {due_on} đã qua; nhiệm vụ được tính là quá hạn cho đến khi hoàn thành."
        todo = "Hãy đôn đốc đơn vị báo cáo hoàn thành."
        raise _refusal("pause.already_passed", why, todo, due_on=f"{assignment.due_on:%d/%m/%Y}")


def _refusal(code: str, why: str, todo: str, **values: object) -> InvalidInput:
    return InvalidInput(code, what="Chưa tạm dừng được.", why=why, todo=todo, **values)


@transaction.atomic
def resume_work(actor: Actor, *, assignment_id: int, now: datetime) -> date | None:
    """Start the clock again from today on; the deadline moves by the working days paused. Returns the new deadline."""
    assignment = locked_assignment(actor, assignment_id)
    require(actor, Permission.TASK_EXTEND)
    refuse_settled(assignment)
    day, old = timezone.localdate(now), assignment.due_on
    paused_on = assignment.paused_on or day
    due_on = moved_deadline(old, paused_on, day, calendar_in_force()) if old else None
    pause = close_pause(actor, assignment, day, due_on, now)
    audit.record(
        actor,
        "plans.work.resumed",
        subject=("assignment", assignment.pk),
        now=now,
        old={"due_on": old.isoformat() if old else None, "paused_on": pause.paused_on.isoformat()},
        new={"due_on": assignment.due_on.isoformat() if assignment.due_on else None},
        why=pause.reason,
    )
    return assignment.due_on


def close_pause(actor: Actor, assignment: Assignment, day: date, due_on: date | None, now: datetime) -> Pause:
    """Close the open pause of a locked assignment and let ``due_on`` be its deadline; Conflict where there is none."""
    pause = assignment.pauses.filter(resumed_on__isnull=True).order_by("id").first()
    if pause is None:
        raise Conflict(
            "pause.not_paused",
            what="Nhiệm vụ không còn tạm dừng.",
            why="Có người đã cho tiếp tục nhiệm vụ này.",
            todo="Hãy tải lại trang nhiệm vụ.",
        )
    pause.resumed_on, pause.resumed_at, pause.resumed_by_name = max(day, pause.paused_on), now, actor.name
    pause.save(update_fields=("resumed_on", "resumed_at", "resumed_by_name"))
    assignment.paused_on = None
    assignment.save(update_fields=("paused_on",))
    if due_on is not None and due_on != assignment.due_on:
        why, ended = pause.reason, pause.resumed_on
        move_deadline(actor, assignment, due_on, cause=DeadlineCause.PAUSE, reason=why, decided_on=ended, now=now)
    return pause
