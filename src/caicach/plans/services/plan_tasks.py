"""Changing what a task of a plan says, and taking one out; both with their reason, both in its history."""

from datetime import datetime

from django.db import transaction

from caicach.drafts.domain.task_fields import named_fields
from caicach.kernel.access import Actor
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import InvalidInput
from caicach.kernel.http.texts import check_length
from caicach.kernel.ordering import text_order
from caicach.kernel.text.folding import fold, nfc
from caicach.kernel.vocabulary import ReformArea
from caicach.plans.domain.plans import TaskChanges
from caicach.plans.models import Objective
from caicach.plans.obtaining import assigned_task, locked_plan_task
from caicach.plans.services.deadlines import call_off
from caicach.plans.services.planning import needs_reason
from caicach.plans.wordings import refuse_other_wording


@transaction.atomic
def edit_plan_task(
    actor: Actor, *, plan_id: int, task_id: int, changes: TaskChanges, reason: str, now: datetime, seen: str = ""
) -> None:
    """Change words, product, place or objective of a task. Units and deadlines have their own acts.

    ``seen``: as ``queries.plan_task_mark`` gave it with what was changed. Raises Conflict where it was worded anew.
    """
    task = locked_plan_task(actor, plan_id, task_id)
    refuse_other_wording(task, seen)
    if not reason.strip():
        raise needs_reason()
    new = _columns(plan_id, changes)
    old = {name: getattr(task, name) for name in new}
    changed = {name: value for name, value in new.items() if old[name] != value}
    if not changed:
        return
    for name, value in changed.items():
        setattr(task, name, value)
    task.text_order = text_order(task.text)
    task.search_text = fold(f"{task.text} {task.product or ''}")
    task.save()
    audit.record(
        actor,
        "plans.task.edited",
        subject=("task", task_id),
        now=now,
        old={name: old[name] for name in changed},
        new=changed,
        why=reason.strip(),
    )


@transaction.atomic
def set_area(actor: Actor, *, task_id: int, area: ReformArea | None, reason: str, now: datetime) -> None:
    """Say which area of the reform a task belongs to, of a plan or of a document. Nothing where it says so already."""
    task = assigned_task(actor, task_id)
    if not reason.strip():
        raise needs_reason()
    old, new = task.area, area.value if area else None
    if old == new:
        return
    task.area = new
    task.save(update_fields=("area",))
    audit.record(
        actor,
        "plans.task.edited",
        subject=("task", task_id),
        now=now,
        old={"area": old},
        new={"area": new},
        why=reason.strip(),
    )


@transaction.atomic
def remove_plan_task(actor: Actor, *, plan_id: int, task_id: int, reason: str, now: datetime) -> None:
    """Call a task of the plan off for every unit that has not finished it."""
    locked_plan_task(actor, plan_id, task_id)
    call_off(actor, task_id=task_id, reason=reason, now=now)


def _columns(plan_id: int, changes: TaskChanges) -> dict[str, object]:
    text = nfc(changes.text).strip()
    if not text:
        raise _refusal("task.text_missing", "Nhiệm vụ chưa có nội dung.", "Hãy ghi việc phải làm.")
    wanted = changes.objective_id
    if wanted is not None and not Objective.objects.filter(plan=plan_id, pk=wanted).exists():
        raise _refusal("task.objective_elsewhere", "Mục tiêu không thuộc kế hoạch này.", "Hãy chọn lại mục tiêu.")
    return {
        "text": text,
        "product": nfc(changes.product).strip() or None,
        "number": check_length(nfc(changes.number).strip(), 20),
        "section": [nfc(heading).strip() for heading in changes.section if heading.strip()],
        "area": changes.area.value if changes.area else None,
        "budget_raw": nfc(changes.budget_raw).strip() or None,
        "objective_id": wanted,
        **{name: value.value for name, value in named_fields(changes).items()},
    }


def _refusal(code: str, why: str, todo: str) -> InvalidInput:
    return InvalidInput(code, what="Chưa lưu được nhiệm vụ.", why=why, todo=todo)
