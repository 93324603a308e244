"""Creating a task that no directive gave: of a plan, of a letter, of a remedy, or given by a person."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_noop

from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import Conflict, InvalidInput
from caicach.kernel.said import tell
from caicach.kernel.text.folding import fold, nfc
from caicach.kernel.vocabulary import AddressRole, ProposalKind
from caicach.plans.domain.new_tasks import NewTask
from caicach.plans.domain.plans import PlanState
from caicach.plans.domain.tasks import TaskOrigin
from caicach.plans.heads import Heads
from caicach.plans.models import Assignment, Basis, Objective, Plan, Provision, Task
from caicach.plans.obtaining import locked_plan, task_not_found, visible_assignments

BY_PLAN = tell("Theo kế hoạch")
BY_HAND = tell("Người giao chọn")


@transaction.atomic
def create_task(actor: Actor, *, task: NewTask, now: datetime) -> int:
    """A task and an assignment for every unit it falls to; its id.

    The standing office gives tasks to any unit; a unit that plans gives them to itself and its subtree. Raises
    InvalidInput for a task without words or lead, a unit that does not exist on the day, a deadline before it.
    """
    return create_task_on(actor, task=task, heads=Heads(task.effective_on), now=now)


def create_task_on(actor: Actor, *, task: NewTask, heads: Heads, now: datetime) -> int:
    """As ``create_task``, inside the caller's transaction and with units already fetched: a plan has many tasks."""
    _check_rights(actor, {*task.lead, *task.cooperate})
    _check(task, heads)
    plan = _plan(actor, task)
    _check_links(actor, task)
    row = Task.objects.create(**_columns(task, plan), created_at=now)
    Assignment.objects.bulk_create(_rows(row, task, heads), batch_size=500)
    Basis.objects.bulk_create([Basis(task=row, provision_id=provision) for provision in task.basis])
    _record(actor, row, task, now)
    return row.pk


def _check_rights(actor: Actor, units: Collection[str]) -> None:
    plans_own = actor.may(Permission.PLAN_EDIT) and all(unit in actor.visible_units for unit in units)
    if not plans_own:
        require(actor, Permission.TASK_ASSIGN)


def _check(task: NewTask, heads: Heads) -> None:
    if not task.text.strip():
        raise _refused("task.text_missing", "Nhiệm vụ chưa có nội dung.", "Hãy ghi việc phải làm.")
    if not task.lead:
        raise _refused("task.lead_missing", "Nhiệm vụ chưa có đơn vị chủ trì.", "Hãy chọn ít nhất một đơn vị chủ trì.")
    unknown = [code for code in (*task.lead, *task.cooperate) if not heads.exists(code)]
    if unknown:
        why = gettext_noop("Ngày {on} không có đơn vị: {units}.")
        todo = gettext_noop("Hãy chọn đơn vị đang hoạt động ngày đó.")
        raise _refused("task.unit_unknown", why, todo, on=f"{task.effective_on:%d/%m/%Y}", units=", ".join(unknown))
    if task.due_on is not None and task.due_on < task.effective_on:
        why = gettext_noop("Thời hạn {due_on} trước ngày giao {on}.")
        days = {"due_on": f"{task.due_on:%d/%m/%Y}", "on": f"{task.effective_on:%d/%m/%Y}"}
        raise _refused("task.due_before_given", why, "Hãy sửa thời hạn, hoặc ngày giao.", **days)
    _check_origin(task)


def _check_origin(task: NewTask) -> None:
    if task.origin is TaskOrigin.DIRECTIVE:
        why = gettext_noop("Nhiệm vụ của văn bản chỉ có khi xác nhận văn bản.")
        raise _refused("task.origin_directive", why, "Hãy chọn nguồn khác.")
    if task.origin in {TaskOrigin.LETTER, TaskOrigin.REMEDY} and not task.origin_ref.strip():
        todo = gettext_noop("Hãy nêu văn bản, hoặc tồn tại đã dẫn đến nhiệm vụ.")
        raise _refused("task.origin_missing", "Chưa nói nhiệm vụ từ đâu mà có.", todo)


def _plan(actor: Actor, task: NewTask) -> Plan | None:
    """The plan, locked: two people who add to it wait for each other, and the first task puts it in force."""
    if task.plan_id is None:
        if task.origin is TaskOrigin.PLAN:
            raise _refused("task.plan_missing", "Chưa nói nhiệm vụ thuộc kế hoạch nào.", "Hãy chọn kế hoạch.")
        return None
    plan = locked_plan(actor, task.plan_id)
    if plan.state == PlanState.CLOSED.value:
        raise Conflict(
            "plan.closed",
            what="Kế hoạch đã khép lại.",
            why="Kế hoạch «{title}» không nhận thêm nhiệm vụ.",
            todo="Hãy mở lại kế hoạch, hoặc thêm vào kế hoạch năm sau.",
            title=plan.title,
        )
    if plan.state == PlanState.DRAFT.value:
        plan.state = PlanState.IN_FORCE.value
        plan.save(update_fields=("state",))
    return plan


def _check_links(actor: Actor, task: NewTask) -> None:
    if task.parent_id is not None:
        parent = visible_assignments(actor).filter(task_id=task.parent_id, task__cancelled_at__isnull=True)
        if not parent.exists():
            raise task_not_found()
    if task.objective_id is not None and not _has_objective(task.plan_id, task.objective_id):
        raise _refused("task.objective_elsewhere", "Mục tiêu không thuộc kế hoạch này.", "Hãy chọn lại mục tiêu.")
    if task.basis and Provision.objects.filter(pk__in=task.basis).count() != len(set(task.basis)):
        raise _refused("task.basis_unknown", "Có căn cứ không tồn tại.", "Hãy chọn lại căn cứ.")


def _has_objective(plan_id: int | None, objective_id: int) -> bool:
    return plan_id is not None and Objective.objects.filter(pk=objective_id, plan_id=plan_id).exists()


def _refused(code: str, why: str, todo: str, **values: object) -> InvalidInput:
    return InvalidInput(code, what="Chưa giao được nhiệm vụ.", why=why, todo=todo, **values)


def _columns(task: NewTask, plan: Plan | None) -> dict[str, object]:
    return {
        "origin": task.origin.value,
        "origin_ref": task.origin_ref.strip(),
        "plan": plan,
        "objective_id": task.objective_id,
        "parent_id": task.parent_id,
        "position": _position(plan) if task.position is None else task.position,
        "number": task.number,
        "section": list(task.section),
        "budget_raw": task.budget_raw,
        "kind": ProposalKind.TASK.value,
        "item": None,
        "text": nfc(task.text).strip(),
        "search_text": fold(f"{task.text} {task.product or ''}"),
        "product": task.product,
        "deadline_raw": task.deadline_raw,
        "recurrence": task.recurrence.value if task.recurrence else None,
        "area": task.area.value if task.area else None,
        "effective_on": task.effective_on,
    }


def _position(plan: Plan | None) -> int:
    if plan is None:
        return 0
    last = Task.objects.filter(plan=plan).aggregate(last=Max("position"))["last"]
    return (last or 0) + 1


def _rows(row: Task, task: NewTask, heads: Heads) -> list[Assignment]:
    """Leads first; who leads does not cooperate as well."""
    helpers = [code for code in dict.fromkeys(task.cooperate) if code not in task.lead]
    parts = [(code, AddressRole.LEAD) for code in dict.fromkeys(task.lead)]
    parts += [(code, AddressRole.COOPERATE) for code in helpers]
    return [_assignment(row, code, role, task, heads) for code, role in parts]


def _assignment(row: Task, code: str, role: AddressRole, task: NewTask, heads: Heads) -> Assignment:
    said = next((addressee for addressee in task.addressees if addressee.unit == code), None)
    answerable = heads.of(code, said.post_code if said else None, said.post_name if said else None)
    return Assignment(
        task=row,
        unit_id=code,
        role=role.value,
        post_code=answerable.post_code,
        post_title=answerable.post_title,
        holder_name=answerable.holder,
        phrase=said.phrase if said else "",
        reason=said.reason if said else task.reason or (BY_PLAN if task.origin is TaskOrigin.PLAN else BY_HAND),
        original_due_on=task.due_on,
        due_on=task.due_on,
    )


def _record(actor: Actor, row: Task, task: NewTask, now: datetime) -> None:
    new = {
        "origin": task.origin.value,
        "origin_ref": task.origin_ref,
        "plan": task.plan_id,
        "lead": sorted(task.lead),
        "cooperate": sorted(task.cooperate),
        "due_on": _iso(task.due_on),
    }
    audit.record(actor, "plans.task.created", subject=("task", row.pk), now=now, new=new)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
