"""The work on assignments: requests, pauses, delegation, sub-tasks, events, series, targets."""

from datetime import date
from decimal import Decimal

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema, Status

from caicach.api.auth import actor_of
from caicach.api.errors import ERRORS
from caicach.api.identifiers import RowId
from caicach.kernel.vocabulary import DueUnit
from caicach.plans import queries, services
from caicach.plans.domain.extending import WaitingRequest
from caicach.plans.domain.progress import EventView
from caicach.plans.domain.recurring import Cadence, DueKind, SeriesRule
from caicach.plans.domain.tasks import AssignmentPage, SeriesRow
from caicach.plans.services import NewSubTask

router = Router(tags=["work"])


class IdOut(Schema):
    id: int


class RequestIn(Schema):
    proposed_on: date
    reason: str


class GrantIn(Schema):
    due_on: date | None = None
    reason: str = ""


class RefusalIn(Schema):
    reason: str


class PauseIn(Schema):
    reason: str
    decision: str


class DelegateIn(Schema):
    user_id: RowId | None = None
    note: str = ""


class SubTaskIn(Schema):
    text: str
    owner: RowId | None = None
    due_on: date | None = None
    weight: int = 1
    parent: RowId | None = None

    def given(self) -> NewSubTask:
        return NewSubTask(self.text, self.owner, self.due_on, self.weight, self.parent)


class ProgressIn(Schema):
    progress: int
    is_done: bool = False


class AwaitIn(Schema):
    """``event_id`` names an event that others wait for; else ``name`` makes one."""

    name: str = ""
    event_id: RowId | None = None
    days: int | None = None
    unit: DueUnit | None = None


class HappenedIn(Schema):
    """``due_on`` is the deadline of tasks without a number of days."""

    happened_on: date
    reference: str
    due_on: date | None = None


class StartedOut(Schema):
    assignments: int


class SeriesIn(Schema):
    cadence: Cadence
    due_kind: DueKind
    due_number: int
    first_on: date
    ends_on: date | None = None
    ahead_days: int = 7
    due_month: int | None = None


class EndIn(Schema):
    ends_on: date
    reason: str


class TargetIn(Schema):
    value: Decimal
    unit: str
    assignment_id: RowId | None = None


@router.get("/assignments/{assignment_id}", response={200: AssignmentPage, **ERRORS}, summary="One unit's work")
def get_assignment(request: HttpRequest, assignment_id: RowId, on: date | None = None) -> AssignmentPage:
    return queries.assignment_page(actor_of(request), assignment_id, on=on or timezone.localdate())


@router.get("/extension-requests", response={200: list[WaitingRequest], **ERRORS}, summary="Requests that wait")
def list_requests(request: HttpRequest) -> list[WaitingRequest]:
    return list(queries.waiting_requests(actor_of(request), on=timezone.localdate()))


@router.post(
    "/assignments/{assignment_id}/extension-requests", response={201: IdOut, **ERRORS}, summary="Ask for a later day"
)
def request_extension(request: HttpRequest, assignment_id: RowId, body: RequestIn) -> Status[IdOut]:
    made = services.request_extension(
        actor_of(request),
        assignment_id=assignment_id,
        proposed_on=body.proposed_on,
        reason=body.reason,
        now=timezone.now(),
    )
    return Status(201, IdOut(id=made))


@router.post("/extension-requests/{request_id}/grant", response={204: None, **ERRORS}, summary="Grant, once")
def grant_extension(request: HttpRequest, request_id: RowId, body: GrantIn) -> Status[None]:
    services.grant_extension(
        actor_of(request), request_id=request_id, due_on=body.due_on, reason=body.reason, now=timezone.now()
    )
    return Status(204, None)


@router.post("/extension-requests/{request_id}/refuse", response={204: None, **ERRORS}, summary="Refuse, once")
def refuse_extension(request: HttpRequest, request_id: RowId, body: RefusalIn) -> Status[None]:
    services.refuse_extension(actor_of(request), request_id=request_id, reason=body.reason, now=timezone.now())
    return Status(204, None)


@router.post("/assignments/{assignment_id}/pause", response={204: None, **ERRORS}, summary="Stop the clock")
def pause_work(request: HttpRequest, assignment_id: RowId, body: PauseIn) -> Status[None]:
    services.pause_work(
        actor_of(request),
        assignment_id=assignment_id,
        reason=body.reason,
        decision=body.decision,
        now=timezone.now(),
    )
    return Status(204, None)


@router.post("/assignments/{assignment_id}/resume", response={204: None, **ERRORS}, summary="Start the clock again")
def resume_work(request: HttpRequest, assignment_id: RowId) -> Status[None]:
    services.resume_work(actor_of(request), assignment_id=assignment_id, now=timezone.now())
    return Status(204, None)


@router.post("/assignments/{assignment_id}/delegate", response={204: None, **ERRORS}, summary="Give to a person")
def delegate_work(request: HttpRequest, assignment_id: RowId, body: DelegateIn) -> Status[None]:
    services.delegate_work(
        actor_of(request), assignment_id=assignment_id, user_id=body.user_id, note=body.note, now=timezone.now()
    )
    return Status(204, None)


@router.post("/assignments/{assignment_id}/sub-tasks", response={201: IdOut, **ERRORS}, summary="Cut out a part")
def add_sub_task(request: HttpRequest, assignment_id: RowId, body: SubTaskIn) -> Status[IdOut]:
    made = services.add_sub_task(actor_of(request), assignment_id=assignment_id, given=body.given(), now=timezone.now())
    return Status(201, IdOut(id=made))


@router.put("/sub-tasks/{sub_task_id}", response={204: None, **ERRORS}, summary="Change a part")
def edit_sub_task(request: HttpRequest, sub_task_id: RowId, body: SubTaskIn) -> Status[None]:
    services.edit_sub_task(actor_of(request), sub_task_id=sub_task_id, given=body.given(), now=timezone.now())
    return Status(204, None)


@router.post("/sub-tasks/{sub_task_id}/progress", response={204: None, **ERRORS}, summary="Say how far a part is")
def advance_sub_task(request: HttpRequest, sub_task_id: RowId, body: ProgressIn) -> Status[None]:
    services.advance_sub_task(
        actor_of(request),
        sub_task_id=sub_task_id,
        progress=body.progress,
        is_done=body.is_done,
        now=timezone.now(),
    )
    return Status(204, None)


@router.delete("/sub-tasks/{sub_task_id}", response={204: None, **ERRORS}, summary="Take a part out")
def remove_sub_task(request: HttpRequest, sub_task_id: RowId) -> Status[None]:
    services.remove_sub_task(actor_of(request), sub_task_id=sub_task_id, now=timezone.now())
    return Status(204, None)


@router.get("/events", response={200: list[EventView], **ERRORS}, summary="Events that deadlines wait for")
def list_events(request: HttpRequest, only_open: bool = True) -> list[EventView]:
    return list(queries.awaited_events(actor_of(request), only_open=only_open))


@router.post("/tasks/{task_id}/event", response={201: IdOut, **ERRORS}, summary="Let the deadline wait for an event")
def await_event(request: HttpRequest, task_id: RowId, body: AwaitIn) -> Status[IdOut]:
    made = services.await_event(
        actor_of(request),
        task_id=task_id,
        now=timezone.now(),
        name=body.name,
        event_id=body.event_id,
        days=body.days,
        unit=body.unit,
    )
    return Status(201, IdOut(id=made))


@router.post("/events/{event_id}/record", response={200: StartedOut, **ERRORS}, summary="Start the clocks")
def record_event(request: HttpRequest, event_id: RowId, body: HappenedIn) -> StartedOut:
    count = services.record_event(
        actor_of(request),
        event_id=event_id,
        happened_on=body.happened_on,
        reference=body.reference,
        due_on=body.due_on,
        now=timezone.now(),
    )
    return StartedOut(assignments=count)


@router.get("/recurring", response={200: list[SeriesRow], **ERRORS}, summary="Recurring tasks, one line each")
def list_recurring(request: HttpRequest) -> list[SeriesRow]:
    return list(queries.recurring_tasks(actor_of(request), on=timezone.localdate()))


@router.post("/tasks/{task_id}/series", response={204: None, **ERRORS}, summary="Let a task repeat")
def start_series(request: HttpRequest, task_id: RowId, body: SeriesIn) -> Status[None]:
    rule = SeriesRule(**body.model_dump())
    services.start_series(actor_of(request), task_id=task_id, rule=rule, now=timezone.now())
    return Status(204, None)


@router.post("/tasks/{task_id}/series/end", response={204: None, **ERRORS}, summary="End a series")
def end_series(request: HttpRequest, task_id: RowId, body: EndIn) -> Status[None]:
    services.end_series(
        actor_of(request), task_id=task_id, ends_on=body.ends_on, reason=body.reason, now=timezone.now()
    )
    return Status(204, None)


@router.post("/tasks/{task_id}/target", response={204: None, **ERRORS}, summary="Set a target")
def set_target(request: HttpRequest, task_id: RowId, body: TargetIn) -> Status[None]:
    services.set_target(
        actor_of(request),
        task_id=task_id,
        value=body.value,
        unit=body.unit,
        assignment_id=body.assignment_id,
        now=timezone.now(),
    )
    return Status(204, None)
