"""What happens to an assignment besides reports, as values: requests, pauses, delegation, sub-tasks, target, event."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from django.utils import timezone

from caicach.kernel.access import Actor, Permission
from caicach.plans.domain.extending import ExtensionRequestView, RequestState
from caicach.plans.domain.pausing import PauseView
from caicach.plans.domain.progress import (
    DelegationView,
    EventView,
    FigurePoint,
    Part,
    SubTaskView,
    TargetProgress,
    rolled_up,
    without_zeros,
)
from caicach.plans.domain.tasks import ReportState, WorkView
from caicach.plans.models import Assignment, AwaitedEvent, ExtensionRequest, Pause, SubTask

RELATED: Final = ("pauses", "extension_requests", "delegations", "sub_tasks")
"""What ``work_view`` reads of a row; the caller prefetches it, and selects the event."""


def work_view(actor: Actor, row: Assignment, on: date) -> WorkView:
    parts = [part for part in row.sub_tasks.all() if part.removed_at is None]
    progress = rolled_up([Part(p.pk, p.parent_id, p.weight, p.progress, p.done_on is not None) for p in parts])
    return WorkView(
        requests=tuple(request_view(actor, row, request, on) for request in row.extension_requests.all()),
        pauses=tuple(_pause(pause) for pause in row.pauses.all()),
        delegations=tuple(
            DelegationView(d.user_name, d.note, d.delegated_at, d.delegated_by_name) for d in row.delegations.all()
        ),
        sub_tasks=tuple(_tree(parts, progress.of, on)),
        progress=progress.whole,
        target=_target(row),
        event=event_view(row.event, row) if row.event else None,
        delegate_id=row.delegate_id,
    )


def request_view(actor: Actor, row: Assignment, request: ExtensionRequest, on: date) -> ExtensionRequestView:
    is_waiting = request.state == RequestState.WAITING.value
    is_open = row.completed_on is None and not row.is_cancelled
    return ExtensionRequestView(
        id=request.pk,
        assignment_id=row.pk,
        state=RequestState(request.state),
        proposed_on=request.proposed_on,
        reason=request.reason,
        requested_at=request.requested_at,
        requested_by=request.requested_by_name,
        granted_on=request.granted_on,
        decision_reason=request.decision_reason,
        decided_at=request.decided_at,
        decided_by=request.decided_by_name,
        has_passed=row.due_on is not None and row.due_on < on,
        may_decide=is_waiting and is_open and actor.may(Permission.TASK_DECIDE) and row.unit_id not in actor.acts_for,
    )


def _pause(pause: Pause) -> PauseView:
    return PauseView(
        paused_on=pause.paused_on,
        resumed_on=pause.resumed_on,
        reason=pause.reason,
        decision=pause.decision,
        paused_by=pause.paused_by_name,
        paused_at=pause.paused_at,
    )


def _target(row: Assignment) -> TargetProgress | None:
    """The accepted figures in the order of their reports; what waits or was returned is no figure yet."""
    if row.target_value is None:
        return None
    accepted = (r for r in row.reports.all() if r.state == ReportState.ACCEPTED.value and r.figure is not None)
    points = tuple(
        FigurePoint(timezone.localdate(r.reported_at), without_zeros(r.figure))
        for r in accepted
        if r.figure is not None
    )
    return TargetProgress(without_zeros(row.target_value), row.target_unit, points)


def event_view(event: AwaitedEvent, row: Assignment | None = None, concerns: int = 0) -> EventView:
    return EventView(
        id=event.pk,
        name=event.name,
        days=row.event_days if row else None,
        unit=row.event_unit if row else None,
        happened_on=event.happened_on,
        reference=event.reference,
        recorded_by=event.recorded_by_name,
        concerns=concerns,
    )


def _tree(
    parts: list[SubTask], progress: Mapping[int, int], on: date, parent: int | None = None, depth: int = 0
) -> Iterable[SubTaskView]:
    for part in parts:
        if part.parent_id != parent:
            continue
        yield SubTaskView(
            id=part.pk,
            parent_id=part.parent_id,
            depth=depth,
            text=part.text,
            owner_id=part.owner_id,
            owner_name=part.owner_name,
            due_on=part.due_on,
            weight=part.weight,
            progress=progress.get(part.pk, part.progress),
            done_on=part.done_on,
            is_late=part.due_on is not None and (part.done_on or on) > part.due_on,
        )
        yield from _tree(parts, progress, on, part.pk, depth + 1)
