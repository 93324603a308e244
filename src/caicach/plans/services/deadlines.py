"""Moving a deadline, and cancelling a task. The first promise is never written again."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import Conflict, InvalidInput
from caicach.plans.domain.extending import DeadlineCause, RequestState
from caicach.plans.models import Assignment, Task
from caicach.plans.obtaining import assigned_task, locked_assignment
from caicach.plans.services.moving import move_deadline
from caicach.plans.services.settled import refuse_settled


@transaction.atomic
def extend_deadline(actor: Actor, *, assignment_id: int, due_on: date, reason: str, now: datetime) -> None:
    """Give an assignment a later deadline, before the one in force has passed.

    After that day the work is overdue, and stays so until it is done: an extension would only hide it.
    """
    assignment = locked_assignment(actor, assignment_id)
    require(actor, Permission.TASK_EXTEND)
    refuse_settled(assignment)
    day, old = timezone.localdate(now), assignment.due_on
    check_extension(assignment, due_on, reason, day)
    _refuse_asked(assignment)
    move_deadline(
        actor, assignment, due_on, cause=DeadlineCause.EXTENSION, reason=reason.strip(), decided_on=day, now=now
    )
    audit.record(
        actor,
        "plans.task.deadline_extended",
        subject=("assignment", assignment.pk),
        now=now,
        old={"due_on": old.isoformat() if old else None},
        new={"due_on": due_on.isoformat()},
        why=reason.strip(),
    )


def check_extension(assignment: Assignment, due_on: date, reason: str, day: date) -> None:
    """InvalidInput unless the deadline may move to ``due_on`` on that day; the same whoever asks."""
    if not reason.strip():
        raise _refusal("deadline.reason_missing", "Việc gia hạn được lưu lại cùng lý do.", "Hãy ghi lý do.")
    if assignment.paused_on is not None:
        why = "Nhiệm vụ đang tạm dừng; khi tiếp tục, thời hạn tự lùi theo số ngày làm việc đã dừng."
        raise _refusal("deadline.paused", why, "Hãy cho tiếp tục nhiệm vụ trước.")
    if assignment.is_awaiting:
        why = "Nhiệm vụ đang chờ sự kiện, chưa có thời hạn để gia hạn."
        raise _refusal("deadline.awaiting", why, "Hãy ghi nhận sự kiện trước.")
    current = assignment.due_on
    if current is not None and day > current:
        why = "Thời hạn {due_on} đã qua; nhiệm vụ được tính là quá hạn cho đến khi hoàn thành."
        todo = "Hãy đôn đốc đơn vị báo cáo hoàn thành."
        raise _refusal("deadline.already_passed", why, todo, due_on=f"{current:%d/%m/%Y}")
    if due_on < day or (current is not None and due_on <= current):
        why = "Thời hạn mới phải sau thời hạn đang áp dụng và không ở trong quá khứ."
        raise _refusal("deadline.not_later", why, "Hãy chọn một ngày muộn hơn.")


def _refuse_asked(assignment: Assignment) -> None:
    if assignment.extension_requests.filter(state=RequestState.WAITING.value).exists():
        why = "Đơn vị đang chờ quyết định về đề nghị gia hạn của mình."
        raise _refusal("deadline.request_waits", why, "Hãy quyết định đề nghị đó; có thể chọn một ngày khác.")


def _refusal(code: str, why: str, todo: str, **values: object) -> InvalidInput:
    return InvalidInput(code, what="Chưa gia hạn được.", why=why, todo=todo, **values)


@transaction.atomic
def cancel_task(actor: Actor, *, task_id: int, reason: str, now: datetime) -> None:
    """Call a task off for every unit that has not finished it; what was done stays done."""
    assigned_task(actor, task_id)
    call_off(actor, task_id=task_id, reason=reason, now=now)


def call_off(actor: Actor, *, task_id: int, reason: str, now: datetime) -> None:
    """As ``cancel_task``, for a caller that has checked the rights, inside its transaction."""
    if not reason.strip():
        raise InvalidInput(
            "task.cancel_reason",
            what="Chưa hủy được nhiệm vụ.",
            why="Việc hủy được lưu lại cùng lý do.",
            todo="Hãy ghi lý do.",
        )
    changed = Task.objects.filter(pk=task_id, cancelled_at__isnull=True).update(
        cancelled_at=now, cancelled_by_name=actor.name, cancelled_reason=reason.strip()
    )
    if not changed:
        raise Conflict(
            "task.cancelled",
            what="Nhiệm vụ đã được hủy.",
            why="«{who}» đã hủy nhiệm vụ này.",
            todo="Hãy tải lại trang.",
            who=Task.objects.get(pk=task_id).cancelled_by_name,
        )
    open_rows = Assignment.objects.filter(task_id=task_id, completed_on__isnull=True)
    units = list(open_rows.order_by("unit_id").values_list("unit_id", flat=True))
    open_rows.update(is_cancelled=True, claimed_on=None)
    new = {"cancelled_for": units}
    audit.record(actor, "plans.task.cancelled", subject=("task", task_id), now=now, new=new, why=reason.strip())
