"""In a year whose calendar nobody has published yet, work goes on: what cannot be counted says so."""

from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from caicach.kernel.metrics import Missing
from caicach.kernel.said import tell
from caicach.kernel.saying import say
from caicach.plans import queries
from caicach.plans.domain.states import TaskState
from caicach.plans.domain.tasks import GroupBy, TaskFilters
from factories.correspondence import JUSTICE, OFFICE
from factories.plans import confirmed, report, row, view

pytestmark = pytest.mark.django_db
ON = date(2028, 3, 1)
MISSING = Missing(tell("Chưa có lịch làm việc năm {years}; hãy nhờ quản trị viên bổ sung.", years="2028"))


def test_boards_lists_and_roll_ups_stand_and_days_late_are_missing() -> None:
    confirmed()
    board = queries.coordinator_board(OFFICE, on=ON)
    assert board.counts.overdue == 4
    assert [late.days_late for late in board.late] == [MISSING] * 4
    assert [r.days_late for r in queries.unit_tasks(JUSTICE, on=ON, filters=TaskFilters()).items] == [MISSING] * 2
    assert {line.counts.overdue for line in queries.roll_up(OFFICE, on=ON, by=GroupBy.DOCUMENT)} == {4}
    first = row("STP", on=ON)
    assert queries.task_page(OFFICE, first.task_id, on=ON).assignments[0].row.days_late == MISSING
    assert [r.days_late for r in queries.document_tasks(OFFICE, first.document_id, on=ON)] == [MISSING] * 4
    with translation.override("en"):
        told = row("STP", on=ON).days_late
        assert isinstance(told, Missing)
        assert "calendar for 2028" in say(told.reason)


def test_days_left_to_a_deadline_beyond_the_calendar_are_missing() -> None:
    confirmed()
    assert row("STP", on=date(2023, 2, 14)).days_left == 3
    assert row("STP", on=date(2014, 12, 31)).days_left == Missing(
        tell("Chưa có lịch làm việc năm {years}; hãy nhờ quản trị viên bổ sung.", years="2014")
    )
    assert row("STP", on=ON).days_left is None


def test_reports_are_filed_in_such_a_year() -> None:
    confirmed()
    got = row("STP").assignment_id
    report(JUSTICE, got, now=datetime(2028, 3, 1, 3, 0, tzinfo=UTC), completed_on=ON)
    assert view(got, on=ON).row.state is TaskState.OVERDUE
    assert view(got, on=ON).row.is_waiting
