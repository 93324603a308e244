"""How dossiers really flow: the picture of their steps, beside it another unit or the year before, and its tables."""

from dataclasses import replace
from datetime import date

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from caicach.dossiers import queries
from caicach.dossiers.domain.process import ORDER_SOURCE, Way
from caicach.dossiers.queries import BoardFilters
from caicach.kernel.charts import chart_table, drawing_of, svg_of
from caicach.kernel.files.values import NamedFile
from caicach.kernel.http.downloads import attachment
from caicach.kernel.tables import Table
from caicach.web.dossiers.asked import filter_choices, filters_of, of_figures, query_of
from caicach.web.dossiers.flow_charts import Named, flow_chart, steps_shown, time_told, ways_shown
from caicach.web.dossiers.words import HAPPENINGS
from caicach.web.shell.exports import asked_kind, table_answer
from caicach.web.shell.requests import actor_of, whole_number
from caicach.web.shell.units import units_of

LEASTS = (1, 2, 5, 10, 20)


@require_GET
def flow(request: HttpRequest) -> HttpResponse | FileResponse:
    filters = of_figures(filters_of(request))
    one = _named(request, filters, _name(filters))
    other = _other(request, filters)
    least = min(max(whole_number(request.GET.get("it-nhat"), 1), 0), 100)
    chart = flow_chart(one, other, least)
    if kind := asked_kind(request):
        told = chart_table(chart)
        return table_answer(Table(chart.title, told.head, told.rows), kind, "qua-trinh-xu-ly")
    if request.GET.get("tai") == "svg":
        alone = flow_chart(replace(one, opens=_nowhere), other and replace(other, opens=_nowhere), least)
        picture = svg_of(drawing_of(alone), name="qua-trinh").encode()
        return attachment(NamedFile("qua-trinh-xu-ly.svg", "image/svg+xml", picture))
    found = one.flow
    context = {
        "filters": filters,
        "flow": found,
        "other": other,
        "chart": chart if chart.edges else None,
        "sides": [one.name, other.name] if other else [""],
        "arrows": ways_shown(one, other, least),
        "steps": steps_shown(one, other),
        **filter_choices(request, filters),
        "leasts": LEASTS,
        "least": least,
        "against": request.GET.get("so-voi", ""),
        "bottlenecks": [
            (edge, time_told(edge.mean_minutes), time_told(edge.ninth_minutes)) for edge in found.bottlenecks()
        ],
        "rework": [step for step in found.steps if step.again],
        "variants": [(one, time_told(one.mean_minutes)) for one in found.variants],
        "handovers": [(one, time_told(one.mean_minutes)) for one in found.handovers],
        "ways": [(_way(way), count) for way, count in found.ways],
        "order_source": ORDER_SOURCE,
        "kept": query_of(filters),
        "board_address": f"{reverse('web:dossiers')}?{urlencode(query_of(filters))}",
    }
    return render(request, "web/dossiers/flow.html", context)


def _other(request: HttpRequest, filters: BoardFilters) -> Named | None:
    """The flow beside: of another unit, or of the same days a year before."""
    against = request.GET.get("so-voi", "")
    if not against:
        return None
    if against == "nam-truoc":
        there = replace(filters, first=_year_before(filters.first), last=_year_before(filters.last))
    else:
        there = replace(filters, unit=against, is_alone=False)
    return _named(request, there, _name(there, is_year=against == "nam-truoc"))


def _named(request: HttpRequest, filters: BoardFilters, name: str) -> Named:
    def opens(way: Way) -> str:
        return f"{reverse('web:dossier_list')}?{urlencode(query_of(replace(filters, way=way)))}"

    return Named(name, queries.flow(actor_of(request), filters), opens)


def _nowhere(_way: Way) -> str:
    """A picture outside of a page opens nothing."""
    return ""


def _year_before(on: date) -> date:
    return on.replace(year=on.year - 1, day=28) if (on.month, on.day) == (2, 29) else on.replace(year=on.year - 1)


def _name(filters: BoardFilters, *, is_year: bool = False) -> str:
    if is_year:
        return f"{filters.last.year}"
    found = next((one.name for one in units_of([filters.unit])), "") if filters.unit else ""
    return found or gettext("Mọi đơn vị")


def _way(way: Way) -> str:
    before, step = way
    first = str(HAPPENINGS[before]) if before else gettext("(bắt đầu)")
    return f"{first} → {HAPPENINGS[step]}"
