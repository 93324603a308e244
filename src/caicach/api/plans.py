"""Programmes and plans: the list, a plan with its objectives and tasks, its alignment with what stands above."""

from datetime import date
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router, Schema, Status

from caicach.api.auth import actor_of
from caicach.api.errors import ERRORS
from caicach.api.identifiers import RowId
from caicach.api.task_fields import TaskFieldsIn
from caicach.documents.deadlines.values import Recurrence
from caicach.kernel.http.downloads import attachment
from caicach.kernel.pages import Page
from caicach.kernel.vocabulary import ReformArea
from caicach.plans import queries, services
from caicach.plans.domain.new_tasks import NewTask
from caicach.plans.domain.plans import Coverage, PlanFilters, PlanKind, PlanListRow, PlanPage, PlanState
from caicach.plans.domain.tasks import TaskOrigin

router = Router(tags=["plans"])


class PlanQuery(Schema):
    kind: PlanKind | None = None
    unit: str = ""
    year: int | None = None
    state: list[PlanState] = []
    text: str = ""


class TaskIn(TaskFieldsIn):
    """Units are codes; ``effective_on`` is the day the task is given, today when absent."""

    text: str
    lead: list[str]
    cooperate: list[str] = []
    product: str | None = None
    area: ReformArea | None = None
    due_on: date | None = None
    recurrence: Recurrence | None = None
    objective_id: RowId | None = None
    parent_id: RowId | None = None
    basis: list[RowId] = []
    effective_on: date | None = None


class TaskOut(Schema):
    task_id: int


@router.get("/plans", response={200: Page[PlanListRow], **ERRORS}, summary="Plans, the newest year first")
def list_plans(
    request: HttpRequest,
    filters: Annotated[PlanQuery, Query()],
    page: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
    size: Annotated[int, Query(ge=1, le=200)] = 50,
) -> Page[PlanListRow]:
    chosen = PlanFilters(
        kind=filters.kind,
        unit=filters.unit,
        year=filters.year,
        states=tuple(filters.state),
        text=filters.text,
        page=page,
        size=size,
    )
    return queries.plans(actor_of(request), filters=chosen, on=timezone.localdate())


@router.get("/plans/{plan_id}", response={200: PlanPage, **ERRORS}, summary="A plan with its objectives and tasks")
def get_plan(request: HttpRequest, plan_id: RowId, on: date | None = None) -> PlanPage:
    return queries.plan_page(actor_of(request), plan_id, on=on or timezone.localdate())


@router.get("/plans/{plan_id}/coverage", response={200: Coverage, **ERRORS}, summary="What has no task, basis or plan")
def get_coverage(request: HttpRequest, plan_id: RowId, on: date | None = None) -> Coverage:
    return queries.coverage(actor_of(request), plan_id, on=on or timezone.localdate())


@router.get("/plans/{plan_id}/export/{form}", response={200: bytes, **ERRORS}, summary="The plan as docx or xlsx")
def export_plan(request: HttpRequest, plan_id: RowId, form: str) -> HttpResponse:
    return attachment(queries.plan_export(actor_of(request), plan_id, form, on=timezone.localdate()))


@router.post("/plans/{plan_id}/tasks", response={201: TaskOut, **ERRORS}, summary="Add a task to a plan")
def add_task(request: HttpRequest, plan_id: RowId, body: TaskIn) -> Status[TaskOut]:
    task = NewTask(
        text=body.text,
        lead=tuple(body.lead),
        cooperate=tuple(body.cooperate),
        effective_on=body.effective_on or timezone.localdate(),
        product=body.product,
        area=body.area,
        due_on=body.due_on,
        recurrence=body.recurrence,
        plan_id=plan_id,
        objective_id=body.objective_id,
        parent_id=body.parent_id,
        origin=TaskOrigin.PLAN,
        basis=tuple(body.basis),
        **body.chosen,
    )
    return Status(201, TaskOut(task_id=services.create_task(actor_of(request), task=task, now=timezone.now())))
