"""What a survey found: a table by group with its chart, as a file, and how it is reckoned."""

from decimal import Decimal

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from caicach.kernel.access import Actor
from caicach.kernel.errors import InvalidInput, NotFound
from caicach.kernel.files.values import NamedFile
from caicach.kernel.http.downloads import attachment
from caicach.kernel.http.problems import problem_of
from caicach.kernel.saying import number_text
from caicach.surveys.collection import queries as collection
from caicach.surveys.collection.services import gather_answers
from caicach.surveys.results import queries, services
from caicach.surveys.results.domain.design_writing import DesignChoices
from caicach.surveys.results.domain.values import Basis, Figure, ResultQuestion, ResultTable
from caicach.web.shell.exports import asked_kind, table_answer
from caicach.web.shell.once import once
from caicach.web.shell.requests import actor_of
from caicach.web.surveys.comparisons import ShownComparison
from caicach.web.surveys.form_parts import parts_of
from caicach.web.surveys.result_tables import file_table, kept_back_words, result_chart, shown_table
from caicach.web.surveys.sampling_forms import RulesForm


@require_GET
def results(request: HttpRequest, survey_id: int) -> HttpResponse | FileResponse:
    actor = actor_of(request)
    view = collection.survey_view(actor, survey_id, now=timezone.now())
    questions = queries.result_questions(actor, survey_id)
    context: dict[str, object] = {
        "line": view.line,
        "questions": questions,
        "groups": [one for one in questions if one.splits],
        "rules": queries.result_rules(actor, survey_id),
    }
    if not questions:
        return render(request, "web/surveys/results.html", context)
    asked = request.GET.get("cau", "") or questions[-1].column
    figure = _figure(request.GET.get("kieu", ""), asked, questions)
    by = request.GET.get("nhom", "")
    gather_answers(actor, survey_id=survey_id)
    try:
        found = queries.found_results(actor, survey_id, question=asked, by=by, figure=figure)
    except InvalidInput as error:
        if asked_kind(request):
            raise
        problem = problem_of(error)
        context |= {"problem": problem, "asked": asked, "by": by, "figure": figure.value}
        return render(request, "web/surveys/results.html", context, status=problem.status)
    others = queries.comparable_surveys(actor, survey_id)
    beside = _beside(request, found, others)
    if kind := asked_kind(request):
        table = file_table(view.line.title, found) if beside is None else beside.file(view.line.title)
        versus = "" if beside is None else f"-so-voi-{beside.id}"
        return table_answer(table, kind, f"khao-sat-{survey_id}-ket-qua-{asked}{versus}")
    shown = {
        "asked": asked,
        "by": by,
        "figure": figure.value,
        "others": others,
        "beside": beside,
        "found": found,
        "table": shown_table(found),
        "kept_back": kept_back_words(found),
        "percent": number_text(Decimal(f"{found.confidence * 100:g}")),
        "chart": result_chart(found),
    }
    return render(request, "web/surveys/results.html", context | shown)


def _beside(request: HttpRequest, found: ResultTable, others: tuple[tuple[int, str], ...]) -> ShownComparison | None:
    """The other survey that was asked for, beside this one; an unknown one is as none."""
    actor, asked = actor_of(request), request.GET.get("so_voi", "")
    for other, title in others:
        if str(other) == asked:
            gather_answers(actor, survey_id=other)
            return ShownComparison(other, title, found, queries.compared_results(actor, found, other_id=other))
    return None


def _figure(typed: str, asked: str, questions: tuple[ResultQuestion, ...]) -> Figure:
    """As asked where the question has it, else its first; of no known question the read says so."""
    known = next((one.figures for one in questions if one.column == asked), (Figure.SHARE,))
    return Figure(typed) if typed in known else known[0]


@require_http_methods(["GET", "POST"])
@once
def rules(request: HttpRequest, survey_id: int) -> HttpResponse:
    actor = actor_of(request)
    view = collection.survey_view(actor, survey_id, now=timezone.now())
    now = queries.result_rules(actor, survey_id)
    initial = {"threshold": now.threshold, "basis": now.basis.value, "population": now.population}
    form = RulesForm(request.POST or None, request.FILES or None, initial=initial)
    form.offer(collection.answers_table(actor, survey_id).head)
    if form.is_bound and form.is_valid():
        with form.told_to():
            typed, chosen = form.cleaned_data, form.cleaned_data["basis"]
            services.set_rules(
                actor,
                survey_id=survey_id,
                threshold=typed["threshold"],
                basis=Basis(chosen) if chosen in set(Basis) else Basis.DESIGN,
                population=typed["population"],
                design=_design(actor, survey_id, form),
                now=timezone.now(),
            )
            messages.success(request, gettext("Đã ghi cách tính kết quả."))
            return redirect("web:survey_results", survey_id)
    context = {"form": form, "parts": parts_of(form, form.PARTS), "line": view.line, "design": now.design}
    return render(request, "web/surveys/result_rules.html", context, status=form.status)


def _design(actor: Actor, survey_id: int, form: RulesForm) -> tuple[str, bytes] | None:
    """Name and text of what was chosen, of the file that was brought, or of the one that is kept."""
    typed = form.cleaned_data
    single_unit, replicates = form.error_by()
    if typed["basis"] == "sample":
        return queries.sample_design(
            actor, survey_id, adjustment=typed["adjustment"], single_unit=single_unit, replicates=replicates
        )
    if typed["basis"] == "columns":
        strata, clusters, fpc = ((typed[name],) if typed[name] else () for name in ("strata", "cluster", "fpc"))
        asked = DesignChoices(strata, clusters, typed["weight"], fpc, single_unit, replicates=replicates)
        return queries.design_of_choices(actor, survey_id, asked)
    file = typed["design"]
    return (file.name or "", file.read()) if file else queries.kept_design(actor, survey_id)


@require_GET
def design_file(request: HttpRequest, survey_id: int) -> HttpResponse:
    """The design that results are reckoned by, for the command line beside the table of answers."""
    kept = queries.kept_design(actor_of(request), survey_id)
    if kept is None:
        raise NotFound("survey.no_design", what="Cuộc khảo sát không có thiết kế nào đang dùng.")
    name, data = kept
    return attachment(NamedFile(name, "application/yaml", data))
