"""Paused time makes nothing late: the deadline moves by the working days paused, the first promise stays."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caicach.kernel.calendar import WorkingCalendar, load_calendar
from caicach.kernel.errors import Conflict, InvalidInput, NotAllowed, NotFound
from caicach.plans import queries, services
from caicach.plans.domain.extending import DeadlineCause
from caicach.plans.domain.pausing import PauseDays, deadline_judged, moved_deadline
from caicach.plans.domain.states import DeadlineStep, TaskState
from caicach.plans.domain.tasks import GroupBy
from caicach.plans.models import Assignment, Pause
from factories.correspondence import HEALTH, JUSTICE, LEADER, OFFICE, STRANGER
from factories.plans import at, confirmed, report, row, view

UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
CALENDAR = load_calendar()
DAY = timedelta(days=1)
START = date(2023, 3, 1)


def walked(due: date, pauses: list[PauseDays], until: date, calendar: WorkingCalendar) -> date:
    """The deadline at the end of ``until``, day by day: a paused working day moves it to the next working day."""
    day = START
    while day <= until:
        if any(day in pause for pause in pauses) and calendar.is_working_day(day):
            due = calendar.next_working_day(due)
        day += DAY
    return due


@UNHURRIED
@given(
    lengths=st.lists(st.tuples(st.integers(1, 15), st.integers(0, 15)), max_size=5),
    slack=st.integers(0, 20),
    on=st.integers(0, 150),
)
def test_the_deadline_judged_is_that_of_a_walk_day_by_day(lengths: list[tuple[int, int]], slack: int, on: int) -> None:
    """Any number of pauses, each begun while the deadline of that day had not passed; judged on any day."""
    original = START + slack * DAY
    pauses: list[PauseDays] = []
    steps: list[DeadlineStep] = []
    day, due = START, original
    for gap, length in lengths:
        paused_on = day + gap * DAY
        if paused_on > due:
            break
        pause = PauseDays(paused_on, paused_on + length * DAY)
        due = moved_deadline(due, pause.paused_on, paused_on + length * DAY, CALENDAR)
        pauses.append(pause)
        steps.append(DeadlineStep(paused_on + length * DAY, due))
        day = paused_on + length * DAY
    judged_on = START + on * DAY
    expected = walked(original, pauses, judged_on, CALENDAR)
    assert deadline_judged(original, tuple(steps), pauses, judged_on, CALENDAR) == expected
    if any(judged_on in pause for pause in pauses) and CALENDAR.is_working_day(judged_on):
        assert judged_on <= expected  # nothing becomes late while it is paused


@pytest.fixture
def lead() -> int:
    """Due on Friday 17/02/2023."""
    confirmed()
    return row("STP").assignment_id


def pause(assignment_id: int, day: int = 15, actor=OFFICE, reason: str = "Chờ Luật", decision: str = "12/TB") -> None:
    services.pause_work(actor, assignment_id=assignment_id, reason=reason, decision=decision, now=at(2023, 2, day))


@pytest.mark.django_db
def test_paused_work_is_not_late_and_the_deadline_moves_by_the_working_days(lead: int) -> None:
    pause(lead)
    assert row("STP", on=date(2023, 2, 28)).state is TaskState.PAUSED
    assert row("STP", on=date(2023, 2, 14)).state is TaskState.NOT_YET_DUE
    counts = {line.key: line.counts for line in queries.roll_up(OFFICE, on=date(2023, 2, 28), by=GroupBy.UNIT)}
    assert (counts["STP"].paused, counts["STP"].overdue) == (1, 0)
    # Paused Wednesday 15 to Monday 20: 15, 16, 17 are working days.
    assert services.resume_work(OFFICE, assignment_id=lead, now=at(2023, 2, 20)) == date(2023, 2, 22)
    after = view(lead)
    assert (after.row.original_due_on, after.row.due_on) == (date(2023, 2, 17), date(2023, 2, 22))
    (change,) = after.deadline_changes
    assert (change.cause, str(change.reason), change.old_due_on) == (
        DeadlineCause.PAUSE,
        "Chờ Luật",
        date(2023, 2, 17),
    )
    assert row("STP", on=date(2023, 2, 22)).state is TaskState.NOT_YET_DUE
    assert row("STP", on=date(2023, 2, 23)).state is TaskState.OVERDUE
    assert [(p.paused_on, p.resumed_on, p.decision) for p in after.work.pauses] == [
        (date(2023, 2, 15), date(2023, 2, 20), "12/TB")
    ]


@pytest.mark.django_db
def test_a_pause_taken_back_on_the_same_day_moves_nothing(lead: int) -> None:
    pause(lead)
    assert services.resume_work(OFFICE, assignment_id=lead, now=at(2023, 2, 15)) == date(2023, 2, 17)
    assert not view(lead).deadline_changes
    pause(lead, day=16)
    assert len(view(lead).work.pauses) == 2


@pytest.mark.django_db
def test_work_finished_in_a_pause_is_judged_by_the_moved_deadline_and_ends_it(lead: int) -> None:
    pause(lead)
    got = report(JUSTICE, lead, now=at(2023, 2, 21), completed_on=date(2023, 2, 21))
    assert not view(lead).reports[0].is_late
    services.accept_report(OFFICE, report_id=got, quality=None, now=at(2023, 2, 22))
    after = view(lead, on=date(2023, 2, 22))
    assert after.row.state is TaskState.DONE_ON_TIME
    assert row("STP", on=date(2023, 2, 20)).state is TaskState.PAUSED  # as was known that day
    assert after.judged_due_on == date(2023, 2, 24)
    assert after.work.pauses[0].resumed_on == date(2023, 2, 21)


@pytest.mark.django_db
def test_work_finished_in_a_pause_and_accepted_after_it_is_not_late(lead: int) -> None:
    pause(lead)
    services.resume_work(OFFICE, assignment_id=lead, now=at(2023, 2, 22))
    got = report(JUSTICE, lead, now=at(2023, 2, 22), completed_on=date(2023, 2, 20))
    services.accept_report(OFFICE, report_id=got, quality=None, now=at(2023, 2, 23))
    assert view(lead, on=date(2023, 2, 23)).row.state is TaskState.DONE_ON_TIME


@pytest.mark.django_db
def test_a_pause_needs_reason_and_decision_and_does_not_hide_lateness(lead: int) -> None:
    for changes in ({"reason": " "}, {"decision": ""}, {"day": 18}):
        with pytest.raises(InvalidInput):
            pause(lead, **changes)
    for actor, kind in ((JUSTICE, NotAllowed), (LEADER, NotAllowed), (HEALTH, NotFound), (STRANGER, NotFound)):
        with pytest.raises(kind):
            pause(lead, actor=actor)
        with pytest.raises(kind):
            services.resume_work(actor, assignment_id=lead, now=at(2023, 2, 16))
    with pytest.raises(Conflict):
        services.resume_work(OFFICE, assignment_id=lead, now=at(2023, 2, 16))
    pause(lead)
    with pytest.raises(Conflict):
        pause(lead, day=16)
    with pytest.raises(InvalidInput) as error:
        services.extend_deadline(OFFICE, assignment_id=lead, due_on=date(2023, 3, 1), reason="x", now=at(2023, 2, 16))
    assert error.value.code == "deadline.paused"


@pytest.mark.django_db
def test_the_database_holds_one_open_pause_with_its_reason_that_began_in_time(lead: int) -> None:
    pause(lead)
    again = Pause.objects.get()
    for change in ({"reason": ""}, {"resumed_on": date(2023, 2, 1)}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Pause.objects.update(**change)
    again.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save(force_insert=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Assignment.objects.filter(pk=lead).update(paused_on=date(2023, 2, 18))
