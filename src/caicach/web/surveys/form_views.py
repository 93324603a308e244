"""Forms of a survey: uploaded and examined, read as text, withdrawn; the workbook to begin from."""

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from caicach.kernel.access import Permission, require
from caicach.kernel.errors import NotFound
from caicach.kernel.files.media import XLSX
from caicach.kernel.files.values import NamedFile
from caicach.kernel.http.downloads import attachment
from caicach.surveys.collection import queries, services
from caicach.surveys.collection.domain.form_model import AskedQuestion
from caicach.surveys.questionnaires.template import form_template
from caicach.surveys.questionnaires.values import Problem
from caicach.web.shell.once import once
from caicach.web.shell.requests import actor_of
from caicach.web.surveys.forms import FormFileForm
from caicach.web.surveys.words import KINDS


@require_GET
def template_file(request: HttpRequest) -> HttpResponse:
    require(actor_of(request), Permission.SURVEY_MANAGE)
    return attachment(NamedFile("mau-bang-hoi.xlsx", XLSX, form_template()))


@require_http_methods(["GET", "POST"])
@once
def add_form(request: HttpRequest, survey_id: int) -> HttpResponse:
    actor = actor_of(request)
    view = queries.survey_view(actor, survey_id, now=timezone.now())
    form = FormFileForm(request.POST or None, request.FILES or None)
    problems: tuple[Problem, ...] = ()
    if form.is_bound and form.is_valid():
        with form.told_to():
            try:
                made = services.add_form(
                    actor,
                    survey_id=survey_id,
                    data=form.cleaned_data["file"].read(),
                    name=form.cleaned_data["file"].name,
                    beside={_name(file): file.read() for file in form.cleaned_data["beside"]},
                    now=timezone.now(),
                )
            except services.FaultyForm as error:
                problems = error.problems
                raise
            messages.success(request, gettext("Đã nạp bảng hỏi. Hãy đọc lại từng câu trước khi mở."))
            return redirect("web:survey_form", survey_id, made)
    context = {"form": form, "line": view.line, "problems": problems}
    return render(request, "web/surveys/add_form.html", context, status=form.status)


def _name(file: "UploadedFile[bytes]") -> str:
    return file.name or ""


@require_GET
def preview(request: HttpRequest, survey_id: int, version_id: int) -> HttpResponse:
    actor = actor_of(request)
    view = queries.survey_view(actor, survey_id, now=timezone.now())
    title, questions, consent = queries.form_preview(actor, survey_id, version_id)
    version = next(one for one in view.versions if one.id == version_id)
    shown = [(question, _kind(question)) for question in questions]
    context = {"line": view.line, "form_version": version, "title": title, "questions": shown, "consent": consent}
    return render(request, "web/surveys/preview.html", context)


def _kind(question: AskedQuestion) -> str:
    if question.choices:
        return str(KINDS["many" if question.is_multiple else "one"])
    return str(KINDS.get(question.kind, question.kind))


@require_POST
@once
def withdraw(request: HttpRequest, survey_id: int, version_id: int) -> HttpResponse:
    actor = actor_of(request)
    view = queries.survey_view(actor, survey_id, now=timezone.now())
    version = next((one.version for one in view.versions if one.id == version_id), None)
    if version is None:
        raise NotFound("survey.version_not_found", what="Cuộc khảo sát không có biểu mẫu này.")
    services.withdraw_form(actor, survey_id=survey_id, version=version, now=timezone.now())
    messages.success(request, gettext("Đã rút bảng hỏi. Phiếu đã nhận vẫn giữ nguyên."))
    return redirect("web:survey", survey_id)
