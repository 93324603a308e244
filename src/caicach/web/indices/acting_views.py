"""What is done to a component: each act shows the sheet again, with what was typed where it was refused."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from caicach.indices import queries, services
from caicach.indices.domain.cycle import BLANK, Stage, Step
from caicach.indices.domain.sheets import ComponentPage, SheetPage
from caicach.indices.services import NewFile
from caicach.kernel.errors import CaicachError
from caicach.kernel.http.problems import problem_of
from caicach.web.indices import cell_forms
from caicach.web.indices.sheet_views import sheet_page
from caicach.web.shell.kept_files import files_of
from caicach.web.shell.once import once
from caicach.web.shell.requests import actor_of

Act = Callable[[cell_forms.CellsForm], object]


def _opened(request: HttpRequest, sheet_id: int) -> tuple[SheetPage, ComponentPage]:
    actor = actor_of(request)
    page = queries.sheet_page(actor, sheet_id)
    return page, queries.component_page(actor, page, request.POST.get("component", ""))


def _acted(
    request: HttpRequest, sheet_id: int, name: str, kind: type[cell_forms.CellsForm], act: Act, done: str
) -> HttpResponse:
    page, opened = _opened(request, sheet_id)
    if opened.asked is None:
        return redirect("web:index_sheet", sheet_id)
    form = kind(opened.asked, request.POST, files=files_of(request), auto_id=f"{name}_%s")
    if form.is_valid():
        with form.told_to():
            try:
                act(form)
            except CaicachError as error:
                form.place_error(error)
                if error.code == "index_entry.somebody_else":  # what was typed stays; the colleague's entry is now seen
                    page, opened = _opened(request, sheet_id)
                    typed = request.POST.copy()
                    typed["seen"] = str(_entry_seen(opened, name, page.head.year.step) or "")
                    form.data = typed
                raise
            messages.success(request, done)
            return redirect(_after(request, page, opened))
    return sheet_page(request, page, opened.row.code, {name: form}, status=form.status)


def _entry_seen(opened: ComponentPage, name: str, step: Step) -> int | None:
    stages = {
        "self": Stage.SELF,
        "explanation": Stage.EXPLANATION,
        "council": Stage.COUNCIL,
        "appraisal": Stage.APPRAISAL_2 if step is Step.APPRAISAL_2 else Stage.APPRAISAL_1,
        "figure": Stage.SURVEY if opened.row.method == "survey" else Stage.COMPUTED,
    }
    entry = opened.current(stages[name])
    return entry.id if entry else None


def _after(request: HttpRequest, page: SheetPage, opened: ComponentPage) -> str:
    """The next component where the person asked to go on, else the same."""
    code = opened.next if "go_on" in request.POST and opened.next else opened.row.code
    return f"{resolve_url('web:index_sheet', page.head.id)}?{urlencode({'ma': code})}#thanh-phan"


def _files(form: cell_forms.CellsForm) -> tuple[NewFile, ...]:
    return tuple(NewFile(file.name or "tep", file.read()) for file in form.cleaned_data.get("evidence") or ())


@require_POST
def self_score(request: HttpRequest, sheet_id: int) -> HttpResponse:
    actor, now = actor_of(request), timezone.now()

    def act(form: cell_forms.CellsForm) -> None:
        services.self_score_with_evidence(
            actor,
            sheet_id=sheet_id,
            component=form.cleaned_data["component"],
            cells=form.cells(),
            note=form.cleaned_data["note"],
            seen=form.cleaned_data["seen"],
            new=_files(form),
            now=now,
        )

    return _acted(request, sheet_id, "self", cell_forms.SelfScoreForm, act, gettext("Đã lưu."))


@require_POST
def appraise(request: HttpRequest, sheet_id: int) -> HttpResponse:
    def act(form: cell_forms.CellsForm) -> None:
        typed = form.cleaned_data
        ask_only = typed["decision"] == "ask"
        services.appraise(
            actor_of(request),
            sheet_id=sheet_id,
            component=typed["component"],
            cells=form.cells() if typed["decision"] == "other" else BLANK if ask_only else None,
            is_question=ask_only,
            reason=typed["note"],
            request=typed["request"],
            seen=typed["seen"],
            now=timezone.now(),
        )

    words = gettext("Đã lưu ý kiến thẩm định.")
    return _acted(request, sheet_id, "appraisal", cell_forms.AppraisalForm, act, words)


@require_POST
def explain(request: HttpRequest, sheet_id: int) -> HttpResponse:
    def act(form: cell_forms.CellsForm) -> None:
        services.explain(
            actor_of(request),
            sheet_id=sheet_id,
            component=form.cleaned_data["component"],
            text=form.cleaned_data["note"],
            cells=form.cells(),
            seen=form.cleaned_data["seen"],
            now=timezone.now(),
        )
        _attach(request, form, sheet_id, Stage.EXPLANATION)

    return _acted(request, sheet_id, "explanation", cell_forms.ExplanationForm, act, gettext("Đã lưu giải trình."))


def _attach(request: HttpRequest, form: cell_forms.CellsForm, sheet_id: int, stage: Stage) -> None:
    if files := _files(form):
        services.add_evidence(
            actor_of(request),
            sheet_id=sheet_id,
            component=form.cleaned_data["component"],
            stage=stage,
            new=files,
            now=timezone.now(),
        )


@require_POST
def decide(request: HttpRequest, sheet_id: int) -> HttpResponse:
    """The council's figure; where an objection waits, its answer."""
    _, opened = _opened(request, sheet_id)
    objection = opened.open_objection

    def act(form: cell_forms.CellsForm) -> None:
        typed, actor, now = form.cleaned_data, actor_of(request), timezone.now()
        if objection is None:
            services.decide_component(
                actor,
                sheet_id=sheet_id,
                component=typed["component"],
                cells=form.cells(),
                reason=typed["note"],
                seen=typed["seen"],
                now=now,
            )
        else:
            services.decide_objection(
                actor,
                objection_id=objection.id,
                is_upheld=typed["is_upheld"] == "1",
                reason=typed["note"],
                cells=form.cells(),
                seen=typed["seen"],
                now=now,
            )

    kind = cell_forms.AnswerForm if objection else cell_forms.CouncilForm
    return _acted(request, sheet_id, "council", kind, act, gettext("Đã ghi quyết định của Hội đồng."))


@require_POST
def record_figure(request: HttpRequest, sheet_id: int) -> HttpResponse:
    def act(form: cell_forms.CellsForm) -> None:
        typed = form.cleaned_data
        services.record_figure(
            actor_of(request),
            sheet_id=sheet_id,
            component=typed["component"],
            cells=form.cells(),
            source=typed["note"],
            sample_size=typed["sample_size"],
            standard_error=typed["standard_error"],
            seen=typed["seen"],
            now=timezone.now(),
        )

    return _acted(request, sheet_id, "figure", cell_forms.FigureForm, act, gettext("Đã lưu số liệu."))


@require_POST
@once
def object_to(request: HttpRequest, sheet_id: int) -> HttpResponse:
    page, opened = _opened(request, sheet_id)
    form = cell_forms.ObjectionForm(request.POST, files_of(request))
    if form.is_valid():
        with form.told_to():
            services.raise_objection(
                actor_of(request),
                sheet_id=sheet_id,
                component=opened.row.code,
                text=form.cleaned_data["text"],
                new=tuple(NewFile(file.name or "tep", file.read()) for file in form.cleaned_data["evidence"]),
                now=timezone.now(),
            )
            messages.success(request, gettext("Đã gửi kiến nghị. Hội đồng sẽ trả lời."))
            return redirect(_after(request, page, opened))
    return sheet_page(request, page, opened.row.code, {"objection": form}, status=form.status)


@require_POST
def lock(request: HttpRequest, sheet_id: int) -> HttpResponse:
    """«Chốt điểm tự chấm», or at its step «chốt giải trình»."""
    actor, now = actor_of(request), timezone.now()
    try:
        if request.POST.get("what") == "explanations":
            services.lock_explanations(actor, sheet_id=sheet_id, now=now)
        else:
            services.lock_self_scores(actor, sheet_id=sheet_id, now=now)
    except CaicachError as error:
        _say(request, error)
    else:
        messages.success(request, gettext("Đã chốt."))
    return redirect("web:index_sheet", sheet_id)


@require_POST
def reopen(request: HttpRequest, sheet_id: int) -> HttpResponse:
    try:
        services.reopen_sheet(
            actor_of(request), sheet_id=sheet_id, reason=request.POST.get("reason", ""), now=timezone.now()
        )
    except CaicachError as error:
        _say(request, error)
    else:
        messages.success(request, gettext("Đã mở lại phiếu cho đơn vị."))
    return redirect("web:index_sheet", sheet_id)


@require_POST
def remove_evidence(request: HttpRequest, evidence_id: int) -> HttpResponse:
    sheet_id, component = services.remove_evidence(actor_of(request), evidence_id=evidence_id, now=timezone.now())
    messages.success(request, gettext("Đã bỏ tài liệu; bản cũ vẫn còn trong lịch sử."))
    return redirect(f"{resolve_url('web:index_sheet', sheet_id)}?{urlencode({'ma': component})}#thanh-phan")


def _say(request: HttpRequest, error: CaicachError) -> None:
    problem = problem_of(error)
    messages.error(request, " ".join(part for part in (problem.what, problem.why, problem.todo) if part))
