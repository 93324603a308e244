"""The ranking with its intervals: who can be told apart from whom, and what moves the ranks."""

import math
from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from caicach.indices.domain.score_uncertainty import ScoreUncertainty, UnitUncertainty
from caicach.indices.queries import gaps
from caicach.kernel.charts import IntervalRow, Intervals
from caicach.kernel.decimals import rounded_value
from caicach.kernel.tables import Cell, Table
from caicach.web.indices.exports import mark_of
from caicach.web.shell.exports import asked_kind, table_answer
from caicach.web.shell.numbers import number_text
from caicach.web.shell.requests import actor_of, whole_number

_DRAWS, _MOST_DRAWS, _NOISE, _MOST_NOISE = 1000, 5000, 25, 90
_SHOWN_WITHOUT = 8
_TWO = 2  # decimals of a percentage where the set says none


@require_GET
def ranking(request: HttpRequest, year_id: int) -> HttpResponse | FileResponse:
    draws = min(max(whole_number(request.GET.get("luot"), _DRAWS), 100), _MOST_DRAWS)
    noise = min(whole_number(request.GET.get("dao-dong"), _NOISE), _MOST_NOISE)
    seed = whole_number(request.GET.get("mam"), 1)
    found, sure = gaps.ranking_with_intervals(actor_of(request), year_id, draws=draws, seed=seed, noise=noise / 100)
    units = sorted(sure.units, key=_order)
    if kind := asked_kind(request):
        return _export(kind, found, units)
    context = {
        "found": found,
        "row": found.row,
        "rows": [(one, found.names[one.unit], found.scored.scores.units[one.unit]) for one in units],
        "chart": _chart(sure, units, found.names),
        "sources": _sources(found, sure),
        "without": _without(found, sure),
        "places": _TWO if found.scored.definition.ranking.places is None else found.scored.definition.ranking.places,
        "draws": draws,
        "noise": noise,
        "seed": seed,
    }
    return render(request, "web/gaps/ranking.html", context)


def _export(kind: str, found: gaps.ScoredYear, units: list[UnitUncertainty]) -> FileResponse:
    head = [gettext("Hạng"), gettext("Mã"), gettext("Đơn vị"), "%", gettext("Hạng 5%"), gettext("Trung vị")]
    head += [gettext("Hạng 95%"), gettext("Nhóm"), gettext("% từ"), gettext("% đến")]
    lines: list[Sequence[Cell]] = [
        (
            one.published,
            one.unit,
            found.names[one.unit],
            found.scored.scores.units[one.unit].percentage,
            *(_figure(rank, 1) for rank in (one.rank.p05, one.rank.median, one.rank.p95)),
            one.group or None,
            _figure(one.percentage[0], 2),
            _figure(one.percentage[2], 2),
        )
        for one in units
    ]
    title = f"{found.row.set_name} {found.row.year}"
    name = f"xep-hang-{found.row.year}"
    return table_answer(Table(title, head, lines, mark=mark_of(found.row.is_illustrative)), kind, name)


def _figure(value: float, places: int) -> Decimal | None:
    return None if math.isnan(value) else rounded_value(Decimal(repr(float(value))), places)


def _order(one: UnitUncertainty) -> tuple[bool, int, float, str]:
    unknown = math.isnan(one.rank.median)
    return unknown, one.published or 10**6, 0.0 if unknown else one.rank.median, one.unit


def _chart(sure: ScoreUncertainty, units: list[UnitUncertainty], names: Mapping[str, str]) -> Intervals | None:
    rows = [IntervalRow(names[one.unit], *_ends(one)) for one in units if not math.isnan(one.rank.median)]
    if len(rows) < 2:
        return None
    heads = (gettext("Đơn vị"), gettext("Hạng 5%"), gettext("Trung vị"), gettext("Hạng 95%"))
    source = gettext("{draws} lần rút, mầm {seed}").format(draws=sure.draws, seed=sure.seed)
    title = gettext("Khoảng thứ hạng của các đơn vị")
    return Intervals(title, gettext("Thứ hạng"), tuple(rows), 1, len(units), source, heads, number_text)


def _ends(one: UnitUncertainty) -> tuple[Decimal, Decimal, Decimal]:
    return _tenths(one.rank.p05), _tenths(one.rank.median), _tenths(one.rank.p95)


def _tenths(rank: float) -> Decimal:
    """Whole ranks without a decimal: «10», but «2,5»."""
    found = rounded_value(Decimal(repr(rank)), 1)
    return found.to_integral_value() if found == found.to_integral_value() else found


def _sources(found: gaps.ScoredYear, sure: ScoreUncertainty) -> list[tuple[str, float, float]]:
    names = found.scored.definition.by_code
    words = {"weights": gettext("Trọng số các lĩnh vực"), "aggregation": gettext("Cách gộp")}
    rows = [
        (words.get(source) or f"{source} {names[source].name}", effect.first * 100, effect.total * 100)
        for source, effect in sure.sensitivity.items()
    ]
    return sorted(rows, key=lambda row: -row[2] if not math.isnan(row[2]) else 0)


def _without(found: gaps.ScoredYear, sure: ScoreUncertainty) -> list[tuple[str, str, float]]:
    names = found.scored.definition.by_code
    moved = [one for one in sure.without if not math.isnan(one.mean_shift)]
    moved.sort(key=lambda one: -one.mean_shift)
    return [(one.node, names[one.node].name, one.mean_shift) for one in moved[:_SHOWN_WITHOUT]]
