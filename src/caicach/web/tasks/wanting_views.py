"""Work that wants something said of it: a first deadline, or a unit that still exists."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from caicach.kernel.access import Permission, require
from caicach.plans import queries, services
from caicach.plans.domain.states import TaskState
from caicach.web.shell.filters import ListFilters
from caicach.web.shell.requests import actor_of, today, whole_number
from caicach.web.shell.units import assignable_units
from caicach.web.tasks.filters import task_filters
from caicach.web.tasks.giving_forms import FirstDeadlineForm, HeirsForm

SHOWN = 100


@require_http_methods(["GET", "POST"])
def give_deadline(request: HttpRequest) -> HttpResponse:
    """The address keeps which work is meant: ticked, of a task, or of the filters of the list."""
    actor = actor_of(request)
    require(actor, Permission.TASK_EXTEND)
    asked = ListFilters(request.GET)
    chosen = tuple(number for text in request.GET.getlist("phan-cong") if (number := whole_number(text, 0)))
    task_id = whole_number(request.GET.get("nhiem-vu"), 0) or None
    rows = queries.undated_work(
        actor,
        on=today(),
        filters=task_filters(request.GET, asked, actor.user_id),
        assignment_ids=chosen,
        task_id=task_id,
    )
    form = FirstDeadlineForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        with form.told_to():
            count = services.give_deadlines(
                actor,
                assignment_ids=[row.assignment_id for row in rows],
                due_on=form.cleaned_data["due_on"],
                reason=form.cleaned_data["reason"],
                now=timezone.now(),
            )
            words = gettext("Đã đặt hạn {day} cho {count} phân công.")
            messages.success(request, words.format(day=f"{form.cleaned_data['due_on']:%d/%m/%Y}", count=count))
            return redirect(_back(request, task_id))
    context = {
        "form": form,
        "rows": rows[:SHOWN],
        "count": len(rows),
        "units": len({row.unit for row in rows}),
        "tasks": len({row.task_id for row in rows}),
        "back": _back(request, task_id),
        "asked": asked,
    }
    return render(request, "web/tasks/give_deadline.html", context, status=form.status)


def _back(request: HttpRequest, task_id: int | None) -> str:
    """The task, the document, or what is left in the list."""
    if task_id is not None:
        return reverse("web:task", args=[task_id])
    documents = request.GET.getlist("van-ban")
    if len(documents) == 1 and (document_id := whole_number(documents[0], 0)) and "phan-cong" not in request.GET:
        return reverse("web:document", args=[document_id])
    return f"{reverse('web:tasks')}?trang-thai={TaskState.NO_DEADLINE.value}"


@require_http_methods(["GET", "POST"])
def ended_units(request: HttpRequest) -> HttpResponse:
    """Open work of units that no longer exist, of a document, a task, or all: who takes it."""
    actor = actor_of(request)
    require(actor, Permission.TASK_ASSIGN)
    document_id = whole_number(request.GET.get("van-ban"), 0) or None
    task_id = whole_number(request.GET.get("nhiem-vu"), 0) or None
    ended = queries.ended_work(actor, on=today(), document_id=document_id, task_id=task_id)
    others = [(unit.code, unit.name) for unit in assignable_units(today())]
    form = HeirsForm(request.POST if request.method == "POST" else None, ended=ended, others=others)
    if form.is_bound and form.is_valid():
        heirs = form.heirs()
        if not heirs:
            form.add_error(None, gettext("Chưa chọn đơn vị nhận nào."))
        else:
            with form.told_to():
                count = services.hand_over(
                    actor,
                    heirs=heirs,
                    now=timezone.now(),
                    document_id=document_id,
                    task_ids=() if task_id is None else (task_id,),
                )
                messages.success(request, gettext("Đã chuyển {count} phân công.").format(count=count))
                return redirect(_after_moving(document_id, task_id))
    context = {
        "form": form,
        "ended": ended,
        "count": sum(unit.assignments for unit in ended),
        "back": _after_moving(document_id, task_id),
    }
    return render(request, "web/tasks/ended_units.html", context, status=form.status)


def _after_moving(document_id: int | None, task_id: int | None) -> str:
    if document_id is not None:
        return reverse("web:document", args=[document_id])
    return reverse("web:task", args=[task_id]) if task_id is not None else reverse("web:tasks")
