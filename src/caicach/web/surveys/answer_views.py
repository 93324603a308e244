"""Answers as a table on the page, and as files, whose leaving stands in the trail."""

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from caicach.kernel.http.downloads import attachment
from caicach.kernel.tables import KINDS as TABLE_KINDS
from caicach.kernel.tables import table_file
from caicach.surveys.collection import queries, services
from caicach.web.shell.forms import choose
from caicach.web.shell.once import once
from caicach.web.shell.requests import actor_of
from caicach.web.surveys.forms import ReleaseForm

_SHOWN = 50
_TURNS = "turns:"


@require_GET
def answers(request: HttpRequest, survey_id: int) -> HttpResponse:
    """The first rows; whole questionnaires are read in a file."""
    actor = actor_of(request)
    view = queries.survey_view(actor, survey_id, now=timezone.now())
    services.gather_answers(actor, survey_id=survey_id)
    table = queries.first_answers(actor, survey_id, _SHOWN)
    context: dict[str, object] = {"line": view.line, "head": table.head, "rows": table.rows, "shown": _SHOWN}
    context |= {"repeats": queries.repeats_of(actor, survey_id), "release": queries.release_of(actor, survey_id)}
    return render(request, "web/surveys/answers.html", context)


@require_http_methods(["GET", "POST"])
@once
def release(request: HttpRequest, survey_id: int) -> HttpResponse:
    """How single answers leave a survey that promised anonymity: decided by a person, with a reason."""
    actor, now = actor_of(request), timezone.now()
    view, found = queries.survey_view(actor, survey_id, now=now), queries.release_of(actor, survey_id)
    initial = {
        "way": "whole" if found.is_whole else "protected",
        "least": found.least,
        "content": [path for path, _label in found.content],
    }
    form = ReleaseForm(request.POST or None, initial=initial)
    choose(form, "content", sorted((*found.describing, *found.content)))
    if form.is_bound and form.is_valid():
        with form.told_to():
            typed = form.cleaned_data
            services.decide_release(
                actor,
                survey_id=survey_id,
                is_whole=typed["way"] == "whole",
                content=typed["content"],
                least=typed["least"],
                reason=typed["reason"],
                now=now,
            )
            messages.success(request, gettext("Đã ghi cách xuất câu trả lời."))
            return redirect("web:survey_answers", survey_id)
    title, button = gettext("Cách xuất câu trả lời"), gettext("Lưu")
    context = {"form": form, "line": view.line, "title": title, "button": button}
    return render(request, "web/surveys/form.html", context, status=form.status)


@require_POST
def export(request: HttpRequest, survey_id: int) -> HttpResponse | FileResponse:
    """The file, or the page of the job that makes a large one."""
    actor, kind, now = actor_of(request), request.POST.get("kind", ""), timezone.now()
    what, repeat = request.POST.get("what", ""), request.POST.get("what", "").removeprefix(_TURNS)
    if what == "codebook":
        table = queries.leaving_codebook(actor, survey_id)
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
