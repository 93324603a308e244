"""Requests for a later deadline: the unit asks in time, the standing office decides once."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import Conflict, InvalidInput, NotAllowed, NotFound
from caicach.plans.domain.extending import DeadlineCause, RequestState
from caicach.plans.models import Assignment, ExtensionRequest
from caicach.plans.obtaining import locked_assignment, visible_assignments
from caicach.plans.services.deadlines import check_extension
from caicach.plans.services.moving import move_deadline
from caicach.plans.services.settled import refuse_settled
from caicach.plans.services.telling import tell_asked, tell_decided


@transaction.atomic
def request_extension(actor: Actor, *, assignment_id: int, proposed_on: date, reason: str, now: datetime) -> int:
    """Ask for a later deadline before the one in force has passed; returns the request's id. One waits at a time."""
    assignment = locked_assignment(actor, assignment_id)
    require(actor, Permission.TASK_REPORT, unit=assignment.unit_id)
    refuse_settled(assignment)
    check_extension(assignment, proposed_on, reason, timezone.localdate(now))
    request = ExtensionRequest(
        assignment=assignment,
        state=RequestState.WAITING.value,
        proposed_on=proposed_on,
        reason=reason.strip(),
        requested_at=now,
        requested_by_name=actor.name,
    )
    try:
        with transaction.atomic():
            request.save()
    except IntegrityError as error:
        raise _already_waiting(assignment) from error
    new = {"request": request.pk, "proposed_on": proposed_on.isoformat()}
    subject = ("assignment", assignment.pk)
    audit.record(actor, "plans.extension.requested", subject=subject, now=now, new=new, why=request.reason)
    tell_asked(actor, request, now)
    return request.pk


def _already_waiting(assignment: Assignment) -> Conflict:
    waiting = assignment.extension_requests.filter(state=RequestState.WAITING.value).order_by("id").first()
    return Conflict(
        "extension.already_waiting",
        what="Đã có một đề nghị gia hạn đang chờ quyết định.",
        why="«{who}» đã gửi đề nghị cho nhiệm vụ này.",
        todo="Hãy chờ quyết định, rồi gửi đề nghị khác nếu cần.",
        who=waiting.requested_by_name if waiting else "",
    )


@transaction.atomic
def grant_extension(
    actor: Actor, *, request_id: int, now: datetime, due_on: date | None = None, reason: str = ""
) -> None:
    """Move the deadline to the proposed day or to another; refused once the deadline has passed."""
    request, assignment = _to_decide(actor, request_id)
    due = due_on or request.proposed_on
    check_extension(assignment, due, request.reason, timezone.localdate(now))
    old = assignment.due_on
    why = " ".join(filter(None, (request.reason, reason.strip())))
    move_deadline(
        actor,
        assignment,
        due,
        cause=DeadlineCause.EXTENSION,
        reason=why,
        decided_on=timezone.localdate(now),
        now=now,
    )
    request.granted_on = due
    _decide(actor, request, RequestState.GRANTED, reason.strip(), now)
    audit.record(
        actor,
        "plans.extension.granted",
        subject=("assignment", assignment.pk),
        now=now,
        old={"due_on": old.isoformat() if old else None, "proposed_on": request.proposed_on.isoformat()},
        new={"request": request.pk, "due_on": due.isoformat()},
        why=reason.strip(),
    )
    tell_decided(actor, request, now)


@transaction.atomic
def refuse_extension(actor: Actor, *, request_id: int, reason: str, now: datetime) -> None:
    """Leave the deadline as it is, and say why."""
    request, assignment = _to_decide(actor, request_id)
    if not reason.strip():
        raise InvalidInput(
            "extension.refusal_reason",
            what="Chưa ghi lý do không đồng ý.",
            why="Đơn vị cần biết vì sao không được gia hạn.",
            todo="Hãy ghi lý do.",
        )
    _decide(actor, request, RequestState.REFUSED, reason.strip(), now)
    audit.record(
        actor,
        "plans.extension.refused",
        subject=("assignment", assignment.pk),
        now=now,
        old={"proposed_on": request.proposed_on.isoformat()},
        new={"request": request.pk},
        why=reason.strip(),
    )
    tell_decided(actor, request, now)


def _to_decide(actor: Actor, request_id: int) -> tuple[ExtensionRequest, Assignment]:
    """The request and its locked assignment; the standing office decides, a leader where it is its own task."""
    visible = ExtensionRequest.objects.filter(assignment__in=visible_assignments(actor))
    found = visible.filter(pk=request_id).order_by("pk").first()
    if found is None:
        raise NotFound(
            "extension.not_found",
            what="Không có đề nghị gia hạn này.",
            why="Đề nghị không tồn tại, hoặc không thuộc phạm vi của bạn.",
            todo="Hãy quay lại danh sách nhiệm vụ.",
        )
    require(actor, Permission.TASK_DECIDE)
    assignment = locked_assignment(actor, found.assignment_id)
    if assignment.unit_id in actor.acts_for:
        raise NotAllowed(
            "extension.own_unit",
            what="Bạn không được quyết định đề nghị của chính đơn vị mình.",
            why="Đề nghị và quyết định là hai việc của hai bên.",
            todo="Hãy để lãnh đạo hoặc người khác quyết định.",
        )
    refuse_settled(assignment)
    request = ExtensionRequest.objects.get(pk=request_id)  # again, now that nobody else can decide it
    if request.state != RequestState.WAITING.value:
        raise _decided(request)
    return request, assignment


def _decide(actor: Actor, request: ExtensionRequest, state: RequestState, reason: str, now: datetime) -> None:
    waiting = ExtensionRequest.objects.filter(pk=request.pk, state=RequestState.WAITING.value)
    changed = waiting.update(
        state=state.value,
        granted_on=request.granted_on,
        decision_reason=reason,
        decided_at=now,
        decided_by_name=actor.name,
    )
    if not changed:
        raise _decided(ExtensionRequest.objects.get(pk=request.pk))


def _decided(request: ExtensionRequest) -> Conflict:
    return Conflict(
        "extension.already_decided",
        what="Đề nghị này đã được quyết định.",
        why="«{who}» đã quyết định; quyết định không thay đổi được.",
        todo="Hãy tải lại trang nhiệm vụ.",
        who=request.decided_by_name,
    )
