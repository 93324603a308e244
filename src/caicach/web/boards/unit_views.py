"""The board of a unit: what needs it today, and what the province's leaders see of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from caicach.kernel.errors import NotAllowed
from caicach.plans import queries
from caicach.plans.domain.states import TaskState
from caicach.plans.domain.tasks import GroupBy, TaskFilters, TaskRow, total
from caicach.web.shell.requests import actor_of, today
from caicach.web.tasks.filters import rows_address
from caicach.web.tasks.parts import Cell, role_cells, states_shown

SOON: Final = timedelta(days=14)
NEW: Final = timedelta(days=7)
MOST: Final = 500
"""Open assignments that are looked at; a unit with more finds the rest in its list."""
_OPEN: Final = (TaskState.OVERDUE, TaskState.IN_TIME, TaskState.NOT_YET_DUE, TaskState.NO_DEADLINE)


@dataclass(frozen=True, slots=True)
class Part:
    """Rows of one kind, the earliest deadline first."""

    title: str
    rows: tuple[TaskRow, ...]


@require_GET
def unit_board(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    if not actor.acts_for:
        raise NotAllowed(
            "web.no_unit_board",
            what="Trang này dành cho người của đơn vị.",
            why="Tài khoản «{name}» không báo cáo thay đơn vị nào.",
            todo="Hãy mở trang theo dõi.",
            name=actor.name,
        )
    on, units = today(), tuple(sorted(actor.acts_for))
    open_work = queries.unit_tasks(actor, on=on, filters=TaskFilters(units=units, states=_OPEN, size=MOST))
    counts = total(
        row.counts for row in queries.roll_up(actor, on=on, by=GroupBy.UNIT, filters=TaskFilters(units=units))
    )
    asked = QueryDict(mutable=True)
    asked.setlist("don-vi", list(units))
    context = {
        "parts": [part for part in _parts(open_work.items) if part.rows],
        "counts": counts,
        "states": states_shown(counts),
        "totals": tuple(_cell(asked, counts.of(state), state) for state in states_shown(counts)),
        "total": Cell(counts.total, rows_address(asked, {})),
        "is_cut": open_work.total > MOST,
        "late_roles": role_cells(
            queries.late_by_role(actor, on=on, today=on, filters=TaskFilters(units=units)),
            lambda narrowed: rows_address(asked, narrowed),
        ),
    }
    return render(request, "web/boards/unit.html", context)


def _cell(asked: QueryDict, count: int, state: TaskState) -> Cell:
    return Cell(count, rows_address(asked, {"trang-thai": [state.value]}) if count else "")


def _parts(rows: tuple[TaskRow, ...]) -> tuple[Part, ...]:
    """Each row once, at the first place that asks something of the unit."""
    until, lately = today() + SOON, today() - NEW
    kinds: tuple[tuple[str, Callable[[TaskRow], bool]], ...] = (
        (gettext("Mới giao"), lambda row: _is_new(row, lately)),
        (gettext("Bị trả lại, cần bổ sung"), lambda row: row.is_returned and not row.is_waiting),
        (gettext("Đã báo cáo, chờ chấp nhận"), lambda row: row.is_waiting),
        (gettext("Quá hạn"), lambda row: row.state is TaskState.OVERDUE),
        (gettext("Đến hạn trong 14 ngày tới"), lambda row: row.due_on is not None and row.due_on <= until),
        (gettext("Không có hạn"), lambda row: row.state is TaskState.NO_DEADLINE),
    )
    left, parts = list(rows), []
    for title, belongs in kinds:
        parts.append(Part(title, tuple(row for row in left if belongs(row))))
        left = [row for row in left if not belongs(row)]
    new, returned, waiting, late, soon, undated = parts
    return new, returned, late, soon, waiting, undated


def _is_new(row: TaskRow, lately: date) -> bool:
    """Given within a week, and nothing was said of it yet."""
    is_recent = row.entered_on is not None and row.entered_on > lately
    return is_recent and not row.is_waiting and not row.is_returned and row.state is not TaskState.IN_TIME
