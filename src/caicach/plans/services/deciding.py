"""What the standing office says to a report: accepted, or returned with a reason. Once, and by the other side."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy

from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.audit import services as audit
from caicach.kernel.calendar.in_force import calendar_in_force
from caicach.kernel.errors import Conflict, InvalidInput, NotAllowed
from caicach.kernel.vocabulary import AddressRole
from caicach.plans.domain.pausing import PauseDays, deadline_judged
from caicach.plans.domain.states import DeadlineStep
from caicach.plans.domain.tasks import Quality, ReportState
from caicach.plans.models import Assignment, ProgressReport, Task
from caicach.plans.obtaining import locked_assignment, visible_report
from caicach.plans.services.pausing import close_pause
from caicach.plans.services.settled import refuse_open_parts, refuse_settled
from caicach.plans.services.telling import tell_returned


@transaction.atomic
def accept_report(actor: Actor, *, report_id: int, quality: Quality | None, now: datetime) -> None:
    """Accept a report. One that claims completion settles the assignment, judged by the deadline in force that day."""
    report, assignment = _to_decide(actor, report_id)
    _decide(actor, report, ReportState.ACCEPTED, now=now, quality=quality)
    if report.completed_on is not None:
        refuse_open_parts(assignment)
        assignment.judged_due_on = _judged(assignment, report.completed_on)
        if assignment.paused_on is not None:
            close_pause(actor, assignment, report.completed_on, assignment.judged_due_on, now)
        assignment.completed_on, assignment.claimed_on = report.completed_on, None
        assignment.accepted_on = timezone.localdate(now)
        assignment.quality = quality.value if quality else None
        assignment.save(update_fields=("completed_on", "accepted_on", "claimed_on", "judged_due_on", "quality"))
        _release(assignment)
    _record(actor, "plans.report.accepted", report, now)


def _lock_work(report: ProgressReport) -> None:
    """Two leads of one task that are accepted at once: the second sees the first. The task before its assignments."""
    task = Assignment.objects.filter(pk=report.assignment_id).order_by().values("task_id")
    Task.objects.select_for_update().filter(pk__in=task).order_by("pk").first()


def _release(done: Assignment) -> None:
    """Once the last lead of the work is accepted, who co-operates is late with nothing any more."""
    work = Assignment.objects.filter(task=done.task_id, period=done.period, is_cancelled=False).order_by()
    leads = work.filter(role=AddressRole.LEAD.value)
    if done.role == AddressRole.LEAD.value and not leads.filter(accepted_on__isnull=True).exists():
        work.exclude(role=AddressRole.LEAD.value).update(lead_accepted_on=done.accepted_on)


def _judged(assignment: Assignment, completed_on: date) -> date | None:
    """The deadline against which the work is judged: pauses and changes as they stood on that day."""
    steps = tuple(
        DeadlineStep(change.decided_on, change.new_due_on) for change in assignment.deadline_changes.order_by("id")
    )
    pauses = [PauseDays(pause.paused_on, pause.resumed_on) for pause in assignment.pauses.order_by("id")]
    return deadline_judged(assignment.original_due_on, steps, pauses, completed_on, calendar_in_force())


@transaction.atomic
def return_report(actor: Actor, *, report_id: int, reason: str, now: datetime) -> None:
    """Send a report back; what it claimed counts for nothing."""
    report, assignment = _to_decide(actor, report_id)
    if not reason.strip():
        raise InvalidInput(
            "report.return_reason",
            what="Chưa ghi lý do trả lại.",
            why="Đơn vị cần biết phải bổ sung, sửa chữa điều gì.",
            todo="Hãy ghi lý do rồi trả lại.",
        )
    _decide(actor, report, ReportState.RETURNED, now=now, reason=reason.strip())
    assignment.claimed_on = None
    assignment.save(update_fields=("claimed_on",))
    _record(actor, "plans.report.returned", report, now)
    tell_returned(actor, report, now)


def _to_decide(actor: Actor, report_id: int) -> tuple[ProgressReport, Assignment]:
    found = visible_report(actor, report_id)
    require(actor, Permission.TASK_DECIDE)
    _lock_work(found)
    assignment = locked_assignment(actor, found.assignment_id)
    if assignment.unit_id in actor.acts_for:
        raise NotAllowed(
            "report.own_unit",
            what="Bạn không được duyệt báo cáo của chính đơn vị mình.",
            why="Báo cáo và duyệt là hai việc của hai bên.",
            todo="Hãy để người khác của cơ quan thường trực duyệt.",
        )
    report = ProgressReport.objects.get(pk=report_id)  # again, now that nobody else can decide it
    if report.state != ReportState.WAITING.value:
        raise _decided(report)
    refuse_settled(assignment)
    return report, assignment


def _decide(
    actor: Actor,
    report: ProgressReport,
    state: ReportState,
    *,
    now: datetime,
    reason: str = "",
    quality: Quality | None = None,
) -> None:
    report.state, report.decision_reason = state.value, reason
    report.decided_at, report.decided_by_name = now, actor.name
    report.quality = quality.value if quality else None
    waiting = ProgressReport.objects.filter(pk=report.pk, state=ReportState.WAITING.value)
    changed = waiting.update(
        state=report.state,
        decision_reason=reason,
        decided_at=now,
        decided_by_name=actor.name,
        quality=report.quality,
    )
    if not changed:
        raise _decided(ProgressReport.objects.get(pk=report.pk))


def _decided(report: ProgressReport) -> Conflict:
    words = {
        ReportState.ACCEPTED.value: gettext_lazy("đã chấp nhận"),
        ReportState.RETURNED.value: gettext_lazy("đã trả lại"),
        ReportState.REPLACED.value: gettext_lazy("đã thay bằng báo cáo mới"),
    }
    return Conflict(
        "report.already_decided",
        what="Báo cáo này không còn chờ duyệt.",
        why="«{who}» {what_was_done} báo cáo.",
        todo="Hãy tải lại trang nhiệm vụ.",
        who=report.decided_by_name or report.reported_by_name,
        what_was_done=words.get(report.state, ""),
    )


def _record(actor: Actor, action: str, report: ProgressReport, now: datetime) -> None:
    audit.record(
        actor,
        action,
        subject=("assignment", report.assignment_id),
        now=now,
        old={"report": report.pk, "state": ReportState.WAITING.value},
        new={"report": report.pk, "state": report.state, "quality": report.quality},
        why=report.decision_reason,
    )
