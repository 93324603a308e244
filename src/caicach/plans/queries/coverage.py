"""Alignment of a plan: provisions with no task, tasks with no basis, units with no plan."""

from collections import defaultdict
from datetime import date

from caicach.kernel.access import Actor
from caicach.organisations.domain.units import Level
from caicach.organisations.queries import directory_on
from caicach.plans.domain.plans import Coverage, ProvisionView
from caicach.plans.models import Basis, Plan
from caicach.plans.obtaining import visible_plan, visible_plans
from caicach.plans.queries.names import unit_names
from caicach.plans.queries.plans import plan_rows, plan_tasks

_OUTSIDE = frozenset({Level.OUTSIDE, Level.PROVINCE})


def coverage(actor: Actor, plan_id: int, *, on: date) -> Coverage:
    """The matrix of a plan. A fixed number of SQL queries.

    Units that should have a plan are those that tasks of this one fall to; a unit has one where a plan of its own
    stands under this plan, or is for the same years.
    """
    plan = visible_plan(actor, plan_id)
    names = unit_names(on)
    tasks = plan_tasks(actor, plan, on=on, names=names)
    carried: dict[int, list[int]] = defaultdict(list)
    bases = Basis.objects.filter(task__plan=plan, task__cancelled_at__isnull=True)
    for task_id, provision_id in bases.order_by("task__position", "id").values_list("task_id", "provision_id"):
        carried[provision_id].append(task_id)
    provisions = tuple(
        ProvisionView(p.pk, p.reference, p.item, p.text, p.task_id, tuple(carried[p.pk]))
        for p in plan.provisions.order_by("reference", "id")
    )
    with_plan, without = _units(actor, plan, on)
    return Coverage(
        plan=plan_rows(actor, Plan.objects.filter(pk=plan_id), names)[0],
        provisions=provisions,
        tasks=tasks,
        units_without_plan=tuple((code, names.of(code)) for code in without),
        units_with_plan=plan_rows(actor, Plan.objects.filter(pk__in=with_plan).order_by("unit_id", "id"), names),
    )


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
