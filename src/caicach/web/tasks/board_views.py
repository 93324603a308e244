"""The coordinator's board and the list of tasks."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.http import FileResponse, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from caicach.correspondence import queries as letters
from caicach.correspondence.domain.received import DocumentFilters, ReceivedState
from caicach.kernel.access import Actor, Permission
from caicach.kernel.calendar.in_force import calendar_in_force
from caicach.kernel.errors import NotAllowed
from caicach.kernel.pages import Page
from caicach.kernel.unchanged import while_unchanged
from caicach.plans import queries
from caicach.plans.domain.holiday_blocks import HolidayBlock
from caicach.plans.domain.states import DONE, TaskState
from caicach.plans.domain.tasks import CoordinatorBoard, GroupBy, RollUpRow, StateCounts, TaskFilters, TaskRow
from caicach.web.shell.choices import Choice
from caicach.web.shell.exports import asked_kind, table_answer
from caicach.web.shell.filters import ORDER, ListFilters
from caicach.web.shell.requests import actor_of, today
from caicach.web.tasks.filters import Addresses, rows_address, rows_addresses, task_filters
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
from caicach.web.tasks.tables import EXPORTED, source_line, task_table

AFTER_BLOCK = timedelta(days=21)
FIRST, ALL = 20, 1000
"""Waiting reports shown at first; rows fetched, so that the late ones can be grouped by task."""


@dataclass(frozen=True, slots=True)
class LateGroup:
    """Units that are late with one task: an order to a hundred units is one line, not a hundred."""

    first: TaskRow
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DrawnBoard:
    """The board, and its long tables as they are drawn: hundreds of rows, the same until somebody writes."""

    board: CoordinatorBoard
    late_rows: SafeString
    roll_up_rows: SafeString


@dataclass(frozen=True, slots=True)
class DrawnList:
    """A page of tasks, and its rows as they are drawn."""

    page: Page[TaskRow]
    shows_units: bool
    rows: SafeString


def late_groups(rows: tuple[TaskRow, ...]) -> tuple[LateGroup, ...]:
    """In the order of the rows, which is the worst first."""
    by_task: dict[tuple[int, date | None, bool], list[TaskRow]] = {}
    for row in rows:
        by_task.setdefault((row.task_id, row.due_on, row.is_waiting), []).append(row)
    return tuple(LateGroup(found[0], tuple(row.unit_name for row in found)) for found in by_task.values())


@require_GET
def board(request: HttpRequest) -> HttpResponse:
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
    shows_all = request.GET.get("cho") == "tat-ca"
    by = GroupBy(request.GET["theo"]) if request.GET.get("theo") in set(GroupBy) else GroupBy.UNIT
    drawn = _drawn_board(actor, on=today(), filters=filters, by=by, query=request.GET.urlencode())
    found = drawn.board
    waiting = sorted(found.waiting, key=lambda report: not report.may_decide)
    context = {
        "board": found,
        "late_rows": drawn.late_rows,
        "roll_up_rows": drawn.roll_up_rows,
        "waiting": waiting if shows_all else waiting[:FIRST],
        "asked": asked,
        "states": states_shown(found.counts),
        "totals": _cells(rows_addresses(request.GET, "trang-thai"), found.counts, {}, states_shown(found.counts)),
        "total": Cell(found.counts.total, rows_address(request.GET, {})),
        "late_roles": role_cells(
            queries.late_by_role(actor, on=today(), today=today(), filters=filters),
            lambda asked: rows_address(request.GET, asked),
        ),
        "may_chase": actor.may(Permission.LETTER_DRAFT),
        "late_address": rows_address(request.GET, {"trang-thai": [TaskState.OVERDUE.value]}),
        "by": by,
        "groups": _groups(by),
        "to_review": _to_review(actor),
        "block_over": _block_over(),
        **filter_choices(actor, filters),
    }
    return render(request, "web/tasks/board.html", context)


@while_unchanged(calendar_in_force)
def _drawn_board(actor: Actor, *, on: date, filters: TaskFilters, by: GroupBy, query: str) -> DrawnBoard:
    """``query``: the address asked for, for the figures lead on from it."""
    found = queries.coordinator_board(actor, on=on, filters=filters, size=ALL)
    lines = _lines(QueryDict(query), by, _rows(actor, found, by, filters), states_shown(found.counts))
    return DrawnBoard(
        board=found,
        late_rows=render_to_string("web/tasks/late_rows.html", {"late": late_groups(found.late)}),
        roll_up_rows=render_to_string("web/tasks/roll_up_rows.html", {"lines": lines}),
    )


def _rows(actor: Actor, found: CoordinatorBoard, by: GroupBy, filters: TaskFilters) -> tuple[RollUpRow, ...]:
    if by is GroupBy.HEAD:  # asked for, not carried by every board: it costs a pass of its own
        return queries.roll_up(actor, on=found.on, by=by, filters=filters)
    return {GroupBy.UNIT: found.by_unit, GroupBy.DOCUMENT: found.by_document, GroupBy.AREA: found.by_area}[by]


def _groups(by: GroupBy) -> list[Choice]:
    return [Choice(group.value, str(word), group is by) for group, word in GROUP_WORDS.items()]


def _cells(
    address: Addresses, counts: StateCounts, narrowed: dict[str, list[str]], states: tuple[TaskState, ...]
) -> tuple[Cell, ...]:
    return tuple(
        Cell(count, address({**narrowed, "trang-thai": [state.value]}) if count else "")
        for state in states
        for count in [counts.of(state)]
    )


def _lines(
    query: QueryDict, by: GroupBy, rows: tuple[RollUpRow, ...], states: tuple[TaskState, ...]
) -> list[RollUpLine]:
    name_of_filter = FILTER_OF[by]
    of_state, of_all = rows_addresses(query, name_of_filter, "trang-thai"), rows_addresses(query, name_of_filter)
    lines = []
    for row in rows:
        name = gettext(row.name) if by is GroupBy.AREA or not row.key else row.name
        narrowed = {name_of_filter: [row.key or nobody_asked(by)]}
        total = Cell(row.counts.total, of_all(narrowed))
        lines.append(RollUpLine(name, _cells(of_state, row.counts, narrowed, states), total))
    return lines


def _block_over() -> HolidayBlock | None:
    """The block of holidays that ended within three weeks: what stalled across it wants looking at."""
    newest = next(iter(queries.holiday_blocks(on=today())), None)
    return newest if newest and today() - newest.last <= AFTER_BLOCK else None


def _to_review(actor: Actor) -> int:
    if not actor.may(Permission.DOCUMENT_CONFIRM):
        return 0
    return letters.received_documents(actor, filters=DocumentFilters(states=(ReceivedState.READ,), size=1)).total


@require_GET
def tasks(request: HttpRequest) -> HttpResponse | FileResponse:
    actor = actor_of(request)
    asked = ListFilters(request.GET)
    filters = task_filters(request.GET, asked, actor.user_id)
    if kind := asked_kind(request):
        everything = queries.unit_tasks(actor, on=today(), filters=replace(filters, page=1, size=EXPORTED))
        return table_answer(task_table(gettext("Nhiệm vụ"), everything.items, source_line(today())), kind, "nhiem-vu")
    may_chase, may_date = actor.may(Permission.LETTER_DRAFT), actor.may(Permission.TASK_EXTEND)
    may_delegate = bool(actor.acts_for) and actor.may(Permission.TASK_REPORT)
    may_tick = may_chase or may_date or may_delegate
    drawn = _drawn_list(actor, on=today(), filters=filters, may_tick=may_tick, may_date=may_date)
    page = drawn.page
    context = {
        "page": page,
        "listed": page.items,
        "listed_rows": drawn.rows,
        "asked": asked,
        "is_own": not oversees(actor),
        "shows_units": drawn.shows_units,
        "done_states": DONE,
        "may_own": bool(actor.acts_for),
        "is_mine": filters.worker is not None,
        **filter_choices(actor, filters),
        "may_chase": may_chase,
        "may_date": may_date,
        "may_delegate": may_delegate,
        "may_tick": may_tick,
        "may_assign": actor.may(Permission.TASK_ASSIGN),
        "kept_filters": [(n, v) for n, values in request.GET.lists() if n not in {"trang", ORDER} for v in values if v],
        "late_roles": role_cells(
            queries.late_by_role(actor, on=today(), today=today(), filters=filters),
            lambda narrowed: rows_address(request.GET, narrowed),
        ),
    }
    return render(request, "web/tasks/list.html", context)


@while_unchanged(calendar_in_force)
def _drawn_list(actor: Actor, *, on: date, filters: TaskFilters, may_tick: bool, may_date: bool) -> DrawnList:
    """What the actor may do is asked by the page each time, and decides which rows are drawn."""
    page = queries.unit_tasks(actor, on=on, filters=filters)
    shows_units = oversees(actor) or len(actor.visible_units) > 1 or len({row.unit for row in page.items}) > 1
    told = {"listed": page.items, "shows_units": shows_units, "may_tick": may_tick, "may_date": may_date}
    return DrawnList(page, shows_units, render_to_string("web/tasks/list_rows.html", told))
