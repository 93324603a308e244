"""Rows of a plan become its tasks: those that are fine, or those named; the rest waits for later."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from caicach.kernel.access import Actor
from caicach.kernel.errors import InvalidInput
from caicach.plans.domain.lines import Line, ReviewedLine
from caicach.plans.domain.new_tasks import NewTask
from caicach.plans.domain.tasks import TaskOrigin
from caicach.plans.heads import Heads
from caicach.plans.models import Plan, PlanLine
from caicach.plans.obtaining import locked_plan
from caicach.plans.reviewing_lines import reviewed_lines
from caicach.plans.services.confirming import Blocked, check_common, due_dates, task_of
from caicach.plans.services.creating import create_tasks
from caicach.plans.services.handing_over import Heirs, move_to_heirs
from caicach.plans.services.importing import refuse_closed


@transaction.atomic
def confirm_lines(
    actor: Actor,
    *,
    plan_id: int,
    now: datetime,
    line_ids: tuple[int, ...] | None = None,
    common_due_on: date | None = None,
    heirs: Heirs | None = None,
) -> tuple[int, ...]:
    """Make tasks of every row that is fine, or of the rows named; the ids of the tasks.

    A row named is confirmed with what is odd in it, never with what blocks it: InvalidInput then, and nothing is made.
    A part waits until its whole is a task. ``common_due_on`` is the deadline of rows without one; ``heirs`` say who
    takes the work of units that have ended since the plan's day.
    """
    check_common(common_due_on, timezone.localdate(now))
    plan = locked_plan(actor, plan_id)
    refuse_closed(plan)
    reviewed = reviewed_lines(plan)
    made = give_reviewed(
        actor,
        plan,
        _chosen(reviewed, line_ids),
        tasks_given(reviewed),
        Heads(plan.issued_on),
        now=now,
        common_due_on=common_due_on,
        heirs=heirs,
    )
    if not made:
        raise _nothing()
    return made


def tasks_given(reviewed: Iterable[ReviewedLine]) -> dict[int, int]:
    """The tasks of the rows that are given, by the ids of the rows."""
    return {one.draft.id: one.draft.task_id for one in reviewed if one.draft.task_id is not None}


def give_reviewed(
    actor: Actor,
    plan: Plan,
    chosen: Sequence[ReviewedLine],
    tasks: dict[int, int],
    heads: Heads,
    *,
    now: datetime,
    common_due_on: date | None = None,
    heirs: Heirs | None = None,
) -> tuple[int, ...]:
    """Make tasks of rows of a locked plan as they were reviewed; ``tasks`` gains what was made. Raises InvalidInput."""
    due, blocked = due_dates(chosen, plan.issued_on, lambda line: line.name)
    if blocked:
        raise _blocked(blocked)
    made: list[int] = []

    def task(one: ReviewedLine) -> NewTask:
        due_on = due[one.draft.id]
        new = task_of(one, TaskOrigin.PLAN, issued_on=plan.issued_on, due_on=due_on, common_due_on=common_due_on)
        return _placed(new, plan.pk, one.draft, tasks)

    for level in _wholes_first(chosen, tasks):
        new = [task(one) for one in level]
        ids = create_tasks(actor, tasks=new, heads=heads, now=now)
        _mark([one.draft for one in level], ids)
        tasks |= {one.draft.id: task_id for one, task_id in zip(level, ids, strict=True)}
        made += ids
    if heirs and made:
        move_to_heirs(actor, heirs=heirs, now=now, task_ids=made)
    return tuple(made)


def _chosen(reviewed: Sequence[ReviewedLine], line_ids: tuple[int, ...] | None) -> list[ReviewedLine]:
    if line_ids is None:
        return [one for one in reviewed if one.is_fine]
    return [one for one in reviewed if one.draft.id in line_ids and one.draft.is_open]


def _wholes_first(chosen: Sequence[ReviewedLine], tasks: dict[int, int]) -> Iterable[list[ReviewedLine]]:
    """In the order of the plan, wholes ahead of their parts; a part whose whole is not confirmed stays out."""
    waiting = list(chosen)
    while waiting:
        ready = [one for one in waiting if one.draft.parent is None or one.draft.parent in tasks]
        if not ready:
            return
        yield ready
        given = {one.draft.id for one in ready}
        waiting = [one for one in waiting if one.draft.id not in given]


def _blocked(blocked: Blocked) -> InvalidInput:
    return InvalidInput(
        "plan.line_blocked",
        what="Chưa giao được: còn {count} dòng phải sửa trước.",
        why="{problems}",
        todo="Hãy sửa từng dòng, hoặc bỏ chọn rồi giao những dòng còn lại.",
        count=blocked.drafts,
        problems=blocked.said,
    )


def _nothing() -> InvalidInput:
    return InvalidInput(
        "plan.nothing_to_confirm",
        what="Chưa có dòng nào giao được.",
        why="Mọi dòng đều đã giao, đã bỏ, hoặc còn chỗ phải xem.",
        todo="Hãy sửa các dòng ở mục «Cần xem» rồi giao lại.",
    )


def _placed(task: NewTask, plan_id: int, line: Line, tasks: dict[int, int]) -> NewTask:
    """The task at its place in the plan."""
    return replace(
        task,
        plan_id=plan_id,
        objective_id=line.objective_id,
        parent_id=tasks[line.parent] if line.parent is not None else None,
        number=line.number,
        section=line.section,
        position=line.position,
    )


def _mark(lines: Sequence[Line], task_ids: Sequence[int]) -> None:
    """What became of the rows; from here on they never change."""
    rows = [PlanLine(pk=line.id, task_id=task_id) for line, task_id in zip(lines, task_ids, strict=True)]
    PlanLine.objects.bulk_update(rows, ("task",), batch_size=200)
    PlanLine.objects.filter(pk__in=[line.id for line in lines]).update(version=F("version") + 1)
