"""Answers that come as a table: brought, looked at, taken in; and paper forms that clerks typed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from caicach.surveys.collection import queries, services
from caicach.web.shell.once import once
from caicach.web.shell.requests import actor_of
from caicach.web.surveys.forms import AnswersFileForm


@require_http_methods(["GET", "POST"])
@once
def bring(request: HttpRequest, survey_id: int) -> HttpResponse:
    actor, now = actor_of(request), timezone.now()
    view = queries.survey_view(actor, survey_id, now=now)
    form = AnswersFileForm(request.POST or None, request.FILES or None)
    if form.is_bound and form.is_valid():
        with form.told_to():
            file = form.cleaned_data["file"]
            brought = services.bring_answers(
                actor, survey_id=survey_id, name=file.name or "", data=file.read(), now=now
            )
            return redirect("web:survey_import", survey_id, brought)
    context = {"form": form, "line": view.line, "imports": queries.answer_imports(actor, survey_id)}
    return render(request, "web/surveys/answers_form.html", context, status=form.status)


@require_GET
def paper(request: HttpRequest, survey_id: int) -> HttpResponse:
    """Batches of paper forms, and where two typings of one form differ."""
    actor = actor_of(request)
    view = queries.survey_view(actor, survey_id, now=timezone.now())
    context = {"line": view.line, "found": queries.paper_entries(actor, survey_id)}
    return render(request, "web/surveys/paper.html", context)


@require_GET
def one_import(request: HttpRequest, survey_id: int, answer_import_id: int) -> HttpResponse:
    actor = actor_of(request)
    view = queries.survey_view(actor, survey_id, now=timezone.now())
    found = queries.answer_import(actor, survey_id, answer_import_id)
    context = {
        "line": view.line,
        "found": found,
        "known": [column for column in found.columns if column[1]],
        "unknown": [head for head, question in found.columns if not question and head not in queries.OWN_COLUMNS],
    }
    return render(request, "web/surveys/import.html", context)


@require_POST
@once
def take_in(request: HttpRequest, survey_id: int, answer_import_id: int) -> HttpResponse:
    job = services.take_in_answers(
        actor_of(request), survey_id=survey_id, import_id=answer_import_id, now=timezone.now()
    )
    return redirect("web:job", job)
