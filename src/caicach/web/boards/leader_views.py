"""The board for leaders, and the rows behind its figures: of today, of a past day, or changed since."""

from dataclasses import dataclass
from datetime import date

from django.http import FileResponse, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_GET

from caicach.kernel.errors import NotAllowed
from caicach.plans import queries
from caicach.plans.domain.boards import WEEK, Change, LeaderBoard
from caicach.plans.domain.states import TaskState
from caicach.plans.domain.tasks import GroupBy, StateCounts
from caicach.web.boards import pictures
from caicach.web.shell.choices import Choice
from caicach.web.shell.exports import asked_kind, table_answer
from caicach.web.shell.filters import ListFilters
from caicach.web.shell.requests import actor_of, today
from caicach.web.tasks.filters import Addresses, Changes, rows_addresses, task_filters
from caicach.web.tasks.parts import (
    FILTER_OF,
    GROUP_WORDS,
    Cell,
    RollUpLine,
    filter_choices,
    nobody_asked,
    role_cells,
    states_shown,
)
from caicach.web.tasks.rights import oversees
from caicach.web.tasks.tables import EXPORTED, roll_up_table, source_line, task_table

CHANGES = {
    Change.NEWLY_LATE: gettext_lazy("mới quá hạn"),
    Change.ENTERED_LATE: gettext_lazy("mới nhập, đã quá hạn"),
    Change.NEWLY_DONE: gettext_lazy("mới hoàn thành"),
    Change.RETURNED: gettext_lazy("báo cáo bị trả lại"),
    Change.MOVED: gettext_lazy("dời thời hạn"),
}
_NOT_KEPT = frozenset({"trang", "tai", "bang", "theo"})


@dataclass(frozen=True, slots=True)
class ChangeCell:
    word: str
    cell: Cell


def rows_address(query: QueryDict, on: date, changes: Changes) -> str:
    """The list of rows behind a figure, with the filters of this page."""
    return _addresses(query, on, *changes)(changes)


def _addresses(query: QueryDict, on: date, *names: str) -> Addresses:
    return rows_addresses(query, *names, route="web:board_rows", dropped=_NOT_KEPT, added={"ngay": [on.isoformat()]})


def day_asked(asked: ListFilters) -> date:
    """Today, or the past day in the address; a day to come shows today."""
    day = asked.day("ngay")
    return min(day, today()) if day else today()


@require_GET
def leader(request: HttpRequest) -> HttpResponse | FileResponse:
    actor = actor_of(request)
    if not oversees(actor):
        raise NotAllowed(
            "web.board_not_yours",
            what="Trang theo dõi dành cho cơ quan thường trực và lãnh đạo.",
            why="Tài khoản «{name}» theo dõi nhiệm vụ của đơn vị mình.",
            todo="Hãy mở «Nhiệm vụ của đơn vị».",
            name=actor.name,
        )
    asked = ListFilters(request.GET)
    filters = task_filters(request.GET, asked, actor.user_id)
    on = day_asked(asked)
    by = GroupBy(request.GET["theo"]) if request.GET.get("theo") in set(GroupBy) else GroupBy.UNIT
    found = queries.leader_board(actor, on=on, today=today(), by=by, filters=filters)
    head = str(GROUP_WORDS[by]).capitalize()
    if kind := asked_kind(request):
        title = gettext("Trạng thái nhiệm vụ theo {group}").format(group=GROUP_WORDS[by])
        return table_answer(roll_up_table(title, head, found.rows, source_line(on)), kind, f"theo-doi-{on:%Y-%m-%d}")
    context = {
        "board": found,
        "asked": asked,
        "by": by,
        "head": head,
        "states": states_shown(found.counts),
        "totals": _cells(_addresses(request.GET, on, "trang-thai"), found.counts, {}, states_shown(found.counts)),
        "total": Cell(found.counts.total, rows_address(request.GET, on, {})),
        "changes": _changes(request.GET, found),
        "late_roles": role_cells(
            queries.late_by_role(actor, on=on, today=today(), filters=filters),
            lambda asked: rows_address(request.GET, on, asked),
        ),
        "entered_later": queries.entered_later(actor, on=on, filters=filters) if on < today() else None,
        "to_decide": queries.next_to_decide(actor, on=today()),
        "lines": _lines(request.GET, found, by),
        "groups": [Choice(group.value, str(word), group is by) for group, word in GROUP_WORDS.items()],
        "states_chart": pictures.states_chart(found.rows, on, head) if found.rows else None,
        "trend_chart": pictures.trend_chart(found.trend),
        "shown": min(pictures.BARS_SHOWN, len(found.rows)),
        "is_past": on < today(),
        **filter_choices(actor, filters),
    }
    return render(request, "web/boards/leader.html", context)


def _cells(
    address: Addresses, counts: StateCounts, narrowed: Changes, states: tuple[TaskState, ...]
) -> tuple[Cell, ...]:
    return tuple(
        Cell(count, address({**narrowed, "trang-thai": [state.value]}) if count else "")
        for state in states
        for count in [counts.of(state)]
    )


def _lines(query: QueryDict, found: LeaderBoard, by: GroupBy) -> list[RollUpLine]:
    lines, states, name_of_filter = [], states_shown(found.counts), FILTER_OF[by]
    of_state = _addresses(query, found.on, name_of_filter, "trang-thai")
    of_all = _addresses(query, found.on, name_of_filter)
    for row in found.rows:
        narrowed = {name_of_filter: [row.key or nobody_asked(by)]}
        name = gettext(row.name) if by is GroupBy.AREA or not row.key else row.name
        total = Cell(row.counts.total, of_all(narrowed))
        lines.append(RollUpLine(name, _cells(of_state, row.counts, narrowed, states), total))
    return lines


def _changes(query: QueryDict, found: LeaderBoard) -> list[ChangeCell]:
    shown = []
    for change, word in CHANGES.items():
        count = found.changes[change]
        asked = {"thay-doi": [change.value], "tu-ngay": [found.since.isoformat()]}
        shown.append(ChangeCell(str(word), Cell(count, rows_address(query, found.on, asked) if count else "")))
    return shown


@require_GET
def rows(request: HttpRequest) -> HttpResponse | FileResponse:
    """The rows behind a figure of a board, as they stood at the end of the day of the figure."""
    actor = actor_of(request)
    asked = ListFilters(request.GET)
    filters = task_filters(request.GET, asked, actor.user_id)
    on = day_asked(asked)
    change = next((c for c in Change if c.value == request.GET.get("thay-doi")), None)
    since = asked.day("tu-ngay") or on - WEEK
    kind = asked_kind(request)
    page = queries.tasks_at(
        actor,
        on=on,
        today=today(),
        filters=filters,
        change=change,
        since=since,
        most=EXPORTED if kind else None,
    )
    if kind:
        title = gettext("Nhiệm vụ đến hết ngày {day}").format(day=f"{on:%d/%m/%Y}")
        table = task_table(title, page.items, source_line(on))
        return table_answer(table, kind, f"nhiem-vu-{on:%Y-%m-%d}")
    context = {
        "page": page,
        "listed": page.items,
        "asked": asked,
        "on": on,
        "since": since,
        "change": CHANGES[change] if change else "",
        "states_asked": filters.states,
        "is_past": on < today(),
        "unit_names": sorted({row.unit_name for row in page.items})[:2] if filters.units else [],
        "shows_units": oversees(actor) or len(actor.visible_units) > 1,
    }
    context["oversees"] = oversees(actor)
    return render(request, "web/boards/rows.html", context)
