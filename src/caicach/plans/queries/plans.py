"""Reads of plans: the list, a plan with its objectives and tasks, who carries out what."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from django.db.models import Count, QuerySet

from caicach.kernel.access import Actor
from caicach.kernel.audit.queries import history_of
from caicach.kernel.pages import Page, page_number
from caicach.kernel.text.folding import fold, search_words
from caicach.kernel.vocabulary import AddressRole, ReformArea
from caicach.plans.domain.plans import (
    ObjectiveView,
    PlanFilters,
    PlanKind,
    PlanListRow,
    PlanPage,
    PlanState,
    PlanTaskRow,
)
from caicach.plans.domain.tasks import StateCounts, TaskHistoryLine, TaskOrigin, total
from caicach.plans.models import Assignment, Plan, Task
from caicach.plans.obtaining import may_edit_plan, visible_assignments, visible_plan, visible_plans
from caicach.plans.queries.names import UnitNames, plan_names, unit_names
from caicach.plans.state_sql import Moment, moment_at

Tally = Mapping[int, Mapping[str, int]]


def plans(actor: Actor, *, filters: PlanFilters, on: date) -> Page[PlanListRow]:
    """Plans that the actor may see, the newest year first."""
    found = visible_plans(actor).order_by("-first_year", "-kind", "unit_id", "id")
    if filters.kind is not None:
        found = found.filter(kind=filters.kind.value)
    if filters.unit:
        found = found.filter(unit_id=filters.unit)
    if filters.year is not None:
        found = found.filter(first_year__lte=filters.year, last_year__gte=filters.year)
    if filters.states:
        found = found.filter(state__in=[state.value for state in filters.states])
    if filters.text:
        wanted = search_words(filters.text)
        named = [p.pk for p in found if all(word in fold(f"{p.title} {p.reference}") for word in wanted)]
        found = found.filter(pk__in=named)
    total = found.count()
    number = page_number(filters.page, total=total, size=filters.size)
    rows = found[(number - 1) * filters.size : number * filters.size]
    return Page(plan_rows(actor, rows, unit_names(on)), total, number, filters.size)


def plan_rows(actor: Actor, found: QuerySet[Plan], names: UnitNames) -> tuple[PlanListRow, ...]:
    rows = list(found)
    ids = [row.pk for row in rows]
    tasks = _counted(Task.objects.filter(plan__in=ids, cancelled_at__isnull=True))
    lines = _counted(Plan.objects.filter(pk__in=ids, lines__task=None, lines__is_dropped=False), "pk", "lines")
    above = plan_names({row.parent_id for row in rows if row.parent_id is not None})
    return tuple(
        PlanListRow(
            id=row.pk,
            kind=PlanKind(row.kind),
            unit=row.unit_id,
            unit_name=names.of(row.unit_id),
            first_year=row.first_year,
            last_year=row.last_year,
            title=row.title,
            reference=row.reference,
            issued_on=row.issued_on,
            state=PlanState(row.state),
            version=row.version,
            parent_id=row.parent_id,
            parent_name=above.get(row.parent_id or 0, ""),
            tasks=tasks.get(row.pk, 0),
            open_lines=lines.get(row.pk, 0) if may_edit_plan(actor, row.unit_id) else 0,
            may_edit=may_edit_plan(actor, row.unit_id),
        )
        for row in rows
    )


def _counted(found: QuerySet[Task] | QuerySet[Plan], by: str = "plan_id", counted: str = "pk") -> dict[int, int]:
    return {line[by]: line["n"] for line in found.values(by).annotate(n=Count(counted)).order_by(by)}


def plan_row(actor: Actor, plan_id: int, *, on: date) -> PlanListRow:
    visible_plan(actor, plan_id)
    return plan_rows(actor, Plan.objects.filter(pk=plan_id), unit_names(on))[0]


def plan_page(actor: Actor, plan_id: int, *, on: date) -> PlanPage:
    """A plan with everything under it. A fixed number of SQL queries."""
    plan = visible_plan(actor, plan_id)
    names = unit_names(on)
    tasks = plan_tasks(actor, plan, on=on, names=names)
    used: dict[int, int] = defaultdict(int)
    for task in tasks:
        if task.objective_id is not None:
            used[task.objective_id] += 1
    objectives = tuple(
        ObjectiveView(
            o.pk,
            ReformArea(o.area) if o.area else None,
            o.number,
            o.text,
            None if o.target is None else Decimal(f"{o.target.normalize():f}"),
            o.target_unit,
            o.metric,
            used[o.pk],
        )
        for o in plan.objectives.order_by("id")
    )
    below = visible_plans(actor).filter(parent=plan).order_by("unit_id", "id")
    row = plan_rows(actor, Plan.objects.filter(pk=plan_id), names)[0]
    summed = total(task.counts for task in tasks)
    return PlanPage(row, objectives, tasks, summed, plan_rows(actor, below, names), on)


def plan_tasks(actor: Actor, plan: Plan, *, on: date, names: UnitNames) -> tuple[PlanTaskRow, ...]:
    """Tasks in force in the order of the plan, each with its units and the states that the actor may see."""
    found = Task.objects.filter(plan=plan, cancelled_at__isnull=True).annotate(based=Count("bases"))
    tasks = list(found.order_by("position", "id"))
    assignments = Assignment.objects.filter(task__plan=plan, is_cancelled=False)
    given = list(assignments.order_by("-role", "unit_id").values_list("task_id", "unit_id", "role", "due_on"))
    units: dict[tuple[int, str], list[str]] = defaultdict(list)
    dues: dict[int, list[date]] = defaultdict(list)
    for task_id, unit, role, due_on in given:
        units[task_id, role].append(names.of(unit))
        dues[task_id] += [due_on] if due_on else []
    tally = _tally(visible_assignments(actor).filter(task__plan=plan), moment_at(on))
    return tuple(_task_row(task, units, dues, tally) for task in tasks)


def _task_row(
    task: Task, units: Mapping[tuple[int, str], Sequence[str]], dues: Mapping[int, Sequence[date]], tally: Tally
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
        recurrence=task.recurrence,
        budget_raw=task.budget_raw or "",
        area=ReformArea(task.area) if task.area else None,
        objective_id=task.objective_id,
        parent_id=task.parent_id,
        bases=getattr(task, "based", 0),
        counts=StateCounts(**tally.get(task.pk, {})),
        is_cancelled=task.cancelled_at is not None,
    )


def _tally(found: QuerySet[Assignment], moment: Moment) -> Tally:
    """By task; of the rows that the actor may see."""
    counts: dict[int, dict[str, int]] = defaultdict(dict)
    for (task_id, state), n in moment.tally(found, "task_id").items():
        counts[task_id][state] = n
    return counts


def plan_history(actor: Actor, plan_id: int) -> tuple[TaskHistoryLine, ...]:
    """What was done to the plan itself, newest first."""
    visible_plan(actor, plan_id)
    lines = sorted(history_of("plan", plan_id), key=lambda line: line.at, reverse=True)
    return tuple(TaskHistoryLine(ln.at, ln.action, ln.actor_name, ln.old, ln.new, ln.why) for ln in lines)


def parent_choices(actor: Actor, *, on: date, except_id: int | None = None) -> tuple[PlanListRow, ...]:
    """Plans that another may stand under: those not closed, newest first."""
    found = visible_plans(actor).exclude(state=PlanState.CLOSED.value)
    if except_id is not None:
        found = found.exclude(pk=except_id)
    return plan_rows(actor, found.order_by("-first_year", "unit_id", "id")[:200], unit_names(on))
