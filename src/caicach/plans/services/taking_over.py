"""A unit's own plan begins with what the plan above gives it: its tasks there, each pointing at the one above."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from caicach.documents.deadlines.as_json import deadline_from_json
from caicach.documents.deadlines.values import Recurrence
from caicach.drafts.domain.task_fields import chosen_of
from caicach.kernel.access import Actor
from caicach.kernel.errors import InvalidInput
from caicach.kernel.vocabulary import ReformArea
from caicach.plans.domain.new_tasks import NewTask
from caicach.plans.domain.tasks import TaskOrigin
from caicach.plans.heads import Heads
from caicach.plans.models import Assignment, Plan, Provision, Task
from caicach.plans.obtaining import locked_plan, visible_plan
from caicach.plans.services.creating import create_tasks
from caicach.plans.services.provisions import provisions_of_tasks


@transaction.atomic
def take_over_tasks(actor: Actor, *, plan_id: int, above_id: int, now: datetime) -> tuple[int, ...]:
    """Tasks for whatever the plan above gives to the owner of this one and this one does not carry out yet.

    Deadlines are those in force above; one that has passed by the plan's day is left for a person to set.
    """
    plan, above = locked_plan(actor, plan_id), visible_plan(actor, above_id)
    if plan.pk == above.pk:
        raise InvalidInput(
            "plan.takes_from_itself",
            what="Chưa nhận được nhiệm vụ.",
            why="Một kế hoạch không nhận việc của chính nó.",
            todo="Hãy chọn kế hoạch cấp trên.",
        )
    given = Assignment.objects.filter(task__plan=above, unit_id=plan.unit_id, is_cancelled=False)
    open_ones = given.filter(completed_on__isnull=True, task__cancelled_at__isnull=True).select_related("task")
    rows = list(open_ones.order_by("task__position", "task_id"))
    Provision.objects.bulk_create(provisions_of_tasks(plan, above, [row.task for row in rows]))
    provisions = dict(plan.provisions.exclude(task=None).order_by("id").values_list("task_id", "pk"))
    own = Task.objects.filter(plan=plan, cancelled_at=None)
    done = set(own.order_by("id").values_list("bases__provision", flat=True))
    heads = Heads(timezone.localdate(now))
    new = [row for row in rows if provisions[row.task_id] not in done]
    tasks = [_task(plan, row, provisions[row.task_id], now) for row in new]
    return create_tasks(actor, tasks=tasks, heads=heads, now=now)


def _task(plan: Plan, row: Assignment, provision: int, now: datetime) -> NewTask:
    task, on = row.task, timezone.localdate(now)
    return NewTask(
        text=task.text,
        lead=(plan.unit_id,),
        effective_on=on,
        product=task.product,
        area=ReformArea(task.area) if task.area else None,
        due_on=row.due_on if row.due_on is not None and row.due_on >= on else None,
        deadline_raw=task.deadline_raw,
        deadline=deadline_from_json(task.deadline) if task.deadline else None,
        recurrence=Recurrence(task.recurrence) if task.recurrence else None,
        plan_id=plan.pk,
        origin=TaskOrigin.PLAN,
        basis=(provision,),
        number=task.number,
        section=tuple(task.section),
        budget_raw=task.budget_raw,
        **chosen_of(task),
    )
