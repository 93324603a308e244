"""Work that wants something said of it: a first deadline, or a unit that still exists."""

from datetime import date

from django.db.models import Count, Q, QuerySet

from caicach.correspondence import queries as letters
from caicach.kernel.access import Actor
from caicach.kernel.unchanged import while_unchanged
from caicach.plans.domain.giving import NOTHING_GIVEN, EndedUnit, Giving
from caicach.plans.domain.states import TaskState
from caicach.plans.domain.tasks import TaskFilters, TaskRow
from caicach.plans.giving import ended_units, giving_of
from caicach.plans.models import Assignment
from caicach.plans.obtaining import visible_assignments
from caicach.plans.queries.rows import task_rows
from caicach.plans.queries.selecting import selected_assignments
from caicach.plans.state_sql import Moment

MOST = 5000


def directive_giving(actor: Actor, document_id: int, *, on: date) -> Giving:
    """What confirming the document on the day ``on`` would give; nothing while its own day is not known."""
    issued_on = letters.document_of(actor, document_id).effective_on
    if issued_on is None:
        return NOTHING_GIVEN
    reviewed = letters.reviewed_proposals(actor, document_id)
    return giving_of([one for one in reviewed if one.draft.is_open], issued_on=issued_on, on=on)


def undated_work(
    actor: Actor,
    *,
    on: date,
    filters: TaskFilters,
    assignment_ids: tuple[int, ...] = (),
    task_id: int | None = None,
) -> tuple[TaskRow, ...]:
    """Open assignments without a deadline: those named, those of a task, or those of the filters; at most ``MOST``."""
    if assignment_ids or task_id is not None:
        filters = TaskFilters()
    moment = Moment(on, is_past=False)
    found = moment.stated(selected_assignments(actor, filters, moment))
    if assignment_ids:
        found = found.filter(pk__in=assignment_ids)
    if task_id is not None:
        found = found.filter(task_id=task_id)
    wanted = found.filter(Q(state=TaskState.NO_DEADLINE.value)).order_by("task_id", "-role", "unit_id", "id")
    return task_rows(actor, list(wanted.values_list("pk", flat=True)[:MOST]), moment)


@while_unchanged()
def ended_work(
    actor: Actor, *, on: date, document_id: int | None = None, task_id: int | None = None
) -> tuple[EndedUnit, ...]:
    """Units that no longer exist and still have open assignments, of a document, a task, or all."""
    found = visible_assignments(actor).filter(is_cancelled=False, accepted_on__isnull=True)
    if document_id is not None:
        found = found.filter(task__document_id=document_id)
    if task_id is not None:
        found = found.filter(task_id=task_id)
    return ended_units(_counted(found), on)


def _counted(found: QuerySet[Assignment]) -> dict[tuple[str, date], int]:
    rows = found.order_by().values_list("unit_id", "task__effective_on").annotate(n=Count("pk"))
    return {(unit, start): n for unit, start, n in rows}
