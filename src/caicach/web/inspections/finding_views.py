"""Findings of inspections: the list, and one with its answer, remedy and closing."""

from dataclasses import replace
from datetime import date

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from caicach.inspections import finding_queries, services
from caicach.inspections.domain.cycle import FindingState, InspectionKind
from caicach.inspections.domain.views import FindingLine, FindingView
from caicach.inspections.finding_queries import FindingFilters
from caicach.kernel.access import Actor
from caicach.kernel.tables import Table
from caicach.notifications.domain.lists import MOST_WATCHED, Entry, Listed
from caicach.web.inspections import words
from caicach.web.inspections.forms import AnswerForm, ClosingForm, RemedyForm
from caicach.web.shell.addresses import address_of
from caicach.web.shell.exports import asked_kind, table_answer
from caicach.web.shell.filters import ListFilters, told_days
from caicach.web.shell.forms import PageForm
from caicach.web.shell.once import once
from caicach.web.shell.requests import actor_of, today, whole_year
from caicach.web.shell.units import units_of


def finding_filters(query: QueryDict, asked: ListFilters) -> FindingFilters:
    return FindingFilters(
        unit=query.get("don-vi", ""),
        kind=next((one for one in InspectionKind if one.value == query.get("loai")), None),
        year=whole_year(query.get("nam")),
        state=next((one for one in FindingState if one.value == query.get("trang-thai")), None),
        is_repeated=bool(query.get("lap-lai")),
        concluded=asked.days("ket-luan"),
        due=asked.days("han"),
        mended_by=asked.day("khac-phuc-den"),
        is_in_time=bool(query.get("dung-han")),
        order=asked.order(finding_queries.FINDING_COLUMNS),
    )


def listed_findings(actor: Actor, query: str, on: date) -> Listed:
    """The list as it is kept under a name and watched."""
    asked = QueryDict(query)
    filters = replace(finding_filters(asked, ListFilters(asked)), order=None)
    found = finding_queries.findings(actor, on=on, filters=filters)
    entries = (
        Entry(str(one.id), one.text, one.unit_name, address_of("web:inspection_finding", one.id))
        for one in found[:MOST_WATCHED]
    )
    return Listed(len(found), tuple(entries))


@require_GET
def findings(request: HttpRequest) -> HttpResponse | FileResponse:
    asked = ListFilters(request.GET)
    filters = finding_filters(request.GET, asked)
    found = finding_queries.findings(actor_of(request), on=today(), filters=filters)
    if kind := asked_kind(request):
        return table_answer(_table(found), kind, "ton-tai-kiem-tra")
    context = {
        "found": found,
        "asked": asked,
        "filters": filters,
        "narrowed": _narrowed(filters),
        "unit": next(iter(units_of([filters.unit])), None) if filters.unit else None,
        "states": [(state.value, words.FINDING_STATES[state].word) for state in FindingState],
    }
    return render(request, "web/inspections/findings.html", context)


def _narrowed(filters: FindingFilters) -> list[str]:
    """What the address asks beside the fields of the page, as figures of a period open it."""
    told = told_days(gettext("Kết luận"), filters.concluded)
    told += told_days(gettext("Hạn khắc phục"), filters.due)
    if filters.mended_by:
        word = gettext("Khắc phục đúng hạn, tính đến") if filters.is_in_time else gettext("Đã khắc phục hoặc đóng đến")
        told.append(f"{word} {filters.mended_by:%d/%m/%Y}")
    return told


def _table(found: tuple[FindingLine, ...]) -> Table:
    head = [gettext("Đơn vị"), gettext("Ngày kiểm tra"), gettext("Nội dung số"), gettext("Tồn tại")]
    head += [gettext("Mức độ"), gettext("Số lần phát hiện"), gettext("Hạn khắc phục"), gettext("Trạng thái")]
    head += [gettext("Biện pháp khắc phục"), gettext("Người chịu trách nhiệm"), gettext("Ý kiến của đơn vị")]
    rows = [
        (
            one.unit_name,
            one.found_on,
            one.item,
            one.text,
            str(words.SEVERITIES[one.severity]),
            one.times,
            one.due_on,
            str(words.FINDING_STATES[one.state].word),
            one.remedy,
            one.owner,
            one.unit_says,
        )
        for one in found
    ]
    return Table(gettext("Tồn tại qua kiểm tra"), head, rows)


@require_http_methods(["GET", "POST"])
@once
def finding(request: HttpRequest, found_id: int) -> HttpResponse:
    actor = actor_of(request)
    view = finding_queries.finding_view(actor, found_id, on=today())
    shown = _forms_of(view)
    act, status = request.POST.get("act", "") if request.method == "POST" else "", 200
    if request.method == "POST" and (act in shown or act in _FORMS):
        form = _FORMS[act](request.POST)
        if form.is_valid():
            with form.told_to():
                _act(actor, found_id, act, form)
                messages.success(request, gettext("Đã ghi nhận."))
                return redirect("web:inspection_finding", found_id)
        shown[act], status = form, form.status
    context = {"view": view, "one": view.line, "forms": shown, "form": shown.get(act)}
    return render(request, "web/inspections/finding.html", context, status=status)


_FORMS: dict[str, type[PageForm]] = {"answer": AnswerForm, "remedy": RemedyForm, "close": ClosingForm}


def _forms_of(view: FindingView) -> dict[str, PageForm]:
    shown: dict[str, PageForm] = {}
    if view.may_plan:
        shown["remedy"] = RemedyForm(initial={"remedy": view.line.remedy, "owner": view.line.owner})
    if view.may_answer:
        shown["answer"] = AnswerForm(initial={"unit_says": view.line.unit_says})
    if view.may_close:
        shown["close"] = ClosingForm()
    return shown


def _act(actor: Actor, finding_id: int, act: str, form: PageForm) -> None:
    typed, now = form.cleaned_data, timezone.now()
    if act == "answer":
        services.answer_finding(actor, finding_id=finding_id, text=typed["unit_says"], now=now)
    elif act == "remedy":
        services.plan_remedy(
            actor,
            finding_id=finding_id,
            remedy=typed["remedy"],
            owner=typed["owner"],
            due_on=typed["due_on"] or None,
            now=now,
        )
    else:
        services.close_finding(actor, finding_id=finding_id, note=typed["note"], now=now)
