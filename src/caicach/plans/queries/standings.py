"""Assignments as they stood at the end of a period, for reports."""

from datetime import date, timedelta
from typing import Final

from django.db.models import QuerySet

from caicach.kernel.access import Actor
from caicach.kernel.instants import end_of
from caicach.plans.domain.extending import DeadlineCause
from caicach.plans.domain.standing import Standing
from caicach.plans.domain.tasks import TaskFilters, TaskRow
from caicach.plans.models import Assignment, DeadlineChange
from caicach.plans.queries.names import unit_names
from caicach.plans.queries.rows import task_rows
from caicach.plans.queries.selecting import narrowed_assignments
from caicach.plans.state_sql import Moment

_AT_ONCE: Final = 2000  # what a row is made from is let go before the next are read


def standings(actor: Actor, *, first: date, last: date, units: tuple[str, ...] = ()) -> tuple[Standing, ...]:
    """In force at the end of ``last`` and not done before ``first``: what a report of the period speaks of.

    Only what the actor may see; ``units`` narrow further. In the order of task and unit.
    """
    found = _of_period(narrowed_assignments(actor, TaskFilters(units=units)), first, last)
    ids = list(found.order_by("task_id", "unit_id", "id").values_list("pk", flat=True))
    extended = set(_extended(first, last).values_list("assignment_id", flat=True))
    moment, names = Moment(last), unit_names(last)
    parts = (ids[start : start + _AT_ONCE] for start in range(0, len(ids), _AT_ONCE))
    rows = (row for part in parts for row in task_rows(actor, part, moment, names))
    return tuple(_standing(row, row.assignment_id in extended) for row in rows)


def standing_count(actor: Actor, *, first: date, last: date, units: tuple[str, ...] = ()) -> int:
    """How many ``standings`` gives. One SQL query."""
    return _of_period(narrowed_assignments(actor, TaskFilters(units=units)), first, last).count()


def _of_period(found: QuerySet[Assignment], first: date, last: date) -> QuerySet[Assignment]:
    return Moment(last).given(found).exclude(Moment(first - timedelta(days=1)).done())


def _extended(first: date, last: date) -> QuerySet[DeadlineChange]:
    found = DeadlineChange.objects.filter(cause=DeadlineCause.EXTENSION.value, old_due_on__isnull=False)
    before = first - timedelta(days=1)
    return found.filter(decided_at__gte=end_of(before), decided_at__lt=end_of(last)).order_by()


def _standing(row: TaskRow, is_extended: bool) -> Standing:
    return Standing(
        assignment_id=row.assignment_id,
        task_id=row.task_id,
        text=row.text,
        unit=row.unit,
        unit_name=row.unit_name,
        area=row.area,
        head=row.post_code or "",
        head_name=": ".join(dict.fromkeys(filter(None, (row.answerable, row.holder)))),  # a post may be its own holder
        source=row.document_reference or row.plan_name,
        state=row.state,
        original_due_on=row.original_due_on,
        due_on=row.due_on,
        completed_on=row.completed_on,
        days_late=row.days_late if isinstance(row.days_late, int) else None,
        is_extended=is_extended,
        role=row.role,
    )
