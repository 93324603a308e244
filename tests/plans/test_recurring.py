"""A recurring task: an assignment per unit and period, opened ahead, never twice, each judged alone."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caicach.documents.deadlines.values import Recurrence
from caicach.kernel.access import SYSTEM
from caicach.kernel.calendar import load_calendar
from caicach.kernel.errors import Conflict, InvalidInput, NotAllowed, NotFound
from caicach.organisations import services as organisations
from caicach.plans import queries, services
from caicach.plans.domain.recurring import (
    Cadence,
    DueKind,
    SeriesRule,
    default_rule,
    due_of,
    first_day,
    occurrence_label,
    occurrence_of,
    occurrences,
)
from caicach.plans.domain.states import TaskState
from caicach.plans.jobs import open_due_occurrences
from caicach.plans.models import Assignment
from factories.correspondence import JUSTICE, LEADER, NOW, OFFICE, STRANGER
from factories.plans import at, confirmed, open_ended, report, row, rows

UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
CALENDAR = load_calendar()
MONTHLY = SeriesRule(Cadence.MONTHLY, DueKind.DAY_OF_PERIOD, 14, date(2023, 2, 10))
DAYS = st.dates(date(2021, 1, 1), date(2025, 6, 30))


@UNHURRIED
@given(cadence=st.sampled_from(Cadence), first=DAYS, days=st.integers(0, 500), ahead=st.integers(0, 60))
def test_periods_follow_each_other_without_a_gap_and_each_comes_once(
    cadence: Cadence, first: date, days: int, ahead: int
) -> None:
    rule = SeriesRule(cadence, DueKind.DAY_OF_PERIOD, 5, first, ahead_days=ahead)
    on = first + timedelta(days=days)
    found = list(occurrences(rule, on=on))
    assert first in (found[0].first + timedelta(days=n) for n in range(367))
    assert all(b.first == a.last + timedelta(days=1) for a, b in pairwise(found))
    assert found[-1].first <= on + timedelta(days=ahead) <= found[-1].last
    assert len({occurrence.id for occurrence in found}) == len(found)
    assert [first_day(occurrence.id) for occurrence in found] == [occurrence.first for occurrence in found]
    assert sorted(occurrence.id for occurrence in found) == [occurrence.id for occurrence in found]


@UNHURRIED
@given(cadence=st.sampled_from(Cadence), on=DAYS, number=st.integers(0, 4))
def test_working_days_before_the_end_are_those_of_a_walk_backwards(cadence: Cadence, on: date, number: int) -> None:
    occurrence = occurrence_of(cadence, on)
    rule = SeriesRule(cadence, DueKind.WORKING_DAYS_BEFORE_END, number, on)
    day, left = occurrence.last, number
    while not CALENDAR.is_working_day(day) or left:
        left -= CALENDAR.is_working_day(day)
        day -= timedelta(days=1)
    assert due_of(rule, occurrence, CALENDAR) == max(day, occurrence.first)


def test_the_due_day_is_read_from_the_rule() -> None:
    february = occurrence_of(Cadence.MONTHLY, date(2023, 2, 3))
    quarter = occurrence_of(Cadence.QUARTERLY, date(2023, 2, 3))
    week = occurrence_of(Cadence.WEEKLY, date(2023, 2, 3))

    def due(occurrence, kind: DueKind, number: int, cadence: Cadence = Cadence.MONTHLY) -> date:
        return due_of(SeriesRule(cadence, kind, number, occurrence.first), occurrence, CALENDAR)

    assert due(february, DueKind.DAY_OF_PERIOD, 14) == date(2023, 2, 14)
    assert due(february, DueKind.DAY_OF_PERIOD, 31) == date(2023, 2, 28)
    assert due(quarter, DueKind.DAY_OF_PERIOD, 20) == date(2023, 3, 20)
    assert due(quarter, DueKind.DAY_AFTER_PERIOD, 5) == date(2023, 4, 5)
    year = occurrence_of(Cadence.YEARLY, date(2023, 2, 3))
    april = SeriesRule(Cadence.YEARLY, DueKind.DAY_OF_PERIOD, 31, year.first, due_month=4)
    assert due_of(april, year, CALENDAR) == date(2023, 4, 30)
    assert due_of(replace(april, due_kind=DueKind.DAY_AFTER_PERIOD, due_month=2), year, CALENDAR) == date(2024, 2, 29)
    assert due(week, DueKind.DAY_OF_PERIOD, 5, Cadence.WEEKLY) == date(2023, 2, 3)
    assert due(week, DueKind.DAY_AFTER_PERIOD, 1, Cadence.WEEKLY) == date(2023, 2, 6)
    assert due(february, DueKind.WORKING_DAYS_BEFORE_END, 2) == date(2023, 2, 24)


def test_what_is_offered_closes_with_the_reporting_window() -> None:
    offered = {recurrence: default_rule(recurrence, date(2023, 2, 10)).cadence for recurrence in Recurrence}
    assert offered[Recurrence.HALF_YEARLY] is Cadence.HALF_YEARLY
    assert offered[Recurrence.PERIODIC] is offered[Recurrence.CONTINUOUS] is Cadence.QUARTERLY
    assert default_rule(None, date(2023, 2, 10)).due_number == 14
    assert str(occurrence_label("2023Q1")) == "Quý I/2023"


@pytest.fixture
def series() -> int:
    """Item 2 of the letter, monthly, of two units, from February 2023; the task's id."""
    confirmed(open_ended(Recurrence.MONTHLY))
    task = row("STP", "2").task_id
    services.start_series(OFFICE, task_id=task, rule=MONTHLY, now=NOW)
    return task


def periods(unit: str = "STP") -> list[tuple[str, date | None]]:
    found = Assignment.objects.filter(unit_id=unit).exclude(period="").order_by("period")
    return [(assignment.period, assignment.due_on) for assignment in found]


@pytest.mark.django_db
def test_the_first_period_takes_over_what_the_units_have(series: int) -> None:
    assert periods() == [("2023-02", date(2023, 2, 14))]
    assert row("STP", "2").original_due_on == date(2023, 2, 14)
    assert Assignment.objects.filter(task_id=series).count() == 2


@pytest.mark.django_db
def test_a_gap_is_caught_up_and_a_second_run_opens_nothing(series: int) -> None:
    open_due_occurrences({}, at(2023, 5, 25))
    assert [period for period, _ in periods()] == ["2023-02", "2023-03", "2023-04", "2023-05", "2023-06"]
    assert {assignment.original_due_on for assignment in Assignment.objects.filter(period="2023-04")} == {
        date(2023, 4, 14)
    }
    again = services.open_occurrences(SYSTEM, on=date(2023, 5, 26), now=at(2023, 5, 26))
    assert (again.opened, again.series, again.left) == (0, 1, ())


@pytest.mark.django_db
def test_each_period_is_reported_accepted_and_judged_alone(series: int) -> None:
    services.open_occurrences(SYSTEM, on=date(2023, 3, 1), now=at(2023, 3, 1))
    february, march = (
        Assignment.objects.get(unit_id="STP", task_id=series, period=period).pk for period in ("2023-02", "2023-03")
    )
    late = report(JUSTICE, february, now=at(2023, 2, 20), completed_on=date(2023, 2, 16))
    in_time = report(JUSTICE, march, now=at(2023, 3, 10), completed_on=date(2023, 3, 10))
    services.accept_report(OFFICE, report_id=late, quality=None, now=at(2023, 3, 10))
    services.accept_report(OFFICE, report_id=in_time, quality=None, now=at(2023, 3, 10))
    found = {r.period: r.state for r in rows(on=date(2023, 3, 20), units=("STP",), is_recurring=True)}
    assert found == {"2023-02": TaskState.DONE_LATE, "2023-03": TaskState.DONE_ON_TIME}
    assert queries.assignment_page(OFFICE, february, on=date(2023, 3, 20)).assignment.reports[0].is_late


@pytest.mark.django_db
def test_the_next_period_is_for_who_has_the_newest_and_not_for_who_passed_it_on(series: int) -> None:
    services.open_occurrences(SYSTEM, on=date(2023, 3, 1), now=at(2023, 3, 1))
    march = Assignment.objects.get(unit_id="STP", task_id=series, period="2023-03").pk
    services.pass_on_many(OFFICE, assignment_ids=[march], unit="HBS", reason="Chuyển việc", now=at(2023, 3, 2))
    services.open_occurrences(SYSTEM, on=date(2023, 4, 28), now=at(2023, 4, 28))
    assert [period for period, _ in periods()] == ["2023-02"]
    assert [period for period, _ in periods("HBS")] == ["2023-03", "2023-04", "2023-05"]
    syt = [period for period, _ in periods("SYT")]
    joined = Assignment.objects.get(unit_id="HBS", task_id=series, period="2023-05").pk
    services.pass_on_many(OFFICE, assignment_ids=[joined], unit="SYT", reason="Gộp", now=at(2023, 4, 28))
    services.open_occurrences(SYSTEM, on=date(2023, 5, 28), now=at(2023, 5, 28))
    assert [period for period, _ in periods("HBS")][-1] == "2023-05"
    assert [period for period, _ in periods("SYT")] == [*syt, "2023-06"]


@pytest.mark.django_db
def test_a_series_is_one_line_with_its_present_period_and_its_history(series: int) -> None:
    services.open_occurrences(SYSTEM, on=date(2023, 3, 28), now=at(2023, 3, 28))
    (line,) = queries.recurring_tasks(OFFICE, on=date(2023, 3, 28))
    assert (line.task_id, line.periods) == (series, 3)
    assert line.latest is not None
    assert (str(line.latest.label), line.latest.counts.overdue) == ("Tháng 03/2023", 2)
    page = queries.task_page(OFFICE, series, on=date(2023, 3, 28))
    assert (page.period, [p.period for p in page.periods]) == ("2023-03", ["2023-04", "2023-03", "2023-02"])
    assert len(page.assignments) == 2
    before = queries.task_page(JUSTICE, series, on=date(2023, 3, 28), period="2023-02")
    assert [(a.row.period, a.row.unit) for a in before.assignments] == [("2023-02", "STP")]


@pytest.mark.django_db
def test_a_series_ends_and_a_cancelled_task_opens_nothing(series: int) -> None:
    services.end_series(OFFICE, task_id=series, ends_on=date(2023, 3, 31), reason="Hết kế hoạch", now=NOW)
    services.open_occurrences(SYSTEM, on=date(2023, 6, 1), now=at(2023, 6, 1))
    assert [period for period, _ in periods()] == ["2023-02", "2023-03"]
    with pytest.raises(InvalidInput):
        services.end_series(OFFICE, task_id=series, ends_on=date(2023, 1, 1), reason="x", now=NOW)
    services.end_series(OFFICE, task_id=series, ends_on=date(2024, 3, 31), reason="Kéo dài", now=NOW)
    services.cancel_task(OFFICE, task_id=series, reason="Thay văn bản", now=NOW)
    assert services.open_occurrences(SYSTEM, on=date(2023, 7, 1), now=at(2023, 7, 1)).opened == 0


@pytest.mark.django_db
def test_a_unit_that_is_gone_gets_no_new_period_and_the_person_goes_on(series: int) -> None:
    Assignment.objects.filter(task_id=series, unit_id="STP").update(delegate_name="Chuyên viên")
    organisations.dissolve_unit(SYSTEM, code="SYT", effective_on=date(2023, 3, 1), order_document="12/NQ", now=NOW)
    services.open_occurrences(SYSTEM, on=date(2023, 3, 10), now=at(2023, 3, 10))
    assert [period for period, _ in periods("SYT")] == ["2023-02"]
    march = Assignment.objects.get(unit_id="STP", period="2023-03")
    assert (march.delegate_name, march.post_title) == ("Chuyên viên", "Giám đốc Sở Tư pháp")


@pytest.mark.django_db
def test_a_year_without_a_calendar_is_left_for_a_later_run(series: int) -> None:
    Assignment.objects.filter(task_id=series).update(period="2027-12")
    rule = {"due_kind": DueKind.WORKING_DAYS_BEFORE_END.value, "first_on": date(2027, 12, 1)}
    series_row = Assignment.objects.filter(task_id=series)[0].task.series
    type(series_row).objects.update(**rule)
    found = services.open_occurrences(SYSTEM, on=date(2028, 1, 5), now=NOW)
    assert (found.opened, found.left) == (0, (series,))


@pytest.mark.django_db
def test_a_rule_that_names_no_day_or_begins_too_early_is_refused() -> None:
    confirmed(open_ended(Recurrence.PERIODIC))
    task = row("STP", "2").task_id
    wrong = (
        replace(MONTHLY, due_number=32),
        replace(MONTHLY, due_month=2),
        replace(MONTHLY, due_number=0),
        replace(MONTHLY, cadence=Cadence.WEEKLY, due_number=8),
        replace(MONTHLY, ends_on=date(2023, 2, 1)),
        replace(MONTHLY, ahead_days=90),
        replace(MONTHLY, first_on=date(1, 1, 1)),
        replace(MONTHLY, due_number=5),  # 05/02, before the letter of 10/02
    )
    for rule in wrong:
        with pytest.raises(InvalidInput):
            services.start_series(OFFICE, task_id=task, rule=rule, now=NOW)
    (unset,) = queries.recurring_tasks(OFFICE, on=date(2023, 2, 20))
    assert unset.series is None
    for actor, kind in ((JUSTICE, NotAllowed), (LEADER, NotAllowed), (STRANGER, NotFound)):
        with pytest.raises(kind):
            services.start_series(actor, task_id=task, rule=MONTHLY, now=NOW)
    services.start_series(OFFICE, task_id=task, rule=MONTHLY, now=NOW)
    with pytest.raises(Conflict):
        services.start_series(OFFICE, task_id=task, rule=MONTHLY, now=NOW)


@pytest.mark.django_db
def test_the_database_holds_one_assignment_of_a_unit_in_a_period(series: int) -> None:
    again = Assignment.objects.get(unit_id="STP", period="2023-02")
    again.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save(force_insert=True)
    again.task.series.ends_on = date(2020, 1, 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        again.task.series.save()
