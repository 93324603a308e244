"""States come from dates: the pure rule, and the same rule in SQL on generated data."""

import random
from datetime import date, timedelta

import pytest

from caicach.kernel.calendar import load_calendar
from caicach.kernel.vocabulary import DueUnit
from caicach.plans import queries
from caicach.plans.domain.deadlines import Deadline, due_date, working_days_late
from caicach.plans.domain.states import AssignmentFacts, DeadlineStep, TaskState, deadline_in_force, state_of
from caicach.plans.domain.tasks import GroupBy, StateCounts, TaskFilters
from caicach.plans.models import Assignment, AwaitedEvent, Task
from caicach.plans.queries.rows import facts_of
from caicach.plans.state_sql import Moment
from factories.correspondence import JUSTICE, NOW, OFFICE, STRANGER
from factories.plans import confirmed

GENERATED_ON = date(2023, 6, 15)
DUE = date(2023, 3, 15)
DAY = timedelta(days=1)


def state(on: date = DUE + DAY, **dates: date) -> TaskState:
    return state_of(AssignmentFacts(due_on=DUE, **dates), on)


def test_the_deadline_itself_is_in_time_and_the_day_after_is_overdue() -> None:
    assert state(DUE) is TaskState.NOT_YET_DUE
    assert state(DUE, begun_on=DUE) is TaskState.IN_TIME
    assert state(DUE + DAY, begun_on=DUE) is TaskState.OVERDUE


def test_a_claim_made_in_time_is_not_overdue_while_it_waits() -> None:
    assert state(claimed_on=DUE) is TaskState.IN_TIME
    assert state(claimed_on=DUE + DAY) is TaskState.OVERDUE


def test_done_is_judged_by_the_deadline_of_that_day_and_only_from_that_day_on() -> None:
    assert state(completed_on=DUE, judged_due_on=DUE) is TaskState.DONE_ON_TIME
    assert state(completed_on=DUE + DAY, judged_due_on=DUE) is TaskState.DONE_LATE
    assert state(completed_on=DUE + DAY, judged_due_on=DUE + DAY) is TaskState.DONE_ON_TIME
    assert state(DUE, completed_on=DUE + DAY, judged_due_on=DUE) is TaskState.NOT_YET_DUE


def test_while_paused_or_waiting_for_an_event_nothing_is_late() -> None:
    assert state(DUE + DAY, paused_on=DUE) is TaskState.PAUSED
    assert state(DUE - DAY, paused_on=DUE) is TaskState.NOT_YET_DUE
    assert state(DUE + DAY, paused_on=DUE, completed_on=DUE + DAY, judged_due_on=DUE) is TaskState.DONE_LATE
    assert state_of(AssignmentFacts(due_on=None, is_awaiting=True, begun_on=DUE), DUE) is TaskState.AWAITING


def test_work_without_a_deadline_is_neither_late_nor_in_time_nor_on_time() -> None:
    assert state_of(AssignmentFacts(due_on=None), DUE) is TaskState.NO_DEADLINE
    assert state_of(AssignmentFacts(due_on=None, begun_on=DUE), DUE) is TaskState.NO_DEADLINE
    assert state_of(AssignmentFacts(due_on=None, completed_on=DUE), DUE) is TaskState.DONE_UNDATED
    # What counts is the deadline that was in force when the work was done.
    assert state_of(AssignmentFacts(due_on=DUE, completed_on=DUE), DUE) is TaskState.DONE_UNDATED
    assert state_of(AssignmentFacts(due_on=None, paused_on=DUE), DUE) is TaskState.PAUSED


def test_the_deadline_in_force_changes_on_the_day_of_the_decision() -> None:
    steps = (DeadlineStep(DUE, DUE + 5 * DAY), DeadlineStep(DUE + 2 * DAY, DUE + 9 * DAY))
    found = [deadline_in_force(DUE, steps, DUE + offset * DAY) for offset in (-1, 0, 1, 2)]
    assert found == [DUE, DUE + 5 * DAY, DUE + 5 * DAY, DUE + 9 * DAY]


def test_due_dates_follow_the_legal_calendar() -> None:
    calendar, before_tet = load_calendar(), date(2023, 1, 18)

    def due(**deadline: object) -> date | None:
        return due_date(Deadline(**deadline), issued_on=before_tet, calendar=calendar)  # type: ignore[arg-type]

    assert due(days=3, unit=DueUnit.WORKING_DAYS) == date(2023, 1, 30)
    assert due(days=3, unit=DueUnit.CALENDAR_DAYS) == date(2023, 1, 27)  # the 21st is off until after Tết
    assert due(on=date(2023, 1, 22)) == date(2023, 1, 22)
    assert due() is None
    assert working_days_late(date(2023, 1, 19), date(2023, 1, 27), calendar) == 1
    assert working_days_late(DUE, DUE, calendar) is None


@pytest.fixture
def generated() -> date:
    """Four hundred assignments of the confirmed letter with every mixture of dates around one day."""
    confirmed()
    on, chance = GENERATED_ON, random.Random(20230615)

    def near() -> date | None:
        return None if chance.random() < 0.35 else on + timedelta(days=chance.randint(-3, 3))

    template = Task.objects.order_by("id").first()
    units = ("SNV", "STP", "SYT", "HBS", "XAT")
    areas = (None, "procedures", "institutions")
    for number in range(80):
        template.pk, template.proposal_id, template.area = None, 1_000 + number, areas[number % 3]
        template.save(force_insert=True)
        Assignment.objects.bulk_create(_generated(template, unit, near) for unit in units)
    return on


def _generated(task: Task, unit: str, near) -> Assignment:
    due, completed, paused = near(), near(), near()
    completed = min(completed, GENERATED_ON) if completed else None
    claimed = None if completed else near()
    is_paused = completed is None and paused is not None and (due is None or due >= paused)
    is_awaiting = due is None and completed is None and task.pk % 2 == 0
    return Assignment(
        task_id=task.pk,
        unit_id=unit,
        phrase="",
        reason="",
        given_on=task.effective_on,
        original_due_on=due,
        due_on=due,
        completed_on=completed,
        accepted_on=completed,
        judged_due_on=near() if completed else None,
        claimed_on=claimed,
        role="cooperate" if task.pk % 4 == 1 else "lead",
        lead_accepted_on=near() if task.pk % 4 == 1 else None,
        begun_on=near(),
        post_code=f"{unit}:head" if task.pk % 3 else None,
        post_title=f"Giám đốc {unit}",
        paused_on=paused if is_paused else None,
        is_awaiting=is_awaiting,
        event_id=AwaitedEvent.objects.get_or_create(name="Công bố", created_at=NOW)[0].pk if is_awaiting else None,
    )


@pytest.mark.django_db
def test_the_state_in_sql_is_the_state_of_the_pure_rule(generated: date) -> None:
    rows = list(Moment(generated, is_past=False).stated(Assignment.objects.order_by("id")))
    assert len(rows) == 404
    assert [row.state for row in rows] == [state_of(facts_of(row), generated).value for row in rows]
    assert {row.state for row in rows} == {member.value for member in TaskState}
    late = Moment(generated, is_past=False).late(Assignment.objects.order_by("id"))
    assert [row.pk for row in late] == [row.pk for row in rows if row.state == TaskState.OVERDUE.value]


@pytest.mark.django_db
@pytest.mark.parametrize("by", list(GroupBy))
def test_a_roll_up_counts_what_the_rows_say(generated: date, by: GroupBy) -> None:
    rolled = queries.roll_up(OFFICE, on=generated, by=by)
    rows = queries.unit_tasks(OFFICE, on=generated, filters=TaskFilters(size=1_000)).items
    keys = {
        GroupBy.UNIT: lambda row: row.unit,
        GroupBy.DOCUMENT: lambda row: str(row.document_id),
        GroupBy.AREA: lambda row: row.area or "",
        GroupBy.HEAD: lambda row: row.post_code or "",
    }
    assert sum(line.counts.total for line in rolled) == len(rows)
    for line in rolled:
        own = [row.state for row in rows if keys[by](row) == line.key]
        assert line.counts == StateCounts(**{member.value: own.count(member) for member in TaskState})
        assert line.name
    assert [line.counts.overdue for line in rolled] == sorted((x.counts.overdue for x in rolled), reverse=True)


@pytest.mark.django_db
def test_the_board_shows_the_worst_first_at_a_fixed_cost(generated: date, django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(30):
        board = queries.coordinator_board(OFFICE, on=generated, size=10)
    assert len(board.late) == 10
    assert [row.due_on for row in board.late] == sorted(row.due_on for row in board.late)
    assert all(row.state is TaskState.OVERDUE for row in board.late)
    assert board.counts.total == 404
    assert {line.key for line in board.by_area} == {"", "procedures", "institutions", "digital_government"}


@pytest.mark.django_db
def test_a_unit_sees_its_own_and_a_stranger_sees_nothing(generated: date) -> None:
    own = queries.coordinator_board(JUSTICE, on=generated)
    assert {line.key for line in own.by_unit} == {"STP"}
    assert own.counts.total == 82
    filters = TaskFilters(states=(TaskState.OVERDUE,), size=500)
    assert {row.unit for row in queries.unit_tasks(JUSTICE, on=generated, filters=filters).items} == {"STP"}
    nothing = queries.coordinator_board(STRANGER, on=generated)
    assert (nothing.counts, nothing.late, nothing.waiting, nothing.by_unit) == (StateCounts(), (), (), ())


@pytest.mark.django_db
def test_filters_narrow_together(generated: date) -> None:
    filters = TaskFilters(units=("SYT",), due_from=generated, text="ra soat", size=500)
    rows = queries.unit_tasks(OFFICE, on=generated, filters=filters).items
    assert rows
    assert all(row.unit == "SYT" and row.due_on is not None and row.due_on >= generated for row in rows)
    assert NOW.year == 2023
