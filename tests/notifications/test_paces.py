"""People hear of each kind at once, gathered, or not, as they chose; the page has everything."""

import json

import pytest

from caicach.kernel.access import SYSTEM
from caicach.kernel.errors import InvalidInput
from caicach.kernel.jobs import services as queue
from caicach.notifications import queries, services
from caicach.notifications.domain.body_templates import checked_template, filled_template
from caicach.notifications.domain.channels import Channel, Choice
from caicach.notifications.domain.kinds import CHOSEN, Kind, Pace
from caicach.notifications.models import Delivery, Held, Message
from factories.notifications import MORNING, acting, message_to, reachable

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def mail_server(settings) -> None:
    settings.EMAIL_HOST = "127.0.0.1"


def choose(ids: dict[str, int], *paces: tuple[Kind, Channel, Pace], email: bool = True) -> None:
    services.choose_channels(acting(ids, "tuphap"), choice=Choice(email=email, paces=paces), now=MORNING)


def tell(ids: dict[str, int], kind: Kind, key: str) -> None:
    services.notify(SYSTEM, messages=[message_to(ids["tuphap"], key, kind=kind)], now=MORNING)


def send() -> int:
    return services.send_digests(on=MORNING.date(), now=MORNING)


def test_a_kind_goes_at_once_gathered_or_not_at_all_and_is_on_the_page_in_any_case() -> None:
    ids = reachable()
    choose(ids, (Kind.WORK, Channel.EMAIL, Pace.DAILY), (Kind.LETTERS, Channel.EMAIL, Pace.NEVER))
    for kind in (Kind.WORK, Kind.LETTERS, Kind.DECISIONS):
        tell(ids, kind, kind.value)
    assert [row.message.kind for row in Delivery.objects.all()] == ["decisions"]
    assert [row.message.kind for row in Held.objects.all()] == ["work"]
    assert queries.unread_count(acting(ids, "tuphap")) == 3


def test_what_was_gathered_is_one_letter_a_morning_without_what_was_read() -> None:
    ids = reachable()
    for key in ("a", "b", "c"):
        tell(ids, Kind.WAITING, key)  # gathered without any choice
    read = Message.objects.get(key="b")
    services.mark_read(acting(ids, "tuphap"), message_id=read.pk, now=MORNING)
    assert Delivery.objects.count() == 0
    assert (send(), send()) == (1, 0)
    (delivery,) = Delivery.objects.all()
    assert len(delivery.message.content["sections"]) == 2
    assert delivery.address == "tuphap@tinh.example"
    assert not Held.objects.exists()
    shown = [row.id for row in queries.messages(acting(ids, "tuphap")).items]
    assert shown == list(Message.objects.exclude(kind="digest").order_by("-id").values_list("pk", flat=True))
    tell(ids, Kind.WAITING, "d")
    assert send() == 1  # later on the same day


def test_who_turned_a_channel_off_meanwhile_is_sent_nothing_by_it() -> None:
    ids = reachable()
    tell(ids, Kind.WAITING, "a")
    choose(ids, email=False)
    send()
    assert Delivery.objects.count() == 0
    assert queries.unread_count(acting(ids, "tuphap")) == 1


def test_what_is_as_usual_is_not_kept_and_the_choice_reads_as_it_was_made() -> None:
    ids = reachable()
    choose(ids, *((kind, Channel.EMAIL, Pace.AT_ONCE) for kind in CHOSEN))
    choice = queries.choice_of(acting(ids, "tuphap"))
    assert {kind for kind, _, _ in choice.paces} == {Kind.WAITING, Kind.LISTS, Kind.UPKEEP}
    assert all(choice.pace(kind, Channel.EMAIL) is Pace.AT_ONCE for kind in CHOSEN)
    assert choice.pace(Kind.WORK, Channel.WEBHOOK) is Pace.NEVER


def test_the_digest_runs_by_its_schedule() -> None:
    ids = reachable()
    tell(ids, Kind.UPKEEP, "a")
    queue.enqueue(kind="notifications.digests", key="x", payload={"on": "2023-02-20"}, now=MORNING)
    assert queue.run_next(now=MORNING)
    assert Delivery.objects.count() == 1


def test_the_number_of_queries_of_digests_does_not_grow(django_assert_max_num_queries) -> None:
    ids = reachable()
    for number in range(20):
        services.notify(
            SYSTEM, messages=[message_to(user, f"{number}", kind=Kind.WAITING) for user in ids.values()], now=MORNING
        )
    with django_assert_max_num_queries(20):
        assert send() == 2


def test_a_template_is_filled_inside_its_strings_whatever_a_title_holds() -> None:
    form = checked_template('{"text": "{title}|{link}", "to": ["@{recipient}"], "n": 1}')
    nasty = 'a", "admin": true, "x": "\\ {link} \n'
    body = json.loads(filled_template(form, {"title": nasty, "link": "L", "recipient": "tuphap"}))
    assert body == {"text": f"{nasty}|L", "to": ["@tuphap"], "n": 1}


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        "text",
        "[]",
        "{}",
        '"{title}"',
        '{"text": "{tittle}"}',
        '{"text": "xin chào"}',
        '{"{title}": "{text}"}',
        '{"a":' * 30 + '"{title}"' + "}" * 30,
    ],
)
def test_a_template_that_cannot_be_sent_is_told_and_not_kept(wrong: str) -> None:
    with pytest.raises(InvalidInput):
        checked_template(wrong)
