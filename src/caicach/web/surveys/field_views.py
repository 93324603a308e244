"""The field: what came of the sample, rates by the standard definitions, and the table that the field keeps."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from caicach.kernel.access import Permission, require
from caicach.kernel.saying import number_text
from caicach.kernel.tables import Table
from caicach.surveys.collection import queries, services
from caicach.surveys.collection.domain.fieldwork import HEAD, Disposition, Tally
from caicach.web.shell.exports import table_answer
from caicach.web.shell.once import once
from caicach.web.shell.requests import actor_of
from caicach.web.surveys.forms import UnitsFileForm, VisitForm
from caicach.web.surveys.result_tables import percent_text
from caicach.web.surveys.words import RATES


@require_GET
def field(request: HttpRequest, survey_id: int) -> HttpResponse:
    actor = actor_of(request)
    view = queries.survey_view(actor, survey_id, now=timezone.now())
    found = queries.field_progress(actor, survey_id)
    rates = found.whole.rates()
    parts = [
        (gettext("Theo địa bàn"), gettext("Địa bàn"), _lines(found.by_area)),
        (gettext("Theo điều tra viên"), gettext("Điều tra viên"), _lines(found.by_interviewer)),
    ]
    context = {
        "line": view.line,
        "found": found,
        "dispositions": [(kind, found.whole.n(kind)) for kind in Disposition],
        "rates": [(name, words, percent_text(rates[name])) for name, words in RATES.items()],
        "eligible": percent_text(found.whole.eligible),
        "visits": queries.field_visits(actor, survey_id, found),
        "parts": [part for part in parts if len(part[2]) > 1],
    }
    return render(request, "web/surveys/field.html", context)


@require_http_methods(["GET", "POST"])
@once
def plan_visit(request: HttpRequest, survey_id: int) -> HttpResponse:
    actor, now = actor_of(request), timezone.now()
    view = queries.survey_view(actor, survey_id, now=now)
    form = VisitForm(request.POST or None)
    if form.is_bound and form.is_valid():
        with form.told_to():
            services.plan_visit(actor, survey_id=survey_id, now=now, **form.cleaned_data)
            messages.success(request, gettext("Đã ghi chuyến thực địa."))
            return redirect("web:survey_field", survey_id)
    context = {"form": form, "line": view.line, "title": gettext("Chuyến thực địa"), "button": gettext("Ghi")}
    return render(request, "web/surveys/form.html", context, status=form.status)


@require_POST
@once
def end_visit(request: HttpRequest, survey_id: int, visit_id: int) -> HttpResponse:
    is_done = request.POST.get("what") != "strike"
    services.end_visit(actor_of(request), survey_id=survey_id, visit_id=visit_id, is_done=is_done, now=timezone.now())
    messages.success(request, gettext("Đã ghi là xong.") if is_done else gettext("Đã bỏ khỏi kế hoạch."))
    return redirect("web:survey_field", survey_id)


def _lines(tallies: Mapping[str, Tally]) -> list[tuple[str, list[str]]]:
    """Units, interviews, refusals, not worked to an end, RR2."""
    return [
        (
            name or gettext("(không ghi)"),
            [
                number_text(tally.total),
                number_text(tally.n(Disposition.COMPLETE, Disposition.PARTIAL)),
                number_text(tally.n(Disposition.REFUSAL)),
                number_text(tally.n(Disposition.PENDING)),
                percent_text(tally.rates()["RR2"]),
            ],
        )
        for name, tally in tallies.items()
    ]


@require_http_methods(["GET", "POST"])
@once
def take_in(request: HttpRequest, survey_id: int) -> HttpResponse:
    actor = actor_of(request)
    view = queries.survey_view(actor, survey_id, now=timezone.now())
    form = UnitsFileForm(request.POST or None, request.FILES or None)
    if form.is_bound and form.is_valid():
        with form.told_to():
            file = form.cleaned_data["file"]
            new, changed = services.take_in_units(
                actor, survey_id=survey_id, name=file.name or "", data=file.read(), now=timezone.now()
            )
            told = gettext("Đã nhận: {new} đơn vị mới, {changed} đơn vị ghi lại.").format(new=new, changed=changed)
            messages.success(request, told)
            return redirect("web:survey_field", survey_id)
    context = {"form": form, "line": view.line}
    return render(request, "web/surveys/units_form.html", context, status=form.status)


@require_GET
def template_file(request: HttpRequest) -> FileResponse:
    """A table to fill, with a row of each kind."""
    require(actor_of(request), Permission.SURVEY_MANAGE)
    rows = (
        ("H001", "Phường 1", "Tổ 1", "hoàn thành", ""),
        ("H002", "Phường 1", "Tổ 1", "từ chối", ""),
        ("H003", "Phường 1", "Tổ 2", "chưa xong", "H002"),
    )
    return table_answer(Table(gettext("Kết quả thực địa"), HEAD, rows), "csv", "mau-thuc-dia")
