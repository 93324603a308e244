"""The work on one assignment: who does it, its sub-tasks, its deadline with requests and pauses."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from caicach.kernel.access import Permission, require
from caicach.kernel.errors import NotFound
from caicach.organisations.queries import colleagues_of
from caicach.plans import queries, services
from caicach.plans.domain.progress import SubTaskView
from caicach.plans.domain.tasks import AssignmentPage
from caicach.plans.services import NewSubTask
from caicach.web.shell.forms import PageForm
from caicach.web.shell.once import once
from caicach.web.shell.requests import actor_of, today
from caicach.web.tasks.acting import ActPage, act_answer, of_assignment, work_address
from caicach.web.tasks.work_forms import (
    ConfirmForm,
    DelegateForm,
    PauseForm,
    RequestDecisionForm,
    RequestForm,
    SubTaskForm,
    SubTaskProgressForm,
)


def _page(request: HttpRequest, assignment_id: int) -> AssignmentPage:
    return queries.assignment_page(actor_of(request), assignment_id, on=today())


def _reporting(request: HttpRequest, assignment_id: int) -> AssignmentPage:
    page = _page(request, assignment_id)
    require(actor_of(request), Permission.TASK_REPORT, unit=page.assignment.row.unit)
    return page


@require_GET
def work(request: HttpRequest, assignment_id: int) -> HttpResponse:
    return render(request, "web/tasks/work.html", of_assignment(_page(request, assignment_id)))


@require_http_methods(["GET", "POST"])
@once
def request_extension(request: HttpRequest, assignment_id: int) -> HttpResponse:
    page = _reporting(request, assignment_id)
    row = page.assignment.row
    note = ""
    if row.due_on is not None and row.due_on < today():
        note = gettext("Hạn {day} đã qua: không gia hạn được nữa. Hãy báo cáo ngay khi hoàn thành.")
        note = note.format(day=f"{row.due_on:%d/%m/%Y}")
    act = ActPage(
        gettext("Đề nghị gia hạn"),
        gettext("Cơ quan thường trực đồng ý hoặc không; trong khi chờ, hạn cũ vẫn áp dụng."),
        gettext("Gửi đề nghị"),
        gettext("Đã gửi đề nghị gia hạn."),
        work_address(assignment_id),
        of_assignment(page),
        note,
    )

    def ask(form: PageForm) -> None:
        typed = form.cleaned_data
        services.request_extension(
            actor_of(request),
            assignment_id=assignment_id,
            proposed_on=typed["proposed_on"],
            reason=typed["reason"],
            now=timezone.now(),
        )

    return act_answer(request, RequestForm(request.POST or None), act, ask)


@require_http_methods(["GET", "POST"])
def decide_request(request: HttpRequest, assignment_id: int, request_id: int) -> HttpResponse:
    page = _page(request, assignment_id)
    require(actor_of(request), Permission.TASK_DECIDE)
    asked = next((found for found in page.assignment.work.requests if found.id == request_id), None)
    if asked is None:
        raise NotFound("web.no_such_request", what="Không có đề nghị này.", todo="Hãy quay lại trang nhiệm vụ.")
    note = gettext("Hạn đã qua: chỉ còn có thể không đồng ý.") if asked.has_passed and asked.may_decide else ""
    act = ActPage(
        gettext("Quyết định đề nghị gia hạn"),
        gettext("Quyết định một lần; hạn gốc luôn được giữ bên cạnh hạn mới."),
        gettext("Lưu quyết định"),
        gettext("Đã quyết định đề nghị gia hạn."),
        work_address(assignment_id),
        {**of_assignment(page), "asked": asked},
        note,
    )

    def decide(form: PageForm) -> None:
        typed, actor, now = form.cleaned_data, actor_of(request), timezone.now()
        if typed["decision"] == "refuse":
            services.refuse_extension(actor, request_id=request_id, reason=typed["reason"], now=now)
            return
        day = typed["due_on"] or None
        services.grant_extension(actor, request_id=request_id, due_on=day, reason=typed["reason"], now=now)

    form = RequestDecisionForm(request.POST or None, initial={"due_on": f"{asked.proposed_on:%d/%m/%Y}"})
    return act_answer(request, form, act, decide)


@require_http_methods(["GET", "POST"])
def pause(request: HttpRequest, assignment_id: int) -> HttpResponse:
    page = _page(request, assignment_id)
    require(actor_of(request), Permission.TASK_EXTEND)
    act = ActPage(
        gettext("Tạm dừng"),
        gettext("Trong thời gian tạm dừng không tính muộn; khi tiếp tục, hạn lùi theo số ngày làm việc đã dừng."),
        gettext("Tạm dừng"),
        gettext("Đã tạm dừng."),
        work_address(assignment_id),
        of_assignment(page),
    )

    def stop(form: PageForm) -> None:
        typed = form.cleaned_data
        services.pause_work(
            actor_of(request),
            assignment_id=assignment_id,
            reason=typed["reason"],
            decision=typed["decision"],
            now=timezone.now(),
        )

    return act_answer(request, PauseForm(request.POST or None), act, stop)


@require_http_methods(["GET", "POST"])
def resume(request: HttpRequest, assignment_id: int) -> HttpResponse:
    page = _page(request, assignment_id)
    require(actor_of(request), Permission.TASK_EXTEND)
    act = ActPage(
        gettext("Cho tiếp tục"),
        gettext("Thời hạn lùi theo số ngày làm việc đã dừng; hạn gốc vẫn được giữ bên cạnh."),
        gettext("Cho tiếp tục"),
        gettext("Nhiệm vụ tiếp tục; thời hạn đã lùi theo số ngày dừng."),
        work_address(assignment_id),
        of_assignment(page),
    )

    def go_on(_form: PageForm) -> None:
        services.resume_work(actor_of(request), assignment_id=assignment_id, now=timezone.now())

    return act_answer(request, ConfirmForm({} if request.method == "POST" else None), act, go_on)


@require_http_methods(["GET", "POST"])
def delegate(request: HttpRequest, assignment_id: int) -> HttpResponse:
    page = _reporting(request, assignment_id)
    act = ActPage(
        gettext("Giao người thực hiện"),
        gettext("Nhiệm vụ hiện trong «Việc của tôi» của người đó; đồng nghiệp vẫn báo cáo được."),
        gettext("Giao"),
        gettext("Đã giao người thực hiện."),
        work_address(assignment_id),
        of_assignment(page),
    )
    form = DelegateForm(request.POST or None, initial={"person": page.assignment.work.delegate_id or ""})
    form.choose_among(colleagues_of(page.assignment.row.unit, on=today()))

    def give(form: PageForm) -> None:
        typed = form.cleaned_data
        services.delegate_work(
            actor_of(request),
            assignment_id=assignment_id,
            user_id=int(typed["person"]) if typed["person"] else None,
            note=typed["note"],
            now=timezone.now(),
        )

    return act_answer(request, form, act, give)


@require_http_methods(["GET", "POST"])
@once
def add_sub_task(request: HttpRequest, assignment_id: int) -> HttpResponse:
    page = _reporting(request, assignment_id)
    act = ActPage(
        gettext("Thêm việc con"),
        gettext("Phần việc của riêng đơn vị. Nhiệm vụ chỉ báo hoàn thành được khi mọi việc con đã xong."),
        gettext("Thêm"),
        gettext("Đã thêm việc con."),
        work_address(assignment_id),
        of_assignment(page),
    )
    form = SubTaskForm(request.POST or None, initial={"weight": 1})
    form.choose_among(colleagues_of(page.assignment.row.unit, on=today()))
    form.hang_among(page.assignment.work.sub_tasks)

    def add(form: PageForm) -> None:
        services.add_sub_task(
            actor_of(request), assignment_id=assignment_id, given=_sub_task_of(form), now=timezone.now()
        )

    return act_answer(request, form, act, add)


def _sub_task_of(form: PageForm) -> NewSubTask:
    typed = form.cleaned_data
    return NewSubTask(
        text=typed["text"],
        owner=int(typed["person"]) if typed["person"] else None,
        due_on=typed["due_on"] or None,
        weight=typed["weight"],
        parent=int(typed["parent"]) if typed["parent"] else None,
    )


@require_http_methods(["GET", "POST"])
def sub_task(request: HttpRequest, assignment_id: int, sub_task_id: int) -> HttpResponse:
    page = _reporting(request, assignment_id)
    parts = page.assignment.work.sub_tasks
    part = next((found for found in parts if found.id == sub_task_id), None)
    if part is None:
        raise NotFound("web.no_such_sub_task", what="Không có việc con này.", todo="Hãy quay lại trang nhiệm vụ.")
    if request.method == "POST" and "remove" in request.POST:
        services.remove_sub_task(actor_of(request), sub_task_id=sub_task_id, now=timezone.now())
        return redirect(work_address(assignment_id))
    act = ActPage(
        gettext("Việc con"),
        "",
        gettext("Lưu"),
        gettext("Đã lưu việc con."),
        work_address(assignment_id),
        {**of_assignment(page), "removable": True},
    )
    form = SubTaskProgressForm(request.POST or None, initial=_initial(part))
    form.choose_among(colleagues_of(page.assignment.row.unit, on=today()))
    form.hang_among(found for found in parts if found.id != sub_task_id)

    def save(form: PageForm) -> None:
        actor, now, typed = actor_of(request), timezone.now(), form.cleaned_data
        with transaction.atomic():  # one button: both or neither
            services.edit_sub_task(actor, sub_task_id=sub_task_id, given=_sub_task_of(form), now=now)
            services.advance_sub_task(
                actor, sub_task_id=sub_task_id, progress=typed["progress"], is_done=typed["is_done"], now=now
            )

    return act_answer(request, form, act, save)


def _initial(part: SubTaskView) -> dict[str, object]:
    return {
        "text": part.text,
        "person": part.owner_id or "",
        "due_on": f"{part.due_on:%d/%m/%Y}" if part.due_on else "",
        "parent": part.parent_id or "",
        "weight": part.weight,
        "progress": part.progress,
        "is_done": part.done_on is not None,
    }
