"""The page of a task, its evidence, and what is done to it."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from caicach.kernel.access import Permission, require
from caicach.kernel.errors import NotAllowed, NotFound
from caicach.plans import queries, services
from caicach.plans.domain.states import TaskState
from caicach.plans.domain.tasks import AssignmentPage, AssignmentView, NewFile, Quality, ReportView, TaskPage
from caicach.web.shell.kept_files import files_of
from caicach.web.shell.once import once
from caicach.web.shell.previews import file_answer
from caicach.web.shell.requests import actor_of, today
from caicach.web.shell.uploads import go_on
from caicach.web.tasks.forms import CancelForm, DecisionForm, ExtensionForm, ReportForm
from caicach.web.tasks.history import history_sentences
from caicach.web.tasks.series_words import rule_in_words


@require_GET
def task(request: HttpRequest, task_id: int) -> HttpResponse:
    page = queries.task_page(actor_of(request), task_id, on=today(), period=request.GET.get("ky"))
    states = [assignment.row.state for assignment in page.assignments]
    has_many = len(page.assignments) > 1
    told = [a for a in page.assignments if a.reports or a.deadline_changes]
    context = {
        "page": page,
        "task": page.task,
        "document": page.document,
        "unsettled": [a for a in told if not has_many or _awaits_somebody(a)],
        "settled": [a for a in told if has_many and not _awaits_somebody(a)],
        "history": history_sentences(page),
        "has_many": has_many,
        "rule": rule_in_words(page.series.rule) if page.series else "",
        "names_event": page.task.deadline is not None and page.task.deadline.event is not None,
        "is_undated": not any(a.row.due_on or a.row.period for a in page.assignments),
        "waits_for": next((a.work.event for a in page.assignments if a.work.event), None),
        "undated_count": sum(a.may_extend and a.row.state is TaskState.NO_DEADLINE for a in page.assignments),
        "ended_count": _at_ended_units(request, page),
        "tally": [(state, count) for state in TaskState if (count := states.count(state))],
    }
    return render(request, "web/tasks/task.html", context)


def _awaits_somebody(assignment: AssignmentView) -> bool:
    return assignment.row.is_waiting or assignment.row.is_returned


def _at_ended_units(request: HttpRequest, page: TaskPage) -> int:
    """Open assignments that somebody else has to take, for who may say so."""
    if not page.may_assign or page.task.cancelled_at is not None:
        return 0
    ended = queries.ended_work(actor_of(request), on=today(), task_id=page.task.id)
    return sum(unit.assignments for unit in ended)


@require_GET
def evidence(request: HttpRequest, file_id: int) -> HttpResponse:
    return file_answer(request, queries.evidence_file(actor_of(request), file_id))


@require_http_methods(["GET", "POST"])
@once
def report(request: HttpRequest, assignment_id: int) -> HttpResponse:
    actor = actor_of(request)
    page = queries.assignment_page(actor, assignment_id, on=today())
    require(actor, Permission.TASK_REPORT, unit=page.assignment.row.unit)
    waiting, returned = page.assignment.row.waiting_report_id, _last_returned(page.assignment)
    form = ReportForm(
        initial={
            "completed_on": f"{today():%d/%m/%Y}",
            "replaces": waiting,
            "text": returned.text if returned else "",
        }
    )
    if request.method == "POST":
        form = ReportForm(request.POST, files_of(request))
    if form.is_bound and form.is_valid():
        with form.told_to():
            services.report_progress(
                actor,
                assignment_id=assignment_id,
                text=form.cleaned_data["text"],
                is_completed=form.cleaned_data["is_completed"] == "1",
                completed_on=form.cleaned_data["completed_on"] or None,
                files=tuple(NewFile(file.name or "tep", file.read()) for file in form.cleaned_data["evidence"]),
                now=timezone.now(),
                replaces=form.cleaned_data["replaces"],
                figure=form.cleaned_data["figure"],
            )
            messages.success(request, gettext("Đã gửi báo cáo. Cơ quan thường trực sẽ chấp nhận hoặc trả lại."))
            return go_on(request, "web:task", page.task.id)
    context = {
        **_context(page),
        "form": form,
        "waiting": _report_of(page.assignment, waiting),
        "returned": returned,
        "limit": settings.UPLOAD_BYTES,
        "limit_mb": settings.UPLOAD_BYTES // 1_000_000,
    }
    return render(request, "web/tasks/report.html", context, status=form.status)


def _context(page: AssignmentPage) -> dict[str, object]:
    return {"task": page.task, "document": page.document, "assignment": page.assignment, "row": page.assignment.row}


def _report_of(assignment: AssignmentView, report_id: int | None) -> ReportView | None:
    return next((report for report in assignment.reports if report.id == report_id), None)


def _last_returned(assignment: AssignmentView) -> ReportView | None:
    last = max(assignment.reports, key=lambda report: report.number, default=None)
    return last if last is not None and last.state.value == "returned" else None


@require_http_methods(["GET", "POST"])
def decide(request: HttpRequest, assignment_id: int, report_id: int) -> HttpResponse:
    actor = actor_of(request)
    page = queries.assignment_page(actor, assignment_id, on=today())
    asked = _report_of(page.assignment, report_id)
    if asked is None:
        raise NotFound("web.no_such_report", what="Không có báo cáo này.", todo="Hãy quay lại trang nhiệm vụ.")
    require(actor, Permission.TASK_DECIDE)
    form = DecisionForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        with form.told_to():
            _decide(request, form, report_id)
            return _next_decision(request, page.task.id)
    context = {**_context(page), "form": form, "report": asked}
    return render(request, "web/tasks/decide.html", context, status=form.status)


def _next_decision(request: HttpRequest, task_id: int) -> HttpResponse:
    """The next report that waits for this person, of the same task first; the task where none does."""
    following = queries.next_to_decide(actor_of(request), on=today(), task_id=task_id)
    if following is None:
        messages.info(request, gettext("Không còn báo cáo nào chờ bạn quyết định."))
        return redirect("web:task", task_id)
    messages.info(request, gettext("Báo cáo tiếp theo: {unit}.").format(unit=following.unit_name))
    return redirect("web:decide", following.assignment_id, following.report_id)


def _decide(request: HttpRequest, form: DecisionForm, report_id: int) -> None:
    typed = form.cleaned_data
    if typed["decision"] == "accept":
        quality = Quality(typed["quality"]) if typed["quality"] else None
        services.accept_report(actor_of(request), report_id=report_id, quality=quality, now=timezone.now())
        messages.success(request, gettext("Đã chấp nhận báo cáo."))
    else:
        services.return_report(actor_of(request), report_id=report_id, reason=typed["reason"], now=timezone.now())
        messages.success(request, gettext("Đã trả lại báo cáo kèm lý do."))


@require_http_methods(["GET", "POST"])
def extend(request: HttpRequest, assignment_id: int) -> HttpResponse:
    actor = actor_of(request)
    page = queries.assignment_page(actor, assignment_id, on=today())
    require(actor, Permission.TASK_EXTEND)
    form = ExtensionForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        with form.told_to():
            services.extend_deadline(
                actor,
                assignment_id=assignment_id,
                due_on=form.cleaned_data["due_on"],
                reason=form.cleaned_data["reason"],
                now=timezone.now(),
            )
            messages.success(request, gettext("Đã gia hạn. Hạn gốc vẫn được giữ bên cạnh."))
            return redirect("web:task", page.task.id)
    return render(request, "web/tasks/extend.html", {**_context(page), "form": form}, status=form.status)


@require_http_methods(["GET", "POST"])
def cancel(request: HttpRequest, task_id: int) -> HttpResponse:
    actor = actor_of(request)
    page = queries.task_page(actor, task_id, on=today())
    if not page.may_cancel:
        raise NotAllowed(
            "web.cancel_not_yours",
            what="Không hủy được nhiệm vụ này.",
            why="Nhiệm vụ đã hủy, hoặc tài khoản «{name}» không được giao quyền hủy.",
            todo="Hãy quay lại trang nhiệm vụ.",
            name=actor.name,
        )
    form = CancelForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        with form.told_to():
            services.cancel_task(actor, task_id=task_id, reason=form.cleaned_data["reason"], now=timezone.now())
            messages.success(request, gettext("Đã hủy nhiệm vụ ở các đơn vị chưa hoàn thành."))
            return redirect("web:task", task_id)
    context = {"page": page, "task": page.task, "document": page.document, "form": form}
    return render(request, "web/tasks/cancel.html", context, status=form.status)
