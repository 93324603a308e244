"""Refusing changes to work that is settled."""

from caicach.kernel.errors import Conflict
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
