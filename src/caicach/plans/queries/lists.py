"""Lists of assignments."""

from datetime import date

from django.db.models import F

from caicach.correspondence import queries as letters
from caicach.kernel.access import Actor
from caicach.kernel.pages import Page, page_number
from caicach.plans.domain.tasks import TaskFilters, TaskRow
from caicach.plans.obtaining import visible_assignments
from caicach.plans.queries.selecting import selected, task_rows, with_waiting


def unit_tasks(actor: Actor, *, on: date, filters: TaskFilters) -> Page[TaskRow]:
    """Assignments by due date, those without one last."""
    found = selected(actor, filters, on)
    total = found.count()
    number = page_number(filters.page, total=total, size=filters.size)
    ordered = with_waiting(found).order_by(F("due_on").asc(nulls_last=True), "task_id", "id")
    rows = list(ordered[(number - 1) * filters.size : number * filters.size])
    return Page(task_rows(actor, rows, on), total, number, filters.size)


def document_tasks(actor: Actor, document_id: int, *, on: date) -> tuple[TaskRow, ...]:
    """The assignments that a document made, in its order, as far as the actor may see them."""
    letters.document_of(actor, document_id)
    found = visible_assignments(actor).filter(task__document_id=document_id, is_cancelled=False)
    rows = list(with_waiting(found).order_by("task__quote_start", "task_id", "-role", "unit_id"))
    return task_rows(actor, rows, on)
