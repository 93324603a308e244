"""The only way to tasks: what the actor may see.

A person sees the assignments of the own unit and its subtree; the standing office and leaders see all. For everybody
else a task does not exist.
"""

from django.db.models import QuerySet

from caicach.kernel.access import Actor, Permission
from caicach.kernel.errors import NotFound
from caicach.plans.models import Assignment, ProgressReport


def visible_assignments(actor: Actor) -> QuerySet[Assignment]:
    if actor.may(Permission.TASK_SEE_ALL):
        return Assignment.objects.all()
    return Assignment.objects.filter(unit_id__in=sorted(actor.visible_units))


def locked_assignment(actor: Actor, assignment_id: int) -> Assignment:
    """The assignment, locked until the caller's transaction ends: a second writer waits and then sees the first."""
    found = visible_assignments(actor).select_for_update().filter(pk=assignment_id).order_by("pk").first()
    if found is None:
        raise task_not_found()
    return found


def visible_report(actor: Actor, report_id: int) -> ProgressReport:
    found = (
        ProgressReport.objects.filter(pk=report_id, assignment__in=visible_assignments(actor)).order_by("pk").first()
    )
    if found is None:
        raise NotFound(
            "report.not_found",
            what="Không có báo cáo này.",
            why="Báo cáo không tồn tại, hoặc không thuộc phạm vi của bạn.",
            todo="Hãy quay lại danh sách nhiệm vụ.",
        )
    return found


def task_not_found() -> NotFound:
    return NotFound(
        "task.not_found",
        what="Không có nhiệm vụ này.",
        why="Nhiệm vụ không tồn tại, hoặc không thuộc phạm vi của bạn.",
        todo="Hãy quay lại danh sách nhiệm vụ.",
    )
