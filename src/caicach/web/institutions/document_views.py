"""One legal document: required, on its way, issued, reviewed."""

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from caicach.institutions import queries, services
from caicach.institutions.domain.views import DocumentView
from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.http.downloads import attachment
from caicach.web.institutions.forms import DocumentForm, DropForm, IssueForm, ReviewForm, StepsForm, TextForm
from caicach.web.shell.forms import PageForm, VersionedForm
from caicach.web.shell.kept_files import files_of
from caicach.web.shell.once import once
from caicach.web.shell.open_pages import open_address
from caicach.web.shell.requests import actor_of, today
from caicach.web.shell.units import assignable_units


@require_http_methods(["GET", "POST"])
@once
def new_document(request: HttpRequest) -> HttpResponse:
    return _edited(request, actor_of(request), None)


@require_http_methods(["GET", "POST"])
@once
def edit_document(request: HttpRequest, legal_id: int) -> HttpResponse:
    return _edited(request, actor_of(request), legal_id)


def _edited(request: HttpRequest, actor: Actor, document_id: int | None) -> HttpResponse:
    require(actor, Permission.INSTITUTION_MANAGE)
    view = queries.document_view(actor, document_id, on=today()) if document_id is not None else None
    initial = DocumentForm.initial_of(view) if view else {"year": today().year}
    form = DocumentForm(request.POST or None, initial=initial, units=assignable_units(today()))
    if form.is_bound and form.is_valid():
        with form.told_to():
            kept = services.save_document(
                actor,
                facts=form.facts(),
                document_id=document_id,
                seen=form.cleaned_data["version"] or 0,
                now=timezone.now(),
            )
            messages.success(request, gettext("Đã lưu văn bản."))
            return redirect("web:legal_document", kept)
    context = {"form": form, "view": view}
    return render(request, "web/institutions/document_form.html", context, status=form.status)


@require_http_methods(["GET", "POST"])
@once
def document(request: HttpRequest, legal_id: int) -> HttpResponse:
    actor = actor_of(request)
    view = queries.document_view(actor, legal_id, on=today())
    act = request.POST.get("act", "")
    shown = _forms_of(view)
    form: PageForm = PageForm(None)
    if request.method == "POST":
        form = _bound(request, act)
        if form.is_valid():
            with form.told_to():
                _act(actor, legal_id, act, form)
                messages.success(request, gettext("Đã ghi nhận."))
                return redirect("web:legal_document", legal_id)
        if act in shown or (form.problem and form.visible_fields()):  # what was typed stays, though the act came late
            shown[act] = form
    task = view.line.course.facts.task_id
    address = open_address(actor, reverse("web:task", args=[task])) if task else ""
    context = {"view": view, "line": view.line, "form": form, "forms": shown, "task_address": address}
    return render(request, "web/institutions/document.html", context, status=form.status)


_FORMS: dict[str, type[VersionedForm]] = {
    "steps": StepsForm,
    "issue": IssueForm,
    "text": TextForm,
    "review": ReviewForm,
    "drop": DropForm,
}


def _bound(request: HttpRequest, act: str) -> PageForm:
    if act == "text":
        return TextForm(request.POST, files_of(request))
    return _FORMS.get(act, VersionedForm)(request.POST)


def _forms_of(view: DocumentView) -> dict[str, PageForm]:
    shown: dict[str, PageForm] = {}
    is_issued = view.line.course.issue.signed_on is not None
    if view.may_report:
        shown["text"] = TextForm(initial={"version": view.version})
        shown["issue"] = IssueForm(initial=IssueForm.initial_of(view))
        if not is_issued:
            shown["steps"] = StepsForm(initial=StepsForm.initial_of(view))
    if view.may_manage and is_issued:
        shown["review"] = ReviewForm(initial=ReviewForm.initial_of(view))
    if view.may_manage and not is_issued and view.may_report:
        shown["drop"] = DropForm(initial={"version": view.version})
    return shown


def _act(actor: Actor, document_id: int, act: str, form: PageForm) -> None:
    typed, now = form.cleaned_data, timezone.now()
    seen = typed["version"]
    if isinstance(form, TextForm):
        file = typed["file"]
        services.bring_issued(actor, document_id=document_id, data=file.read(), filename=file.name, seen=seen, now=now)
    elif isinstance(form, StepsForm):
        services.report_steps(actor, document_id=document_id, done=form.done(), seen=seen, now=now)
    elif isinstance(form, ReviewForm):
        services.review_document(actor, document_id=document_id, review=form.review(), seen=seen, now=now)
    elif isinstance(form, DropForm):
        services.drop_document(actor, document_id=document_id, why=typed["why"], seen=seen, now=now)
    elif isinstance(form, IssueForm):
        services.issue_document(actor, document_id=document_id, issue=form.issue(), seen=seen, now=now)


@require_GET
def text(request: HttpRequest, legal_id: int) -> HttpResponse | FileResponse:
    return attachment(queries.issued_file(actor_of(request), legal_id))
