"""What the search finds of this module: plans, and tasks by their words, their units and where they come from."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext_noop

from caicach.kernel.access import Actor, Permission
from caicach.kernel.said import from_text
from caicach.kernel.search.registry import NewEntry, Source, Watched, register
from caicach.plans.models import Assignment, Plan, Task
from caicach.plans.obtaining import visible_assignments, visible_plans
from caicach.plans.queries.names import unit_names


def _tasks(roots: Sequence[str], on: date) -> Iterable[NewEntry]:
    names, units = unit_names(on), defaultdict(list)
    given = Assignment.objects.filter(task__in=list(map(int, roots)), is_cancelled=False).order_by("task_id", "id")
    for task_id, unit in given.values_list("task_id", "unit_id"):
        units[task_id].append(unit)
    columns = ("id", "text", "product", "effective_on", "origin_ref")
    of_others = ("document__number", "document__symbol", "plan__reference", "plan__title")
    rows = Task.objects.filter(pk__in=roots, cancelled_at__isnull=True).order_by("id")
    for row in rows.values(*columns, *of_others):
        document = "/".join(part for part in (row["document__number"], row["document__symbol"]) if part)
        plan = row["plan__reference"] or row["plan__title"]
        codes = tuple(dict.fromkeys(units[row["id"]]))
        yield NewEntry(
            root=str(row["id"]),
            title=row["text"],
            head=(row["text"],),
            body=(row["product"], str(from_text(row["origin_ref"])), plan, *map(names.of, codes)),
            note=document or row["plan__reference"] or "",
            happened_on=row["effective_on"],
            scope=codes,
        )


def _visible_tasks(actor: Actor, roots: Collection[str]) -> Collection[str]:
    found = (
        visible_assignments(actor).filter(task__in=list(map(int, roots))).order_by().values_list("task_id", flat=True)
    )
    return {str(pk) for pk in found.distinct()}


def _plans(roots: Sequence[str], on: date) -> Iterable[NewEntry]:
    names = unit_names(on)
    for row in Plan.objects.filter(pk__in=roots).order_by("id"):
        years = str(row.first_year) if row.first_year == row.last_year else f"{row.first_year} {row.last_year}"
        yield NewEntry(
            root=str(row.pk),
            title=row.title,
            head=(row.title, years),
            body=(names.of(row.unit_id),),
            note=row.reference,
            happened_on=row.issued_on,
            scope=(row.unit_id,),
        )


def _visible_plans(actor: Actor, roots: Collection[str]) -> Collection[str]:
    return {str(pk) for pk in visible_plans(actor).filter(pk__in=list(roots)).values_list("pk", flat=True)}


register(
    Source(
        kind="plan",
        title=gettext_noop("Kế hoạch"),
        table="plans_plan",
        key="id",
        watched=(Watched("plans_plan", ("title", "reference", "first_year", "last_year", "unit_id", "issued_on")),),
        entries=_plans,
        visible=_visible_plans,
        scope=lambda _actor: None,
        address=lambda _actor, root, _part: reverse("web:plan", args=[root]),
    )
)
register(
    Source(
        kind="task",
        title=gettext_noop("Nhiệm vụ"),
        table="plans_task",
        key="id",
        watched=(
            Watched(
                "plans_task",
                ("text", "product", "origin_ref", "document_id", "plan_id", "effective_on", "cancelled_at"),
            ),
            Watched("plans_assignment", ("task_id", "unit_id", "is_cancelled"), key="task_id"),
            Watched("plans_plan", ("title", "reference"), through=("plans_task", "plan_id")),
            Watched("correspondence_receiveddocument", ("number", "symbol"), through=("plans_task", "document_id")),
        ),
        entries=_tasks,
        visible=_visible_tasks,
        scope=lambda actor: None if actor.may(Permission.TASK_SEE_ALL) else actor.visible_units,
        address=lambda _actor, root, _part: reverse("web:task", args=[root]),
    )
)
