"""The review: the page, header values, the date, and confirming."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from caicach.correspondence import services
from caicach.kernel.errors import CaicachError
from caicach.kernel.http.problems import problem_of
from caicach.plans import services as plans
from caicach.web.documents.editors import date_editor, editor_named, value_editor
from caicach.web.documents.forms import ValueForm
from caicach.web.documents.reviewing import answer, back_to, giving_form, page_of, render_review
from caicach.web.shell.requests import actor_of, version_of


@require_GET
def review(request: HttpRequest, document_id: int) -> HttpResponse:
    page = page_of(request, document_id)
    actor = actor_of(request)
    services.note_reading(actor, read=services.Read.DOCUMENT, identity=document_id, now=timezone.now())
    editor = editor_named(page, request.GET.get("mo", "")) if page.may_edit else None
    return render_review(request, page, editor)


@require_POST
def correct_value(request: HttpRequest, document_id: int, path: str) -> HttpResponse:
    editor = value_editor(page_of(request, document_id), path, request.POST)
    form = editor.form
    assert isinstance(form, ValueForm)

    def act() -> None:
        services.correct_value(
            actor_of(request),
            document_id=document_id,
            version=version_of(request),
            path=path,
            value=form.typed(path),
            now=timezone.now(),
        )

    return answer(request, document_id, editor, act)


@require_POST
def undo_correction(request: HttpRequest, document_id: int, path: str) -> HttpResponse:
    try:
        services.undo_correction(
            actor_of(request), document_id=document_id, version=version_of(request), path=path, now=timezone.now()
        )
    except CaicachError as error:
        return render_review(request, page_of(request, document_id), problem=problem_of(error))
    return back_to(document_id, f"v-{path}")


@require_POST
def choose_date(request: HttpRequest, document_id: int) -> HttpResponse:
    editor = date_editor(page_of(request, document_id), request.POST)

    def act() -> None:
        services.choose_effective_date(
            actor_of(request),
            document_id=document_id,
            version=version_of(request),
            on=editor.form.cleaned_data["on"],
            reason=editor.form.cleaned_data["reason"],
            now=timezone.now(),
        )

    return answer(request, document_id, editor, act)


@require_POST
def confirm(request: HttpRequest, document_id: int) -> HttpResponse:
    page = page_of(request, document_id)
    giving, form = giving_form(request, page, request.POST)
    if not form.is_valid():
        return render_review(request, page, asked=(giving, form))
    try:
        made = plans.confirm_directive(
            actor_of(request),
            document_id=document_id,
            version=version_of(request),
            now=timezone.now(),
            common_due_on=form.cleaned_data["common_due_on"] or None,
            heirs=form.heirs(),
        )
    except CaicachError as error:
        return render_review(request, page_of(request, document_id), problem=problem_of(error), asked=(giving, form))
    words = gettext("Đã xác nhận: giao {count} nhiệm vụ, {assignments} phân công.")
    messages.success(request, words.format(count=len(made.task_ids), assignments=giving.assignments))
    return redirect("web:document", document_id)
