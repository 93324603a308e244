"""Creating tasks, whatever they come from: a letter, a plan, a remedy, a person."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from itertools import count

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_noop

from caicach.documents.deadlines.as_json import deadline_as_json
from caicach.drafts.domain.task_fields import chosen_of
from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import Conflict, InvalidInput
from caicach.kernel.http.texts import check_length
from caicach.kernel.ordering import text_order
from caicach.kernel.said import kept_words, tell
from caicach.kernel.text.folding import fold, nfc
from caicach.kernel.vocabulary import AddressRole, ProposalKind
from caicach.plans.domain.new_tasks import NewTask
from caicach.plans.domain.plans import PlanState
from caicach.plans.domain.tasks import TaskOrigin
from caicach.plans.heads import Heads
from caicach.plans.models import Assignment, Basis, Objective, Plan, Provision, Task
from caicach.plans.obtaining import locked_plan, require_binding, task_not_found, visible_assignments
from caicach.plans.services.telling import tell_given

BY_PLAN = tell("Theo kế hoạch")
BY_HAND = tell("Người giao chọn")
AT_ONCE = 500


@transaction.atomic
def create_task(actor: Actor, *, task: NewTask, now: datetime) -> int:
    """A task and an assignment for every unit it falls to; its id.

    The standing office gives tasks to any unit; a unit that plans gives them to itself and its subtree. Raises
    InvalidInput for a task without words or lead, a unit that does not exist on the day, a deadline before it.
    """
    return create_tasks(actor, tasks=(task,), heads=Heads(task.effective_on), now=now)[0]


def create_tasks(actor: Actor, *, tasks: Sequence[NewTask], heads: Heads, now: datetime) -> tuple[int, ...]:
    """As ``create_task`` for all of them or none, inside the caller's transaction; their ids in the order given.

    ``heads`` are the posts of the day. A number of SQL queries that does not grow with the tasks up to 500.
    """
    _check_rights(actor, tasks)
    for task in tasks:
        _check(task, heads)
    plans = _plans(actor, {task.plan_id for task in tasks if task.plan_id is not None})
    _check_links(actor, tasks)
    places = {key: count(_last_position(plan) + 1) for key, plan in plans.items()}
    rows = [Task(**_columns(task, places), created_at=now) for task in tasks]
    Task.objects.bulk_create(rows, batch_size=AT_ONCE)
    pairs = list(zip(rows, tasks, strict=True))
    assignments = [one for row, task in pairs for one in _assignments(row, task, heads)]
    Assignment.objects.bulk_create(assignments, batch_size=AT_ONCE)
    bases = [Basis(task=row, provision_id=provision) for row, task in pairs for provision in task.basis]
    Basis.objects.bulk_create(bases, batch_size=AT_ONCE)
    audit.record_all(actor, [_line(row, task) for row, task in pairs], now=now)
    tell_given(actor, assignments, now)
    return tuple(row.pk for row in rows)


def _check_rights(actor: Actor, tasks: Iterable[NewTask]) -> None:
    """Who confirms a letter gives its tasks; others give to any unit, or plan for their own and those below it."""
    of_letters = [task for task in tasks if task.letter_item is not None]
    if of_letters:
        require(actor, Permission.DOCUMENT_CONFIRM)
    others = [task for task in tasks if task.letter_item is None]
    if others:
        require_binding(actor, {unit for task in others for unit in (*task.lead, *task.cooperate)})


def _check(task: NewTask, heads: Heads) -> None:
    if not task.text.strip():
        raise _refusal("task.text_missing", "Nhiệm vụ chưa có nội dung.", "Hãy ghi việc phải làm.")
    if not task.lead:
        raise _refusal("task.lead_missing", "Nhiệm vụ chưa có đơn vị chủ trì.", "Hãy chọn ít nhất một đơn vị chủ trì.")
    unknown = [code for code in (*task.lead, *task.cooperate) if not heads.exists(code)]
    if unknown:
        why = gettext_noop("Ngày {on} không có đơn vị: {units}.")
        todo = gettext_noop("Hãy chọn đơn vị đang hoạt động ngày đó.")
        raise _refusal("task.unit_unknown", why, todo, on=f"{task.effective_on:%d/%m/%Y}", units=", ".join(unknown))
    if task.due_on is not None and task.due_on < task.effective_on:
        why = gettext_noop("Thời hạn {due_on} trước ngày giao {on}.")
        days = {"due_on": f"{task.due_on:%d/%m/%Y}", "on": f"{task.effective_on:%d/%m/%Y}"}
        raise _refusal("task.due_before_given", why, "Hãy sửa thời hạn, hoặc ngày giao.", **days)
    check_length(kept_words(task.origin_ref), 200)
    _check_origin(task)


def _check_origin(task: NewTask) -> None:
    if (task.origin is TaskOrigin.DIRECTIVE) != (task.letter_item is not None):
        why = gettext_noop("Nhiệm vụ của văn bản chỉ có khi xác nhận văn bản.")
        raise _refusal("task.origin_directive", why, "Hãy chọn nguồn khác.")
    if task.origin in {TaskOrigin.LETTER, TaskOrigin.REMEDY} and not kept_words(task.origin_ref):
        todo = gettext_noop("Hãy nêu văn bản, hoặc tồn tại đã dẫn đến nhiệm vụ.")
        raise _refusal("task.origin_missing", "Chưa nói nhiệm vụ từ đâu mà có.", todo)
    if task.origin is TaskOrigin.PLAN and task.plan_id is None:
        raise _refusal("task.plan_missing", "Chưa nói nhiệm vụ thuộc kế hoạch nào.", "Hãy chọn kế hoạch.")


def _plans(actor: Actor, ids: Collection[int]) -> dict[int, Plan]:
    """The plans, locked: two people who add to one wait for each other, and the first task puts it in force."""
    plans = {plan_id: locked_plan(actor, plan_id) for plan_id in sorted(ids)}
    for plan in plans.values():
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
    return plans


def _last_position(plan: Plan) -> int:
    last: int | None = Task.objects.filter(plan=plan).aggregate(last=Max("position"))["last"]
    return last or 0


def _check_links(actor: Actor, tasks: Iterable[NewTask]) -> None:
    parents = {task.parent_id for task in tasks if task.parent_id is not None}
    seen = visible_assignments(actor).filter(task_id__in=parents, task__cancelled_at__isnull=True)
    if parents and parents - set(seen.order_by("task_id").values_list("task_id", flat=True)):
        raise task_not_found()
    objectives = {(task.plan_id, task.objective_id) for task in tasks if task.objective_id is not None}
    known = Objective.objects.filter(pk__in={objective for _, objective in objectives}).order_by("id")
    if objectives and objectives - set(known.values_list("plan_id", "pk")):
        raise _refusal("task.objective_elsewhere", "Mục tiêu không thuộc kế hoạch này.", "Hãy chọn lại mục tiêu.")
    bases = {provision for task in tasks for provision in task.basis}
    if bases and Provision.objects.filter(pk__in=bases).count() != len(bases):
        raise _refusal("task.basis_unknown", "Có căn cứ không tồn tại.", "Hãy chọn lại căn cứ.")


def _refusal(code: str, why: str, todo: str, **values: object) -> InvalidInput:
    return InvalidInput(code, what="Chưa giao được nhiệm vụ.", why=why, todo=todo, **values)


def _columns(task: NewTask, places: dict[int, "count[int]"]) -> dict[str, object]:
    item, position = task.letter_item, task.position
    if position is None:
        position = next(places[task.plan_id]) if task.plan_id is not None else 0
    return {
        "origin": task.origin.value,
        "origin_ref": kept_words(task.origin_ref),
        "plan_id": task.plan_id,
        "objective_id": task.objective_id,
        "parent_id": task.parent_id,
        "position": position,
        "number": task.number,
        "section": list(task.section),
        "budget_raw": task.budget_raw,
        "document_id": item.document_id if item else None,
        "proposal_id": item.proposal_id if item else None,
        "kind": item.kind.value if item else ProposalKind.TASK.value,
        "item": item.item if item else None,
        "quote_text": item.quote_text if item else "",
        "quote_start": item.quote.start if item else None,
        "quote_end": item.quote.end if item else None,
        "text": nfc(task.text).strip(),
        "text_order": text_order(task.text),
        "search_text": fold(f"{task.text} {task.product or ''}"),
        "product": task.product,
        "deadline_raw": task.deadline_raw,
        "deadline": deadline_as_json(task.deadline) if task.deadline else None,
        "recurrence": task.recurrence.value if task.recurrence else None,
        "area": task.area.value if task.area else None,
        "effective_on": task.effective_on,
        **{name: value.value for name, value in chosen_of(task).items()},
    }


def _assignments(row: Task, task: NewTask, heads: Heads) -> list[Assignment]:
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
        given_on=task.effective_on,
        original_due_on=task.due_on,
        due_on=task.due_on,
    )


def _line(row: Task, task: NewTask) -> audit.NewLine:
    new = {
        "origin": task.origin.value,
        "origin_ref": kept_words(task.origin_ref),
        **({"document": row.document_id} if row.document_id is not None else {"plan": task.plan_id}),
        "lead": sorted(task.lead),
        "cooperate": sorted(task.cooperate),
        "due_on": _iso(task.due_on),
    }
    return audit.NewLine("plans.task.created", ("task", row.pk), new=new)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
