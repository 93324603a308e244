"""Assignments as rows of lists, by the facts of a moment: nobody has to remember to ask for them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils import timezone

from caicach.correspondence import queries as letters
from caicach.correspondence.domain.received import DocumentRow
from caicach.documents.deadlines.values import Recurrence
from caicach.drafts.domain.task_fields import CHOSEN, chosen_of
from caicach.kernel.access import Actor
from caicach.kernel.calendar import WorkingCalendar
from caicach.kernel.calendar.in_force import calendar_in_force
from caicach.kernel.errors import InvalidInput
from caicach.kernel.instants import end_of
from caicach.kernel.metrics import Missing
from caicach.kernel.said import from_text, tell
from caicach.kernel.vocabulary import AddressRole, ProposalKind, ReformArea
from caicach.plans.domain.deadlines import working_days_late, working_days_left
from caicach.plans.domain.history import facts_on
from caicach.plans.domain.states import AssignmentFacts, TaskState, state_of
from caicach.plans.domain.tasks import Quality, ReportState, TaskOrigin, TaskRow
from caicach.plans.models import Assignment, ProgressReport, Task
from caicach.plans.queries.columns import AssignmentColumns, columns_of
from caicach.plans.queries.histories import history_of_rows
from caicach.plans.queries.names import UnitNames, plan_names, unit_names
from caicach.plans.state_sql import Moment

Counting = Callable[[date | None, date, WorkingCalendar], int | None]
AT_ONCE: Final = 500  # an older SQLite takes no more than 999 values
_OF_TASK: Final = (
    "origin", "origin_ref", "document_id", "plan_id", "item", "number", "kind", "text", "area", "recurrence",
    "created_at", *(field.name for field in CHOSEN),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Newest:
    """The newest report that was filed by the moment, as it stood then."""

    id: int = 0
    is_waiting: bool = False
    is_returned: bool = False
    is_late: bool = False


_NO_REPORT: Final = _Newest()


def task_rows(actor: Actor, ids: Sequence[int], moment: Moment, names: UnitNames | None = None) -> tuple[TaskRow, ...]:
    """Assignments, in the order of their ids given, as rows of the moment. A fixed number of SQL queries for 500."""
    rows = columns_of(ids)
    maker = RowMaker(actor, rows, moment, names)
    return tuple(maker.row(row) for row in rows)


def facts_of(row: Assignment | AssignmentColumns) -> AssignmentFacts:
    return AssignmentFacts(
        due_on=row.due_on,
        completed_on=row.completed_on,
        judged_due_on=row.judged_due_on,
        claimed_on=row.claimed_on,
        begun_on=row.begun_on,
        paused_on=row.paused_on,
        is_awaiting=row.is_awaiting,
        lead_accepted_on=row.lead_accepted_on,
    )


class RowMaker:
    """Makes rows of a list at a moment: facts, reports, names, documents and calendar come once for all of them.

    A fixed number of SQL queries, and of a past moment some more for every 500 rows.
    """

    def __init__(
        self,
        actor: Actor,
        rows: Sequence[Assignment | AssignmentColumns],
        moment: Moment,
        names: UnitNames | None = None,
    ) -> None:
        self._on = moment.on
        self._names = names or unit_names(moment.on)
        self._calendar: WorkingCalendar = calendar_in_force()
        self._facts = _facts_at(rows, moment)
        self._newest = _newest_reports([row.pk for row in rows], moment.on)
        self._tasks = _columns_by_task(actor, sorted({row.task_id for row in rows}))

    def unit_name(self, code: str) -> str:
        return self._names.of(code)

    def row(self, row: Assignment | AssignmentColumns) -> TaskRow:
        facts, newest = self._facts[row.pk], self._newest.get(row.pk, _NO_REPORT)
        state = state_of(facts, self._on)
        return TaskRow(
            assignment_id=row.pk,
            unit=row.unit_id,
            unit_name=self.unit_name(row.unit_id),
            role=AddressRole(row.role),
            answerable=row.post_title,
            original_due_on=row.original_due_on,
            due_on=facts.due_on,
            state=state,
            days_late=self._days_late(facts, state),
            days_left=self._days_left(facts, state),
            completed_on=facts.completed_on,
            is_waiting=newest.is_waiting,
            waiting_report_id=newest.id if newest.is_waiting else None,
            is_returned=newest.is_returned,
            post_code=row.post_code,
            holder=row.holder_name,
            period=row.period,
            delegate=row.delegate_name,
            quality=Quality(row.quality) if row.quality and facts.completed_on else None,
            is_late_report=newest.is_late,
            **self._tasks[row.task_id],
        )

    def _days_late(self, facts: AssignmentFacts, state: TaskState) -> int | Missing | None:
        if state is TaskState.OVERDUE:
            return self._counted(working_days_late, facts.due_on, self._on)
        if state is TaskState.DONE_LATE and facts.completed_on is not None:
            return self._counted(working_days_late, facts.judged_due_on, facts.completed_on)
        return None

    def _days_left(self, facts: AssignmentFacts, state: TaskState) -> int | Missing | None:
        return None if state.is_done else self._counted(working_days_left, facts.due_on, self._on)

    def _counted(self, count: Counting, due_on: date | None, day: date) -> int | Missing | None:
        try:
            return count(due_on, day, self._calendar)
        except InvalidInput:
            return self._no_calendar(due_on, day)

    def _no_calendar(self, *days: date | None) -> Missing:
        first, last = self._calendar.first_day, self._calendar.last_day
        years = sorted({day.year for day in days if day is not None and not first <= day <= last})
        why = "Chưa có lịch làm việc năm {years}; hãy nhờ quản trị viên bổ sung."
        return Missing(tell(why, years=", ".join(map(str, years))))


def _columns_by_task(actor: Actor, ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    """What a row says of its task, by the names of ``TaskRow``: the same for all the units that have it."""
    slices = (ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE))
    tasks = [task for some in slices for task in Task.objects.filter(pk__in=some).only(*_OF_TASK).order_by()]
    documents = letters.document_rows(actor, sorted({task.document_id for task in tasks if task.document_id}))
    plans = plan_names({task.plan_id for task in tasks if task.plan_id is not None})
    return {task.pk: _columns_of_task(task, documents, plans) for task in tasks}


def _columns_of_task(task: Task, documents: Mapping[int, DocumentRow], plans: Mapping[int, str]) -> dict[str, Any]:
    document = documents.get(task.document_id) if task.document_id is not None else None
    return {
        "task_id": task.pk,
        "origin": TaskOrigin(task.origin),
        "origin_ref": from_text(task.origin_ref),
        "document_id": task.document_id,
        "document_reference": document.reference if document else "",
        "plan_id": task.plan_id,
        "plan_name": plans.get(task.plan_id or 0, ""),
        "item": task.item or task.number or None,
        "kind": ProposalKind(task.kind),
        "text": task.text,
        "area": ReformArea(task.area) if task.area else None,
        "recurrence": Recurrence(task.recurrence) if task.recurrence else None,
        "entered_on": timezone.localdate(task.created_at),
        **chosen_of(task),
    }


def _facts_at(rows: Sequence[Assignment | AssignmentColumns], moment: Moment) -> dict[int, AssignmentFacts]:
    if not moment.is_past:
        return {row.pk: facts_of(row) for row in rows}
    known = history_of_rows(rows)
    return {row.pk: facts_on(known[row.pk], moment.on) or facts_of(row) for row in rows}


def _newest_reports(ids: Sequence[int], on: date) -> dict[int, _Newest]:
    found: dict[int, _Newest] = {}
    end = end_of(on)
    for start in range(0, len(ids), AT_ONCE):
        filed = ProgressReport.objects.filter(assignment__in=ids[start : start + AT_ONCE], reported_at__lt=end)
        columns = ("assignment_id", "pk", "state", "is_late", "decided_at")
        for key, report_id, state, is_late, decided_at in filed.order_by("number").values_list(*columns):
            is_decided = decided_at is not None and decided_at < end
            is_returned = is_decided and state == ReportState.RETURNED.value
            found[key] = _Newest(report_id, not is_decided, is_returned, is_late)
    return found
