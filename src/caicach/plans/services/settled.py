"""Refusing changes to work that is settled, and completion of work that is not."""

from caicach.kernel.errors import Conflict, InvalidInput
from caicach.plans.models import Assignment


def refuse_settled(assignment: Assignment) -> None:
    if assignment.is_cancelled:
        raise Conflict(
            "task.cancelled",
            what="Nhiệm vụ đã được hủy.",
            why="Lý do: {reason}",
            todo="Không cần làm gì thêm với nhiệm vụ này.",
            reason=assignment.task.cancelled_reason,
        )
    if assignment.completed_on is not None:
        raise Conflict(
            "task.already_done",
            what="Nhiệm vụ đã hoàn thành.",
            why="Báo cáo hoàn thành ngày {on} đã được chấp nhận.",
            todo="Hãy tải lại trang nhiệm vụ.",
            on=f"{assignment.completed_on:%d/%m/%Y}",
        )


def refuse_open_parts(assignment: Assignment) -> None:
    """A task is not done while a part of it is open: a sub-task of the unit, or a task of the plan below it."""
    found = assignment.sub_tasks.filter(removed_at__isnull=True, done_on__isnull=True).order_by("id").first()
    if found is not None:
        raise InvalidInput(
            "task.open_sub_tasks",
            what="Chưa báo hoàn thành được.",
            why="Việc con «{text}» chưa xong.",
            todo="Hãy hoàn thành hoặc bỏ các việc con còn lại, rồi báo hoàn thành.",
            text=found.text[:120],
        )
    own = Assignment.objects.filter(task__parent=assignment.task_id, unit=assignment.unit_id, is_cancelled=False)
    below = own.filter(completed_on__isnull=True).select_related("task").order_by("task_id").first()
    if below is not None:
        raise InvalidInput(
            "task.open_parts",
            what="Chưa báo hoàn thành được.",
            why="Nhiệm vụ thành phần «{text}» của đơn vị chưa hoàn thành.",
            todo="Hãy hoàn thành các nhiệm vụ thành phần trước.",
            text=below.task.text[:120],
        )
