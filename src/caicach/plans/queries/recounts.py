"""Proposals of deadlines counted again that wait for the office."""

from datetime import date

from django.db.models import F, QuerySet

from caicach.kernel.access import Actor, Permission
from caicach.plans.domain.recounting import RecountRow, RecountState
from caicach.plans.models import DeadlineRecount
from caicach.plans.obtaining import visible_assignments
from caicach.plans.queries.names import unit_names


def waiting_rows(actor: Actor) -> QuerySet[DeadlineRecount]:
    """Those that still fit the work: it is open, and its deadline the one that was counted."""
    open_rows = visible_assignments(actor).filter(is_cancelled=False, completed_on__isnull=True, paused_on__isnull=True)
    found = DeadlineRecount.objects.filter(state=RecountState.WAITING.value, assignment__in=open_rows)
    return found.filter(assignment__due_on=F("old_due_on")).select_related("assignment__task")


def waiting_recounts(actor: Actor, *, on: date) -> tuple[RecountRow, ...]:
    """Soonest due first. A unit sees its own; who may extend decides, but never of the own unit. Two SQL queries."""
    names, decides = unit_names(on), actor.may(Permission.TASK_EXTEND)
    return tuple(
        RecountRow(
            id=row.pk,
            assignment_id=row.assignment_id,
            task_id=row.assignment.task_id,
            task_text=row.assignment.task.text,
            unit=row.assignment.unit_id,
            unit_name=names.of(row.assignment.unit_id),
            old_due_on=row.old_due_on,
            new_due_on=row.new_due_on,
            reason=row.reason,
            found_at=row.found_at,
            may_decide=decides and row.assignment.unit_id not in actor.acts_for,
        )
        for row in waiting_rows(actor).order_by("old_due_on", "assignment__unit_id", "pk")
    )
