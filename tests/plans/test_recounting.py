"""Deadlines given before a day off was known are proposed to the office and never moved alone."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from caicach.documents.deadlines.as_json import deadline_as_json
from caicach.documents.deadlines.reading import read_deadline
from caicach.kernel.audit.queries import history_of
from caicach.kernel.calendar import WorkingCalendar, load_calendar
from caicach.kernel.calendar.counting import end_of_time
from caicach.kernel.calendar.values import Order
from caicach.kernel.errors import InvalidInput, NotAllowed
from caicach.kernel.vocabulary import DueUnit
from caicach.plans import queries, services
from caicach.plans.domain.extending import DeadlineCause
from caicach.plans.domain.recounting import Recounting
from caicach.plans.models import Assignment, Task
from factories.correspondence import JUSTICE, LEADER, OFFICE, OFFICE_OF_JUSTICE
from factories.plans import confirmed, row, rows, view

NIGHT = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)
ON = date(2026, 11, 21)
GIVEN, OLD, NEW = date(2026, 11, 20), date(2026, 11, 25), date(2026, 11, 26)


def test_a_day_off_that_was_not_known_moves_a_count_by_one_day() -> None:
    def count(calendar: WorkingCalendar) -> date:
        return end_of_time(GIVEN, 3, DueUnit.WORKING_DAYS, calendar)

    recounting = Recounting(load_calendar())
    found = recounting.recount(OLD, start=GIVEN, count=count)
    assert found is not None
    assert found.due_on == NEW
    assert str(found.reason) == "Theo 28/2026/QH16 ngày 24/04/2026: 24/11/2026 (Ngày Văn hóa Việt Nam)."
    assert recounting.recount(NEW, start=GIVEN, count=count) is None
    assert recounting.recount(date(2026, 11, 27), start=GIVEN, count=count) is None  # a person chose that day


def test_the_calendar_without_an_order_has_its_days_as_their_weekday_says() -> None:
    calendar = load_calendar()
    culture = calendar.day(date(2026, 11, 24)).order
    assert isinstance(culture, Order)
    before = calendar.without(culture)
    assert (calendar.is_working_day(date(2026, 11, 24)), before.is_working_day(date(2026, 11, 24))) == (False, True)
    assert not before.is_working_day(date(2026, 9, 2))


@pytest.fixture
def given(db: None) -> int:
    """Work of three working days given on 20/11/2026, counted before 24/11 was a day off; its assignment."""
    confirmed()
    found = row("STP", on=ON).assignment_id
    task = Assignment.objects.get(pk=found).task_id
    words = read_deadline("trong thời hạn 03 ngày làm việc kể từ ngày ký")
    Task.objects.filter(pk=task).update(effective_on=GIVEN, deadline=deadline_as_json(words))
    Assignment.objects.filter(task=task).update(due_on=OLD, original_due_on=OLD)
    return found


def waiting(actor=OFFICE) -> dict[str, tuple[date, date]]:
    return {r.unit: (r.old_due_on, r.new_due_on) for r in queries.waiting_recounts(actor, on=ON)}


def test_they_are_proposed_once_and_nothing_moves(given: int) -> None:
    assert services.find_recounts(on=ON, now=NIGHT) == 2
    assert services.find_recounts(on=ON, now=NIGHT) == 0
    assert waiting() == {"STP": (OLD, NEW), "SYT": (OLD, NEW)}
    assert waiting(JUSTICE) == {"STP": (OLD, NEW)}
    assert row("STP", on=ON).due_on == OLD


def test_the_office_accepts_one_and_leaves_another_with_the_trail(given: int) -> None:
    services.find_recounts(on=ON, now=NIGHT)
    ids = {r.unit: r.id for r in queries.waiting_recounts(OFFICE, on=ON)}
    assert services.decide_recounts(OFFICE, recount_ids=[ids["STP"]], accept=True, now=NIGHT) == 1
    assert services.decide_recounts(OFFICE, recount_ids=[ids["SYT"]], accept=False, now=NIGHT) == 1
    assert waiting() == {}
    (change,) = view(given, on=ON).deadline_changes
    assert (change.old_due_on, change.new_due_on, change.cause) == (OLD, NEW, DeadlineCause.CALENDAR)
    assert "24/11/2026" in str(change.reason)
    assert history_of("assignment", given)[-1].action == "plans.recount.accepted"
    assert {r.unit: r.due_on for r in rows(on=ON) if r.item == "1"} == {"STP": NEW, "SYT": OLD}
    assert services.find_recounts(on=ON, now=NIGHT) == 0  # what was left is not proposed again
    assert services.decide_recounts(OFFICE, recount_ids=[ids["STP"]], accept=True, now=NIGHT) == 0


def test_who_may_decide(given: int) -> None:
    services.find_recounts(on=ON, now=NIGHT)
    ids = [r.id for r in queries.waiting_recounts(OFFICE, on=ON)]
    for actor in (JUSTICE, replace(LEADER, roles=frozenset())):
        with pytest.raises(NotAllowed):
            services.decide_recounts(actor, recount_ids=ids, accept=True, now=NIGHT)
    assert services.decide_recounts(OFFICE_OF_JUSTICE, recount_ids=ids, accept=True, now=NIGHT) == 1
    assert waiting() == {"STP": (OLD, NEW)}  # nobody decides for the own unit
    with pytest.raises(InvalidInput):
        services.decide_recounts(OFFICE, recount_ids=[], accept=True, now=NIGHT)


def test_finished_and_moved_work_is_left_alone(given: int) -> None:
    Assignment.objects.filter(pk=given).update(due_on=date(2026, 12, 1))
    assert services.find_recounts(on=ON, now=NIGHT) == 1
    Assignment.objects.update(due_on=date(2026, 12, 1))
    assert waiting() == {}


def test_the_yearly_order_is_asked_for_in_its_season() -> None:
    calendar = load_calendar()
    assert "chưa được đối chiếu với văn bản gốc" in str(calendar.order_due(date(2026, 11, 29)))
    assert "chưa có năm 2028" in str(calendar.order_due(date(2027, 10, 1)))
    assert "năm 2026" in str(calendar.order_due(date(2026, 4, 1)))
    assert not calendar.order_due(date(2026, 9, 30))
    assert not calendar.order_due(date(2022, 11, 1))  # the order of 2023 was read
