"""States of past days: the pure rule, and the same rule in SQL on generated histories."""

from collections import Counter
from datetime import date, timedelta

import pytest

from caicach.plans.domain.history import AssignmentHistory, DeadlineMove, FiledReport, facts_on
from caicach.plans.domain.states import TaskState
from caicach.plans.models import Assignment
from caicach.plans.queries.histories import history_of_rows
from caicach.plans.state_sql import Moment
from caicach.plans.tallies import tally, weeks
from factories.histories import DAY, FIRST, LAST, random_histories, state_on

DUE = date(2023, 3, 15)
GIVEN = date(2023, 2, 10)


def _history(*reports: FiledReport, moves: tuple[DeadlineMove, ...] = (), due: date = DUE) -> AssignmentHistory:
    return AssignmentHistory(GIVEN, due, DUE, reports, moves)


def test_an_acceptance_counts_from_its_own_day() -> None:
    report = FiledReport(DUE, completed_on=DUE, decided_on=DUE + 3 * DAY, is_accepted=True)
    states = [state_on(_history(report), DUE + n * DAY) for n in (-1, 0, 1, 3)]
    assert states == [TaskState.NOT_YET_DUE, TaskState.IN_TIME, TaskState.IN_TIME, TaskState.DONE_ON_TIME]


def test_a_returned_claim_protects_until_its_return() -> None:
    report = FiledReport(DUE, completed_on=DUE, decided_on=DUE + 3 * DAY)
    states = [state_on(_history(report), DUE + n * DAY) for n in (1, 2, 3)]
    assert states == [TaskState.IN_TIME, TaskState.IN_TIME, TaskState.OVERDUE]


def test_a_past_day_is_judged_by_the_deadline_then_in_force() -> None:
    moves = (DeadlineMove(DUE - DAY, DUE), DeadlineMove(DUE + 4 * DAY, DUE + 5 * DAY))
    history = _history(moves=moves, due=DUE + 20 * DAY)
    found = [facts_on(history, DUE + n * DAY) for n in (-2, -1, 3, 4)]
    assert [facts.due_on for facts in found if facts] == [DUE, DUE + 5 * DAY, DUE + 5 * DAY, DUE + 20 * DAY]


def test_nothing_is_known_before_the_letter_and_after_the_cancellation() -> None:
    history = AssignmentHistory(GIVEN, DUE, cancelled_on=DUE)
    assert state_on(history, GIVEN - DAY) is None
    assert state_on(history, DUE - DAY) is TaskState.NOT_YET_DUE
    assert state_on(history, DUE) is None


@pytest.fixture
def generated() -> None:
    """Three hundred histories over two months."""
    random_histories()


@pytest.mark.django_db
def test_the_past_in_sql_is_the_past_of_the_pure_rule(generated: None) -> None:
    histories = history_of_rows(Assignment.objects.order_by("id"))
    assert len(histories) == 300
    seen = set()
    for on in (FIRST - DAY, FIRST + 10 * DAY, FIRST + 25 * DAY, FIRST + 40 * DAY, LAST):
        expected = {pk: state_on(history, on) for pk, history in histories.items()}
        wanted = {pk: state.value for pk, state in expected.items() if state}
        moment, everything = Moment(on), Assignment.objects.order_by("id")
        rows = moment.stated(moment.given(everything))
        assert dict(rows.values_list("pk", "state")) == wanted
        units = dict(everything.values_list("pk", "unit_id"))
        assert tally(everything, moment, "unit_id") == Counter((units[pk], state) for pk, state in wanted.items())
        late = {pk for pk, state in wanted.items() if state == TaskState.OVERDUE.value}
        assert set(moment.late(moment.given(everything)).values_list("pk", flat=True)) == late
        seen |= set(wanted.values())
    assert seen == {state.value for state in TaskState}


@pytest.mark.django_db
def test_a_trend_counts_what_the_states_of_its_days_say(generated: None) -> None:
    histories = history_of_rows(Assignment.objects.order_by("id")).values()
    days = tuple(FIRST + timedelta(days=7 * n) for n in range(8))
    found = weeks(Assignment.objects.order_by(), days)
    for point in found.trend:
        states = [state for history in histories if (state := state_on(history, point.on))]
        assert point.total == len(states)
        assert point.late == states.count(TaskState.OVERDUE)
        assert point.done == sum(state.is_done for state in states)
    late = [history for history in histories if state_on(history, days[-1]) is TaskState.OVERDUE]
    assert found.newly_late == sum(state_on(one, days[-2]) is not TaskState.OVERDUE for one in late)
