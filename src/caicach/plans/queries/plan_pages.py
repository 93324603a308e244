"""A plan with its objectives and tasks: whole, a page at a time, or one task of it."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from caicach.documents.deadlines.as_json import deadline_from_json
from caicach.documents.deadlines.values import Recurrence
from caicach.drafts.domain.task_fields import chosen_of
from caicach.kernel.access import Actor
from caicach.kernel.errors import NotFound
from caicach.kernel.pages import Page, page_number
from caicach.kernel.unchanged import while_unchanged
from caicach.kernel.vocabulary import AddressRole, ReformArea
from caicach.plans.domain.plan_order import PlacedTask, PlanSheet, area_groups, area_lines, places_of
from caicach.plans.domain.plans import ObjectiveView, PlanListRow, PlanPage, PlanTaskRow, TaskName
from caicach.plans.domain.tasks import StateCounts, TaskOrigin, total
from caicach.plans.models import Assignment, Basis, Plan, Task
from caicach.plans.obtaining import (
    binds,
    may_edit_plan,
    require_binding,
    visible_assignments,
    visible_plan,
    visible_plans,
)
from caicach.plans.queries.names import UnitNames, unit_names
from caicach.plans.queries.plans import plan_rows
from caicach.plans.state_sql import moment_at
from caicach.plans.tallies import Tally as Counts
from caicach.plans.tallies import tally, tally_of_plan
from caicach.plans.wordings import mark_of_wording

Tally = dict[Any, dict[str, int]]
SHEET: Final = 100
"""Rows of a plan on one page."""
_PLACED: Final = ("pk", "area", "objective_id")


def plan_page(actor: Actor, plan_id: int, *, on: date) -> PlanPage:
    """A plan with everything under it. A fixed number of SQL queries."""
    plan = visible_plan(actor, plan_id)
    names = unit_names(on)
    tasks = plan_tasks(actor, plan, on=on, names=names)
    objectives = objectives_of(plan, Counter(task.objective_id for task in tasks))
    summed = total(task.counts for task in tasks)
    return PlanPage(_row(actor, plan, names), objectives, tasks, summed, _below(actor, plan, names), on)


@while_unchanged()
def plan_sheet(actor: Actor, plan_id: int, *, on: date, page: int = 1, size: int = SHEET) -> PlanSheet:
    """One page of a plan in the order in which it is read. A fixed number of SQL queries; only its rows are fetched."""
    plan = visible_plan(actor, plan_id)
    names, moment = unit_names(on), moment_at(on)
    tasks = [PlacedTask(pk, _area(area), of) for pk, area, of in tasks_in_force(plan).values_list(*_PLACED)]
    places = places_of(tasks, objectives_of(plan, Counter(task.objective_id for task in tasks)))
    number = page_number(page, total=len(places), size=size)
    shown = places[(number - 1) * size : number * size]
    rows = plan_tasks(actor, plan, on=on, names=names, ids=[p.task_id for p in shown if p.task_id is not None])
    seen = visible_assignments(actor).filter(task__plan=plan, task__cancelled_at__isnull=True)
    by_area = _by_key(tally_of_plan(seen, moment, "task__area"))
    counts = {_area(area): StateCounts(**states) for area, states in by_area.items()}
    return PlanSheet(
        plan=_row(actor, plan, names),
        areas=Page(area_groups(shown, {row.id: row for row in rows}), len(places), number, size),
        lines=area_lines(places, counts, size=size),
        counts=total(counts.values()),
        children=_below(actor, plan, names),
    )


def plan_objectives(actor: Actor, plan_id: int) -> tuple[ObjectiveView, ...]:
    """What a plan wants to reach, in its order."""
    plan = visible_plan(actor, plan_id)
    return objectives_of(plan, Counter(tasks_in_force(plan).values_list("objective_id", flat=True)))


def plan_task_names(actor: Actor, plan_id: int) -> tuple[TaskName, ...]:
    """Number and words of every task in force of a plan, in its order. Two SQL queries."""
    rows = tasks_in_force(visible_plan(actor, plan_id)).values_list("pk", "number", "text")
    return tuple(TaskName(pk, number, text) for pk, number, text in rows)


def plan_task(actor: Actor, plan_id: int, task_id: int, *, on: date) -> PlanTaskRow:
    """One task in force of a plan. Raises NotFound."""
    found = plan_tasks(actor, visible_plan(actor, plan_id), on=on, names=unit_names(on), ids=[task_id])
    if not found:
        raise NotFound("task.not_found", what="Không có nhiệm vụ này.", todo="Hãy quay lại trang kế hoạch.")
    return found[0]


def plan_task_to_change(actor: Actor, plan_id: int, task_id: int, *, on: date) -> PlanTaskRow:
    """As ``plan_task``, for the form of a change. Raises NotAllowed where the actor may not act for all its units."""
    found = plan_task(actor, plan_id, task_id, on=on)
    if not found.may_change:
        bound = Assignment.objects.filter(task=task_id, is_cancelled=False).order_by("unit_id")
        require_binding(actor, set(bound.values_list("unit_id", flat=True)))
    return found


def plan_task_mark(actor: Actor, plan_id: int, task_id: int) -> str:
    """Which wording of a task in force its form shows. Raises NotFound."""
    row = tasks_in_force(visible_plan(actor, plan_id)).filter(pk=task_id).first()
    if row is None:
        raise NotFound("task.not_found", what="Không có nhiệm vụ này.", todo="Hãy quay lại trang kế hoạch.")
    return mark_of_wording(row)


def objective_mark(actor: Actor, plan_id: int, objective_id: int) -> str:
    """As ``plan_task_mark``, of an objective."""
    row = visible_plan(actor, plan_id).objectives.filter(pk=objective_id).order_by("pk").first()
    if row is None:
        raise NotFound("plan.no_objective", what="Không có mục tiêu này.", todo="Hãy tải lại trang kế hoạch.")
    return mark_of_wording(row)


def plan_tasks(
    actor: Actor, plan: Plan, *, on: date, names: UnitNames, ids: Sequence[int] | None = None
) -> tuple[PlanTaskRow, ...]:
    """Tasks in force in the order of the plan, each with its units and the states that the actor may see.

    ``ids``: of these only.
    """
    found = tasks_in_force(plan) if ids is None else tasks_in_force(plan).filter(pk__in=ids)
    tasks = list(found.annotate(based=_count_of_bases()))
    of_plan = Q(task__plan=plan) if ids is None else Q(task__in=ids)
    assignments = Assignment.objects.filter(of_plan, is_cancelled=False)
    given = list(assignments.order_by("-role", "unit_id").values_list("task_id", "unit_id", "role", "due_on"))
    units: dict[tuple[int, str], list[str]] = defaultdict(list)
    bound: dict[int, set[str]] = defaultdict(set)
    dues: dict[int, list[date]] = defaultdict(list)
    for task_id, unit, role, due_on in given:
        units[task_id, role].append(names.of(unit))
        bound[task_id].add(unit)
        dues[task_id] += [due_on] if due_on else []
    counts = _by_key(tally(visible_assignments(actor).filter(of_plan), moment_at(on), "task_id"))
    may_edit = may_edit_plan(actor, plan.unit_id)
    return tuple(
        _task_row(task, units, dues, counts, may_change=may_edit and binds(actor, bound[task.pk])) for task in tasks
    )


def tasks_in_force(plan: Plan) -> QuerySet[Task]:
    """In the order of the plan."""
    return Task.objects.filter(plan=plan, cancelled_at__isnull=True).order_by("position", "id")


def _count_of_bases() -> Combinable:
    counted = Basis.objects.filter(task=OuterRef("pk")).order_by().values("task").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)


def _area(kept: str | None) -> ReformArea | None:
    return ReformArea(kept) if kept else None


def _row(actor: Actor, plan: Plan, names: UnitNames) -> PlanListRow:
    return plan_rows(actor, Plan.objects.filter(pk=plan.pk), names)[0]


def _below(actor: Actor, plan: Plan, names: UnitNames) -> tuple[PlanListRow, ...]:
    return plan_rows(actor, visible_plans(actor).filter(parent=plan).order_by("unit_id", "id"), names)


def objectives_of(plan: Plan, used: Mapping[int | None, int]) -> tuple[ObjectiveView, ...]:
    """The objectives of a plan in their order; ``used`` says how many tasks serve each."""
    return tuple(
        ObjectiveView(
            o.pk,
            _area(o.area),
            o.number,
            o.text,
            None if o.target is None else Decimal(f"{o.target.normalize():f}"),
            o.target_unit,
            o.metric,
            used.get(o.pk, 0),
        )
        for o in plan.objectives.order_by("id")
    )


def _task_row(
    task: Task,
    units: Mapping[tuple[int, str], Sequence[str]],
    dues: Mapping[int, Sequence[date]],
    tally: Tally,
    *,
    may_change: bool,
) -> PlanTaskRow:
    return PlanTaskRow(
        id=task.pk,
        origin=TaskOrigin(task.origin),
        number=task.number,
        section=tuple(task.section),
        text=task.text,
        product=task.product or "",
        lead=tuple(units.get((task.pk, AddressRole.LEAD.value), ())),
        cooperate=tuple(units.get((task.pk, AddressRole.COOPERATE.value), ())),
        due_on=max(dues.get(task.pk, ()), default=None),
        deadline_raw=task.deadline_raw or "",
        deadline=deadline_from_json(task.deadline) if task.deadline else None,
        recurrence=Recurrence(task.recurrence) if task.recurrence else None,
        budget_raw=task.budget_raw or "",
        area=_area(task.area),
        objective_id=task.objective_id,
        parent_id=task.parent_id,
        bases=getattr(task, "based", 0),
        counts=StateCounts(**tally.get(task.pk, {})),
        is_cancelled=task.cancelled_at is not None,
        may_change=may_change,
        **chosen_of(task),
    )


def _by_key(counted: Counts) -> Tally:
    """The numbers of each state, by the one column that was asked for."""
    counts: Tally = defaultdict(dict)
    for (key, state), n in counted.items():
        counts[key][state] = n
    return counts
