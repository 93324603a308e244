"""Answers as a table on the page, and as files, whose leaving stands in the trail."""

from itertools import islice

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from caicach.kernel.http.downloads import attachment
from caicach.kernel.tables import KINDS as TABLE_KINDS
from caicach.kernel.tables import table_file
from caicach.surveys.collection import queries, services
from caicach.web.shell.requests import actor_of

_SHOWN = 50
_TURNS = "turns:"


@require_GET
def answers(request: HttpRequest, survey_id: int) -> HttpResponse:
    """The first rows; whole questionnaires are read in a file."""
    actor = actor_of(request)
    view = queries.survey_view(actor, survey_id, now=timezone.now())
    services.gather_answers(actor, survey_id=survey_id)
    table = queries.answers_table(actor, survey_id)
    context = {"line": view.line, "head": table.head, "rows": list(islice(table.rows, _SHOWN)), "shown": _SHOWN}
    context["repeats"] = queries.repeats_of(actor, survey_id)
    return render(request, "web/surveys/answers.html", context)


@require_POST
def export(request: HttpRequest, survey_id: int) -> HttpResponse | FileResponse:
    """The file, or the page of the job that makes a large one."""
    actor, kind, now = actor_of(request), request.POST.get("kind", ""), timezone.now()
    what, repeat = request.POST.get("what", ""), request.POST.get("what", "").removeprefix(_TURNS)
    if what == "codebook":
        table = queries.codebook_table(actor, survey_id)
        file = table_file(table, kind if kind in TABLE_KINDS else "xlsx", f"khao-sat-{survey_id}-so-ma")
        services.note_export(actor, survey_id=survey_id, kind=file.name, now=now)
        return attachment(file)
    made = services.export_answers(
        actor,
        survey_id=survey_id,
        kind=kind if kind in services.KINDS else "csv",
        now=now,
        repeat=repeat if what.startswith(_TURNS) else "",
    )
    return redirect("web:job", made) if isinstance(made, int) else attachment(made)


@require_GET
def asked_file(request: HttpRequest, survey_id: int, export_token: str) -> FileResponse:
    """What the worker made for who asked."""
    return attachment(
        services.file_asked_for(actor_of(request), survey_id=survey_id, token=export_token, now=timezone.now())
    )
