"""The gap of a unit: where its points went, and what of it may be compared with the year before."""

from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from caicach.indices.domain.gap import Cause, Gap
from caicach.indices.queries import gaps
from caicach.kernel.charts import BarRow, Fill, Series, StackedBars, Tone
from caicach.kernel.decimals import rounded
from caicach.web.indices import gap_words
from caicach.web.shell.requests import actor_of, whole_number
from caicach.web.templatetags.charts import written


@require_GET
def gap(request: HttpRequest, year_id: int, unit: str) -> HttpResponse:
    asked = whole_number(request.GET.get("muc-tieu"), 0)
    target = Decimal(asked) if 0 < asked <= 100 else None
    page, found, last = gaps.gap_page(actor_of(request), year_id, unit, target=target)
    score = page.found.scored.scores.units[unit]
    chosen = request.GET.get("nguyen-nhan", "")
    rows = [one for one in found.components if not chosen or any(part.cause == chosen for part in one.lost)]
    context = {
        "page": page,
        "row": page.row,
        "score": score,
        "gap": found,
        "rows": rows,
        "lost": sum((p for c, p in found.by_cause.items() if c is not Cause.NOT_APPLICABLE), Decimal(0)),
        "chart": _chart(found),
        "last": last,
        "target": target,
        "chosen": chosen,
        "causes": [(cause, points) for cause, points in found.by_cause.items()],
        "names": page.found.names,
    }
    return render(request, "web/gaps/gap.html", context)


def _chart(found: Gap) -> StackedBars | None:
    rows = tuple(
        BarRow(str(gap_words.CAUSES[cause]), (rounded(points, 2),))
        for cause, points in sorted(found.by_cause.items(), key=lambda item: -item[1])
        if points > 0
    )
    if not rows:
        return None
    series = (Series(gettext("Điểm mất"), Tone.ACCENT, Fill.SOLID),)
    return StackedBars(gettext("Điểm mất theo nguyên nhân"), series, rows, "", gettext("Nguyên nhân"), written)


@require_GET
def compare(request: HttpRequest, year_id: int, unit: str) -> HttpResponse:
    """What of this edition may be compared with the year before."""
    page, _, last = gaps.gap_page(actor_of(request), year_id, unit, target=None)
    return render(request, "web/gaps/compare.html", {"page": page, "row": page.row, "last": last})
