"""A document outside of its review: waiting to be read, refused, failed, withdrawn, or confirmed with its tasks."""

from collections import defaultdict
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from caicach.correspondence import queries, services
from caicach.correspondence.domain.received import ReceivedState
from caicach.kernel.access import Permission, require
from caicach.kernel.errors import CaicachError
from caicach.kernel.http.problems import problem_of
from caicach.kernel.vocabulary import AddressRole
from caicach.plans import queries as plans
from caicach.plans.domain.states import TaskState
from caicach.plans.domain.tasks import TaskRow
from caicach.web.documents.forms import ArrivalForm
from caicach.web.shell.forms import ReasonForm
from caicach.web.shell.requests import actor_of, today, version_of

PENDING = (ReceivedState.RECEIVED, ReceivedState.READING)
WITHDRAWABLE = (ReceivedState.RECEIVED, ReceivedState.READ, ReceivedState.FAILED)
READABLE_AGAIN = (ReceivedState.READ, ReceivedState.FAILED)


@dataclass(frozen=True, slots=True)
class TaskGroup:
    """The assignments of one task: leads, those who cooperate, and how many stand in each state."""

    first: TaskRow
    lead: tuple[TaskRow, ...]
    cooperate: tuple[TaskRow, ...]
    counts: tuple[tuple[TaskState, int], ...]


def task_groups(rows: tuple[TaskRow, ...]) -> tuple[TaskGroup, ...]:
    by_task: dict[int, list[TaskRow]] = defaultdict(list)
    for row in rows:
        by_task[row.task_id].append(row)
    return tuple(_group(found) for found in by_task.values())


def _group(rows: list[TaskRow]) -> TaskGroup:
    counts = ((state, sum(row.state is state for row in rows)) for state in TaskState)
    return TaskGroup(
        first=rows[0],
        lead=tuple(row for row in rows if row.role is AddressRole.LEAD),
        cooperate=tuple(row for row in rows if row.role is AddressRole.COOPERATE),
        counts=tuple((state, count) for state, count in counts if count),
    )


@require_GET
def document(request: HttpRequest, document_id: int) -> HttpResponse:
    actor = actor_of(request)
    row = queries.document_of(actor, document_id)
    if row.state is ReceivedState.READ:
        return _to_review(request, document_id)
    services.note_reading(actor, read=services.Read.DOCUMENT, identity=document_id, now=timezone.now())
    is_confirmed = row.state is ReceivedState.CONFIRMED
    handles = actor.may(Permission.DOCUMENT_CONFIRM)
    rows = plans.document_tasks(actor, document_id, on=today()) if is_confirmed else ()
    is_moved = is_confirmed and actor.may(Permission.TASK_ASSIGN)
    ended = plans.ended_work(actor, on=today(), document_id=document_id) if is_moved else ()
    context = {
        "document": row,
        "signatures": queries.signatures_at_receipt(actor, document_id),
        "is_pending": row.state in PENDING,
        "groups": task_groups(rows),
        "undated": sum(row.state is TaskState.NO_DEADLINE for row in rows) if actor.may(Permission.TASK_EXTEND) else 0,
        "ended": sum(unit.assignments for unit in ended),
        "may_read_again": handles and row.state in READABLE_AGAIN,
        "may_plan": is_confirmed and actor.may(Permission.PLAN_MANAGE),
        "may_answer": is_confirmed and actor.may(Permission.LETTER_DRAFT),
        "may_correct_arrival": handles,
        "may_withdraw": handles and row.state in WITHDRAWABLE,
    }
    return render(request, "web/documents/document.html", context)


def _to_review(request: HttpRequest, document_id: int) -> HttpResponse:
    """The waiting page asks for itself: a redirect would be followed out of sight, and nothing of it fits in there."""
    address = reverse("web:review", args=[document_id])
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return redirect(address)


@require_POST
def read_again(request: HttpRequest, document_id: int) -> HttpResponse:
    try:
        services.read_again(actor_of(request), document_id=document_id, version=version_of(request), now=timezone.now())
        messages.success(request, gettext("Đã đọc lại. Những gì người soát đã sửa được giữ nguyên."))
    except CaicachError as error:
        problem = problem_of(error)
        messages.error(request, f"{problem.what} {problem.why} {problem.todo}")
    return redirect("web:document", document_id)


@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, document_id: int) -> HttpResponse:
    actor = actor_of(request)
    row = queries.document_of(actor, document_id)
    require(actor, Permission.DOCUMENT_CONFIRM)
    form = ReasonForm(request.POST if request.method == "POST" else None, initial={"version": row.version})
    if form.is_bound and form.is_valid():
        with form.told_to():
            services.withdraw_document(
                actor,
                document_id=document_id,
                version=form.cleaned_data["version"],
                reason=form.cleaned_data["reason"],
                now=timezone.now(),
            )
            messages.success(request, gettext("Đã rút văn bản. Tệp này có thể được tiếp nhận lại."))
            return redirect("web:documents")
    return render(request, "web/documents/withdraw.html", {"document": row, "form": form}, status=form.status)


@require_http_methods(["GET", "POST"])
def correct_arrival(request: HttpRequest, document_id: int) -> HttpResponse:
    actor = actor_of(request)
    row = queries.document_of(actor, document_id)
    require(actor, Permission.DOCUMENT_CONFIRM)
    shown = {"version": row.version, "arrived_on": f"{row.arrived_on:%d/%m/%Y}"}
    form = ArrivalForm(request.POST if request.method == "POST" else None, initial=shown)
    if form.is_bound and form.is_valid():
        with form.told_to():
            services.correct_arrival(actor, document_id=document_id, now=timezone.now(), **form.cleaned_data)
            messages.success(request, gettext("Đã sửa ngày đến."))
            return redirect("web:document", document_id)
    return render(request, "web/documents/arrival.html", {"document": row, "form": form}, status=form.status)
