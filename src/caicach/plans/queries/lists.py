"""Lists of assignments: of today, or as they stood at the end of a past day, or as they changed until then."""

from dataclasses import replace
from datetime import date
from typing import Final

from django.db.models import QuerySet

from caicach.correspondence import queries as letters
from caicach.kernel.access import Actor
from caicach.kernel.calendar.in_force import calendar_in_force
from caicach.kernel.ordered_pages import ids_between
from caicach.kernel.pages import Page, page_number
from caicach.kernel.unchanged import while_unchanged
from caicach.plans.domain.boards import Change
from caicach.plans.domain.tasks import TaskFilters, TaskRow
from caicach.plans.models import Assignment
from caicach.plans.obtaining import visible_assignments
from caicach.plans.queries.changes import changed_assignments
from caicach.plans.queries.orders import sections_of
from caicach.plans.queries.rows import task_rows
from caicach.plans.queries.selecting import selected_assignments
from caicach.plans.state_sql import Moment, moment_at

KEPT: Final = 200
"""Rows of a page at most; a file has as many as there are, and nobody asks for it twice."""


def unit_tasks(actor: Actor, *, on: date, filters: TaskFilters) -> Page[TaskRow]:
    """Assignments as they stood at the end of ``on``, by due date, those without one last, or as the filters order."""
    return (_page_of_day if filters.size <= KEPT else _tasks_of_day)(actor, on, filters)


@while_unchanged(calendar_in_force)
def _page_of_day(actor: Actor, on: date, filters: TaskFilters) -> Page[TaskRow]:
    return _tasks_of_day(actor, on, filters)


def _tasks_of_day(actor: Actor, on: date, filters: TaskFilters) -> Page[TaskRow]:
    moment = moment_at(on)
    return _page(actor, selected_assignments(actor, filters, moment), moment, filters, filters.size)


def tasks_at(
    actor: Actor,
    *,
    on: date,
    today: date,
    filters: TaskFilters,
    change: Change | None = None,
    since: date | None = None,
    most: int | None = None,
) -> Page[TaskRow]:
    """The rows behind a figure of a board: their states, deadlines and reports are those of the end of ``on``.

    ``most`` asks for so many at once, for a file, in place of a page.
    """
    moment = Moment(on, is_past=on < today)
    found = rows_at(actor, moment=moment, filters=filters, change=change, since=since)
    return _page(actor, found, moment, replace(filters, page=1) if most else filters, most or filters.size)


def rows_at(
    actor: Actor, *, moment: Moment, filters: TaskFilters, change: Change | None = None, since: date | None = None
) -> QuerySet[Assignment]:
    """With ``due_then``; without order."""
    found = selected_assignments(actor, filters, moment)
    return found if change is None or since is None else changed_assignments(found, change, since=since, moment=moment)


@while_unchanged()
def document_tasks(actor: Actor, document_id: int, *, on: date) -> tuple[TaskRow, ...]:
    """The assignments that a document made, in its order, as far as the actor may see them."""
    letters.document_of(actor, document_id)
    moment = moment_at(on)
    found = moment.given(visible_assignments(actor).filter(task__document_id=document_id))
    ordered = found.order_by("task__quote_start", "task_id", "-role", "unit_id")
    return task_rows(actor, list(ordered.values_list("pk", flat=True)), moment)


def _page(actor: Actor, found: QuerySet[Assignment], moment: Moment, filters: TaskFilters, size: int) -> Page[TaskRow]:
    """Only the sections that the page shows are read."""
    sections = sections_of(actor, found, moment, filters.order)
    total = sum(section.count for section in sections)
    number = page_number(filters.page, total=total, size=size)
    shown = ids_between(sections, (number - 1) * size, number * size)
    return Page(task_rows(actor, shown, moment), total, number, size)
