"""One truth for "late on a day": board, list, report, roll-up and metric of any day say the same, whenever they ask."""

from collections import Counter
from collections.abc import Collection
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from caicach.kernel.metrics import Measured, Missing, measure
from caicach.kernel.periods import Period, PeriodKind, parse_period
from caicach.plans import queries, services
from caicach.plans.domain.boards import WEEK, Change
from caicach.plans.domain.states import TaskState
from caicach.plans.domain.tasks import GroupBy, StateCounts, TaskFilters, TaskRow, total
from caicach.plans.models import Assignment
from caicach.plans.queries.histories import history_of_rows
from caicach.plans.state_sql import moment_at
from factories.correspondence import JUSTICE, OFFICE
from factories.histories import DAY, FIRST, LAST, random_histories, state_on
from factories.plans import at, confirmed, report, row

pytestmark = pytest.mark.django_db
TODAY = LAST + 30 * DAY
UNITS = ("SNV", "STP", "SYT", "HBS", "XAT")
DAYS = (FIRST + 6 * DAY, FIRST + 29 * DAY, FIRST + 30 * DAY, FIRST + 47 * DAY, LAST)


@pytest.fixture(params=(20230501, 7, 42))
def histories(request: pytest.FixtureRequest) -> None:
    random_histories(request.param)


def _ruled(days: Collection[date]) -> dict[date, dict[str, StateCounts]]:
    """What the pure rule says of each day, by unit."""
    found = {on: {unit: Counter[str]() for unit in UNITS} for on in days}
    units = dict(Assignment.objects.values_list("pk", "unit_id"))
    for pk, history in history_of_rows(Assignment.objects.order_by("id")).items():
        for on in days:
            if state := state_on(history, on):
                found[on][units[pk]][state.value] += 1
    return {on: {unit: StateCounts(**tally) for unit, tally in counts.items()} for on, counts in found.items()}


def _metric(name: str, on: date) -> dict[str, Decimal]:
    figures = measure(name, UNITS, Period(PeriodKind.DAY, on))
    return {unit: figure.value for unit, figure in figures.items() if isinstance(figure, Measured)}


def _late_rows(on: date) -> tuple[TaskRow, ...]:
    filters = TaskFilters(states=(TaskState.OVERDUE,), size=1_000)
    return queries.tasks_at(OFFICE, on=on, today=TODAY, filters=filters).items


def _newly_late(on: date) -> int:
    before = {one.assignment_id for one in _late_rows(on - WEEK)}
    return sum(one.assignment_id not in before for one in _late_rows(on))


def _listed(on: date, *states: TaskState) -> Counter[str]:
    page = queries.tasks_at(OFFICE, on=on, today=TODAY, filters=TaskFilters(states=states, size=1_000))
    assert all(one.state in states for one in page.items)
    return Counter(one.unit for one in page.items)


def test_metric_board_list_and_report_of_a_day_are_the_rule(histories: None) -> None:
    ruled = _ruled({*DAYS, *(on - DAY for on in DAYS)})
    for on in DAYS:
        _check_day(ruled[on], on)
        done = {unit: counts.done - ruled[on - DAY][unit].done for unit, counts in ruled[on].items()}
        assert _metric("plans.done_count", on) == done, on
    _check_lists()


def _check_day(ruled: dict[str, StateCounts], on: date) -> None:
    late = {unit: counts.overdue for unit, counts in ruled.items()}
    board = queries.leader_board(OFFICE, on=on, today=TODAY)
    office = queries.coordinator_board(OFFICE, on=on, size=1_000)
    rolled = queries.roll_up(OFFICE, on=on, by=GroupBy.UNIT)
    reported = Counter(
        one.unit for one in queries.standings(OFFICE, first=on, last=on) if one.state is TaskState.OVERDUE
    )
    assert {line.key: line.counts for line in board.rows} == ruled
    assert board.counts == total(ruled.values())
    assert {line.key: line.counts.overdue for line in office.by_unit} == late
    assert total(line.counts for line in office.by_area).overdue == total(ruled.values()).overdue
    assert {line.key: line.counts.overdue for line in rolled} == late
    assert Counter(one.unit for one in office.late) == +Counter(late)
    assert _listed(on, TaskState.OVERDUE) == +Counter(late)
    assert reported == +Counter(late)
    assert _metric("plans.overdue_count", on) == late
    assert (board.trend[-1].late, board.trend[-1].done) == (board.counts.overdue, board.counts.done)
    assert board.trend[-1].total == board.counts.total
    assert board.changes[Change.NEWLY_LATE] == _newly_late(on)
    assert [one.row.due_on for one in board.worst] == sorted(one.row.due_on for one in board.worst if one.row.due_on)
    assert all(one.row.state is TaskState.OVERDUE for one in board.worst)
    assert len(board.worst) == min(10, len({(one.task_id, one.due_on) for one in _late_rows(on)}))


def _check_lists() -> None:
    """A list of a day holds its deadlines, claims and returns."""
    for on in DAYS:
        rows = queries.unit_tasks(OFFICE, on=on, filters=TaskFilters(size=1_000)).items
        assert moment_at(on).is_past == (on < LAST)
        dues = [one.due_on for one in rows if one.due_on]
        assert dues == sorted(dues)
        assert [one.due_on for one in rows[len(dues) :]] == [None] * (len(rows) - len(dues))
        assert all(one.is_waiting == (one.waiting_report_id is not None) for one in rows)
        assert not any(one.is_waiting and one.is_returned for one in rows)
        half = [queries.unit_tasks(OFFICE, on=on, filters=TaskFilters(size=97, page=n)).items for n in (1, 2, 3, 4)]
        assert [one for page in half for one in page][: len(rows)] == list(rows)


def test_a_completion_dated_back_changes_no_figure_of_the_months_before() -> None:
    confirmed()
    own, february = row("STP"), parse_period("2023-02")

    def figures() -> tuple[object, ...]:
        names = ("overdue_count", "on_time_share", "done_count", "extension_count")
        board = queries.leader_board(OFFICE, on=february.last, today=date(2023, 5, 1))
        return (board.counts, *(measure(f"plans.{name}", UNITS, february) for name in names))

    before = figures()
    assert before[0].overdue  # type: ignore[attr-defined]
    filed = report(JUSTICE, own.assignment_id, now=at(2023, 4, 3), completed_on=date(2023, 2, 14))
    services.accept_report(OFFICE, report_id=filed, quality=None, now=at(2023, 4, 4))
    assert figures() == before
    april = measure("plans.done_count", UNITS, parse_period("2023-04"))["STP"]
    assert isinstance(april, Measured)
    assert april.value == 1


def test_a_pause_that_an_acceptance_ends_in_the_past_stays_a_pause_of_the_days_between() -> None:
    confirmed()
    own = row("STP")
    services.pause_work(OFFICE, assignment_id=own.assignment_id, reason="Chờ", decision="Số 1", now=at(2023, 2, 13))
    days = [date(2023, 2, 13) + timedelta(days=7 * n) for n in range(5)]
    before = [queries.leader_board(OFFICE, on=on, today=date(2023, 5, 1)).counts for on in days]
    filed = report(JUSTICE, own.assignment_id, now=at(2023, 4, 3), completed_on=date(2023, 2, 14))
    services.accept_report(OFFICE, report_id=filed, quality=None, now=at(2023, 4, 4))
    assert [queries.leader_board(OFFICE, on=on, today=date(2023, 5, 1)).counts for on in days] == before


def test_who_cooperates_is_late_until_the_lead_is_accepted_and_not_after() -> None:
    confirmed()
    lead = row("STP")
    other = Assignment.objects.filter(task=lead.task_id).exclude(pk=lead.assignment_id)
    other.update(role="cooperate")
    on, later = date(2023, 2, 25), datetime(2023, 2, 25, 3, tzinfo=UTC)
    assert {
        one.state
        for one in queries.unit_tasks(OFFICE, on=on, filters=TaskFilters(text="", size=99)).items
        if one.task_id == lead.task_id
    } == {TaskState.OVERDUE}
    services.accept_report(OFFICE, report_id=report(JUSTICE, lead.assignment_id, now=later), quality=None, now=later)
    states = {
        one.unit: one.state
        for one in queries.unit_tasks(OFFICE, on=on, filters=TaskFilters(size=99)).items
        if one.task_id == lead.task_id
    }
    assert states.pop("STP") in {TaskState.DONE_ON_TIME, TaskState.DONE_LATE}
    assert set(states.values()) == {TaskState.IN_TIME}
    eve = queries.leader_board(OFFICE, on=on - DAY, today=on)
    assert eve.counts.overdue >= len(states)
    assert not isinstance(measure("plans.overdue_count", UNITS, Period(PeriodKind.DAY, on)).get("SYT"), Missing)
