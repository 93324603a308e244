"""Rows of a plan given a slice at a time: reviewed outside of any transaction, each slice a short one of its own."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.db.models import Count, F, Max, Sum

from caicach.kernel.access import Actor
from caicach.kernel.errors import InvalidInput
from caicach.plans.domain.lines import Line, ReviewedLine
from caicach.plans.domain.new_tasks import NewTask
from caicach.plans.domain.tasks import TaskOrigin
from caicach.plans.heads import Heads
from caicach.plans.models import Plan, PlanLine
from caicach.plans.obtaining import locked_plan, visible_plan
from caicach.plans.reviewing_lines import reviewed_lines
from caicach.plans.services.confirming import Blocked, due_dates, task_of
from caicach.plans.services.creating import create_tasks
from caicach.plans.services.handing_over import Heirs, move_to_heirs
from caicach.plans.services.importing import refuse_closed

AT_ONCE: Final = 500
"""Rows that one transaction gives, about half a second in which nobody else writes to the embedded database; more of
them are for the background, so that nobody waits at a page."""


@dataclass(frozen=True)
class Giving:
    """What is to be given. ``choose`` says which of the reviewed rows; ``expect`` hears how many, before each round;
    ``check`` may break off before a slice begins; ``told`` hears how many one gave, inside its transaction.
    """

    actor: Actor
    plan_id: int
    choose: Callable[[Sequence[ReviewedLine]], list[ReviewedLine]]
    now: datetime
    common_due_on: date | None = None
    heirs: Heirs | None = None
    expect: Callable[[int], None] = lambda _count: None
    check: Callable[[], None] = lambda: None
    told: Callable[[int], None] = lambda _count: None


def give_in_slices(giving: Giving) -> Iterator[tuple[int, ...]]:
    """The ids of the tasks, slice by slice. Raises InvalidInput where a chosen row is blocked, before any is given.

    The rows are reviewed once, and again where somebody changed one meanwhile: a slice costs what its own rows cost.
    """
    plan = visible_plan(giving.actor, giving.plan_id)
    heads = Heads(plan.issued_on)
    while True:
        versions, reviewed = _versions(plan.pk), reviewed_lines(plan)
        tasks = tasks_given(reviewed)
        chosen = [one for level in _wholes_first(giving.choose(reviewed), tasks) for one in level]
        giving.expect(len(chosen))
        _refuse_blocked(plan, chosen)
        if not chosen:
            refuse_closed(plan)
            return
        for start in range(0, len(chosen), AT_ONCE):
            giving.check()
            with transaction.atomic():
                plan = locked_plan(giving.actor, giving.plan_id)
                refuse_closed(plan)
                if _versions(plan.pk) != versions:
                    break
                made = _give(giving, plan, chosen[start : start + AT_ONCE], tasks, heads)
                giving.told(len(made))
                versions = _versions(plan.pk)
            yield made
        else:
            return


def _versions(plan_id: int) -> tuple[int, int, int]:
    """Changes with every change of a row of the plan. One SQL query."""
    found = PlanLine.objects.filter(plan=plan_id).aggregate(n=Count("pk"), last=Max("pk"), versions=Sum("version"))
    return found["n"], found["last"] or 0, found["versions"] or 0


def _refuse_blocked(plan: Plan, chosen: Sequence[ReviewedLine]) -> None:
    _, blocked = due_dates(chosen, plan.issued_on, lambda line: line.name)
    if blocked:
        raise _blocked(blocked)


def tasks_given(reviewed: Iterable[ReviewedLine]) -> dict[int, int]:
    """The tasks of the rows that are given, by the ids of the rows."""
    return {one.draft.id: one.draft.task_id for one in reviewed if one.draft.task_id is not None}


def _give(
    giving: Giving, plan: Plan, chosen: Sequence[ReviewedLine], tasks: dict[int, int], heads: Heads
) -> tuple[int, ...]:
    """Make tasks of rows of a locked plan as they were reviewed; ``tasks`` gains what was made."""
    due, _ = due_dates(chosen, plan.issued_on, lambda line: line.name)
    made: list[int] = []

    def task(one: ReviewedLine) -> NewTask:
        due_on = due[one.draft.id]
        new = task_of(one, TaskOrigin.PLAN, issued_on=plan.issued_on, due_on=due_on, common_due_on=giving.common_due_on)
        return _placed(new, plan.pk, one.draft, tasks)

    for level in _wholes_first(chosen, tasks):
        new = [task(one) for one in level]
        ids = create_tasks(giving.actor, tasks=new, heads=heads, now=giving.now)
        _mark([one.draft for one in level], ids)
        tasks |= {one.draft.id: task_id for one, task_id in zip(level, ids, strict=True)}
        made += ids
    if giving.heirs and made:
        move_to_heirs(giving.actor, heirs=giving.heirs, now=giving.now, task_ids=made)
    return tuple(made)


def _wholes_first(chosen: Sequence[ReviewedLine], tasks: dict[int, int]) -> Iterable[list[ReviewedLine]]:
    """In the order of the plan, wholes ahead of their parts; a part whose whole is not confirmed stays out."""
    waiting = list(chosen)
    there = set(tasks)
    while waiting:
        ready = [one for one in waiting if one.draft.parent is None or one.draft.parent in there]
        if not ready:
            return
        yield ready
        there |= {one.draft.id for one in ready}
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
