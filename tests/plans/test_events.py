"""A deadline that waits for an event: nothing is late before it; recording it starts every clock at once."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caicach.kernel.calendar import load_calendar
from caicach.kernel.errors import Conflict, InvalidInput, NotAllowed, NotFound
from caicach.kernel.vocabulary import DueUnit
from caicach.plans import queries, services
from caicach.plans.domain.deadlines import Deadline, due_date
from caicach.plans.domain.extending import DeadlineCause
from caicach.plans.domain.states import AssignmentFacts, TaskState, state_of
from caicach.plans.models import Assignment, AwaitedEvent
from factories.correspondence import JUSTICE, LEADER, NOW, OFFICE, STRANGER
from factories.plans import at, confirmed, open_ended, report, row, view

UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
CALENDAR = load_calendar()


@UNHURRIED
@given(on=st.dates(date(2021, 1, 1), date(2025, 1, 1)), days=st.integers(1, 60), later=st.integers(0, 120))
def test_work_is_late_only_after_so_many_working_days_have_gone_by(on: date, days: int, later: int) -> None:
    due = due_date(Deadline(days=days, unit=DueUnit.WORKING_DAYS), issued_on=on, calendar=CALENDAR)
    looked_at, gone, day = on + timedelta(days=later), 0, on
    while day < looked_at:
        day += timedelta(days=1)
        gone += CALENDAR.is_working_day(day)
    is_overdue = state_of(AssignmentFacts(due_on=due), looked_at) is TaskState.OVERDUE
    # One more than the days allowed, or just as many and the last of them gone by before a day off.
    assert is_overdue == (gone > days or (gone == days and not CALENDAR.is_working_day(looked_at)))


@pytest.fixture
def task() -> int:
    """Item 2, of two units, without a day."""
    confirmed(open_ended())
    return row("STP", "2").task_id


def wait(task_id: int, actor=OFFICE, days: int | None = 10, name: str = "Bộ Nội vụ công bố chỉ số") -> int:
    unit = DueUnit.WORKING_DAYS if days else None
    return services.await_event(actor, task_id=task_id, name=name, days=days, unit=unit, now=NOW)


def happened(event_id: int, day: int = 20, **changes: object) -> int:
    given = {"happened_on": date(2023, 2, 20), "reference": "123/QĐ-BNV", "now": at(2023, 2, day), **changes}
    return services.record_event(OFFICE, event_id=event_id, **given)  # type: ignore[arg-type]


@pytest.mark.django_db
def test_before_the_event_nothing_is_late_and_the_state_says_what_is_awaited(task: int) -> None:
    wait(task)
    found = row("STP", "2", on=date(2024, 1, 1))
    assert (found.state, found.days_late, found.days_left) == (TaskState.AWAITING, None, None)
    event = view(found.assignment_id).work.event
    assert event is not None
    assert (event.name, event.days, event.happened_on) == ("Bộ Nội vụ công bố chỉ số", 10, None)
    (listed,) = queries.awaited_events(OFFICE)
    assert listed.concerns == 2
    assert queries.awaited_events(STRANGER) == ()


@pytest.mark.django_db
def test_recording_the_event_starts_the_clock_of_all_concerned(task: int) -> None:
    event = wait(task)
    other = row("STP", "1").task_id
    assert happened(event) == 2
    for unit in ("STP", "SYT"):
        found = row(unit, "2")
        assert (found.original_due_on, found.due_on) == (date(2023, 3, 6), date(2023, 3, 6))
        (change,) = view(found.assignment_id).deadline_changes
        assert (change.cause, change.old_due_on) == (DeadlineCause.EVENT, None)
    assert row("STP", "2", on=date(2023, 3, 7)).state is TaskState.OVERDUE
    actions = [line.action for line in queries.task_page(OFFICE, task, on=date(2023, 3, 7)).history]
    assert actions == ["plans.task.created", "plans.task.awaits_event", "plans.event.recorded"]
    assert other != task
    with pytest.raises(Conflict):
        happened(event)


@pytest.mark.django_db
def test_without_a_number_of_days_the_day_is_set_with_the_event(task: int) -> None:
    event = wait(task, days=None)
    with pytest.raises(InvalidInput) as error:
        happened(event)
    assert error.value.code == "event.due_missing"
    with pytest.raises(InvalidInput):
        happened(event, due_on=date(2023, 2, 1))
    assert queries.event_page(OFFICE, event)[2]
    happened(event, due_on=date(2023, 4, 1))
    assert row("STP", "2").due_on == date(2023, 4, 1)


@pytest.mark.django_db
def test_what_was_finished_before_the_event_ended_without_a_deadline(task: int) -> None:
    event = wait(task)
    done = row("STP", "2").assignment_id
    got = report(JUSTICE, done)
    services.accept_report(OFFICE, report_id=got, quality=None, now=at(2023, 2, 20))
    assert happened(event) == 1
    assert view(done).row.state is TaskState.DONE_UNDATED
    assert view(done).row.due_on is None


@pytest.mark.django_db
def test_an_event_is_past_has_a_source_and_is_recorded_by_the_office(task: int) -> None:
    event = wait(task)
    for changes in ({"happened_on": date(2023, 2, 21)}, {"reference": " "}):
        with pytest.raises(InvalidInput):
            happened(event, **changes)
    for actor, kind in ((JUSTICE, NotAllowed), (LEADER, NotAllowed), (STRANGER, NotAllowed)):
        with pytest.raises(kind):
            services.record_event(
                actor, event_id=event, happened_on=date(2023, 2, 20), reference="x", now=at(2023, 2, 20)
            )
    for actor, kind in ((JUSTICE, NotAllowed), (LEADER, NotAllowed), (STRANGER, NotFound)):
        with pytest.raises(kind):
            wait(task, actor=actor)
    with pytest.raises(NotFound):
        queries.event_page(STRANGER, event)


@pytest.mark.django_db
def test_work_with_a_deadline_waits_for_nothing_and_an_event_has_a_name(task: int) -> None:
    with pytest.raises(InvalidInput) as error:
        wait(row("STP", "1").task_id)
    assert error.value.code == "event.has_deadline"
    for changes in ({"name": " "}, {"days": 5000}):
        with pytest.raises(InvalidInput):
            wait(task, **changes)
    first = wait(task)
    assert services.await_event(OFFICE, task_id=task, event_id=first, now=NOW) == first


@pytest.mark.django_db
def test_the_database_holds_that_what_waits_has_an_event_and_no_deadline(task: int) -> None:
    wait(task)
    for change in ({"due_on": date(2023, 3, 1)}, {"event": None}, {"event_unit": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Assignment.objects.filter(task_id=task).update(**change)
    for change in ({"name": ""}, {"happened_on": date(2023, 3, 1)}):
        with pytest.raises(IntegrityError), transaction.atomic():
            AwaitedEvent.objects.update(**change)
