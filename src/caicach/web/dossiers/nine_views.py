"""Units by the nine indicators of TT 01/2018, in periods of old: the three that dossiers tell, with their rows."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Final

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from caicach.dossiers import queries
from caicach.dossiers.domain.board import Grouping, Kind
from caicach.dossiers.domain.nine import FROM_DOSSIERS, LAST_DAY, Indicator, NineLine, Points
from caicach.dossiers.queries import BoardFilters
from caicach.kernel.access import Actor, Permission
from caicach.kernel.tables import Cell, Table
from caicach.web.dossiers.asked import filters_of, line_filters, query_of
from caicach.web.dossiers.words import INDICATOR_SOURCES, INDICATORS
from caicach.web.shell.exports import asked_kind, table_answer
from caicach.web.shell.requests import actor_of
from caicach.web.shell.units import units_of

_ROWS: Final = {
    Indicator.TOTAL_TIME: Kind.HANDLED,
    Indicator.AGENCY_TIME: Kind.HANDLED,
    Indicator.CONTACTS: Kind.ASKED_AGAIN,
}


@dataclass(frozen=True)
class ShownScore:
    word: str
    score: Decimal | None
    address: str


@dataclass(frozen=True)
class ShownNine:
    name: str
    count: int
    scores: tuple[ShownScore, ...]


@require_GET
def nine(request: HttpRequest) -> HttpResponse | FileResponse:
    filters = filters_of(request)
    if not (request.GET.get("tu") or request.GET.get("den")):
        filters = replace(filters, first=date(LAST_DAY.year - 1, LAST_DAY.month + 1, 1), last=LAST_DAY)
    actor = actor_of(request)
    found = queries.nine(actor, filters, grouping=Grouping.UNIT)
    names = {one.code: one.name for one in units_of([line.key for line in found])}
    shown = [_shown_nine(line, names.get(line.key, line.key), filters) for line in found]
    if kind := asked_kind(request):
        return table_answer(_table(shown), kind, "chin-chi-so")
    context = {
        "filters": filters,
        "lines": shown,
        "heads": [(int(one), INDICATORS[one]) for one in FROM_DOSSIERS],
        "total": _shown_nine(_total(found), "", filters),
        "others": [(int(one), INDICATORS[one], INDICATOR_SOURCES[one]) for one in INDICATOR_SOURCES],
        "known_from": None if found else _known_from(actor),
        "last_day": LAST_DAY,
        "may_import": actor.may(Permission.DOSSIER_IMPORT),
    }
    return render(request, "web/dossiers/nine.html", context)


def _known_from(actor: Actor) -> date | None:
    """The first receipt there is, where no dossier is old enough for these rules."""
    first = queries.first_day(actor)
    return first if first and first > LAST_DAY else None


def _total(lines: Sequence[NineLine]) -> NineLine:
    def of(indicator: Indicator) -> Points:
        told = [points for line in lines if (points := line.of(indicator)) is not None]
        return Points(sum(one.points for one in told), sum(one.count for one in told))

    return NineLine("", of(Indicator.TOTAL_TIME), of(Indicator.AGENCY_TIME), of(Indicator.CONTACTS))


def _shown_nine(line: NineLine, name: str, filters: BoardFilters) -> ShownNine:
    own = line_filters(filters, Grouping.UNIT, line.key) if line.key else filters
    return ShownNine(name, line.total_time.count, tuple(_score(line, one, own) for one in FROM_DOSSIERS))


def _score(line: NineLine, indicator: Indicator, filters: BoardFilters) -> ShownScore:
    points = line.of(indicator)
    address = f"{reverse('web:dossier_list')}?{urlencode(query_of(filters, loai=_ROWS[indicator].value))}"
    return ShownScore(str(INDICATORS[indicator]), points.score if points else None, address)


def _table(shown: Sequence[ShownNine]) -> Table:
    head = [gettext("Đơn vị"), gettext("Hồ sơ đã giải quyết")]
    head += [f"({int(one)}) {INDICATORS[one]}" for one in FROM_DOSSIERS]
    rows: list[tuple[Cell, ...]] = [(one.name, one.count, *(score.score for score in one.scores)) for one in shown]
    return Table(gettext("Chín chỉ số theo TT 01/2018"), head, rows)
