"""Telling people: a message each, and a delivery for every channel it goes by."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Final

from django.conf import settings
from django.db import transaction

from caicach.kernel.access import Actor
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import NotFound
from caicach.kernel.jobs import services as queue
from caicach.kernel.said import Said, as_json
from caicach.notifications.domain.channels import Channel, Choice, DeliveryState, NewMessage, Notified
from caicach.notifications.domain.contents import content_as_json
from caicach.notifications.models import ChannelChoice, Delivery, Message, Round, WebhookTarget
from caicach.notifications.services.delivering import job_of
from caicach.organisations import queries as organisations
from caicach.organisations.queries import Contact

BATCH: Final = 500


@transaction.atomic
def notify(actor: Actor, *, messages: Sequence[NewMessage], now: datetime) -> Notified:
    """Tell people something: on their page, and by the channels each of them chose. Nobody is told a key twice.

    Call it inside the transaction of what is told, so that nobody hears of what did not happen; ``actor`` is who did
    it, and is not told of the own act. Accounts that are locked or gone are passed over. The same number of SQL
    queries for any number of messages up to 500.
    """
    wanted = {(new.recipient, new.key): new for new in messages if new.recipient != actor.user_id}
    people = organisations.contacts(recipient for recipient, _ in wanted)
    told = Message.objects.filter(recipient_id__in=sorted(people), key__in=sorted({key for _, key in wanted}))
    known = set(told.values_list("recipient_id", "key"))
    new = [item for pair, item in wanted.items() if item.recipient in people and pair not in known]
    rows = Message.objects.bulk_create(
        [
            Message(recipient_id=item.recipient, key=item.key, content=content_as_json(item.content), created_at=now)
            for item in new
        ],
        batch_size=BATCH,
    )
    pairs = list(zip(rows, new, strict=True))
    return Notified(
        told=tuple(dict.fromkeys(item.recipient for item in new)),
        without_address=_send_out(pairs, people, now),
    )


def _send_out(
    pairs: Sequence[tuple[Message, NewMessage]], people: Mapping[int, Contact], now: datetime
) -> tuple[int, ...]:
    """Make the deliveries and their jobs; returns who wanted a letter and has no address."""
    choices = choices_of(item.recipient for _, item in pairs)
    targets = [
        str(pk) for pk in WebhookTarget.objects.filter(is_active=True).order_by("id").values_list("pk", flat=True)
    ]
    deliveries, unreached = [], []
    for row, item in pairs:
        channels = choices.get(item.recipient, Choice()).channels()
        channels &= channels if item.channels is None else item.channels
        email = people[item.recipient].email
        if Channel.EMAIL in channels and not email:
            unreached.append(item.recipient)
        if Channel.EMAIL in channels and email and settings.EMAIL_HOST:
            deliveries.append(_delivery(row, Channel.EMAIL, email, now))
        if Channel.WEBHOOK in channels:
            deliveries += [_delivery(row, Channel.WEBHOOK, target, now) for target in targets]
    made = Delivery.objects.bulk_create(deliveries, batch_size=BATCH)
    queue.enqueue_all([job_of(delivery) for delivery in made], now=now)
    return tuple(dict.fromkeys(unreached))


def _delivery(message: Message, channel: Channel, address: str, now: datetime) -> Delivery:
    return Delivery(
        message=message,
        channel=channel.value,
        address=address,
        state=DeliveryState.WAITING.value,
        created_at=now,
    )


def choices_of(users: Iterable[int]) -> dict[int, Choice]:
    """What these accounts chose; those that never did are not in it."""
    rows = ChannelChoice.objects.filter(user_id__in=sorted(set(users))).order_by("user_id")
    return {row.user_id: Choice(row.email, row.webhook) for row in rows}


@transaction.atomic
def choose_channels(actor: Actor, *, choice: Choice, now: datetime) -> None:
    """What the person wants beside the page; for oneself only."""
    user_id = _self(actor)
    old = choices_of([user_id]).get(user_id, Choice())
    ChannelChoice.objects.update_or_create(user_id=user_id, defaults={"email": choice.email, "webhook": choice.webhook})
    audit.record(
        actor,
        "notifications.channels.chosen",
        subject=("organisations.user", user_id),
        now=now,
        old={"email": old.email, "webhook": old.webhook},
        new={"email": choice.email, "webhook": choice.webhook},
    )


def mark_read(actor: Actor, *, message_id: int, now: datetime) -> None:
    """Note that the person opened an own message; not a change that the trail keeps."""
    Message.objects.filter(pk=message_id, recipient_id=_self(actor), read_at__isnull=True).update(read_at=now)


def mark_all_read(actor: Actor, *, now: datetime) -> int:
    return Message.objects.filter(recipient_id=_self(actor), read_at__isnull=True).update(read_at=now)


def record_round(
    *,
    name: str,
    on: date,
    now: datetime,
    people: int,
    items: int,
    without_address: Sequence[str],
    remarks: Sequence[Said],
) -> None:
    """Note that the messages of a day are made; a second time on the same day changes nothing."""
    values = {
        "finished_at": now,
        "people": people,
        "items": items,
        "without_address": list(without_address),
        "remarks": list(map(as_json, remarks)),
    }
    Round.objects.get_or_create(name=name, on=on, defaults=values)


def _self(actor: Actor) -> int:
    if actor.user_id is None:
        raise NotFound(
            "notifications.nobody",
            what="Không có thông báo nào.",
            why="Thông báo là của riêng từng tài khoản.",
            todo="Hãy đăng nhập.",
        )
    return actor.user_id
