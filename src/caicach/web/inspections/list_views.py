"""The list of inspections with the year's programmes, and a unit that inspects itself."""

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from caicach.inspections import queries, services
from caicach.inspections.domain.cycle import InspectionKind, State
from caicach.inspections.domain.views import InspectionLine
from caicach.inspections.queries import InspectionFilters
from caicach.kernel.access import Permission, require
from caicach.kernel.pages import WHOLE
from caicach.kernel.tables import Table
from caicach.web.inspections import words
from caicach.web.inspections.forms import SelfForm
from caicach.web.shell.exports import asked_kind, table_answer
from caicach.web.shell.filters import ListFilters, told_days
from caicach.web.shell.once import once
from caicach.web.shell.requests import actor_of, today, whole_number, whole_year
from caicach.web.shell.units import units_of


@require_GET
def inspections(request: HttpRequest) -> HttpResponse | FileResponse:
    actor = actor_of(request)
    asked = ListFilters(request.GET)
    filters = InspectionFilters(
        unit=request.GET.get("don-vi", ""),
        year=whole_year(request.GET.get("nam")),
        state=request.GET.get("trang-thai", ""),
        kind=request.GET.get("loai", ""),
        minuted=asked.days("bien-ban"),
        order=asked.order(queries.INSPECTION_COLUMNS),
    )
    if kind := asked_kind(request):
        whole = queries.inspections(actor, on=today(), filters=filters, size=WHOLE)
        return table_answer(lines_table(whole.items), kind, "kiem-tra")
    page = queries.inspections(actor, on=today(), filters=filters, page=whole_number(request.GET.get("trang"), 1))
    context = {
        "page": page,
        "programmes": queries.programmes(actor),
        "asked": asked,
        "filters": filters,
        "narrowed": told_days(gettext("Lập biên bản"), filters.minuted),
        "unit": next(iter(units_of([filters.unit])), None) if filters.unit else None,
        "states": [(state.value, words.STATES[state].word) for state in State],
        "kinds": [(one.value, words.KINDS[one]) for one in InspectionKind],
        "may_manage": actor.may(Permission.INSPECTION_MANAGE),
        "may_self": actor.may(Permission.INSPECTION_ANSWER) and bool(actor.acts_for),
    }
    return render(request, "web/inspections/list.html", context)


def lines_table(lines: tuple[InspectionLine, ...]) -> Table:
    head = [gettext("Đơn vị"), gettext("Bộ phận"), gettext("Danh mục"), gettext("Phiên bản"), gettext("Loại")]
    head += [gettext("Hình thức"), gettext("Từ ngày"), gettext("Đến ngày"), gettext("Bước")]
    head += [gettext("Số tồn tại"), gettext("Chưa khắc phục")]
    rows = [
        (
            one.unit_name,
            one.part,
            one.title,
            one.checklist_version,
            str(words.KINDS[one.kind]),
            str(words.MANNERS[one.manner]),
            one.first_on,
            one.last_on,
            str(words.STATES[one.state].word),
            one.findings,
            one.open_findings,
        )
        for one in lines
    ]
    return Table(gettext("Kiểm tra"), head, rows)


@require_http_methods(["GET", "POST"])
@once
def self_inspection(request: HttpRequest) -> HttpResponse:
    """Begins at once: the unit goes on to the form for the place."""
    actor = actor_of(request)
    require(actor, Permission.INSPECTION_ANSWER)
    form = SelfForm(
        request.POST or None, units=units_of(actor.acts_for), checklists=queries.checklists_in_force(today())
    )
    if form.is_bound and form.is_valid():
        with form.told_to():
            typed = form.cleaned_data
            made = services.open_self_inspection(
                actor, unit=typed["unit"], checklist=typed["checklist"], part=typed["part"], now=timezone.now()
            )
            return redirect("web:inspection_answers", made)
    context = {"form": form, "title": gettext("Tự kiểm tra"), "button": gettext("Bắt đầu")}
    return render(request, "web/inspections/form.html", context, status=form.status)
