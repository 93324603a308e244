"""The list of years, one year with its units and steps, opening, calendar, units taking part."""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any, Final

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from caicach.indices import queries, services
from caicach.indices.bounded import definition_bounded
from caicach.indices.definition.catalogue import shipped_files
from caicach.indices.domain.cycle import TAKEN_BACK_WITHIN, Step, Treatment, may_take_back
from caicach.indices.domain.years import SheetRow, YearPage
from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.errors import CaicachError, InvalidInput
from caicach.kernel.files.services import check_size
from caicach.kernel.http.problems import problem_of
from caicach.kernel.ordering import in_order, text_order
from caicach.kernel.pages import Page, page_number
from caicach.kernel.tables import Table
from caicach.kernel.text.folding import fold, search_words
from caicach.organisations.domain.units import Level
from caicach.web.indices.exports import mark_of
from caicach.web.indices.words import STEPS, TREATMENTS
from caicach.web.indices.year_forms import DatesForm, OpenYearForm, UnitForm
from caicach.web.shell.exports import asked_kind, table_answer
from caicach.web.shell.filters import ListFilters
from caicach.web.shell.kept_files import files_of
from caicach.web.shell.once import once
from caicach.web.shell.requests import actor_of, today, whole_number
from caicach.web.shell.units import assignable_units


@require_GET
def years(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    context = {"rows": queries.years(actor), "may_open": actor.may(Permission.INDEX_MANAGE)}
    return render(request, "web/indices/years.html", context)


@require_http_methods(["GET", "POST"])
@once
def open_year(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    require(actor, Permission.INDEX_MANAGE)
    sent = (request.POST, files_of(request)) if request.method == "POST" else ()
    form = OpenYearForm(*sent, own=queries.own_sets(actor))
    look, type_fields = None, []
    if form.is_bound and form.is_valid():
        with form.told_to():
            typed = form.cleaned_data
            levels = [Level(level) for level in typed["levels"]]
            asked = {"year": typed["year"], "levels": levels, **_definition(actor, form)}
            look = services.look_at_opening(actor, **asked)
            type_fields = form.offer_types(look.definition, levels)
            if "open" in request.POST.getlist("act"):
                opened = {**asked, "unit_types": form.types(), "due": form.due()}
                year_id = services.open_year(actor, **opened, now=timezone.now())
                messages.success(request, gettext("Đã mở kỳ chấm. Các đơn vị tự chấm được từ bây giờ."))
                return redirect("web:index_year", year_id)
    context = {
        "form": form,
        "look": look,
        "by_level": _by_level(look),
        "components": len(list(look.definition.components())) if look is not None else 0,
        "type_fields": type_fields,
    }
    return render(request, "web/indices/open.html", context, status=form.status)


def _by_level(look: services.Opening | None) -> list[tuple[str, int]]:
    counts = Counter(unit.level for unit in look.units) if look is not None else Counter[Level]()
    return [(gettext(level.label), count) for level, count in counts.items()]


def _definition(actor: Actor, form: OpenYearForm) -> dict[str, Any]:
    """The set chosen, or the one brought, as ``services.open_year`` takes it."""
    uploaded = form.cleaned_data["file"]
    if uploaded:
        check_size(uploaded.size, name=uploaded.name)
        read = definition_bounded(uploaded.read(), filename=uploaded.name)
        return {"definition_text": read.text, "definition_tree": read.tree, "definition_file": uploaded.name}
    if (of_year := form.year_of_set) is not None:
        text, file = queries.kept_set(actor, of_year)
        return {"definition_text": text, "definition_file": file}
    chosen = form.cleaned_data["shipped"]
    path = next(path for path in shipped_files() if path.parent.name == chosen)
    return {"definition_text": path.read_text(encoding="utf-8"), "definition_file": f"{chosen}.yaml"}


@require_GET
def year(request: HttpRequest, year_id: int) -> HttpResponse | FileResponse:
    actor = actor_of(request)
    page = queries.year_page(actor, year_id)
    shown = [row for row in page.rows if _is_shown(row, request.GET.get("loc", ""), request.GET.get("tim", ""))]
    asked = ListFilters(request.GET)
    if order := asked.order(_COLUMNS):
        shown = in_order(shown, _COLUMNS[order.column], is_descending=order.is_descending)
    if kind := asked_kind(request):
        return _export(kind, page, shown)
    number = page_number(whole_number(request.GET.get("trang"), 1), total=len(shown), size=_SIZE)
    listed = shown[(number - 1) * _SIZE : number * _SIZE]
    moved_at = page.head.moved_at
    is_undoable = may_take_back(page.head.step, moved_at, timezone.now())
    context = {
        "page": page,
        "asked": asked,
        "head": page.head,
        "listed": Page(tuple(listed), len(shown), number, _SIZE),
        "steps": [(step, STEPS[step], page.head.due_on(step)) for step in Step],
        "filters": _FILTERS,
        "chosen": request.GET.get("loc", ""),
        "next_step": _next(page),
        "taken_back_until": moved_at + TAKEN_BACK_WITHIN if moved_at and is_undoable else None,
        "may_appraise": actor.may(Permission.INDEX_APPRAISE),
        "sees_all": actor.may(Permission.INDEX_SEE_ALL),
    }
    return render(request, "web/indices/year.html", context)


_SIZE = 100
_COLUMNS: Final[Mapping[str, Callable[[SheetRow], Any]]] = {
    "unit": lambda row: text_order(row.unit_name),
    "scored": lambda row: row.scored,
    "locked": lambda row: row.locked_at,
    "appraised": lambda row: row.appraised,
    "explained": lambda row: row.explained if row.asked else None,
    "objections": lambda row: row.objections or None,
}
_FILTERS = ("", "chua-chot", "thieu", "giai-trinh", "kien-nghi", "sap-nhap")


def _is_shown(row: SheetRow, wanted_rows: str, text: str) -> bool:
    shows = {
        "chua-chot": row.locked_at is None and row.treatment.is_scored,
        "thieu": row.missing > 0,
        "giai-trinh": row.asked > row.explained,
        "kien-nghi": row.objections > 0,
        "sap-nhap": row.changed_on is not None,
    }
    return shows.get(wanted_rows, True) and all(word in fold(row.unit_name) for word in search_words(text))


def _next(page: YearPage) -> Step | None:
    to = page.head.step.next
    return to if to is not None and to.is_before(Step.FROZEN) else None


def _export(kind: str, page: YearPage, rows: list[SheetRow]) -> FileResponse:
    head = [
        gettext("Mã"),
        gettext("Đơn vị"),
        gettext("Đã chấm"),
        gettext("Phải chấm"),
        gettext("Chốt lúc"),
        gettext("Đã thẩm định"),
        gettext("Yêu cầu giải trình"),
        gettext("Đã giải trình"),
        gettext("Kiến nghị"),
        gettext("Cách chấm"),
    ]
    lines = [
        [
            row.unit,
            row.unit_name,
            row.scored,
            row.needed,
            row.locked_at,
            row.appraised,
            row.asked,
            row.explained,
            row.objections,
            row.removed_reason or str(TREATMENTS[row.treatment]),
        ]
        for row in rows
    ]
    title = f"{page.head.set_name} {page.head.year}"
    return table_answer(
        Table(title, head, lines, mark=mark_of(page.head.is_illustrative)), kind, f"ky-cham-{page.head.year}"
    )


def _say(request: HttpRequest, error: CaicachError) -> None:
    problem = problem_of(error)
    messages.error(request, " ".join(part for part in (problem.what, problem.why, problem.todo) if part))


@require_http_methods(["GET", "POST"])
def dates(request: HttpRequest, year_id: int) -> HttpResponse:
    actor = actor_of(request)
    page = queries.year_page(actor, year_id)
    require(actor, Permission.INDEX_MANAGE)
    initial = {step.value: f"{day:%d/%m/%Y}" for step, day in page.head.due}
    form = DatesForm(request.POST or None, initial=initial)
    if form.is_bound and form.is_valid():
        with form.told_to():
            services.set_step_dates(actor, year_id=year_id, due=form.due(), now=timezone.now())
            messages.success(request, gettext("Đã lưu lịch của kỳ chấm."))
            return redirect("web:index_year", year_id)
    return render(request, "web/indices/dates.html", {"form": form, "head": page.head}, status=form.status)


@require_http_methods(["GET", "POST"])
def units(request: HttpRequest, year_id: int) -> HttpResponse:
    """Add or remove a unit, choose the treatment of those that merged within the year."""
    actor = actor_of(request)
    page = queries.year_page(actor, year_id)
    require(actor, Permission.INDEX_MANAGE)
    there = {row.unit for row in page.rows if not row.removed_reason}
    form = UnitForm(
        request.POST or None,
        absent=[unit for unit in assignable_units(today()) if unit.code not in there],
        present=[(row.unit, row.unit_name) for row in page.rows],
        on=today(),
    )
    if form.is_bound and form.is_valid():
        with form.told_to():
            _change_units(request, form, page)
            messages.success(request, gettext("Đã ghi nhận."))
            return redirect("web:index_units", year_id)
    choices = [(t.value, TREATMENTS[t]) for t in Treatment if t is not Treatment.UNDECIDED]
    context = {"form": form, "head": page.head, "page": page, "treatments": choices}
    return render(request, "web/indices/units.html", context, status=form.status)


def _change_units(request: HttpRequest, form: UnitForm, page: YearPage) -> None:
    actor, now, reason, year_id = actor_of(request), timezone.now(), form.cleaned_data["reason"], page.head.id
    act = form.cleaned_data["act"]
    chosen = [int(one) for one in request.POST.getlist("sheet") if one.isdigit()]
    if act == "add":
        services.add_units(actor, year_id=year_id, units=form.cleaned_data["units"], reason=reason, now=now)
        return
    if not chosen:
        raise InvalidInput(
            "web.no_unit_chosen",
            what="Chưa chọn đơn vị nào.",
            why="Việc này làm cho các đơn vị được đánh dấu.",
            todo="Hãy đánh dấu đơn vị trong bảng.",
        )
    if act == "remove":
        for sheet_id in chosen:
            services.remove_unit(actor, year_id=year_id, sheet_id=sheet_id, reason=reason, now=now)
        return
    treatment = form.cleaned_data["treatment"]
    services.treat_units(
        actor,
        year_id=year_id,
        sheet_ids=chosen,
        treatment=Treatment(treatment) if treatment in set(Treatment) else Treatment.WHOLE,
        reason=reason,
        successor=form.cleaned_data["successor"] or None,
        now=now,
    )


@require_POST
def compute(request: HttpRequest, year_id: int) -> HttpResponse:
    try:
        changed = services.compute_figures(actor_of(request), year_id=year_id, now=timezone.now())
    except CaicachError as error:
        _say(request, error)
    else:
        words = gettext("Đã tính lại từ dữ liệu; số liệu thay đổi: {count}.")
        messages.success(request, words.format(count=changed))
    return redirect("web:index_year", year_id)
