"""The page of a plan, and what is done to it: its head, its tasks, its objectives, taking over, closing, export."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.errors import NotFound
from caicach.kernel.http.downloads import attachment
from caicach.kernel.metrics import listed
from caicach.kernel.saying import say
from caicach.plans import queries, services
from caicach.plans.domain.new_tasks import NewTask
from caicach.plans.domain.plan_order import AreaLine
from caicach.plans.domain.plans import PlanListRow, PlanState
from caicach.plans.domain.states import TaskState
from caicach.plans.domain.tasks import StateCounts, TaskFilters, TaskOrigin
from caicach.plans.queries import LateByRole
from caicach.web.plans.forms import NewTaskForm, ObjectiveForm, PlanForm, ReasonForm, TaskEditForm
from caicach.web.plans.list_views import unit_choices
from caicach.web.shell.once import once
from caicach.web.shell.requests import actor_of, today, whole_number
from caicach.web.shell.units import assignable_units, units_of
from caicach.web.tasks.parts import RoleCell, role_cells


@dataclass(frozen=True, slots=True)
class StateCell:
    state: TaskState
    count: int
    address: str


@dataclass(frozen=True, slots=True)
class AreaHead:
    """An area of the plan: its figures, and where its rows begin."""

    line: AreaLine
    cells: tuple[StateCell, ...]
    late_roles: tuple[RoleCell, ...]  # empty where nothing is late


@require_GET
def plan(request: HttpRequest, plan_id: int) -> HttpResponse:
    actor = actor_of(request)
    sheet = queries.plan_sheet(actor, plan_id, on=today(), page=whole_number(request.GET.get("trang"), 1))
    late = queries.late_by_area(actor, on=today(), plan_id=plan_id)
    heads = {line.area: _head(plan_id, line, late.get(line.area)) for line in sheet.lines}
    context = {
        "sheet": sheet,
        "plan": sheet.plan,
        "areas": [(heads[group.area], group) for group in sheet.areas.items],
        "heads": tuple(heads.values()),
        "cells": _cells(plan_id, sheet.counts, None),
        "late_roles": role_cells(
            queries.late_by_role(actor, on=today(), today=today(), filters=TaskFilters(plans=(plan_id,))),
            lambda asked: f"{reverse('web:tasks')}?{urlencode({'ke-hoach': plan_id, **asked}, doseq=True)}",
        ),
        "is_open": sheet.plan.state is not PlanState.CLOSED,
        "may_take_over": sheet.plan.may_edit and sheet.plan.parent_id is not None,
        "history": queries.plan_history(actor, plan_id),
    }
    return render(request, "web/plans/plan.html", context)


def _head(plan_id: int, line: AreaLine, late: LateByRole | None) -> AreaHead:
    area = line.area or "chua-xep"
    asked = {"ke-hoach": plan_id, "linh-vuc": area}

    def address(narrowed: dict[str, list[str]]) -> str:
        return f"{reverse('web:tasks')}?{urlencode({**asked, **narrowed}, doseq=True)}"

    return AreaHead(line, _cells(plan_id, line.counts, area), role_cells(late, address) if late else ())


def _cells(plan_id: int, counts: StateCounts, area: str | None) -> tuple[StateCell, ...]:
    """Assignments by state; each figure opens its rows."""
    asked = {"ke-hoach": str(plan_id), **({"linh-vuc": area} if area else {})}
    return tuple(
        StateCell(state, count, f"{reverse('web:tasks')}?{urlencode({**asked, 'trang-thai': state.value})}")
        for state in TaskState
        if (count := counts.of(state))
    )


def editable(actor: Actor, plan_id: int) -> PlanListRow:
    """A plan that the actor may edit. Raises NotAllowed for who only sees it."""
    found = queries.plan_row(actor, plan_id, on=today())
    if not found.may_edit:
        require(actor, Permission.PLAN_EDIT, unit=found.unit)
    return found


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, plan_id: int) -> HttpResponse:
    actor = actor_of(request)
    found = editable(actor, plan_id)
    parents = queries.parent_choices(actor, on=today(), except_id=plan_id)
    units = [(found.unit, found.unit_name), *(unit for unit in unit_choices(actor) if unit[0] != found.unit)]
    data = request.POST if request.method == "POST" else None
    form = PlanForm(data, initial=PlanForm.initial_of(found), units=units[:1], parents=parents)
    if form.is_bound and form.is_valid():
        with form.told_to():
            version = form.cleaned_data["version"] or 0
            services.edit_plan(actor, plan_id=plan_id, version=version, plan=form.plan, now=timezone.now())
            return redirect("web:plan", plan_id)
    return _form(request, found, form, gettext("Sửa thông tin kế hoạch"))


@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Closes an open plan, opens a closed one again."""
    actor = actor_of(request)
    found = editable(actor, plan_id)
    is_closed = found.state is PlanState.CLOSED
    form = ReasonForm(request.POST if request.method == "POST" else None, initial={"version": found.version})
    if form.is_bound and form.is_valid():
        with form.told_to():
            act = services.reopen_plan if is_closed else services.close_plan
            version, reason = form.cleaned_data["version"] or 0, form.cleaned_data["reason"]
            act(actor, plan_id=plan_id, version=version, reason=reason, now=timezone.now())
            return redirect("web:plan", plan_id)
    return _form(request, found, form, gettext("Mở lại kế hoạch") if is_closed else gettext("Khép lại kế hoạch"))


@require_http_methods(["GET", "POST"])
@once
def add_task(request: HttpRequest, plan_id: int) -> HttpResponse:
    actor = actor_of(request)
    found = editable(actor, plan_id)
    every = assignable_units(today()) if actor.may(Permission.TASK_ASSIGN) else units_of(actor.visible_units)
    form = NewTaskForm(
        request.POST if request.method == "POST" else None,
        initial={"lead": [] if actor.may(Permission.PLAN_MANAGE) else [found.unit]},
        objectives=queries.plan_objectives(actor, plan_id),
        units=every,
        on=today(),
        tasks=queries.plan_task_names(actor, plan_id),
    )
    if form.is_bound and form.is_valid():
        with form.told_to():
            services.create_task(actor, task=_new_task(found, form), now=timezone.now())
            messages.success(request, gettext("Đã thêm nhiệm vụ vào kế hoạch."))
            return redirect("web:plan", plan_id)
    return _form(request, found, form, gettext("Thêm nhiệm vụ"))


def _new_task(found: PlanListRow, form: NewTaskForm) -> NewTask:
    typed = form.cleaned_data
    return NewTask(
        text=typed["text"],
        lead=tuple(typed["lead"]),
        cooperate=tuple(typed["cooperate"]),
        effective_on=max(found.issued_on, today()),
        product=typed["product"] or None,
        area=form.area_chosen,
        due_on=form.day,
        recurrence=form.recurrence_chosen,
        plan_id=found.id,
        objective_id=form.objective_id,
        parent_id=int(typed["parent"]) if typed["parent"] else None,
        origin=TaskOrigin.PLAN,
        number=typed["number"],
        section=tuple(line.strip() for line in typed["section"].splitlines() if line.strip()),
        budget_raw=typed["budget_raw"] or None,
        **form.chosen,
    )


@require_http_methods(["GET", "POST"])
def edit_task(request: HttpRequest, plan_id: int, task_id: int) -> HttpResponse:
    actor = actor_of(request)
    found = editable(actor, plan_id)
    seen = queries.plan_task_mark(actor, plan_id, task_id)  # first: who writes between the two is not written over
    initial = TaskEditForm.initial_of(queries.plan_task_to_change(actor, plan_id, task_id, on=today())) | {"seen": seen}
    objectives = queries.plan_objectives(actor, plan_id)
    form = TaskEditForm(request.POST if request.method == "POST" else None, initial=initial, objectives=objectives)
    if form.is_bound and form.is_valid():
        with form.told_to():
            reason, seen, now = form.cleaned_data["reason"], form.cleaned_data["seen"], timezone.now()
            services.edit_plan_task(
                actor, plan_id=plan_id, task_id=task_id, changes=form.changes, reason=reason, now=now, seen=seen
            )
            return redirect("web:plan", plan_id)
    return _form(request, found, form, gettext("Sửa nhiệm vụ"))


@require_http_methods(["GET", "POST"])
def remove_task(request: HttpRequest, plan_id: int, task_id: int) -> HttpResponse:
    actor = actor_of(request)
    found = editable(actor, plan_id)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    words = queries.plan_task_to_change(actor, plan_id, task_id, on=today()).text
    if form.is_bound and form.is_valid():
        with form.told_to():
            reason = form.cleaned_data["reason"]
            services.remove_plan_task(actor, plan_id=plan_id, task_id=task_id, reason=reason, now=timezone.now())
            return redirect("web:plan", plan_id)
    return _form(request, found, form, gettext("Bỏ nhiệm vụ khỏi kế hoạch"), words)


def _metrics() -> list[tuple[str, str]]:
    return [(found.name, say(found.title)) for found in listed()]


@require_http_methods(["GET", "POST"])
@once
def add_objective(request: HttpRequest, plan_id: int) -> HttpResponse:
    actor = actor_of(request)
    found = editable(actor, plan_id)
    form = ObjectiveForm(request.POST if request.method == "POST" else None, metrics=_metrics())
    if form.is_bound and form.is_valid():
        with form.told_to():
            services.add_objective(actor, plan_id=plan_id, objective=form.objective, now=timezone.now())
            return redirect("web:plan", plan_id)
    return _form(request, found, form, gettext("Thêm mục tiêu"))


@require_http_methods(["GET", "POST"])
def edit_objective(request: HttpRequest, plan_id: int, objective_id: int) -> HttpResponse:
    actor = actor_of(request)
    found = editable(actor, plan_id)
    objective = next((one for one in queries.plan_objectives(actor, plan_id) if one.id == objective_id), None)
    if objective is None:
        raise NotFound("plan.no_objective", what="Không có mục tiêu này.", todo="Hãy tải lại trang kế hoạch.")
    data = request.POST if request.method == "POST" else None
    seen = queries.objective_mark(actor, plan_id, objective_id)
    form = ObjectiveForm(data, initial={**ObjectiveForm.initial_of(objective), "seen": seen}, metrics=_metrics())
    if request.POST.get("bo") == "1":
        with form.told_to():
            services.remove_objective(actor, plan_id=plan_id, objective_id=objective_id, now=timezone.now())
            return redirect("web:plan", plan_id)
    elif form.is_bound and form.is_valid():
        with form.told_to():
            services.edit_objective(
                actor,
                plan_id=plan_id,
                objective_id=objective_id,
                objective=form.objective,
                now=timezone.now(),
                seen=form.cleaned_data["seen"],
            )
            return redirect("web:plan", plan_id)
    return _form(request, found, form, gettext("Sửa mục tiêu"), removes=True)


@require_POST
def take_over(request: HttpRequest, plan_id: int) -> HttpResponse:
    actor = actor_of(request)
    found = editable(actor, plan_id)
    if found.parent_id is None:
        raise NotFound("plan.no_parent", what="Kế hoạch chưa có kế hoạch cấp trên.", todo="Hãy chọn kế hoạch cấp trên.")
    made = services.take_over_tasks(actor, plan_id=plan_id, above_id=found.parent_id, now=timezone.now())
    if made:
        messages.success(request, gettext("Đã nhận {count} nhiệm vụ từ kế hoạch cấp trên.").format(count=len(made)))
    else:
        messages.info(request, gettext("Kế hoạch cấp trên không có thêm nhiệm vụ nào giao cho đơn vị."))
    return redirect("web:plan", plan_id)


@require_GET
def export(request: HttpRequest, plan_id: int, form: str) -> HttpResponse:
    found = queries.plan_export(actor_of(request), plan_id, form, on=today())
    return attachment(found)


def _form(
    request: HttpRequest,
    found: object,
    form: PlanForm | ReasonForm | NewTaskForm | TaskEditForm | ObjectiveForm,
    title: str,
    words: str = "",
    *,
    removes: bool = False,
) -> HttpResponse:
    context = {"plan": found, "form": form, "title": title, "words": words, "removes": removes}
    return render(request, "web/plans/form.html", context, status=form.status)
