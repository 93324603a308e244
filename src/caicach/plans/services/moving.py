"""The one place where a deadline in force is written: always beside a line that says from what, to what and why."""

from datetime import date, datetime

from caicach.kernel.access import Actor
from caicach.plans.domain.extending import DeadlineCause
from caicach.plans.models import Assignment, DeadlineChange


def move_deadline(
    actor: Actor,
    assignment: Assignment,
    due_on: date,
    *,
    cause: DeadlineCause,
    reason: str,
    decided_on: date,
    now: datetime,
) -> None:
    """Write the new deadline and its line; the caller has checked that it may and saves nothing of it."""
    DeadlineChange.objects.create(
        assignment=assignment,
        old_due_on=assignment.due_on,
        new_due_on=due_on,
        cause=cause.value,
        reason=reason,
        decided_on=decided_on,
        decided_at=now,
        decided_by_name=actor.name,
    )
    assignment.due_on = due_on
    assignment.save(update_fields=("due_on",))
