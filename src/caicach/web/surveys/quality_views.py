"""What came, looked over: signs that answers raise, what a person decides, and what that does to the results."""

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from caicach.kernel.errors import InvalidInput
from caicach.kernel.http.problems import problem_of
from caicach.kernel.pages import Page, page_number
from caicach.kernel.tables import Table
from caicach.surveys.collection import queries, services
from caicach.surveys.results.effects import Effect, effects_of
from caicach.web.shell.exports import table_answer
from caicach.web.shell.once import once
from caicach.web.shell.requests import actor_of, whole_number
from caicach.web.surveys.forms import BackCheckForm, DecisionForm
from caicach.web.surveys.result_tables import mean_text
from caicach.web.surveys.words import BREACHES, detail_words

_A_PAGE = 40


@require_GET
def quality(request: HttpRequest, survey_id: int) -> HttpResponse:
    actor = actor_of(request)
    view = queries.survey_view(actor, survey_id, now=timezone.now())
    services.gather_answers(actor, survey_id=survey_id)
    left = services.look_over(actor, survey_id=survey_id)
    found = queries.survey_quality(actor, survey_id)
    number = page_number(whole_number(request.GET.get("trang"), 1), total=len(found.lines), size=_A_PAGE)
    shown = found.lines[(number - 1) * _A_PAGE : number * _A_PAGE]
    page = Page(shown, number=number, size=_A_PAGE, total=len(found.lines))
    rows = [(line, [(flag.sign, detail_words(flag)) for flag in line.flags]) for line in shown]
    context: dict[str, object] = {
        "line": view.line,
        "found": found,
        "left": left,
        "page": page,
        "rows": rows,
    }
    try:
        effects = effects_of(actor, survey_id, found.left_out, found.flagged)
        context["effects"] = [_label_and_means(one) for one in effects]
    except InvalidInput as error:  # a design that the answers contradict: signs are looked over all the same
        context["problem"] = problem_of(error)
    return render(request, "web/surveys/quality.html", context)


def _label_and_means(one: Effect) -> tuple[str, list[str]]:
    return one.label, [mean_text(figure) for figure in (one.every, one.decided, one.unflagged)]


@require_http_methods(["GET", "POST"])
@once
def decide(request: HttpRequest, survey_id: int, instance_id: str) -> HttpResponse:
    """The answers of one submission, what raised the signs, and the decision."""
    actor = actor_of(request)
    view = queries.survey_view(actor, survey_id, now=timezone.now())
    answers = queries.submission_answers(actor, survey_id, instance_id)
    form = DecisionForm(request.POST or None)
    if form.is_bound and form.is_valid():
        with form.told_to():
            services.decide_quality(
                actor,
                survey_id=survey_id,
                instance_id=instance_id,
                is_left_out=form.cleaned_data["decision"] == "out",
                reason=form.cleaned_data["reason"],
                now=timezone.now(),
            )
            messages.success(request, gettext("Đã ghi quyết định."))
            return redirect("web:survey_quality", survey_id)
    marks = queries.submission_marks(actor, survey_id, instance_id)
    context = {
        "form": form,
        "line": view.line,
        "instance_id": instance_id,
        "answers": answers,
        "breaches": [(label, BREACHES[breach]) for label, breach in marks.breaches],
        "set_aside": marks.set_aside,
    }
    return render(request, "web/surveys/decision.html", context, status=form.status)


@require_http_methods(["GET", "POST"])
def back_check(request: HttpRequest, survey_id: int) -> HttpResponse | FileResponse:
    actor = actor_of(request)
    view = queries.survey_view(actor, survey_id, now=timezone.now())
    form = BackCheckForm(request.POST or None)
    if form.is_bound and form.is_valid():
        with form.told_to():
            share, seed = form.cleaned_data["share"], form.cleaned_data["seed"]
            drawn = services.draw_back_check(actor, survey_id=survey_id, share=share, seed=seed, now=timezone.now())
            head = (gettext("Số"), gettext("Mã phiếu"), gettext("Phúc tra đúng"), gettext("Ghi chú"))
            note = gettext("Chọn {share} % số phiếu, mầm {seed}").format(share=share, seed=seed)
            rows = [(number, name, None, None) for number, name in enumerate(drawn, start=1)]
            return table_answer(Table(view.line.title, head, rows, notes=(note,)), "xlsx", f"phuc-tra-{survey_id}")
    context = {"form": form, "line": view.line, "title": gettext("Chọn phiếu phúc tra"), "button": gettext("Chọn")}
    return render(request, "web/surveys/form.html", context, status=form.status)
