"""A calendar link shows the deadlines its owner may see, in a form that an independent library reads."""

from datetime import date, datetime, timedelta

import pytest
import vobject
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caicach.kernel.access import SYSTEM, Actor, Role
from caicach.kernel.errors import Conflict, NotFound
from caicach.notifications import queries, services
from caicach.notifications.domain.calendar_entries import Entry, EntryState
from caicach.notifications.domain.calendar_feed import calendar_text
from caicach.organisations import services as organisations
from caicach.organisations.models import RoleGrant
from caicach.plans import queries as plans
from caicach.plans import services as work
from caicach.plans.models import Assignment
from factories.correspondence import OFFICE
from factories.notifications import MORNING, acting, reachable
from factories.plans import row
from factories.web import read_letter, version

pytestmark = pytest.mark.django_db
TODAY = date(2023, 2, 20)


@pytest.fixture(autouse=True)
def written_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: MORNING)


@pytest.fixture
def ids() -> dict[str, int]:
    found = reachable()
    document = read_letter()
    work.confirm_directive(OFFICE, document_id=document, version=version(document), now=MORNING)
    return found


def events(data: bytes) -> list:
    calendar = vobject.readOne(data.decode())
    assert calendar.method.value == "PUBLISH"
    return list(getattr(calendar, "vevent_list", []))


def feed(token: str, **headers: str):
    return Client().get(f"/lich/{token}.ics", headers=headers)


def test_the_link_gives_all_day_events_that_another_library_reads(ids: dict[str, int]) -> None:
    token = services.open_feed(acting(ids, "tuphap"), unit=None, now=MORNING)
    answer = feed(token)
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    (event,) = events(answer.content)
    assert (event.dtstart.value, event.dtend.value) == (date(2023, 3, 15), date(2023, 3, 16))
    assert event.summary.value.startswith("Sở Tư pháp rà soát, cập nhật, công khai")
    assert event.uid.value == f"phan-cong-{row('STP').assignment_id}@127.0.0.1"
    assert event.valarm.trigger.value == timedelta(hours=-16), "at 08:00 on the day before, a Tuesday"
    assert event.url.value.startswith("http://127.0.0.1/nhiem-vu/")
    assert b"\r\n" in answer.content
    assert max(map(len, answer.content.split(b"\r\n"))) <= 75


def test_an_alarm_rings_on_the_working_day_before(ids: dict[str, int]) -> None:
    Assignment.objects.filter(unit_id="STP").update(due_on=date(2023, 3, 20))
    (event,) = events(feed(services.open_feed(acting(ids, "tuphap"), unit=None, now=MORNING)).content)
    assert event.valarm.trigger.value == timedelta(days=-3, hours=8), "Monday's deadline rings on Friday at 08:00"


def test_an_entry_keeps_its_name_and_counts_its_changes(ids: dict[str, int]) -> None:
    token = services.open_feed(acting(ids, "tuphap"), unit=None, now=MORNING)
    (before,) = events(feed(token).content)
    assignment = row("STP").assignment_id
    work.extend_deadline(OFFICE, assignment_id=assignment, due_on=date(2023, 4, 3), reason="Chờ", now=MORNING)
    (after,) = events(feed(token).content)
    assert (before.uid.value, after.dtstart.value) == (after.uid.value, date(2023, 4, 3))
    assert int(after.sequence.value) > int(before.sequence.value)
    work.cancel_task(OFFICE, task_id=row("STP").task_id, reason="Thôi", now=MORNING)
    (cancelled,) = events(feed(token).content)
    assert cancelled.status.value == "CANCELLED"
    assert int(cancelled.sequence.value) > int(after.sequence.value)
    assert not hasattr(cancelled, "valarm")


def test_a_feed_that_has_not_changed_is_not_sent_again(ids: dict[str, int]) -> None:
    token = services.open_feed(acting(ids, "tuphap"), unit=None, now=MORNING)
    first = feed(token)
    assert first["Last-Modified"]
    assert feed(token, if_none_match=first["ETag"]).status_code == 304
    work.extend_deadline(
        OFFICE, assignment_id=row("STP").assignment_id, due_on=date(2023, 4, 3), reason="Chờ", now=MORNING
    )
    assert feed(token, if_none_match=first["ETag"]).status_code == 200


def test_a_wrong_revoked_or_orphaned_link_shows_nothing(ids: dict[str, int]) -> None:
    owner, colleague = acting(ids, "tuphap"), acting(ids, "tuphap2")
    token = services.open_feed(owner, unit=None, now=MORNING)
    (opened,) = queries.feeds(owner)
    with pytest.raises(NotFound):
        services.revoke_feed(colleague, feed_id=opened.id, now=MORNING)
    assert (feed(token).status_code, feed("x" * 43).status_code) == (200, 404)
    organisations.deactivate_user(SYSTEM, user_id=ids["tuphap"], why="Nghỉ việc", now=MORNING)
    assert feed(token).status_code == 404
    other = services.open_feed(colleague, unit="STP", now=MORNING)
    assert feed(other).status_code == 200
    services.revoke_feed(colleague, feed_id=queries.feeds(colleague)[0].id, now=MORNING)
    assert feed(other).status_code == 404


def test_a_unit_is_shown_to_who_sees_it_as_long_as_that_lasts(ids: dict[str, int]) -> None:
    office = services.open_feed(acting(ids, "thuongtruc"), unit="SYT", now=MORNING)
    assert len(events(feed(office).content)) == 1
    with pytest.raises(NotFound):
        services.open_feed(acting(ids, "tuphap"), unit="SYT", now=MORNING)
    RoleGrant.objects.filter(user_id=ids["thuongtruc"]).delete()
    assert feed(office).status_code == 404


def test_a_person_opens_so_many_links_and_no_more(ids: dict[str, int]) -> None:
    owner = acting(ids, "tuphap")
    for _ in range(20):
        services.open_feed(owner, unit=None, now=MORNING)
    with pytest.raises(Conflict):
        services.open_feed(owner, unit=None, now=MORNING)


_UNITS = ("TINH", "SNV", "STP", "SYT", "HBS", "XAT")
_units = st.frozensets(st.sampled_from(_UNITS))


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(roles=st.frozensets(st.sampled_from(Role)), sees=_units, acts=_units, unit=st.sampled_from((None, *_UNITS)))
def test_no_feed_shows_what_its_owner_may_not_see(
    ids: dict[str, int], roles: frozenset[Role], sees: frozenset[str], acts: frozenset[str], unit: str | None
) -> None:
    actor = Actor(ids["yte"], "Ai đó", roles, sees | acts, acts)
    try:
        shown = plans.deadline_calendar(actor, unit=unit, on=TODAY).entries
    except NotFound:
        assert unit is not None
        assert not actor.sees_unit(unit)
        return
    seen = {int(entry.uid.removeprefix("phan-cong-").partition("@")[0]) for entry in shown}
    visible = {a.pk for a in Assignment.objects.all() if actor.sees_unit(a.unit_id)}
    assert seen <= visible
    if unit is not None:
        assert seen == {a.pk for a in Assignment.objects.filter(unit_id=unit, due_on__isnull=False)} & visible


_text = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=200)


@given(_text, _text, st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(0, 99))
@settings(deadline=None)
def test_whatever_a_task_says_the_calendar_reads_back_the_same(
    summary: str, description: str, on: date, sequence: int
) -> None:
    at = datetime.fromisoformat("2023-02-20T07:00:00+07:00")
    entry = Entry("a@b", sequence, on, summary, description, "http://a/", EntryState.OPEN, at, on - timedelta(days=1))
    (event,) = events(calendar_text("Thời hạn", [entry]).data)
    assert event.summary.value == summary.strip() or event.summary.value == summary
    assert event.description.value == description
    assert event.dtstart.value == on
    assert event.dtstamp.value == at
