"""Tasks in the state of the reform."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from caicach.kernel.access import Actor
from caicach.kernel.said import Said, tell
from caicach.plans import queries
from caicach.plans.domain.states import DONE, TaskState
from caicach.plans.domain.tasks import GroupBy, TaskFilters
from caicach.web.shell.state import MONTH, StateLine, StateRoom


def _tasks(actor: Actor, on: date) -> Iterator[StateLine]:
    waiting, asked = queries.waiting_count(actor, on=on), len(queries.waiting_requests(actor, on=on))
    yield _waits(tell("Báo cáo nhiệm vụ chờ chấp nhận"), waiting, "web:waiting_reports")
    yield _waits(tell("Đề nghị gia hạn chờ quyết định"), asked, "web:extension_requests")
    board = queries.leader_board(actor, on=on, today=on, by=GroupBy.AREA, filters=TaskFilters())
    then = next((point for point in board.trend if point.on == on - MONTH), None)
    address, counts = reverse("web:leader_board"), board.counts
    done = sum(counts.of(state) for state in DONE)
    yield StateLine(tell("Tổng số"), counts.total, then.total if then else None, address)
    yield StateLine(tell("Quá hạn"), counts.of(TaskState.OVERDUE), then.late if then else None, address)
    yield StateLine(tell("Đã hoàn thành"), done, then.done if then else None, address)


def _waits(title: Said, count: int, route: str) -> StateLine:
    return StateLine(title, count, None, reverse(route), waits=True)


STATE = StateRoom(tell("Nhiệm vụ"), _tasks)
