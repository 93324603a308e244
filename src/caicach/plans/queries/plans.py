"""Reads of plans: the list, one row of it, the history of a plan."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from django.db.models import Count, QuerySet

from caicach.kernel.access import Actor
from caicach.kernel.audit.queries import history_of
from caicach.kernel.ordered_pages import ByField, ByKey, by_place, by_text, ordered_page
from caicach.kernel.ordering import text_order
from caicach.kernel.pages import Page
from caicach.kernel.text.folding import fold, search_words
from caicach.kernel.unchanged import while_unchanged
from caicach.plans.domain.plans import PlanFilters, PlanKind, PlanListRow, PlanState
from caicach.plans.domain.tasks import TaskHistoryLine
from caicach.plans.models import Plan, Task
from caicach.plans.obtaining import may_edit_plan, visible_plan, visible_plans
from caicach.plans.queries.names import UnitNames, plan_names, unit_names

PLAN_COLUMNS: Final = ("title", "unit", "years", "state")


def plans(actor: Actor, *, filters: PlanFilters, on: date) -> Page[PlanListRow]:
    """Plans that the actor may see, the newest year first or as the filters order (``PLAN_COLUMNS``)."""
    found = visible_plans(actor).order_by()
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
    names = unit_names(on)
    columns: dict[str, ByField | ByKey] = {
        "title": by_text("title"),
        "unit": ByKey(("unit_id",), lambda code: text_order(names.of(code))),
        "years": ByKey(("first_year", "last_year"), lambda first, last: (first, last)),
        "state": by_place("state", PlanState),
    }
    own = ("-first_year", "-kind", "unit_id", "id")
    rows, total, number = ordered_page(found, filters.order, columns, own=own, page=filters.page, size=filters.size)
    return Page(plan_rows(actor, rows, names), total, number, filters.size)


def plan_rows(actor: Actor, found: Iterable[Plan], names: UnitNames) -> tuple[PlanListRow, ...]:
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


@while_unchanged()
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
