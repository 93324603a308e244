"""The page of a task: its quote, its units, their reports with evidence, deadlines and history."""

from datetime import date

from django.db.models import QuerySet

from caicach.correspondence import queries as letters
from caicach.correspondence.domain.received import DocumentRow
from caicach.documents.deadlines.as_json import deadline_from_json
from caicach.documents.deadlines.values import Recurrence
from caicach.documents.values import Span
from caicach.drafts.domain.task_fields import chosen_of
from caicach.kernel.access import Actor, Permission
from caicach.kernel.audit.queries import history_of
from caicach.kernel.errors import NotFound
from caicach.kernel.files import queries as stored
from caicach.kernel.files.values import NamedFile
from caicach.kernel.said import from_text
from caicach.kernel.unchanged import while_unchanged
from caicach.kernel.vocabulary import ProposalKind, ReformArea
from caicach.plans.domain.extending import DeadlineCause
from caicach.plans.domain.progress import without_zeros
from caicach.plans.domain.tasks import (
    AssignmentPage,
    AssignmentView,
    BasisView,
    DeadlineChangeView,
    EvidenceView,
    LinkedTask,
    Quality,
    ReportState,
    ReportView,
    TaskHistoryLine,
    TaskOrigin,
    TaskPage,
    TaskView,
)
from caicach.plans.models import Assignment, DeadlineChange, Evidence, ProgressReport, Task
from caicach.plans.obtaining import task_not_found, visible_assignments
from caicach.plans.queries.rows import RowMaker
from caicach.plans.queries.work_lists import period_lines, present_line, series_view
from caicach.plans.queries.work_views import RELATED, work_view
from caicach.plans.state_sql import moment_at


@while_unchanged()
def task_page(actor: Actor, task_id: int, *, on: date, period: str | None = None) -> TaskPage:
    """A task with the assignments that the actor may see. A fixed number of SQL queries.

    Of a recurring task those of one period are shown: the one asked for, else the present one.
    """
    found = visible_assignments(actor).filter(task_id=task_id)
    periods = period_lines(found.exclude(period=""), on).get(task_id, ())
    present = next((line for line in periods if line.period == period), present_line(periods, on))
    shown = present.period if present else ""
    rows = _detailed(found.filter(period=shown))
    if not rows:
        raise task_not_found()
    task = rows[0].task
    maker = RowMaker(actor, rows, moment_at(on))
    return TaskPage(
        task=_task(task),
        document=_document(actor, task),
        parent=_linked(actor, Task.objects.filter(parts=task)).get(task.parent_id or 0),
        parts=tuple(_linked(actor, Task.objects.filter(parent_id=task.pk, cancelled_at__isnull=True)).values()),
        bases=_bases(task),
        assignments=tuple(_assignment(actor, row, maker, on) for row in rows),
        history=_history(task, rows),
        may_cancel=actor.may(Permission.TASK_ASSIGN) and task.cancelled_at is None,
        series=series_view(task),
        period=shown,
        periods=periods,
        may_assign=actor.may(Permission.TASK_ASSIGN) and task.cancelled_at is None,
    )


def assignment_page(actor: Actor, assignment_id: int, *, on: date) -> AssignmentPage:
    rows = _detailed(visible_assignments(actor).filter(pk=assignment_id))
    if not rows:
        raise task_not_found()
    row = rows[0]
    return AssignmentPage(
        task=_task(row.task),
        document=_document(actor, row.task),
        assignment=_assignment(actor, row, RowMaker(actor, rows, moment_at(on)), on),
    )


def evidence_file(actor: Actor, file_id: int) -> NamedFile:
    """The bytes of a file attached to a report that the actor may see."""
    reports = ProgressReport.objects.filter(assignment__in=visible_assignments(actor))
    if not Evidence.objects.filter(file_id=file_id, report__in=reports).exists():
        raise NotFound(
            "file.not_found",
            what="Không có tệp này.",
            why="Tệp không tồn tại, hoặc không thuộc phạm vi của bạn.",
            todo="Hãy quay lại trang trước.",
        )
    file = stored.stored_file(file_id)
    return NamedFile(file.name, file.media_type, stored.read_bytes(file))


def _detailed(found: QuerySet[Assignment]) -> list[Assignment]:
    related = ("reports__evidence__file", "deadline_changes", *RELATED)
    detailed = found.select_related("task__plan", "task__objective", "task__series", "event")
    return list(detailed.prefetch_related(*related).order_by("-role", "unit_id"))


def _document(actor: Actor, task: Task) -> DocumentRow | None:
    return letters.document_of(actor, task.document_id) if task.document_id is not None else None


def _linked(actor: Actor, tasks: QuerySet[Task]) -> dict[int, LinkedTask]:
    """Those of the tasks that the actor may see, in the order of their plan."""
    seen = visible_assignments(actor).values("task_id")
    found = tasks.filter(pk__in=seen).order_by("position", "id")
    return {task.pk: LinkedTask(task.pk, task.item or task.number or None, task.text) for task in found}


def _bases(task: Task) -> tuple[BasisView, ...]:
    rows = (basis.provision for basis in task.bases.select_related("provision").order_by("provision_id"))
    return tuple(BasisView(p.pk, p.reference, p.item, p.text, p.task_id) for p in rows)


def _task(task: Task) -> TaskView:
    has_quote = task.quote_start is not None and task.quote_end is not None
    return TaskView(
        id=task.pk,
        origin=TaskOrigin(task.origin),
        origin_ref=from_text(task.origin_ref),
        proposal_id=task.proposal_id,
        kind=ProposalKind(task.kind),
        item=task.item or task.number or None,
        text=task.text,
        quote_text=task.quote_text,
        quote=Span(task.quote_start or 0, task.quote_end or 0) if has_quote else None,
        plan_id=task.plan_id,
        plan_name=(task.plan.reference or task.plan.title) if task.plan else "",
        objective=task.objective.text if task.objective else "",
        section=tuple(task.section),
        budget_raw=task.budget_raw,
        effective_on=task.effective_on,
        product=task.product,
        deadline_raw=task.deadline_raw,
        deadline=deadline_from_json(task.deadline) if task.deadline else None,
        recurrence=Recurrence(task.recurrence) if task.recurrence else None,
        area=ReformArea(task.area) if task.area else None,
        created_at=task.created_at,
        cancelled_at=task.cancelled_at,
        cancelled_reason=task.cancelled_reason,
        **chosen_of(task),
    )


def _assignment(actor: Actor, row: Assignment, maker: RowMaker, on: date) -> AssignmentView:
    is_open = row.completed_on is None and not row.is_cancelled
    return AssignmentView(
        row=maker.row(row),
        phrase=row.phrase,
        reason=row.reason,
        post_code=row.post_code,
        judged_due_on=row.judged_due_on,
        quality=Quality(row.quality) if row.quality else None,
        reports=tuple(_report(actor, row, report) for report in row.reports.all()),
        deadline_changes=tuple(_change(change) for change in row.deadline_changes.all()),
        may_report=is_open and actor.may(Permission.TASK_REPORT, unit=row.unit_id),
        may_extend=is_open and actor.may(Permission.TASK_EXTEND),
        may_assign=is_open and actor.may(Permission.TASK_ASSIGN),
        work=work_view(actor, row, on),
    )


def _report(actor: Actor, row: Assignment, report: ProgressReport) -> ReportView:
    is_waiting = report.state == ReportState.WAITING.value and not row.is_cancelled
    return ReportView(
        id=report.pk,
        number=report.number,
        state=ReportState(report.state),
        text=report.text,
        is_completed=report.is_completed,
        completed_on=report.completed_on,
        reported_at=report.reported_at,
        reported_by=report.reported_by_name,
        evidence=tuple(
            EvidenceView(item.file_id, item.file.name, item.file.size, item.file.media_type)
            for item in report.evidence.all()
        ),
        decided_at=report.decided_at,
        decided_by=report.decided_by_name,
        decision_reason=report.decision_reason,
        quality=Quality(report.quality) if report.quality else None,
        figure=without_zeros(report.figure) if report.figure is not None else None,
        is_late=report.is_late,
        may_decide=is_waiting and actor.may(Permission.TASK_DECIDE) and row.unit_id not in actor.acts_for,
    )


def _change(change: DeadlineChange) -> DeadlineChangeView:
    return DeadlineChangeView(
        decided_at=change.decided_at,
        decided_by=change.decided_by_name,
        old_due_on=change.old_due_on,
        new_due_on=change.new_due_on,
        reason=from_text(change.reason),
        cause=DeadlineCause(change.cause),
    )


def _history(task: Task, rows: list[Assignment]) -> tuple[TaskHistoryLine, ...]:
    lines = [*history_of("task", task.pk), *history_of("assignment", *(row.pk for row in rows))]
    ordered = sorted(lines, key=lambda line: line.at)
    return tuple(TaskHistoryLine(ln.at, ln.action, ln.actor_name, ln.old, ln.new, ln.why) for ln in ordered)
