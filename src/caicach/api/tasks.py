"""Tasks and assignments: boards, lists, reports with evidence, decisions, extensions."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import File, Form, Query, Router, Schema, Status
from ninja.files import UploadedFile

from caicach.api.auth import actor_of
from caicach.api.errors import ERRORS
from caicach.api.identifiers import RowId
from caicach.api.task_fields import TaskFieldFilters
from caicach.kernel.access import Actor
from caicach.kernel.files.services import check_size
from caicach.kernel.http.downloads import attachment
from caicach.kernel.pages import Page
from caicach.kernel.vocabulary import ReformArea
from caicach.plans import queries, services
from caicach.plans.domain.states import TaskState
from caicach.plans.domain.tasks import (
    CoordinatorBoard,
    GroupBy,
    NewFile,
    Quality,
    RollUpRow,
    TaskFilters,
    TaskPage,
    TaskRow,
)

router = Router(tags=["tasks"])


class Filters(TaskFieldFilters):
    """Query parameters shared by lists and boards; ``on`` is the day states are judged at, today when absent.

    ``head`` are codes of posts answerable; ``mine`` asks for work given to the caller.
    """

    on: date | None = None
    unit: list[str] = []
    document: list[RowId] = []
    area: list[ReformArea] = []
    state: list[TaskState] = []
    head: list[str] = []
    recurring: bool | None = None
    mine: bool = False
    due_from: date | None = None
    due_to: date | None = None
    text: str = ""

    def day(self) -> date:
        return self.on or timezone.localdate()

    def as_filters(self, actor: Actor, *, page: int = 1, size: int = 50) -> TaskFilters:
        return TaskFilters(
            units=tuple(self.unit),
            documents=tuple(self.document),
            areas=tuple(self.area),
            states=tuple(self.state),
            heads=tuple(self.head),
            chosen=self.chosen,
            is_recurring=self.recurring,
            worker=actor.user_id if self.mine else None,
            due_from=self.due_from,
            due_to=self.due_to,
            text=self.text,
            page=page,
            size=size,
        )


class ReportOut(Schema):
    report_id: int


class AcceptIn(Schema):
    quality: Quality | None = None


class ReasonIn(Schema):
    reason: str


class ExtensionIn(Schema):
    due_on: date
    reason: str


@router.get("/board", response={200: CoordinatorBoard, **ERRORS}, summary="Who is late, what waits for acceptance")
def get_board(request: HttpRequest, filters: Annotated[Filters, Query()]) -> CoordinatorBoard:
    actor = actor_of(request)
    return queries.coordinator_board(actor, on=filters.day(), filters=filters.as_filters(actor))


@router.get("/roll-up", response={200: list[RollUpRow], **ERRORS}, summary="Counts by unit, document, area or head")
def get_roll_up(request: HttpRequest, by: GroupBy, filters: Annotated[Filters, Query()]) -> list[RollUpRow]:
    actor = actor_of(request)
    return list(queries.roll_up(actor, on=filters.day(), by=by, filters=filters.as_filters(actor)))


@router.get("/tasks", response={200: Page[TaskRow], **ERRORS}, summary="Assignments by due date")
def list_tasks(
    request: HttpRequest,
    filters: Annotated[Filters, Query()],
    page: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
    size: Annotated[int, Query(ge=1, le=200)] = 50,
) -> Page[TaskRow]:
    actor = actor_of(request)
    chosen = filters.as_filters(actor, page=page, size=size)
    return queries.unit_tasks(actor, on=filters.day(), filters=chosen)


@router.get("/tasks/{task_id}", response={200: TaskPage, **ERRORS}, summary="A task with its quote and history")
def get_task(request: HttpRequest, task_id: RowId, on: date | None = None) -> TaskPage:
    return queries.task_page(actor_of(request), task_id, on=on or timezone.localdate())


@router.post("/tasks/{task_id}/cancel", response={204: None, **ERRORS}, summary="Cancel a task, with the reason")
def cancel_task(request: HttpRequest, task_id: RowId, body: ReasonIn) -> Status[None]:
    services.cancel_task(actor_of(request), task_id=task_id, reason=body.reason, now=timezone.now())
    return Status(204, None)


@router.post("/assignments/{assignment_id}/reports", response={201: ReportOut, **ERRORS}, summary="Report progress")
def report_progress(
    request: HttpRequest,
    assignment_id: RowId,
    text: Annotated[str, Form()],
    is_completed: Annotated[bool, Form()],
    completed_on: Annotated[date | None, Form()] = None,
    replaces: Annotated[RowId | None, Form()] = None,
    figure: Annotated[Decimal | None, Form()] = None,
    files: Annotated[list[UploadedFile], File()] = [],  # noqa: B006  (read by the framework, never changed)
) -> Status[ReportOut]:
    for file in files:
        check_size(file.size or 0, name=file.name or "tep")
    report_id = services.report_progress(
        actor_of(request),
        assignment_id=assignment_id,
        text=text,
        is_completed=is_completed,
        completed_on=completed_on,
        files=tuple(NewFile(name=file.name or "tep", data=file.read()) for file in files),
        now=timezone.now(),
        replaces=replaces,
        figure=figure,
    )
    return Status(201, ReportOut(report_id=report_id))


@router.post("/assignments/{assignment_id}/extensions", response={204: None, **ERRORS}, summary="Extend the deadline")
def extend_deadline(request: HttpRequest, assignment_id: RowId, body: ExtensionIn) -> Status[None]:
    services.extend_deadline(
        actor_of(request), assignment_id=assignment_id, due_on=body.due_on, reason=body.reason, now=timezone.now()
    )
    return Status(204, None)


@router.post("/reports/{report_id}/accept", response={204: None, **ERRORS}, summary="Accept a report")
def accept_report(request: HttpRequest, report_id: RowId, body: AcceptIn) -> Status[None]:
    services.accept_report(actor_of(request), report_id=report_id, quality=body.quality, now=timezone.now())
    return Status(204, None)


@router.post("/reports/{report_id}/return", response={204: None, **ERRORS}, summary="Return a report, with the reason")
def return_report(request: HttpRequest, report_id: RowId, body: ReasonIn) -> Status[None]:
    services.return_report(actor_of(request), report_id=report_id, reason=body.reason, now=timezone.now())
    return Status(204, None)


@router.get("/evidence/{file_id}", response={200: bytes, **ERRORS}, summary="An evidence file")
def get_evidence(request: HttpRequest, file_id: RowId) -> HttpResponse:
    return attachment(queries.evidence_file(actor_of(request), file_id))
