"""The only way to tasks and plans: what the actor may see.

A person sees the assignments of the own unit and its subtree; the standing office and leaders see all. For everybody
else a task does not exist. A plan is seen by whoever reports for a unit of the province, for units align theirs with
it, once it is in force; a draft by those who may edit it.

Who may act on a task may act for every unit that it binds: who assigns to all, or who plans for the own unit and what
lies below it (``binds``). Giving work, changing it and calling it off ask the same question here.
"""

from collections.abc import Collection

from django.db.models import Q, QuerySet

from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.errors import NotAllowed, NotFound
from caicach.plans.domain.plans import PlanState
from caicach.plans.models import Assignment, Plan, ProgressReport, Task


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


def binds(actor: Actor, units: Collection[str]) -> bool:
    """Whether the actor may give work to every one of these units, change what they were given, or call it off."""
    if actor.may(Permission.TASK_ASSIGN):
        return True
    return actor.may(Permission.PLAN_EDIT) and actor.visible_units.issuperset(units)


def require_binding(actor: Actor, units: Collection[str]) -> None:
    """Raise NotAllowed unless the actor may act for every unit."""
    if binds(actor, units):
        return
    if not actor.may(Permission.PLAN_EDIT):
        require(actor, Permission.TASK_ASSIGN)
    raise NotAllowed(
        "task.binds_others",
        what="Bạn không có quyền thay đổi việc của đơn vị khác.",
        why="Nhiệm vụ giao cho cả đơn vị ngoài phạm vi của bạn: {units}.",
        todo="Hãy đề nghị cơ quan thường trực thay đổi nhiệm vụ này.",
        units=", ".join(sorted(set(units) - actor.visible_units)),
    )


def assigned_task(actor: Actor, task_id: int) -> Task:
    """A task for an act of who assigns, locked until the caller's transaction ends; others see it, or are told no."""
    if not visible_assignments(actor).filter(task_id=task_id).exists():
        raise task_not_found()
    require(actor, Permission.TASK_ASSIGN)
    return Task.objects.select_for_update().get(pk=task_id)


def locked_plan_task(actor: Actor, plan_id: int, task_id: int) -> Task:
    """A task in force of a plan that the actor edits, to change or take out, locked until the transaction ends.

    Raises NotAllowed where it binds a unit that the actor does not act for: a plan is one unit's, its work need not be.
    """
    plan = locked_plan(actor, plan_id)
    task = Task.objects.filter(plan=plan, pk=task_id, cancelled_at__isnull=True).select_for_update().order_by("pk")
    found = task.first()
    if found is None:
        raise NotFound(
            "task.not_found",
            what="Không có nhiệm vụ này.",
            why="Nhiệm vụ không tồn tại trong kế hoạch, hoặc đã hủy.",
            todo="Hãy quay lại trang kế hoạch.",
        )
    units = Assignment.objects.filter(task=found, is_cancelled=False).order_by("unit_id")
    require_binding(actor, set(units.values_list("unit_id", flat=True)))
    found.plan = plan
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
