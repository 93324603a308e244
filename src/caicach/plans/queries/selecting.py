"""From filters to rows: which assignments are meant, and an assignment as a row of a list."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext

from caicach.correspondence import queries as letters
from caicach.correspondence.domain.received import DocumentRow
from caicach.correspondence.domain.review import AddressRole, ProposalKind
from caicach.documents.values import Recurrence
from caicach.kernel.access import Actor
from caicach.kernel.calendar import WorkingCalendar
from caicach.kernel.errors import InvalidInput
from caicach.kernel.metrics import Missing
from caicach.kernel.text.folding import search_words
from caicach.kernel.vocabulary import ReformArea
from caicach.plans.calendar_in_force import calendar_in_force
from caicach.plans.domain.deadlines import working_days_late, working_days_left
from caicach.plans.domain.states import AssignmentFacts, TaskState, state_of
from caicach.plans.domain.tasks import Quality, ReportState, TaskFilters, TaskOrigin, TaskRow
from caicach.plans.models import Assignment, ProgressReport, SubTask
from caicach.plans.obtaining import visible_assignments
from caicach.plans.queries.names import UnitNames, plan_names, unit_names
from caicach.plans.state_sql import state_case

Counting = Callable[[date | None, date, WorkingCalendar], int | None]


def selected(actor: Actor, filters: TaskFilters, on: date) -> QuerySet[Assignment]:
    """Assignments in force that the actor may see and the filters mean; without order."""
    found = narrowed(actor, filters).filter(is_cancelled=False)
    if filters.states:
        found = found.annotate(state=state_case(on)).filter(state__in=[state.value for state in filters.states])
    return found


def narrowed(actor: Actor, filters: TaskFilters) -> QuerySet[Assignment]:
    """What the actor may see and the filters mean, whatever its state, cancelled or not; without order."""
    found = _of_people(visible_assignments(actor).order_by(), filters)
    if filters.units:
        found = found.filter(unit_id__in=filters.units)
    if filters.documents or filters.without_document:
        no_document = Q(task__document__isnull=True) if filters.without_document else Q()
        found = found.filter(no_document | Q(task__document_id__in=filters.documents))
    if filters.plans:
        found = found.filter(task__plan_id__in=filters.plans)
    if filters.areas or filters.without_area:
        none = Q(task__area__isnull=True) if filters.without_area else Q()
        found = found.filter(none | Q(task__area__in=[area.value for area in filters.areas]))
    if filters.role is not None:
        found = found.filter(role=filters.role.value)
    if filters.due_from:
        found = found.filter(due_on__gte=filters.due_from)
    if filters.due_to:
        found = found.filter(due_on__lte=filters.due_to)
    for word in search_words(filters.text):
        found = found.filter(task__search_text__contains=word)
    return found


def _of_people(found: QuerySet[Assignment], filters: TaskFilters) -> QuerySet[Assignment]:
    """Who answers for the work and who does it, how often, and how well it was done."""
    if filters.heads:
        unknown = Q(post_code__isnull=True) if "" in filters.heads else Q()
        found = found.filter(unknown | Q(post_code__in=[code for code in filters.heads if code]))
    if filters.worker is not None:
        own = SubTask.objects.filter(owner=filters.worker, done_on__isnull=True, removed_at__isnull=True)
        found = found.filter(Q(delegate=filters.worker) | Q(pk__in=own.values("assignment_id")))
    if filters.is_recurring is not None:
        found = found.filter(period="") if not filters.is_recurring else found.exclude(period="")
    if filters.quality is not None:
        found = found.filter(quality=filters.quality.value)
    return found


def with_waiting(found: QuerySet[Assignment]) -> QuerySet[Assignment]:
    """Each row with its task, the id of the report that waits, and the state of the newest report."""
    reports = ProgressReport.objects.filter(assignment=OuterRef("pk"))
    waiting = reports.filter(state=ReportState.WAITING.value)
    return found.select_related("task").annotate(
        waiting_id=Subquery(waiting.order_by("id").values("pk")[:1]),
        newest_report_state=Subquery(reports.order_by("-id").values("state")[:1]),
        newest_report_is_late=Subquery(reports.order_by("-id").values("is_late")[:1]),
    )


def facts_of(row: Assignment) -> AssignmentFacts:
    return AssignmentFacts(
        due_on=row.due_on,
        completed_on=row.completed_on,
        judged_due_on=row.judged_due_on,
        claimed_on=row.claimed_on,
        begun_on=row.begun_on,
        paused_on=row.paused_on,
        is_awaiting=row.is_awaiting,
    )


class RowMaker:
    """Makes rows of a list on a day: names, documents and calendar are fetched once for all of them."""

    def __init__(self, actor: Actor, rows: Iterable[Assignment], on: date, names: UnitNames | None = None) -> None:
        self._on = on
        self._names = names or unit_names(on)
        self._calendar: WorkingCalendar = calendar_in_force()
        listed = list(rows)
        documents = sorted({row.task.document_id for row in listed if row.task.document_id is not None})
        self._plans = plan_names({row.task.plan_id for row in listed if row.task.plan_id is not None})
        self._documents: Mapping[int, DocumentRow] = letters.document_rows(actor, documents)

    def unit_name(self, code: str) -> str:
        return self._names.of(code)

    def row(self, row: Assignment, waiting_id: int | None) -> TaskRow:
        task = row.task
        document = self._documents.get(task.document_id) if task.document_id is not None else None
        state = state_of(facts_of(row), self._on)
        return TaskRow(
            assignment_id=row.pk,
            task_id=task.pk,
            origin=TaskOrigin(task.origin),
            origin_ref=task.origin_ref,
            document_id=task.document_id,
            document_reference=document.reference if document else "",
            plan_id=task.plan_id,
            plan_name=self._plans.get(task.plan_id or 0, ""),
            item=task.item or task.number or None,
            kind=ProposalKind(task.kind),
            text=task.text,
            area=ReformArea(task.area) if task.area else None,
            unit=row.unit_id,
            unit_name=self.unit_name(row.unit_id),
            role=AddressRole(row.role),
            answerable=row.post_title,
            original_due_on=row.original_due_on,
            due_on=row.due_on,
            recurrence=Recurrence(task.recurrence) if task.recurrence else None,
            state=state,
            days_late=self._days_late(row, state),
            days_left=self._days_left(row, state),
            completed_on=row.completed_on,
            is_waiting=waiting_id is not None,
            waiting_report_id=waiting_id,
            is_returned=getattr(row, "newest_report_state", None) == ReportState.RETURNED.value,
            post_code=row.post_code,
            holder=row.holder_name,
            period=row.period,
            delegate=row.delegate_name,
            quality=Quality(row.quality) if row.quality else None,
            is_late_report=bool(getattr(row, "newest_report_is_late", False)),
        )

    def _days_late(self, row: Assignment, state: TaskState) -> int | Missing | None:
        if state is TaskState.OVERDUE:
            return self._counted(working_days_late, row.due_on, self._on)
        if state is TaskState.DONE_LATE and row.completed_on is not None:
            return self._counted(working_days_late, row.judged_due_on, row.completed_on)
        return None

    def _days_left(self, row: Assignment, state: TaskState) -> int | Missing | None:
        is_done = state in {TaskState.DONE_ON_TIME, TaskState.DONE_LATE}
        return None if is_done else self._counted(working_days_left, row.due_on, self._on)

    def _counted(self, count: Counting, due_on: date | None, day: date) -> int | Missing | None:
        try:
            return count(due_on, day, self._calendar)
        except InvalidInput:
            return self._no_calendar(due_on, day)

    def _no_calendar(self, *days: date | None) -> Missing:
        first, last = self._calendar.first_day, self._calendar.last_day
        years = sorted({day.year for day in days if day is not None and not first <= day <= last})
        reason = gettext("Chưa có lịch làm việc năm {years}; hãy nhờ quản trị viên bổ sung.")
        return Missing(reason.format(years=", ".join(map(str, years))))


def task_rows(actor: Actor, rows: list[Assignment], on: date, names: UnitNames | None = None) -> tuple[TaskRow, ...]:
    """Rows that ``with_waiting`` selected, as values. A fixed number of SQL queries more."""
    maker = RowMaker(actor, rows, on, names)
    return tuple(maker.row(row, getattr(row, "waiting_id", None)) for row in rows)
