"""Lists of assignments as they stood at the end of a past day, or as they changed until then."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from django.db.models import F, Q, QuerySet

from caicach.kernel.access import Actor
from caicach.kernel.pages import Page, page_number
from caicach.plans.as_of_sql import Moment
from caicach.plans.domain.boards import Change
from caicach.plans.domain.history import facts_on
from caicach.plans.domain.tasks import TaskFilters, TaskRow
from caicach.plans.models import Assignment
from caicach.plans.queries.changes import changed
from caicach.plans.queries.histories import history_of_rows
from caicach.plans.queries.names import UnitNames
from caicach.plans.queries.selecting import RowMaker, narrowed

_AT_ONCE: Final = 500  # an older SQLite takes no more than 999 values


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
    total, size = found.count(), most or filters.size
    number = page_number(1 if most else filters.page, total=total, size=size)
    ordered = found.order_by(F("due_then").asc(nulls_last=True), "task_id", "id").values_list("pk", flat=True)
    shown = list(ordered[(number - 1) * size : number * size])
    return Page(past_rows(actor, shown, on), total, number, size)


def rows_at(
    actor: Actor, *, moment: Moment, filters: TaskFilters, change: Change | None = None, since: date | None = None
) -> QuerySet[Assignment]:
    """With ``state`` and ``due_then``; without order."""
    found = moment.given(narrowed(actor, replace(filters, due_from=None, due_to=None)))
    if change is not None and since is not None:
        found = changed(found, change, since=since, moment=moment)
    found = moment.stated(found)
    if filters.due_from:
        found = found.filter(Q(due_then__gte=filters.due_from))
    if filters.due_to:
        found = found.filter(Q(due_then__lte=filters.due_to))
    if filters.states:
        found = found.filter(Q(state__in=[state.value for state in filters.states]))
    return found


def past_rows(actor: Actor, ids: Sequence[int], on: date, names: UnitNames | None = None) -> tuple[TaskRow, ...]:
    """Assignments, in the order of their ids given, as rows of the day ``on``. A fixed number of SQL queries."""
    slices = (ids[start : start + _AT_ONCE] for start in range(0, len(ids), _AT_ONCE))
    rows = [row for some in slices for row in Assignment.objects.filter(pk__in=some).select_related("task")]
    histories = history_of_rows(rows)
    by_id = {row.pk: row for row in rows}
    for row in rows:
        facts = facts_on(histories[row.pk], on)
        if facts is not None:
            row.due_on, row.completed_on, row.judged_due_on = facts.due_on, facts.completed_on, facts.judged_due_on
            row.claimed_on, row.begun_on = facts.claimed_on, facts.begun_on
            row.paused_on, row.is_awaiting = facts.paused_on, facts.is_awaiting
    maker = RowMaker(actor, rows, on, names)
    return tuple(maker.row(by_id[pk], None) for pk in ids if pk in by_id)
