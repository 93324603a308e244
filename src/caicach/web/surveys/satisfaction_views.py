"""Satisfaction indices of a survey: defined on a page, shown with their error, offered to the index by name."""

from dataclasses import dataclass
from decimal import Decimal

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from caicach.kernel.decimals import rounded_value
from caicach.kernel.errors import CaicachError
from caicach.kernel.http.problems import Problem, problem_of
from caicach.kernel.periods import parse_period
from caicach.kernel.saying import number_text
from caicach.organisations.queries import units_on
from caicach.surveys.collection import queries as collection
from caicach.surveys.collection.services import gather_answers
from caicach.surveys.results import queries, services
from caicach.surveys.results.domain.published import Indicator
from caicach.surveys.results.domain.satisfaction import (
    Factor,
    Satisfaction,
    SatisfactionFigure,
    read_factors,
    written_factors,
)
from caicach.surveys.results.domain.values import ResultQuestion
from caicach.web.shell.once import once
from caicach.web.shell.requests import actor_of, today
from caicach.web.surveys.forms import SatisfactionForm


@dataclass(frozen=True, slots=True)
class _Row:
    """Empty texts are kept back, or cannot be had."""

    label: str
    answered: str
    value: str
    error: str
    interval: str
    is_factor: bool


@dataclass(frozen=True, slots=True)
class _Shown:
    line: queries.SatisfactionLine
    rows: tuple[_Row, ...]
    problem: Problem | None


@require_GET
def indices(request: HttpRequest, survey_id: int) -> HttpResponse:
    actor = actor_of(request)
    view = collection.survey_view(actor, survey_id, now=timezone.now())
    gather_answers(actor, survey_id=survey_id)
    names = {fact.code: fact.name for fact in units_on(today())}
    shown = []
    for line in queries.satisfaction_lines(actor, survey_id):
        try:
            found, problem = queries.found_satisfaction(actor, survey_id, line.asked), None
        except CaicachError as error:  # a design that answers contradict: the other indices are shown all the same
            found, problem = (), problem_of(error)
        shown.append(_Shown(line, tuple(_row(one, line, names) for one in found), problem))
    context = {"line": view.line, "shown": shown, "rules": queries.result_rules(actor, survey_id)}
    return render(request, "web/surveys/satisfaction.html", context)


def _row(one: SatisfactionFigure, line: queries.SatisfactionLine, names: dict[str, str]) -> _Row:
    whole = names.get(line.unit, line.unit) if line.unit else gettext("Tất cả")
    label = one.factor or (names.get(one.unit, one.unit) if one.unit else whole)
    is_share = line.asked.measure is Indicator.SATISFIED_SHARE
    ends = one.interval
    return _Row(
        label,
        "" if one.n is None else number_text(one.n),
        _text(one.value, is_share),
        _text(one.standard_error, is_share, more=1),
        f"{_text(ends[0], is_share)} – {_text(ends[1], is_share)}" if ends else "",
        bool(one.factor),
    )


def _text(value: float | None, is_share: bool, more: int = 0) -> str:
    if value is None:
        return ""
    exact = Decimal(repr(value)) * (100 if is_share else 1)
    return number_text(rounded_value(exact, (1 if is_share else 2) + more)) + (" %" if is_share and not more else "")


@require_http_methods(["GET", "POST"])
@once
def define(request: HttpRequest, survey_id: int) -> HttpResponse:
    """Begins with every question of a scale, a factor for each group of the questionnaire."""
    actor = actor_of(request)
    view = collection.survey_view(actor, survey_id, now=timezone.now())
    scales = {one.column: one for one in queries.scale_questions(actor, survey_id)}
    groups = [one for one in queries.result_questions(actor, survey_id) if one.splits and one.column not in scales]
    every = collection.survey_questions(actor, survey_id)
    asked_in = {name: one.path.rpartition("/")[0] for name, one in every.items()}
    form = SatisfactionForm(
        request.POST or None,
        initial={"factors": written_factors(_by_group(scales, asked_in)), "satisfied": _best(scales)},
    )
    form.offer([(one.column, one.label) for one in groups], [(fact.code, fact.name) for fact in units_on(today())])
    if form.is_bound and form.is_valid():
        with form.told_to():
            typed = form.cleaned_data
            measure = Indicator(typed["measure"])
            satisfied = frozenset(typed["satisfied"].split()) if measure is Indicator.SATISFIED_SHARE else frozenset()
            asked = Satisfaction(measure, read_factors(typed["factors"], scales), satisfied, typed["by"])
            services.set_satisfaction(
                actor,
                survey_id=survey_id,
                name=typed["name"],
                asked=asked,
                unit=typed["unit"],
                period=parse_period(typed["period"]),
                now=timezone.now(),
            )
            messages.success(request, gettext("Đã ghi chỉ số hài lòng."))
            return redirect("web:survey_satisfaction", survey_id)
    title = gettext("Chỉ số hài lòng mới")
    context = {"form": form, "line": view.line, "title": title, "button": gettext("Ghi")}
    return render(request, "web/surveys/form.html", context, status=form.status)


@require_POST
@once
def remove(request: HttpRequest, survey_id: int, index_id: int) -> HttpResponse:
    services.remove_satisfaction(actor_of(request), survey_id=survey_id, index_id=index_id, now=timezone.now())
    messages.success(request, gettext("Đã bỏ chỉ số hài lòng."))
    return redirect("web:survey_satisfaction", survey_id)


def _by_group(scales: dict[str, ResultQuestion], asked_in: dict[str, str]) -> list[Factor]:
    found: dict[str, list[str]] = {}
    for column in scales:
        found.setdefault(asked_in[column].replace(":", " ") or gettext("Chung"), []).append(column)
    return [Factor(group, tuple(names)) for group, names in found.items()]


def _best(scales: dict[str, ResultQuestion]) -> str:
    """The two highest marks of the commonest scale, as the Ministry counts «hài lòng» and «rất hài lòng»."""
    marks = sorted({choice for one in scales.values() for choice in one.choices}, key=int)
    return " ".join(marks[-2:])
