"""Answers as a table on the page, and as files, whose leaving stands in the trail."""

from itertools import islice

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from caicach.kernel.http.downloads import attachment
from caicach.kernel.tables import KINDS, table_file
from caicach.surveys.collection import queries, services
from caicach.web.shell.requests import actor_of

_SHOWN = 50


@require_GET
def answers(request: HttpRequest, survey_id: int) -> HttpResponse:
    """The first rows; whole questionnaires are read in a file."""
    actor = actor_of(request)
    view = queries.survey_view(actor, survey_id, now=timezone.now())
    services.gather_answers(actor, survey_id=survey_id)
    table = queries.answers_table(actor, survey_id)
    context = {"line": view.line, "head": table.head, "rows": list(islice(table.rows, _SHOWN)), "shown": _SHOWN}
    return render(request, "web/surveys/answers.html", context)


@require_POST
def export(request: HttpRequest, survey_id: int) -> FileResponse:
    actor = actor_of(request)
    kind = request.POST.get("kind", "")
    kind = kind if kind in KINDS else "csv"
    is_codebook = request.POST.get("what") == "codebook"
    services.gather_answers(actor, survey_id=survey_id)
    table = queries.codebook_table(actor, survey_id) if is_codebook else queries.answers_table(actor, survey_id)
    name = f"khao-sat-{survey_id}-{'so-ma' if is_codebook else 'tra-loi'}"
    services.note_export(actor, survey_id=survey_id, kind=f"{name}.{kind}", now=timezone.now())
    return attachment(table_file(table, kind, name))
