"""The only way to tasks and plans: what the actor may see.

A person sees the assignments of the own unit and its subtree; the standing office and leaders see all. For everybody
else a task does not exist. A plan is seen by whoever reports for a unit of the province, for units align theirs with
it, once it is in force; a draft by those who may edit it.
"""

from django.db.models import Q, QuerySet

from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.errors import NotFound
from caicach.plans.domain.plans import PlanState
from caicach.plans.models import Assignment, Plan, ProgressReport


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


def may_edit_plan(actor: Actor, unit: str) -> bool:
    return actor.may(Permission.PLAN_MANAGE) or actor.may(Permission.PLAN_EDIT, unit=unit)


def visible_plans(actor: Actor) -> QuerySet[Plan]:
    if actor.may(Permission.TASK_SEE_ALL) or actor.may(Permission.PLAN_MANAGE):
        return Plan.objects.all()
    if not actor.visible_units:
        return Plan.objects.none()
    is_own = Q(unit_id__in=sorted(actor.visible_units))
    return Plan.objects.filter(is_own | ~Q(state=PlanState.DRAFT.value))


def visible_plan(actor: Actor, plan_id: int) -> Plan:
    found = visible_plans(actor).filter(pk=plan_id).order_by("pk").first()
    if found is None:
        raise plan_not_found()
    return found


def locked_plan(actor: Actor, plan_id: int) -> Plan:
    """The plan to change, locked until the caller's transaction ends. Raises NotAllowed for who only sees it."""
    found = visible_plans(actor).select_for_update().filter(pk=plan_id).order_by("pk").first()
    if found is None:
        raise plan_not_found()
    if not actor.may(Permission.PLAN_MANAGE):
        require(actor, Permission.PLAN_EDIT, unit=found.unit_id)
    return found


def plan_not_found() -> NotFound:
    return NotFound(
        "plan.not_found",
        what="Không có kế hoạch này.",
        why="Kế hoạch không tồn tại, hoặc không thuộc phạm vi của bạn.",
        todo="Hãy quay lại danh sách kế hoạch.",
    )
