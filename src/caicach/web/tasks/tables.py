"""Tables of tasks that leave as files."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext

from caicach.drafts.domain.task_fields import CHOSEN
from caicach.kernel.metrics import Missing
from caicach.kernel.saying import say
from caicach.kernel.tables import Cell, Table
from caicach.plans.domain.states import TaskState
from caicach.plans.domain.tasks import RollUpRow, TaskRow
from caicach.web.tasks.words import ADDRESS_ROLES, AREAS, TASK_STATES

EXPORTED = 20_000
"""Rows in a file at the most."""


def source_line(on: date) -> str:
    return gettext("Nguồn: theo dõi nhiệm vụ; số liệu đến hết ngày {day}").format(day=f"{on:%d/%m/%Y}")


def roll_up_table(title: str, head: str, rows: Iterable[RollUpRow], note: str) -> Table:
    words = tuple(str(badge.word) for badge in TASK_STATES.values())
    return Table(title, (head, *words, gettext("Tổng")), map(_roll_up_line, rows), (note,))


def _roll_up_line(row: RollUpRow) -> tuple[Cell, ...]:
    return (row.name, *(row.counts.of(state) for state in TASK_STATES), row.counts.total)


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
        *(say(field.label) for field in CHOSEN),
    )
    return Table(title, head, map(_line, rows), (note,))


def _line(row: TaskRow) -> tuple[Cell, ...]:
    return (
        row.text,
        row.unit_name,
        str(ADDRESS_ROLES[row.role]),
        row.answerable or "",
        row.original_due_on,
        row.due_on,
        state_word(row.state),
        row.completed_on,
        say(row.days_late.reason) if isinstance(row.days_late, Missing) else row.days_late,
        str(AREAS[row.area]) if row.area else "",
        row.document_reference or row.plan_name,
        *(say(field.words[value]) for field in CHOSEN if (value := getattr(row, field.name))),
    )


def state_word(state: TaskState) -> str:
    return str(TASK_STATES[state].word)
