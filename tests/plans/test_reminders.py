"""Who is reminded of what: at the moments of the rule, up the organisation, once, counted in legal working days."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caicach.kernel.access import SYSTEM, Role
from caicach.kernel.calendar import load_calendar
from caicach.kernel.errors import NotAllowed
from caicach.kernel.vocabulary import AddressRole
from caicach.notifications import queries as notifications
from caicach.notifications.domain.rules import (
    PACKAGED_RULE,
    Audience,
    Channel,
    Moment,
    MomentKind,
    Rule,
    RuleStep,
)
from caicach.notifications.models import Message
from caicach.organisations.domain.posts import RoleHolder
from caicach.plans import services
from caicach.plans.domain.reminder_moments import Group, Moments
from caicach.plans.domain.reminders import Decision, OpenWork, Reminders, people_of, reminders_of
from caicach.plans.models import Assignment, AwaitedEvent
from factories.correspondence import JUSTICE, OFFICE
from factories.notifications import acting, reachable
from factories.plans import report, row
from factories.web import read_letter, version

CALENDAR = load_calendar()
FOCAL, HEAD, OFFICE_ID, CHAIR, DELEGATE, HEALTH = 1, 2, 3, 4, 5, 6
PEOPLE = people_of(
    [
        RoleHolder(FOCAL, Role.FOCAL_POINT, "STP"),
        RoleHolder(DELEGATE, Role.FOCAL_POINT, "STP"),
        RoleHolder(HEAD, Role.UNIT_HEAD, "STP"),
        RoleHolder(HEALTH, Role.FOCAL_POINT, "SYT"),
        RoleHolder(OFFICE_ID, Role.STANDING_OFFICE, "SNV"),
        RoleHolder(CHAIR, Role.LEADER, "TINH"),
    ]
)
DUE = date(2023, 3, 15)  # a Wednesday
WORK = OpenWork(1, 1, "STP", DUE, date(2023, 2, 10), None, AddressRole.LEAD, "Rà soát thủ tục hành chính")


def told(
    on: date,
    *work: OpenWork,
    since: date | None = None,
    rule: Rule = PACKAGED_RULE,
    decisions: tuple[Decision, ...] = (),
) -> Reminders:
    return reminders_of(work or (WORK,), decisions, people=PEOPLE, rule=rule, calendar=CALENDAR, on=on, since=since)


def who(found: Reminders) -> set[int]:
    return {digest.user_id for digest in found.digests}


def story(work: OpenWork, first: date, last: date) -> dict[date, set[int]]:
    """Who is told on which working day, when a round runs every working day."""
    days = [first + timedelta(n) for n in range((last - first).days + 1)]
    working = [day for day in days if CALENDAR.is_working_day(day)]
    rounds = {day: who(told(day, work, since=before)) for before, day in pairwise(working)}
    return {day: people for day, people in rounds.items() if people}


def test_a_deadline_is_told_7_3_and_1_working_days_before_on_the_day_and_after_up_the_organisation() -> None:
    unit = {FOCAL, DELEGATE, HEAD}
    assert story(WORK, date(2023, 2, 20), date(2023, 4, 6)) == {
        date(2023, 3, 6): {FOCAL, DELEGATE},
        date(2023, 3, 10): {FOCAL, DELEGATE},
        date(2023, 3, 14): unit,
        date(2023, 3, 15): unit,
        date(2023, 3, 16): unit,
        date(2023, 3, 20): {*unit, OFFICE_ID},
        date(2023, 3, 24): {*unit, OFFICE_ID, CHAIR},
        date(2023, 3, 31): {*unit, OFFICE_ID, CHAIR},
    }


def test_across_tet_days_off_are_not_counted() -> None:
    work = replace(WORK, due_on=date(2023, 1, 30), created_on=date(2022, 12, 1))  # the Monday after Tết (20-26 January)
    assert list(story(work, date(2023, 1, 9), date(2023, 1, 31)))[:3] == [
        date(2023, 1, 12),
        date(2023, 1, 18),
        date(2023, 1, 27),
    ]


def test_a_deadline_on_a_day_off_is_told_on_the_last_working_day_before() -> None:
    saturday = replace(WORK, due_on=date(2023, 3, 18))
    (digest,) = [d for d in told(date(2023, 3, 17), saturday).digests if d.user_id == FOCAL]
    assert [section.group for section in digest.sections] == [Group.DUE_TODAY]
    assert who(told(date(2023, 3, 20), saturday, since=date(2023, 3, 17))) == {FOCAL, DELEGATE, HEAD}


def test_a_moment_missed_while_the_program_stood_still_is_told_at_the_next_round() -> None:
    assert who(told(date(2023, 3, 13), since=date(2023, 3, 9))) == {FOCAL, DELEGATE}
    assert who(told(date(2023, 3, 13), since=date(2023, 3, 10))) == set()


def test_new_work_is_told_at_once_and_the_first_round_tells_everything() -> None:
    new = replace(WORK, created_on=date(2023, 3, 10))
    assert who(told(date(2023, 3, 13), new, since=date(2023, 3, 10))) == {FOCAL, DELEGATE}
    assert who(told(date(2023, 3, 13))) == {FOCAL, DELEGATE}


def test_the_person_the_work_was_delegated_to_is_told_in_place_of_the_focal_points() -> None:
    assert who(told(date(2023, 3, 10), replace(WORK, delegate=DELEGATE))) == {DELEGATE}
    assert who(told(date(2023, 3, 10), replace(WORK, delegate=HEALTH))) == {FOCAL, DELEGATE}, "of another unit"


def test_where_a_unit_has_nobody_as_named_the_others_are_told_and_where_it_has_nobody_that_is_said() -> None:
    only_focal = replace(WORK, unit="SYT")
    heads_only = Rule((RuleStep(Moment(MomentKind.BEFORE, 7), frozenset({Audience.HEAD}), frozenset({Channel.PAGE})),))
    assert who(told(date(2023, 3, 10), only_focal, rule=heads_only)) == {HEALTH}
    found = told(date(2023, 3, 20), replace(WORK, unit="HBS"))
    assert (who(found), found.unreached) == ({OFFICE_ID}, {"HBS": 1})


def test_a_task_of_many_units_is_one_line_for_who_oversees_them() -> None:
    both = (WORK, replace(WORK, assignment_id=2, unit="SYT"))
    (digest,) = [d for d in told(date(2023, 3, 20), *both).digests if d.user_id == OFFICE_ID]
    (section,) = digest.sections
    assert (section.total, section.lines[0].units, section.lines[0].days) == (1, ("STP", "SYT"), 3)


def test_a_digest_stays_short_and_counts_what_it_leaves_out() -> None:
    many = [replace(WORK, assignment_id=n, task_id=n, due_on=date(2023, 3, 1)) for n in range(500)]
    new = replace(WORK, assignment_id=999, task_id=999, due_on=DUE, created_on=date(2023, 3, 13))
    digest = next(d for d in told(date(2023, 3, 10), *many).digests if d.user_id == FOCAL)
    assert (len(digest.sections[0].lines), digest.sections[0].total) == (30, 500)
    later = next(d for d in told(date(2023, 3, 14), *many, new, since=date(2023, 3, 13)).digests if d.user_id == FOCAL)
    assert (later.total, later.also_overdue) == (1, 500)


def test_decisions_are_told_to_the_unit() -> None:
    returned = Decision(7, 7, "STP", None, "Báo cáo quý", Group.RETURNED, "Thiếu phụ lục", DUE)
    found = told(date(2023, 2, 20), replace(WORK, due_on=date(2023, 12, 1)), decisions=(returned,))
    assert who(found) == {FOCAL, DELEGATE}
    assert found.digests[0].sections[0].lines[0].why == "Thiếu phụ lục"


def test_beyond_the_published_calendar_the_overdue_and_the_day_are_told_and_the_rest_is_said_uncounted() -> None:
    last = CALENDAR.last_day
    on = last - timedelta(days=1)
    unknown = replace(WORK, due_on=last + timedelta(days=5))
    known = replace(WORK, assignment_id=2, task_id=2, due_on=on - timedelta(days=1))
    found = told(on, unknown, known)
    (digest,) = [d for d in found.digests if d.user_id == FOCAL]
    assert [(s.group, s.lines[0].days is None) for s in digest.sections] == [
        (Group.OVERDUE, False),
        (Group.UNCOUNTED, True),
    ]
    assert found.uncounted == 1
    beyond = last + timedelta(days=40)
    groups = [Moments(beyond, PACKAGED_RULE, CALENDAR).of(beyond + timedelta(days=n)) for n in (-1, 0, 9, 60)]
    assert [g.group if g else None for g in groups] == [Group.OVERDUE, Group.DUE_TODAY, Group.UNCOUNTED, None]


_day = st.dates(date(2023, 1, 3), date(2023, 12, 29))


@pytest.mark.slow
@settings(deadline=None, max_examples=150)
@given(
    due=st.lists(_day, min_size=1, max_size=6),
    rounds=st.lists(_day, min_size=2, max_size=12, unique=True).map(sorted),
)
def test_nobody_hears_the_same_moment_twice_and_no_moment_passes_unheard(due: list[date], rounds: list[date]) -> None:
    work = [
        replace(WORK, assignment_id=n, task_id=n, due_on=day, created_on=date(2022, 12, 1)) for n, day in enumerate(due)
    ]
    heard: list[tuple[int, str]] = []
    for before, on in zip([None, *rounds], rounds, strict=False):
        found, moments = told(on, *work, since=before), Moments(on, PACKAGED_RULE, CALENDAR)
        mine = next((d for d in found.digests if d.user_id == FOCAL), None)
        lines = [line for section in mine.sections for line in section.lines] if mine else []
        marks = [(line.task_id, moments.of(line.due_on).mark) for line in lines]  # type: ignore[union-attr, arg-type]
        assert len(set(marks)) == len(marks)
        heard += marks
        standing = {(w.task_id, reached.mark) for w in work if (reached := moments.of(w.due_on))}
        assert standing <= set(heard)
    assert len(set(heard)) == len(heard)


MARCH_20 = date(2023, 3, 20)


def at_seven(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 7, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


@pytest.fixture
def confirmed_letter(db: None) -> dict[str, int]:
    """A letter's two tasks: Sở Tư pháp by 15/3/2023, Sở Y tế by 31/3/2023; the people's ids by user name."""
    ids = reachable()
    document = read_letter()
    services.confirm_directive(OFFICE, document_id=document, version=version(document), now=at_seven(date(2023, 2, 14)))
    return ids


def assignment_of(unit: str) -> int:
    return row(unit).assignment_id


def test_a_round_makes_one_digest_a_person_and_only_once(confirmed_letter: dict[str, int]) -> None:
    for _ in range(2):
        services.send_round(SYSTEM, on=MARCH_20, now=at_seven(MARCH_20))
    names = {user: name for name, user in confirmed_letter.items()}
    digests = Message.objects.filter(key__startswith="plans.reminders")
    assert sorted(names[user] for user in digests.values_list("recipient_id", flat=True)) == [
        "thuongtruc",
        "tuphap",
        "tuphap2",
    ]
    digest, _given = notifications.messages(acting(confirmed_letter, "tuphap")).items
    assert digest.content.title.filled() == "Nhắc việc ngày 20/03/2023: 1 việc, 1 việc quá hạn"
    line = digest.content.sections[0].lines[0]
    assert [note.filled() for note in line.notes] == ["Sở Tư pháp", "Hạn 15/03/2023; muộn 3 ngày làm việc"]
    last = notifications.last_round("plans.reminders")
    assert last is not None
    assert (last.on, last.people, last.without_address) == (MARCH_20, 3, ("thuongtruc", "tuphap2"))


def test_what_was_told_is_not_told_by_the_round_of_the_next_day(confirmed_letter: dict[str, int]) -> None:
    services.send_round(SYSTEM, on=MARCH_20, now=at_seven(MARCH_20))
    tuesday = MARCH_20 + timedelta(days=1)
    assert services.plan_round(SYSTEM, on=tuesday).since == MARCH_20
    assert {d.contact.username for d in services.plan_round(SYSTEM, on=tuesday).digests} == set()


def test_work_that_is_claimed_paused_awaiting_done_or_cancelled_is_not_told(confirmed_letter: dict[str, int]) -> None:

    def people() -> set[str]:
        return {d.contact.username for d in services.plan_round(SYSTEM, on=date(2023, 3, 15)).digests}

    mine = Assignment.objects.filter(pk=assignment_of("STP"))
    assert people() == {"tuphap", "tuphap2"}
    event = AwaitedEvent.objects.create(name="Kết quả được công bố", created_at=at_seven(MARCH_20), created_by_name="x")
    for change in (
        {"claimed_on": date(2023, 3, 1)},
        {"paused_on": date(2023, 3, 1)},
        {"completed_on": date(2023, 3, 1), "accepted_on": date(2023, 3, 1)},
        {"is_cancelled": True},
        {"is_awaiting": True, "event": event, "due_on": None, "original_due_on": None},
    ):
        before = mine.values(*change)[0]
        kept = mine.values("due_on", "original_due_on")[0]
        mine.update(**change)
        assert people() == set(), change
        mine.update(**{**({"event": before["event"]} if "event" in before else before), "is_awaiting": False, **kept})


def test_a_returned_report_is_told_the_next_morning(confirmed_letter: dict[str, int]) -> None:
    day = date(2023, 2, 21)
    report_id = report(JUSTICE, assignment_of("STP"), now=at_seven(day), completed_on=None, is_completed=False)
    services.return_report(OFFICE, report_id=report_id, reason="Thiếu phụ lục", now=at_seven(day))
    assert services.plan_round(SYSTEM, on=day).digests == ()
    (digest,) = services.plan_round(SYSTEM, on=day + timedelta(days=1)).digests
    assert digest.contact.username == "tuphap"
    said = [note.filled() for line in digest.content.sections[0].lines for note in line.notes]
    assert said[-1] == "Lý do trả lại: Thiếu phụ lục"


def test_an_extension_is_told_with_the_new_day(confirmed_letter: dict[str, int]) -> None:
    day = date(2023, 2, 21)
    services.extend_deadline(
        OFFICE, assignment_id=assignment_of("STP"), due_on=date(2023, 5, 4), reason="Chờ hướng dẫn", now=at_seven(day)
    )
    (digest,) = services.plan_round(SYSTEM, on=day + timedelta(days=1)).digests
    said = [note.filled() for line in digest.content.sections[0].lines for note in line.notes]
    assert said[-1] == "Thời hạn mới 04/05/2023: Chờ hướng dẫn"


def test_the_number_of_queries_does_not_grow_with_the_work(
    confirmed_letter: dict[str, int], django_assert_num_queries
) -> None:

    with django_assert_num_queries(10) as few:
        services.plan_round(SYSTEM, on=MARCH_20)
    origin = Assignment.objects.get(pk=assignment_of("STP"))
    for number in range(40):
        origin.pk, origin.period = None, f"2023-{number}"
        origin.save(force_insert=True)
    with django_assert_num_queries(len(few)):
        services.plan_round(SYSTEM, on=MARCH_20)


def test_rounds_are_made_by_who_manages_the_rule(confirmed_letter: dict[str, int]) -> None:
    for name in ("tuphap", "quantri", "lanhdao"):
        with pytest.raises(NotAllowed):
            services.plan_round(acting(confirmed_letter, name), on=MARCH_20)
    assert services.plan_round(acting(confirmed_letter, "thuongtruc"), on=MARCH_20).digests
