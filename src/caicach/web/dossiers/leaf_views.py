"""Index 766 of a unit and a period: figures from the data here beside what the portal said, and what may explain it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Final
from urllib.parse import parse_qs, urlsplit

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from caicach.dossiers import queries
from caicach.dossiers.domain.board import BoardLine, Grouping, Kind
from caicach.dossiers.domain.portal_answers import PortalFigure
from caicach.dossiers.queries import BoardFilters, KeptFigure
from caicach.indices import queries as indices
from caicach.indices.definition.values import Node
from caicach.indices.queries import INDEX_766, MeasuredSet
from caicach.kernel.access import Actor, Permission
from caicach.kernel.decimals import rounded_value
from caicach.kernel.metrics import SHARE, Measured, listed
from caicach.kernel.periods import Period, PeriodKind, parse_period
from caicach.kernel.said import NOTHING, Said, tell
from caicach.kernel.tables import Cell, Table
from caicach.web.dossiers import words
from caicach.web.dossiers.asked import now, query_of
from caicach.web.shell.exports import asked_kind, table_answer
from caicach.web.shell.faces import rows_behind
from caicach.web.shell.requests import actor_of, today
from caicach.web.shell.units import assignable_units, units_of

EXPLAINING: Final = (Kind.UNJUDGED, Kind.ASKED_AGAIN, Kind.LATE_766, Kind.WAITING, Kind.OVERDUE, Kind.REOPENED)
"""Lists of dossiers that the portal may count otherwise."""


@dataclass(frozen=True)
class ShownLeaf:
    """``value`` and ``theirs`` are percentages, of 2.2 days; ``why_not`` where there is no figure of ours."""

    code: str
    name: str
    maximum: Decimal
    value: Decimal | None
    points: Decimal | None
    address: str
    why_not: Said
    theirs: Decimal | None
    their_points: Decimal | None
    met: Decimal | None
    of: Decimal | None
    note: str
    elsewhere: str
    """Where the figure stands that dossiers do not tell, in the words of the set."""

    @property
    def difference(self) -> Decimal | None:
        """In points, ours less the portal's, which has two decimals."""
        if self.points is None or self.their_points is None:
            return None
        return rounded_value(self.points, 2) - self.their_points


@require_GET
def leaves(request: HttpRequest) -> HttpResponse | FileResponse:
    actor = actor_of(request)
    period = _period(request.GET.get("ky", ""))
    units = _units(actor)
    unit = request.GET.get("don-vi", "") or _first(units, period)
    if not unit:
        return render(request, "web/dossiers/leaves.html", {"period": period, "periods": _periods(period)})
    queries.refuse_unseen(actor, unit)
    found = indices.measured_set(indices.shipped_set(INDEX_766), [unit], period)
    theirs = queries.portal_figures(actor, [unit], period.id).get(unit, {})
    filters = _filters(unit, period)
    address = partial(_address, unit=unit, filters=filters, period=period)
    shown = [_leaf(node, unit, found, theirs, address) for node in found.definition.components()]
    name = next((one.name for one in units_of([unit])), unit)
    if kind := asked_kind(request):
        return table_answer(_table(shown, f"{name}, {period.id}"), kind, "bo-chi-so-766")
    reached = sum((one.points for one in shown if one.points is not None), Decimal(0))
    measured = sum((one.maximum for one in shown if one.points is not None), Decimal(0))
    told = [one for one in shown if one.their_points is not None]
    context = {
        "period": period,
        "periods": _periods(period),
        "units": units,
        "unit": unit,
        "name": name,
        "leaves": shown,
        "reached": reached,
        "measured": measured,
        "their_points": sum((one.their_points for one in told if one.their_points is not None), Decimal(0)),
        "their_maximum": sum((one.maximum for one in told), Decimal(0)),
        "groups": [theirs[code] for code in ("g3a", "g3b") if code in theirs],
        "has_theirs": bool(theirs),
        "explaining": _explaining(actor, filters),
        "gap": _gap(actor, filters, theirs.get("2.1")),
        "may_import": actor.may(Permission.DOSSIER_IMPORT),
    }
    return render(request, "web/dossiers/leaves.html", context)


def _units(actor: Actor) -> list[tuple[str, str]]:
    seen = assignable_units(today()) if actor.may(Permission.DOSSIER_SEE_ALL) else units_of(actor.visible_units)
    return [(one.code, one.name) for one in seen]


def _first(units: Sequence[tuple[str, str]], period: Period) -> str:
    """The province's own committee where it is seen, which stands for all; else the first."""
    codes = [code for code, _name in units]
    return next((code for code in queries.province_codes(period.last) if code in codes), next(iter(codes), ""))


def _period(text: str) -> Period:
    """The year where none is asked for. Raises InvalidInput."""
    return parse_period(text) if text else Period(PeriodKind.YEAR, date(today().year, 1, 1))


def _periods(chosen: Period) -> list[tuple[str, Said]]:
    """The year of the chosen one and the year before, their quarters and months: what the portal answers for."""
    year = Period(PeriodKind.YEAR, date(chosen.first.year, 1, 1))
    found = [year, *year.split(PeriodKind.QUARTER), *year.split(PeriodKind.MONTH), year.previous]
    return [(one.id, one.said) for one in found]


def _filters(unit: str, period: Period) -> BoardFilters:
    is_alone = unit not in queries.province_codes(period.last)
    return BoardFilters(period.first, period.last, now(), unit=unit, is_alone=is_alone)


def _leaf(
    node: Node, unit: str, found: MeasuredSet, theirs: Mapping[str, KeptFigure], address: Callable[[str], str]
) -> ShownLeaf:
    score, kept = found.scores.units[unit].nodes[node.code], theirs.get(node.code)
    figure = found.figures.get(node.code, {}).get(unit)
    is_measured = isinstance(figure, Measured)
    is_share = any(one.name == node.source and one.unit == SHARE for one in listed())
    return ShownLeaf(
        node.code,
        node.name,
        score.maximum,
        rounded_value(figure.value * 100 if is_share else figure.value, 2) if isinstance(figure, Measured) else None,
        score.points if is_measured and not score.missing and score.maximum else None,
        address(node.source) if is_measured else "",
        NOTHING if is_measured and not score.missing else _why_not(node, score.reason),
        *_theirs(kept.figure if kept else PortalFigure(node.code)),
        "" if node.source else node.data_source,
    )


def _why_not(node: Node, reason: Said) -> Said:
    return reason if node.source or not node.data_source else tell("Không tính được từ hồ sơ. Nguồn của số này:")


def _theirs(figure: PortalFigure) -> tuple[Decimal | None, Decimal | None, Decimal | None, Decimal | None, str]:
    return figure.value, figure.score, figure.numerator, figure.denominator, figure.note


def _address(source: str, unit: str, filters: BoardFilters, period: Period) -> str:
    """The rows behind, of whom the page counts: of the province every unit."""
    behind = rows_behind(source, unit, period)
    if behind is None or not source.startswith("dossiers."):
        return behind.address if behind else ""
    kind = parse_qs(urlsplit(behind.address).query)["loai"][0]
    return f"{reverse('web:dossier_list')}?{urlencode(query_of(filters, loai=kind))}"


def _explaining(actor: Actor, filters: BoardFilters) -> list[tuple[str, int, str]]:
    """Lists of the unit that are not empty, with their addresses."""
    found = []
    for kind in EXPLAINING:
        count = queries.dossiers(actor, replace(filters, kind=kind), size=1).total
        if count:
            address = f"{reverse('web:dossier_list')}?{urlencode(query_of(filters, loai=kind.value))}"
            found.append((str(words.KINDS[kind]), count, address))
    return found


@dataclass(frozen=True)
class Gap:
    """How many dossiers the portal counts for 2.1, how many we do, and how many of ours came from before the period."""

    theirs: int
    ours: int
    carried: int
    unjudged: int


def _gap(actor: Actor, filters: BoardFilters, kept: KeptFigure | None) -> Gap | None:
    if kept is None or kept.figure.denominator is None:
        return None
    total: BoardLine = queries.board(actor, filters, grouping=Grouping.CHANNEL).total
    theirs = int(kept.figure.denominator)
    return Gap(theirs, total.judged_766, total.counts.carried_over, total.unjudged)


def _table(shown: list[ShownLeaf], title: str) -> Table:
    head = [gettext("Mã"), gettext("Chỉ số"), gettext("Điểm tối đa"), gettext("Số của hệ thống (%)")]
    head += [
        gettext("Điểm của hệ thống"),
        gettext("Số của Cổng (%)"),
        gettext("Tử số của Cổng"),
        gettext("Mẫu số của Cổng"),
    ]
    head += [gettext("Điểm của Cổng"), gettext("Chênh lệch điểm"), gettext("Vì sao chưa có số")]
    rows: list[tuple[Cell, ...]] = [
        (
            one.code,
            one.name,
            one.maximum,
            one.value,
            one.points,
            one.theirs,
            one.met,
            one.of,
            one.their_points,
            one.difference,
            f"{one.why_not} {one.elsewhere}".strip(),
        )
        for one in shown
    ]
    return Table(title, head, rows)
