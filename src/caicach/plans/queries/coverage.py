"""Alignment of a plan: provisions with no task, tasks with no basis, units with no plan."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Final

from caicach.kernel.access import Actor
from caicach.kernel.pages import Page, page_number
from caicach.organisations.domain.units import Level
from caicach.organisations.queries import directory_on
from caicach.plans.domain.plans import Coverage, CoverageSheet, CoveredProvision, ProvisionView, TaskName
from caicach.plans.models import Basis, Plan, Provision, Task
from caicach.plans.obtaining import visible_plan, visible_plans
from caicach.plans.queries.names import unit_names
from caicach.plans.queries.plan_pages import plan_tasks, tasks_in_force
from caicach.plans.queries.plans import plan_rows

SIZE: Final = 100
_OUTSIDE = frozenset({Level.OUTSIDE, Level.PROVINCE})


def coverage(actor: Actor, plan_id: int, *, on: date) -> Coverage:
    """The matrix of a plan. A fixed number of SQL queries.

    Units that should have a plan are those that tasks of this one fall to; a unit has one where a plan of its own
    stands under this plan, or is for the same years.
    """
    plan = visible_plan(actor, plan_id)
    names = unit_names(on)
    with_plan, without = _units(actor, plan, on)
    return Coverage(
        plan=plan_rows(actor, Plan.objects.filter(pk=plan_id), names)[0],
        provisions=_provisions(plan, _carried(plan)),
        tasks=plan_tasks(actor, plan, on=on, names=names),
        units_without_plan=tuple((code, names.of(code)) for code in without),
        units_with_plan=plan_rows(actor, Plan.objects.filter(pk__in=with_plan).order_by("unit_id", "id"), names),
    )


def coverage_sheet(
    actor: Actor,
    plan_id: int,
    *,
    on: date,
    only_uncovered: bool = False,
    page: int = 1,
    task_page: int = 1,
    size: int = SIZE,
) -> CoverageSheet:
    """One page of the matrix of a plan. A fixed number of SQL queries; only the rows shown are fetched."""
    plan, names = visible_plan(actor, plan_id), unit_names(on)
    carried = _carried(plan)
    every = list(plan.provisions.order_by("reference", "id").values_list("pk", flat=True))
    uncovered = [pk for pk in every if pk not in carried]
    based = {task for tasks in carried.values() for task in tasks}
    tasks = list(tasks_in_force(plan).values_list("pk", flat=True))
    listed, bare = uncovered if only_uncovered else every, [pk for pk in tasks if pk not in based]
    number, ids = _paged(listed, page, size)
    task_number, task_ids = _paged(bare, task_page, size)
    words = _task_names({*task_ids, *(task for pk in ids for task in carried.get(pk, ()))})
    with_plan, without = _units(actor, plan, on)
    return CoverageSheet(
        plan=plan_rows(actor, Plan.objects.filter(pk=plan_id), names)[0],
        provisions=Page(_covered(ids, carried, words), len(listed), number, size),
        without_basis=Page(tuple(words[pk] for pk in task_ids), len(bare), task_number, size),
        provision_count=len(every),
        uncovered=len(uncovered),
        task_count=len(tasks),
        units_without_plan=tuple((code, names.of(code)) for code in without),
        units_with_plan=plan_rows(actor, Plan.objects.filter(pk__in=with_plan).order_by("unit_id", "id"), names),
    )


def provision_choices(actor: Actor, plan_id: int) -> tuple[ProvisionView, ...]:
    """Every provision that a plan answers to, with the tasks in force that carry it out. Three SQL queries."""
    plan = visible_plan(actor, plan_id)
    return _provisions(plan, _carried(plan))


def _carried(plan: Plan) -> dict[int, list[int]]:
    """The tasks in force that carry out each provision, in the order of the plan."""
    carried: dict[int, list[int]] = defaultdict(list)
    bases = Basis.objects.filter(task__plan=plan, task__cancelled_at__isnull=True)
    for task_id, provision_id in bases.order_by("task__position", "id").values_list("task_id", "provision_id"):
        carried[provision_id].append(task_id)
    return dict(carried)


def _provisions(plan: Plan, carried: Mapping[int, Sequence[int]]) -> tuple[ProvisionView, ...]:
    return tuple(
        ProvisionView(p.pk, p.reference, p.item, p.text, p.task_id, tuple(carried.get(p.pk, ())))
        for p in plan.provisions.order_by("reference", "id")
    )


def _paged(ids: Sequence[int], asked: int, size: int) -> tuple[int, Sequence[int]]:
    number = page_number(asked, total=len(ids), size=size)
    return number, ids[(number - 1) * size : number * size]


def _task_names(ids: Collection[int]) -> dict[int, TaskName]:
    rows = Task.objects.filter(pk__in=ids).order_by("pk").values_list("pk", "number", "text")
    return {pk: TaskName(pk, number, text) for pk, number, text in rows}


def _covered(
    ids: Sequence[int], carried: Mapping[int, Sequence[int]], words: Mapping[int, TaskName]
) -> tuple[CoveredProvision, ...]:
    rows = {p.pk: p for p in Provision.objects.filter(pk__in=ids).order_by("pk")}
    found = []
    for pk in ids:
        row, tasks = rows[pk], tuple(carried.get(pk, ()))
        view = ProvisionView(pk, row.reference, row.item, row.text, row.task_id, tasks)
        found.append(CoveredProvision(view, tuple(words[task] for task in tasks)))
    return tuple(found)


def units_without_plan(actor: Actor, plan_id: int, *, on: date) -> tuple[tuple[str, str], ...]:
    """Code and name of the units below that tasks of the plan fall to and that have no plan for its years."""
    names = unit_names(on)
    return tuple((code, names.of(code)) for code in _units(actor, visible_plan(actor, plan_id), on)[1])


def _units(actor: Actor, plan: Plan, on: date) -> tuple[list[int], list[str]]:
    """Plans of the units below for the same years, and units below without one."""
    directory = directory_on(on)
    if plan.unit_id not in directory.by_code:
        return [], []
    given = plan.tasks.filter(cancelled_at__isnull=True, assignments__is_cancelled=False).order_by("id")
    named = set(given.values_list("assignments__unit_id", flat=True)) - {plan.unit_id, None}
    wanted = sorted(code for code in named if code in directory.by_code)
    wanted = [code for code in wanted if directory.by_code[code].level not in _OUTSIDE]
    same_years = {"first_year__lte": plan.last_year, "last_year__gte": plan.first_year}
    found = visible_plans(actor).filter(unit_id__in=wanted, **same_years).exclude(pk=plan.pk).order_by("id")
    have = dict(found.values_list("pk", "unit_id"))
    return list(have), [code for code in wanted if code not in set(have.values())]
