"""The one-stop board and the lists behind its figures."""

from dataclasses import dataclass, replace

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from caicach.dossiers import queries
from caicach.dossiers.domain.board import BoardLine, DossierLine, Grouping, Kind, LateAgency
from caicach.dossiers.domain.clock.values import Channel
from caicach.dossiers.queries import BoardFilters
from caicach.kernel.access import Permission
from caicach.kernel.decimals import rounded_value
from caicach.kernel.pages import Page
from caicach.kernel.tables import Cell, Table
from caicach.web.dossiers import words
from caicach.web.dossiers.asked import (
    BY_AGENCY,
    days_of_today,
    filter_choices,
    filters_of,
    grouping_of,
    line_filters,
    of_figures,
    query_of,
    quick_periods,
)
from caicach.web.shell.exports import asked_kind, table_answer
from caicach.web.shell.filters import ListFilters
from caicach.web.shell.requests import actor_of, today, whole_number
from caicach.web.shell.units import units_of

SIZE = 50
MOST_ROWS = 100_000
FIGURES = (Kind.EARLY, Kind.ON_TIME, Kind.LATE, Kind.IN_TIME, Kind.OVERDUE)
CARDS = (Kind.RECEIVED, *FIGURES, Kind.WAITING, Kind.SOON, Kind.UNJUDGED)


@dataclass(frozen=True)
class ShownFigure:
    """A figure with the address of the dossiers that it counts."""

    word: str
    count: int
    address: str
    is_bad: bool = False


@dataclass(frozen=True)
class ShownLine:
    """``address``: the board of this line alone; ``rows``: all its dossiers."""

    name: str
    address: str
    rows: str
    received: int
    figures: tuple[ShownFigure, ...]
    share: str


@require_GET
def board(request: HttpRequest) -> HttpResponse | FileResponse:
    actor = actor_of(request)
    filters = of_figures(filters_of(request))
    grouping = grouping_of(request)
    kind = asked_kind(request)
    is_by_agency = request.GET.get("theo") == BY_AGENCY and not kind
    found = queries.board(actor, filters, grouping=None if is_by_agency else grouping, has_soon=not kind)
    lines = () if is_by_agency else found.lines
    names = _names(lines, grouping)
    if kind:
        return table_answer(_board_table(lines, names, grouping), kind, "ho-so-mot-cua")
    shown = [_shown_line(line, names[line.key], filters, grouping) for line in lines]
    context = {
        "filters": filters,
        "grouping": grouping,
        "groupings": [
            *((one.value, words.GROUPINGS[one]) for one in Grouping),
            (BY_AGENCY, gettext("Cơ quan làm trễ")),
        ],
        "chosen": BY_AGENCY if is_by_agency else grouping.value,
        "has_any": bool(found.lines),
        "lines": shown if grouping is Grouping.MONTH else sorted(shown, key=_badness),
        "cards": _cards(found.total, filters, found.soon),
        "share": _percent(found.total),
        "late_766": ShownFigure("", found.total.late_766, _list_address(_of_kind(filters, Kind.LATE_766))),
        "judged_766": found.total.judged_766,
        "quick": quick_periods(request, filters),
        "backlog": _backlog(found.backlog, filters),
        "agencies": _late_agencies(found.agencies, filters),
        "by_agency": urlencode(query_of(filters, theo=BY_AGENCY)),
        "suspicious": [
            ShownFigure(str(words.KINDS[kind]), count, _list_address(_of_kind(filters, kind)))
            for kind, count in found.suspicious.items()
            if count
        ],
        **filter_choices(request, filters),
        "is_stale": queries.is_stale(),
        "may_import": actor.may(Permission.DOSSIER_IMPORT),
        "forecast_address": f"{reverse('web:dossier_forecast')}?{urlencode(query_of(filters))}",
        "flow_address": f"{reverse('web:dossier_flow')}?{urlencode(query_of(filters))}",
        "leaves_address": f"{reverse('web:dossier_leaves')}?{urlencode(_of_unit(filters))}",
        "tables_address": f"{reverse('web:dossier_tables')}?{urlencode(query_of(filters))}",
    }
    return render(request, "web/dossiers/board.html", context)


def _of_unit(filters: BoardFilters) -> dict[str, str]:
    return {"don-vi": filters.unit} if filters.unit else {}


def _names(lines: tuple[BoardLine, ...], grouping: Grouping) -> dict[str, str]:
    keys = [line.key for line in lines]
    if grouping is Grouping.UNIT:
        return {**{key: key for key in keys}, **{one.code: one.name for one in units_of(keys)}}
    if grouping is Grouping.CHANNEL:
        return {key: str(words.CHANNELS[Channel(key)]) for key in keys}
    if grouping is Grouping.MONTH:
        return {key: "/".join(reversed(key.split("-"))) or gettext("(không ghi)") for key in keys}
    return {key: key or gettext("(không ghi)") for key in keys}


def _of_kind(filters: BoardFilters, kind: Kind) -> BoardFilters:
    return replace(filters, kind=kind)


def _list_address(filters: BoardFilters) -> str:
    return f"{reverse('web:dossier_list')}?{_short_query(query_of(filters, loai=filters.kind.value))}"


def _short_query(query: dict[str, str]) -> str:
    """A board has five hundred addresses: a slash stands in them as it is, which the rules of addresses allow."""
    return urlencode(query).replace("%2F", "/")


def _figure(line: BoardLine, kind: Kind) -> int:
    counts = line.counts
    return {
        Kind.RECEIVED: counts.received - counts.carried_over,
        Kind.EARLY: counts.early,
        Kind.ON_TIME: counts.on_time,
        Kind.LATE: counts.late,
        Kind.IN_TIME: counts.open_in_time,
        Kind.OVERDUE: counts.open_overdue,
        Kind.WAITING: counts.waiting,
        Kind.UNJUDGED: line.unjudged,
    }[kind]


def _shown_line(line: BoardLine, name: str, filters: BoardFilters, grouping: Grouping) -> ShownLine:
    own = line_filters(filters, grouping, line.key)
    if not line.key:  # what names no field, procedure or month: an address cannot ask for it
        plain = tuple(replace(_shown_figure(line, own, kind), address="") for kind in FIGURES)
        return ShownLine(name, "", "", line.counts.received, plain, _percent(line))
    figures = tuple(_shown_figure(line, own, kind) for kind in FIGURES)
    further = Grouping.PROCEDURE if grouping is Grouping.UNIT else Grouping.UNIT
    address = f"{reverse('web:dossiers')}?{_short_query(query_of(own, theo=further.value))}"
    rows = _list_address(_of_kind(own, Kind.ALL))
    return ShownLine(name, address, rows, line.counts.received, figures, _percent(line))


def _badness(line: ShownLine) -> int:
    """The most late and overdue first."""
    return -sum(figure.count for figure in line.figures if figure.is_bad)


def _backlog(backlog: tuple[tuple[tuple[int, int], int], ...], filters: BoardFilters) -> list[ShownFigure]:
    """Ages that some have, each with its dossiers."""
    found = []
    for bounds, count in backlog:
        if count:
            own = replace(filters, kind=Kind.OVERDUE, over=bounds)
            found.append(ShownFigure(_age(bounds), count, _list_address(own)))
    return found


def _age(bounds: tuple[int, int]) -> str:
    low, high = bounds
    if high:
        return gettext("Quá hạn {low}–{high} ngày").format(low=low + 1, high=high)
    return gettext("Quá hạn hơn {low} ngày").format(low=low)


def _late_agencies(
    agencies: tuple[LateAgency, ...], filters: BoardFilters
) -> list[tuple[str, tuple[ShownFigure, ...]]]:
    return [
        (
            one.name or gettext("(không ghi)"),
            tuple(
                ShownFigure(
                    str(words.KINDS[kind]),
                    count,
                    _list_address(replace(filters, agency=one.name, kind=kind)) if one.name else "",
                    is_bad=True,
                )
                for kind, count in ((Kind.LATE, one.late), (Kind.OVERDUE, one.overdue))
            ),
        )
        for one in agencies
    ]


def _shown_figure(line: BoardLine, filters: BoardFilters, kind: Kind) -> ShownFigure:
    is_bad = kind in {Kind.LATE, Kind.OVERDUE}
    word = str(words.KINDS[kind])
    return ShownFigure(word, _figure(line, kind), _list_address(_of_kind(filters, kind)), is_bad)


def _cards(total: BoardLine, filters: BoardFilters, soon: int) -> list[ShownFigure]:
    return [
        ShownFigure(str(words.KINDS[kind]), soon, _list_address(_of_kind(filters, kind)))
        if kind is Kind.SOON
        else _shown_figure(total, filters, kind)
        for kind in CARDS
    ]


def _percent(line: BoardLine) -> str:
    share = line.on_time_share
    return "" if share is None else f"{rounded_value(share * 100, 1)}".replace(".", ",")


def _board_table(lines: tuple[BoardLine, ...], names: dict[str, str], grouping: Grouping) -> Table:
    head = [str(words.GROUPINGS[grouping]), gettext("Tổng"), gettext("Kỳ trước chuyển sang")]
    head += [str(words.KINDS[kind]) for kind in (*FIGURES, Kind.WAITING, Kind.LATE_766, Kind.UNJUDGED)]
    rows: list[tuple[Cell, ...]] = [
        (
            names[line.key],
            line.counts.received,
            line.counts.carried_over,
            *(_figure(line, kind) for kind in (*FIGURES, Kind.WAITING)),
            line.late_766,
            line.unjudged,
        )
        for line in lines
    ]
    return Table(gettext("Hồ sơ một cửa"), head, rows)


@require_GET
def dossiers(request: HttpRequest) -> HttpResponse | FileResponse:
    actor = actor_of(request)
    asked = ListFilters(request.GET)
    filters = replace(filters_of(request), order=asked.order(queries.LIST_COLUMNS))
    if kind := asked_kind(request):
        every = queries.dossiers(actor, filters, size=MOST_ROWS).items
        return table_answer(_list_table(every, words.list_title(filters.kind, filters.way)), kind, "danh-sach-ho-so")
    number = max(whole_number(request.GET.get("trang"), 1), 1)
    found = queries.dossiers(actor, filters, page=number, size=SIZE)
    units = {one.code: one.name for one in units_of({line.unit for line in found.items} | {filters.unit} - {""})}
    context = {
        "page": Page(found.items, found.total, found.page, found.size),
        "asked": asked,
        "filters": filters,
        "title": words.list_title(filters.kind, filters.way),
        "kinds": [(one.value, words.KINDS[one]) for one in Kind],
        "units": units,
        "unit": units.get(filters.unit, filters.unit),
        "not_kept": days_of_today(filters, on=today()),
        "age": _age(filters.over) if filters.over else "",
        "kept": query_of(filters),
        "back": f"{reverse('web:dossiers')}?{urlencode(query_of(of_figures(filters)))}",
        "flow_address": f"{reverse('web:dossier_flow')}?{urlencode(query_of(of_figures(filters)))}"
        if filters.way
        else "",
        "task_address": f"{reverse('web:dossier_task')}?{urlencode(query_of(filters, loai=filters.kind.value))}"
        if filters.unit and found.total and (actor.may(Permission.TASK_ASSIGN) or filters.unit in actor.acts_for)
        else "",
    }
    return render(request, "web/dossiers/list.html", context)


def _list_table(lines: tuple[DossierLine, ...], title: str) -> Table:
    head = [str(words.COLUMNS[column]) for column in words.COLUMNS if column.value in {"code", "unit", "procedure"}]
    head += [gettext("Lĩnh vực"), gettext("Kênh nộp"), gettext("Ngày tiếp nhận"), gettext("Hạn"), gettext("Kết thúc")]
    head += [gettext("Tình trạng"), gettext("Cơ quan giữ hồ sơ khi hết hạn"), gettext("Số lần yêu cầu bổ sung")]
    names = {one.code: one.name for one in units_of({line.unit for line in lines})}

    def row(one: DossierLine) -> tuple[Cell, ...]:
        verdict = str(words.VERDICTS[one.verdict].word) if one.verdict else ""
        told = (one.received_at, one.due_on, one.ended_at, verdict, one.late_by, one.requests)
        return (one.code, names[one.unit], one.procedure, one.field, str(words.CHANNELS[one.channel]), *told)

    return Table(title, head, map(row, lines))
