"""Tables of pages as files: ``?xuat=csv`` or ``?xuat=xlsx`` in the address of the page, filters included."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext

from caicach.kernel.http.downloads import attachment
from caicach.kernel.metrics import Missing
from caicach.kernel.tables import Cell, Table, table_file
from caicach.plans.domain.states import TaskState
from caicach.plans.domain.tasks import RollUpRow, TaskRow
from caicach.web import labels

KINDS = ("csv", "xlsx")
EXPORTED = 20_000
"""Rows in a file at the most."""


def asked_kind(request: HttpRequest) -> str | None:
    kind = request.GET.get("xuat", "")
    return kind if kind in KINDS else None


def sent(table: Table, kind: str, name: str) -> HttpResponse:
    return attachment(table_file(table, kind, name))


def roll_up_table(title: str, head: str, rows: Iterable[RollUpRow], note: str) -> Table:
    words = tuple(str(badge.word) for badge in labels.TASK_STATES.values())
    lines: list[tuple[Cell, ...]] = [
        (row.name, *(row.counts.of(state) for state in labels.TASK_STATES), row.counts.total) for row in rows
    ]
    return Table(title, (head, *words, gettext("Tổng")), tuple(lines), (note,))


def task_table(title: str, rows: Iterable[TaskRow], note: str) -> Table:
    head = (
        gettext("Nhiệm vụ"),
        gettext("Đơn vị"),
        gettext("Vai trò"),
        gettext("Người chịu trách nhiệm"),
        gettext("Hạn gốc"),
        gettext("Hạn"),
        gettext("Trạng thái"),
        gettext("Ngày hoàn thành"),
        gettext("Muộn (ngày làm việc)"),
        gettext("Lĩnh vực"),
        gettext("Văn bản"),
    )
    return Table(title, head, tuple(_line(row) for row in rows), (note,))


def _line(row: TaskRow) -> tuple[Cell, ...]:
    return (
        row.text,
        row.unit_name,
        str(labels.ADDRESS_ROLES[row.role]),
        row.answerable or "",
        row.original_due_on,
        row.due_on,
        state_word(row.state),
        row.completed_on,
        row.days_late.reason if isinstance(row.days_late, Missing) else row.days_late,
        str(labels.AREAS[row.area]) if row.area else "",
        row.document_reference or row.plan_name,
    )


def state_word(state: TaskState) -> str:
    return str(labels.TASK_STATES[state].word)
