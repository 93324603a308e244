"""Rows of a plan become its tasks: those that are fine, or those named; the rest waits for later."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from caicach.correspondence.domain.review import RoleAddressing
from caicach.kernel.access import Actor
from caicach.kernel.errors import InvalidInput
from caicach.plans.domain.lines import ReviewedLine
from caicach.plans.domain.new_tasks import NewTask
from caicach.plans.domain.tasks import TaskOrigin
from caicach.plans.heads import Heads
from caicach.plans.models import Plan, PlanLine
from caicach.plans.obtaining import locked_plan
from caicach.plans.reviewing_lines import reviewed_lines
from caicach.plans.services.creating import create_task_on
from caicach.plans.services.importing import refuse_closed


@transaction.atomic
def confirm_lines(
    actor: Actor, *, plan_id: int, now: datetime, line_ids: tuple[int, ...] | None = None
) -> tuple[int, ...]:
    """Make tasks of every row that is fine, or of the rows named; the ids of the tasks.

    A row named is confirmed with what is odd in it, never with what blocks it: InvalidInput then, and nothing is made.
    A part waits until its whole is a task.
    """
    plan = locked_plan(actor, plan_id)
    refuse_closed(plan)
    heads = Heads(plan.issued_on)
    reviewed = reviewed_lines(plan)
    chosen = _chosen(reviewed, line_ids)
    tasks = {one.line.id: one.line.task_id for one in reviewed if one.line.task_id is not None}
    made: list[int] = []
    for one in _wholes_first(chosen, tasks):
        task_id = create_task_on(actor, task=_task(plan, one, tasks), heads=heads, now=now)
        tasks[one.line.id] = task_id
        PlanLine.objects.filter(pk=one.line.id).update(task_id=task_id, version=one.line.version + 1)
        made.append(task_id)
    if not made:
        raise _nothing()
    return tuple(made)


def _chosen(reviewed: Sequence[ReviewedLine], line_ids: tuple[int, ...] | None) -> list[ReviewedLine]:
    if line_ids is None:
        return [one for one in reviewed if one.is_fine]
    named = [one for one in reviewed if one.line.id in line_ids and one.line.is_open]
    blocked = [one for one in named if one.is_blocked]
    if blocked:
        raise InvalidInput(
            "plan.line_blocked",
            what="Chưa giao được: còn {count} dòng phải sửa trước.",
            why="{problems}",
            todo="Hãy sửa từng dòng, hoặc bỏ chọn rồi giao những dòng còn lại.",
            count=len(blocked),
            problems="; ".join(
                f"{one.line.number or one.line.position}: {problem.message.format(**problem.values)}"
                for one in blocked
                for problem in one.problems
                if problem.blocks
            ),
        )
    return named


def _wholes_first(chosen: Sequence[ReviewedLine], tasks: dict[int, int]) -> Iterable[ReviewedLine]:
    """In the order of the plan, a whole ahead of its parts; a part whose whole is not confirmed stays out."""
    waiting = list(chosen)
    while waiting:
        ready = [one for one in waiting if one.line.parent is None or one.line.parent in tasks]
        if not ready:
            return
        yield from ready
        given = {one.line.id for one in ready}
        waiting = [one for one in waiting if one.line.id not in given]


def _nothing() -> InvalidInput:
    return InvalidInput(
        "plan.nothing_to_confirm",
        what="Chưa có dòng nào giao được.",
        why="Mọi dòng đều đã giao, đã bỏ, hoặc còn chỗ phải xem.",
        todo="Hãy sửa các dòng ở mục «Cần xem» rồi giao lại.",
    )


def _task(plan: Plan, one: ReviewedLine, tasks: dict[int, int]) -> NewTask:
    line = one.line
    return NewTask(
        text=line.text,
        lead=_units(one.addressing.lead),
        cooperate=_units(one.addressing.cooperate),
        effective_on=plan.issued_on,
        product=line.product or None,
        area=line.area,
        due_on=line.due_on,
        deadline_raw=line.deadline_raw or None,
        recurrence=line.recurrence,
        plan_id=plan.pk,
        objective_id=line.objective_id,
        parent_id=tasks[line.parent] if line.parent is not None else None,
        origin=TaskOrigin.PLAN,
        number=line.number,
        section=line.section,
        budget_raw=line.budget_raw or None,
        position=line.position,
        addressees=one.addressing.all,
    )


def _units(role: RoleAddressing) -> tuple[str, ...]:
    return tuple(addressee.unit for addressee in role.addressees)
