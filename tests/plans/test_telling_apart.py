"""Figures that hold: leads apart from who only helps, and what was entered after a day beside that day's figure."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from caicach.kernel.vocabulary import AddressRole
from caicach.plans import queries, services
from caicach.plans.domain.boards import Change
from caicach.plans.domain.tasks import TaskFilters
from caicach.plans.models import Assignment, Plan, Task
from factories.correspondence import HEALTH, JUSTICE, LEADER, NOW, OFFICE, STRANGER, province, received, review
from factories.histories import random_histories
from factories.plans import LATER, ON, at, confirmed, report, row
from factories.web import people

pytestmark = pytest.mark.django_db
LATE = date(2023, 2, 20)


def test_overdue_is_told_by_role_and_adds_up_on_every_day() -> None:
    days = random_histories()
    today = days[-1]
    for on in (days[0], days[20], days[45], today):
        found = queries.late_by_role(OFFICE, on=on, today=today)
        board = queries.leader_board(OFFICE, on=on, today=today)
        assert found.lead + found.cooperate == board.counts.overdue
        rows = queries.tasks_at(OFFICE, on=on, today=today, filters=TaskFilters(role=AddressRole.LEAD))
        assert found.lead <= rows.total
    assert found.lead > 0
    assert found.cooperate > 0


def test_a_chasing_letter_names_the_leads_that_the_board_counts() -> None:
    confirmed()
    found = queries.late_by_role(OFFICE, on=LATE, today=LATE)
    chased = queries.chased_tasks(OFFICE, on=LATE, filters=TaskFilters())
    assert (found.lead, found.cooperate) == (len(chased), 1)
    assert queries.late_by_role(JUSTICE, on=LATE, today=LATE).cooperate == 0
    assert queries.late_by_role(STRANGER, on=LATE, today=LATE).lead == 0


def test_the_areas_of_a_plan_add_up_to_its_overdue_by_role() -> None:
    on = random_histories()[-1]
    unit = Assignment.objects.order_by("id")[0].unit_id
    plan = Plan.objects.create(
        kind="annual", unit_id=unit, first_year=2023, last_year=2023, title="Kế hoạch", issued_on=on, state="in_force",
        created_at=NOW, created_by_name="Văn phòng",
    )  # fmt: skip
    Task.objects.update(plan=plan, area=None)
    Task.objects.filter(pk__in=list(Task.objects.order_by("id").values_list("pk", flat=True))[::2]).update(
        area="institutions"
    )
    areas = queries.late_by_area(OFFICE, on=on, plan_id=plan.pk)
    whole = queries.late_by_role(OFFICE, on=on, today=on, filters=TaskFilters(plans=(plan.pk,)))
    assert set(areas) == {None, "institutions"}
    assert sum(found.lead for found in areas.values()) == whole.lead > 0
    assert sum(found.cooperate for found in areas.values()) == whole.cooperate > 0
    assert queries.late_by_area(STRANGER, on=on, plan_id=plan.pk) == {}


def test_what_was_entered_after_a_day_is_told_beside_its_figure() -> None:
    confirmed()  # a letter of 10/02/2023
    entered = timezone.localdate(NOW)
    before = queries.entered_later(OFFICE, on=entered - timedelta(days=1))
    assert (before.given, before.late) == (4, 0)
    assert queries.entered_later(OFFICE, on=entered).given == 0
    assert queries.entered_later(STRANGER, on=entered - timedelta(days=1)).given == 0


def test_what_came_in_overdue_is_never_newly_late() -> None:
    province()
    document = received()
    version = review(document).version
    services.confirm_directive(OFFICE, document_id=document, version=version, now=at(2023, 3, 20))
    on = date(2023, 3, 24)
    board = queries.leader_board(OFFICE, on=on, today=on)
    late = board.counts.overdue
    assert late > 0
    # All of it was due before the week began and entered within it.
    assert (board.changes[Change.NEWLY_LATE], board.changes[Change.ENTERED_LATE]) == (0, late)
    assert queries.entered_later(OFFICE, on=date(2023, 3, 19)).late == late


def test_what_was_entered_late_is_a_change_of_its_own() -> None:
    confirmed()
    board = queries.leader_board(OFFICE, on=LATE, today=LATE)
    assert (board.changes[Change.NEWLY_LATE], board.changes[Change.ENTERED_LATE]) == (2, 0)
    rows = queries.tasks_at(
        OFFICE, on=LATE, today=LATE, filters=TaskFilters(), change=Change.ENTERED_LATE, since=date(2023, 2, 12)
    )
    assert rows.total == 0


def test_the_next_report_is_of_the_same_task_first_and_never_ones_own() -> None:
    people()
    confirmed()
    lead, helper, second = row("STP"), row("SYT"), row("STP", "2")
    other = report(JUSTICE, second.assignment_id, now=at(2023, 2, 14), completed_on=date(2023, 2, 14))
    own = report(HEALTH, helper.assignment_id, now=at(2023, 2, 15), completed_on=date(2023, 2, 14))
    assert queries.next_to_decide(OFFICE, on=ON).report_id == other
    assert queries.next_to_decide(OFFICE, on=ON, task_id=lead.task_id).report_id == own
    assert queries.next_to_decide(LEADER, on=ON).report_id == other
    assert queries.next_to_decide(JUSTICE, on=ON) is None
    for waiting in (own, other):
        services.accept_report(OFFICE, report_id=waiting, quality=None, now=LATER)
    assert queries.next_to_decide(OFFICE, on=ON) is None
