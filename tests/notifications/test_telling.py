"""People are told once, by the channels they chose, and see only what is theirs."""

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from caicach.kernel.access import SYSTEM
from caicach.kernel.errors import InvalidInput, NotAllowed, NotFound
from caicach.kernel.jobs.models import Job
from caicach.kernel.said import Said
from caicach.notifications import queries, services
from caicach.notifications.domain.channels import Channel, Choice
from caicach.notifications.domain.contents import (
    Content,
    Line,
    Section,
    content_as_json,
    content_from_json,
)
from caicach.notifications.models import Delivery, Message
from caicach.organisations import services as organisations
from factories.notifications import MORNING, acting, message_to, reachable

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def mail_server(settings) -> None:
    settings.EMAIL_HOST = "127.0.0.1"


def test_a_message_goes_to_the_page_and_by_letter_where_there_is_an_address() -> None:
    ids = reachable()
    told = services.notify(SYSTEM, messages=[message_to(ids["tuphap"]), message_to(ids["huyen"])], now=MORNING)
    assert set(told.told) == {ids["tuphap"], ids["huyen"]}
    assert told.without_address == (ids["huyen"],)
    assert [(d.channel, d.address) for d in Delivery.objects.all()] == [("email", "tuphap@tinh.example")]
    assert Job.objects.count() == 1
    assert queries.unread_count(acting(ids, "huyen")) == 1


def test_the_same_is_told_to_a_person_once() -> None:
    ids = reachable()
    for _ in range(3):
        services.notify(SYSTEM, messages=[message_to(ids["tuphap"])] * 2, now=MORNING)
    assert (Message.objects.count(), Delivery.objects.count(), Job.objects.count()) == (1, 1, 1)


def test_who_did_it_is_not_told_of_it() -> None:
    ids = reachable()
    office = acting(ids, "thuongtruc")
    told = services.notify(
        office, messages=[message_to(ids["thuongtruc"], "a"), message_to(ids["yte"], "a")], now=MORNING
    )
    assert told.told == (ids["yte"],)


def test_a_locked_account_is_told_nothing() -> None:
    ids = reachable()
    organisations.deactivate_user(SYSTEM, user_id=ids["yte"], why="Nghỉ việc", now=MORNING)
    assert services.notify(SYSTEM, messages=[message_to(ids["yte"]), message_to(10**9)], now=MORNING).told == ()


def test_a_person_chooses_channels_and_a_message_may_narrow_them() -> None:
    ids = reachable()
    justice = acting(ids, "tuphap")
    assert queries.choice_of(justice) == Choice(email=True, webhook=False)
    services.choose_channels(justice, choice=Choice(email=False), now=MORNING)
    assert queries.choice_of(justice) == Choice(email=False)
    services.notify(SYSTEM, messages=[message_to(ids["tuphap"], "a")], now=MORNING)
    page = frozenset({Channel.PAGE})
    services.notify(SYSTEM, messages=[message_to(ids["yte"], "a", channels=page)], now=MORNING)
    assert Delivery.objects.count() == 0
    assert Message.objects.count() == 2


def test_without_a_mail_server_messages_are_on_the_page_alone(settings) -> None:
    settings.EMAIL_HOST = ""
    ids = reachable()
    services.notify(SYSTEM, messages=[message_to(ids["tuphap"])], now=MORNING)
    assert (Message.objects.count(), Delivery.objects.count()) == (1, 0)


def test_the_number_of_queries_does_not_grow_with_the_messages(django_assert_num_queries) -> None:
    ids = reachable()
    services.notify(SYSTEM, messages=[message_to(ids["yte"], "warm")], now=MORNING)
    with django_assert_num_queries(11) as few:
        services.notify(SYSTEM, messages=[message_to(ids["tuphap"], "0")], now=MORNING)
    more = [message_to(user, f"{number}") for number in range(1, 9) for user in ids.values()]
    with django_assert_num_queries(len(few)):
        services.notify(SYSTEM, messages=more, now=MORNING)


def test_a_person_reads_own_messages_only() -> None:
    ids = reachable()
    services.notify(SYSTEM, messages=[message_to(ids["tuphap"])], now=MORNING)
    owner, colleague, stranger = acting(ids, "tuphap"), acting(ids, "tuphap2"), acting(ids, "quantri")
    (mine,) = queries.messages(owner).items
    for somebody in (colleague, stranger):
        assert queries.messages(somebody).items == ()
        with pytest.raises(NotFound):
            queries.message(somebody, mine.id)
        services.mark_read(somebody, message_id=mine.id, now=MORNING)
        assert queries.unread_count(owner) == 1
    services.mark_read(owner, message_id=mine.id, now=MORNING)
    assert queries.message(owner, mine.id).is_read
    assert queries.messages(owner, unread_only=True).items == ()


def test_all_own_messages_are_marked_read_at_once() -> None:
    ids = reachable()
    both = [message_to(ids[name], key) for name in ("tuphap", "yte") for key in "ab"]
    services.notify(SYSTEM, messages=both, now=MORNING)
    assert services.mark_all_read(acting(ids, "tuphap"), now=MORNING) == 2
    assert queries.unread_count(acting(ids, "yte")) == 2


def test_an_address_is_set_by_its_owner_or_who_manages_accounts() -> None:
    ids = reachable()
    organisations.set_email(acting(ids, "huyen"), user_id=ids["huyen"], email=" a@b.example ", now=MORNING)
    organisations.set_email(acting(ids, "quantri"), user_id=ids["huyen"], email="", now=MORNING)
    with pytest.raises(NotAllowed):
        organisations.set_email(acting(ids, "tuphap"), user_id=ids["huyen"], email="x@y.example", now=MORNING)
    for wrong in ("khong-phai", "a@b.example\nBcc: x@y.example", "Hồng <a@b.example>", "hồng@b.example"):
        with pytest.raises(InvalidInput):
            organisations.set_email(acting(ids, "huyen"), user_id=ids["huyen"], email=wrong, now=MORNING)


def test_the_database_holds_one_message_a_key_and_one_delivery_a_channel() -> None:
    ids = reachable()
    services.notify(SYSTEM, messages=[message_to(ids["tuphap"])], now=MORNING)
    message, delivery = Message.objects.get(), Delivery.objects.get()
    for row, values, constraint in (
        (message, {}, r"notifications_message_told_once|notifications_message\.recipient_id"),
        (delivery, {}, r"notifications_delivery_once_by_channel|notifications_delivery\.message_id"),
        (delivery, {"address": "x", "state": "sent"}, "notifications_delivery_sent_has_time"),
        (delivery, {"address": "", "state": "waiting"}, "notifications_delivery_has_address"),
    ):
        row.pk = None
        for name, value in values.items():
            setattr(row, name, value)
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            row.save(force_insert=True)


_said = st.builds(
    Said, st.text(max_size=20), st.dictionaries(st.text("abc", min_size=1, max_size=3), st.text(max_size=9), max_size=2)
)
_line = st.builds(Line, st.text(max_size=30), st.tuples(_said), st.text(max_size=9))
_section = st.builds(Section, _said, st.lists(_line, max_size=3).map(tuple), st.integers(0, 99))


@given(st.builds(Content, _said, st.lists(_section, max_size=3).map(tuple), st.tuples(_said), st.text(max_size=9)))
def test_a_content_is_the_same_after_it_was_stored(content: Content) -> None:
    assert content_from_json(content_as_json(content)) == content
