"""One inspection: what it stands at, and its steps from the beginning to the conclusion."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from caicach.inspections import queries, services
from caicach.inspections.domain.cycle import State
from caicach.inspections.domain.views import InspectionView
from caicach.inspections.services import MinutesFacts
from caicach.kernel.errors import NotAllowed
from caicach.web.inspections.forms import BecauseForm, ConclusionForm, FilesForm, MinutesForm, MomentForm
from caicach.web.shell.forms import PageForm
from caicach.web.shell.once import once
from caicach.web.shell.requests import actor_of, day_of, today

_CANCELLABLE = frozenset({State.PLANNED, State.AT_PLACE})


@require_GET
def inspection(request: HttpRequest, inspection_id: int) -> HttpResponse:
    view = _view(request, inspection_id)
    now = timezone.localtime()
    context = {
        "view": view,
        "line": view.line,
        "begin_form": MomentForm(initial={"on": f"{now:%d/%m/%Y}", "at": f"{now:%H:%M}"}),
        "files_form": FilesForm(),
        "may_cancel": view.may_conclude and view.line.state in _CANCELLABLE,
        "photos": [file for file in view.files if not file.is_signed_minutes],
        "signed": [file for file in view.files if file.is_signed_minutes],
    }
    return render(request, "web/inspections/inspection.html", context)


def _view(request: HttpRequest, inspection_id: int) -> InspectionView:
    return queries.inspection_view(actor_of(request), inspection_id, on=today())


@require_http_methods(["GET", "POST"])
@once
def begin(request: HttpRequest, inspection_id: int) -> HttpResponse:
    view = _view(request, inspection_id)
    _require(view.may_write)
    now = timezone.localtime()
    form = MomentForm(request.POST or None, initial={"on": f"{now:%d/%m/%Y}", "at": f"{now:%H:%M}"})
    if form.is_bound and form.is_valid():
        with form.told_to():
            services.begin_inspection(
                actor_of(request), inspection_id=inspection_id, begun_at=form.moment(), now=timezone.now()
            )
            return redirect("web:inspection_answers", inspection_id)
    return _form(request, view, form, gettext("Bắt đầu kiểm tra"), gettext("Bắt đầu"))


@require_http_methods(["GET", "POST"])
@once
def minutes(request: HttpRequest, inspection_id: int) -> HttpResponse:
    view = _view(request, inspection_id)
    _require(view.may_write)
    form = MinutesForm(
        request.POST or None,
        initial={"unit_person": view.unit_person, "unit_post": view.unit_post, "unit_says": view.unit_says},
    )
    if form.is_bound and form.is_valid():
        with form.told_to():
            count = services.make_minutes(
                actor_of(request),
                inspection_id=inspection_id,
                facts=MinutesFacts(**form.cleaned_data),
                now=timezone.now(),
            )
            messages.success(
                request,
                gettext("Đã lập biên bản: {count} tồn tại. Câu trả lời không sửa được nữa.").format(count=count),
            )
            return redirect("web:inspection", inspection_id)
    return _form(request, view, form, gettext("Lập biên bản"), gettext("Lập biên bản"), "web/inspections/minutes.html")


@require_http_methods(["GET", "POST"])
@once
def reopen(request: HttpRequest, inspection_id: int) -> HttpResponse:
    view = _view(request, inspection_id)
    _require(view.may_conclude)
    form = BecauseForm(request.POST or None)
    if form.is_bound and form.is_valid():
        with form.told_to():
            services.reopen_minutes(
                actor_of(request), inspection_id=inspection_id, reason=form.cleaned_data["reason"], now=timezone.now()
            )
            messages.success(request, gettext("Đã mở lại; biên bản cần lập lại."))
            return redirect("web:inspection_answers", inspection_id)
    return _form(request, view, form, gettext("Mở lại biên bản"), gettext("Mở lại"))


@require_http_methods(["GET", "POST"])
@once
def conclude(request: HttpRequest, inspection_id: int) -> HttpResponse:
    view = _view(request, inspection_id)
    _require(view.may_conclude)
    form = ConclusionForm(request.POST or None)
    if form.is_bound and form.is_valid():
        with form.told_to():
            services.conclude_inspection(
                actor_of(request),
                inspection_id=inspection_id,
                text=form.cleaned_data["text"],
                due_on=form.cleaned_data["due_on"] or None,
                dues=_dues(request, view),
                now=timezone.now(),
            )
            messages.success(request, gettext("Đã kết luận. Đơn vị đã được báo và thấy cuộc kiểm tra."))
            return redirect("web:inspection", inspection_id)
    typed = {f.id: request.POST.get(f"due-{f.id}", "") for f in view.findings}
    return _form(
        request, view, form, gettext("Kết luận kiểm tra"), gettext("Kết luận"), "web/inspections/conclusion.html", typed
    )


def _dues(request: HttpRequest, view: InspectionView) -> dict[int, date]:
    found = {one.id: day_of(request.POST.get(f"due-{one.id}", "")[:40]) for one in view.findings}
    return {key: day for key, day in found.items() if day is not None}


@require_http_methods(["GET", "POST"])
@once
def cancel(request: HttpRequest, inspection_id: int) -> HttpResponse:
    view = _view(request, inspection_id)
    _require(view.may_conclude)
    form = BecauseForm(request.POST or None)
    if form.is_bound and form.is_valid():
        with form.told_to():
            services.cancel_inspection(
                actor_of(request), inspection_id=inspection_id, reason=form.cleaned_data["reason"], now=timezone.now()
            )
            messages.success(request, gettext("Đã hủy cuộc kiểm tra."))
            return redirect("web:inspection", inspection_id)
    return _form(request, view, form, gettext("Hủy cuộc kiểm tra"), gettext("Hủy cuộc kiểm tra"))


def _form(
    request: HttpRequest,
    view: InspectionView,
    form: PageForm,
    title: str,
    button: str,
    template: str = "web/inspections/form.html",
    typed: dict[int, str] | None = None,
) -> HttpResponse:
    context = {"view": view, "form": form, "title": title, "button": button, "typed": typed or {}}
    return render(request, template, context, status=form.status)


def _require(allowed: bool) -> None:
    if not allowed:
        raise NotAllowed(
            "inspection.not_yours",
            what="Bạn không có quyền làm việc này.",
            why="Đoàn ghi và lập biên bản; cơ quan thường trực kết luận; tự kiểm tra do chính đơn vị làm.",
            todo="Hãy nhờ người được phân công.",
        )
