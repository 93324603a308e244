"""One dossier: its steps, its clock by the law with who used the time, and index 766's reckoning beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from caicach.dossiers import queries
from caicach.dossiers.domain.clock.values import Leg, Span, SpanKind
from caicach.dossiers.queries import DossierView
from caicach.kernel.charts import BarRow, Fill, Series, StackedBars, Tone
from caicach.kernel.decimals import rounded_value
from caicach.web.dossiers import words
from caicach.web.dossiers.asked import now
from caicach.web.dossiers.flow_charts import time_told
from caicach.web.shell.requests import actor_of
from caicach.web.shell.units import units_of

_LOOKS = {
    SpanKind.RUNNING: (Tone.ACCENT, Fill.SOLID),
    SpanKind.SUSPENDED: (Tone.STRONG, Fill.HATCH),
    SpanKind.VOIDED: (Tone.STRONG, Fill.OPEN),
}
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class ShownSpan:
    span: Span
    time: str


@dataclass(frozen=True)
class ShownLeg:
    """An agency's part of the time that counts, and how far it went over what it had."""

    leg: Leg
    used: str
    over: str


@require_GET
def dossier(request: HttpRequest) -> HttpResponse:
    view = queries.dossier_view(actor_of(request), request.GET.get("ma", "").strip(), now=now())
    (unit,) = units_of([view.unit])
    law = view.clocks.law if view.clocks else None
    context = {
        "view": view,
        "unit": unit.name,
        "law": law,
        "portal": view.clocks and view.clocks.portal,
        "spans": [ShownSpan(span, _time_words(worked)) for span, worked in view.spans],
        "legs": [ShownLeg(leg, _time_words(leg.used), _time_words(leg.over) if leg.over else "") for leg in law.legs]
        if law
        else [],
        "chart": _chart(view),
    }
    return render(request, "web/dossiers/dossier.html", context)


def _time_words(time: timedelta) -> str:
    return time_told(time / _MINUTE)


def _chart(view: DossierView) -> StackedBars | None:
    """Working hours of each agency by what the clock did; None where no time has passed yet."""
    used = _hours(view.spans)
    kinds = [kind for kind in _LOOKS if any(kind in parts for parts in used.values())]
    if not kinds or not any(hours for parts in used.values() for hours in parts.values()):
        return None
    series = tuple(Series(str(words.SPANS[kind]), *_LOOKS[kind]) for kind in kinds)
    bars = tuple(
        BarRow(name or "–", tuple(parts.get(kind, Decimal(0)) for kind in kinds)) for name, parts in used.items()
    )
    late = ", ".join(view.clocks.late_by) if view.clocks else ""
    title = gettext("Trễ do {agency}; giờ làm việc của từng cơ quan").format(agency=late) if late else ""
    return StackedBars(title or gettext("Giờ làm việc của từng cơ quan"), series, bars, row_head=gettext("Cơ quan"))


def _hours(spans: Sequence[tuple[Span, timedelta]]) -> dict[str, dict[SpanKind, Decimal]]:
    """To the tenth of an hour, agencies in the order in which they first had it."""
    used: dict[str, dict[SpanKind, timedelta]] = {}
    for span, worked in spans:
        parts = used.setdefault(span.agency, {})
        parts[span.kind] = parts.get(span.kind, timedelta()) + worked
    return {
        name: {kind: rounded_value(Decimal(time // _MINUTE) / 60, 1) for kind, time in parts.items()}
        for name, parts in used.items()
    }
