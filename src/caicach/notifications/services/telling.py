"""Telling people: a message each, and a delivery for every channel it goes by."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Final

from django.conf import settings
from django.db import IntegrityError, transaction

from caicach.kernel.access import Actor
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import NotFound
from caicach.kernel.jobs import services as queue
from caicach.kernel.said import Said, as_json
from caicach.notifications.domain.channels import Channel, Choice, DeliveryState, NewMessage, Notified
from caicach.notifications.domain.choices import choice_as_row, choice_from_row
from caicach.notifications.domain.contents import content_as_json
from caicach.notifications.domain.kinds import Kind, Pace
from caicach.notifications.models import ChannelChoice, Delivery, Held, Message, Round, WebhookTarget
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
    try:
        with transaction.atomic():
            rows, new = _kept_once(wanted, people, now)
    except IntegrityError:  # somebody told one of them since we looked, the first report of the day for instance
        rows, new = _kept_once(wanted, people, now)
    pairs = list(zip(rows, new, strict=True))
    return Notified(
        told=tuple(dict.fromkeys(item.recipient for item in new)),
        without_address=_send_out(pairs, people, now),
    )


def _kept_once(
    wanted: Mapping[tuple[int, str], NewMessage], people: Mapping[int, Contact], now: datetime
) -> tuple[list[Message], list[NewMessage]]:
    """The messages that nobody was told yet, as rows and as they were asked for."""
    told = Message.objects.filter(recipient_id__in=sorted(people), key__in=sorted({key for _, key in wanted}))
    known = set(told.values_list("recipient_id", "key"))
    new = [item for pair, item in wanted.items() if item.recipient in people and pair not in known]
    rows = [
        Message(
            recipient_id=item.recipient,
            key=item.key,
            kind=item.kind.value,
            content=content_as_json(item.content),
            created_at=now,
            read_at=now if item.kind is Kind.DIGEST else None,
        )
        for item in new
    ]
    return Message.objects.bulk_create(rows, batch_size=BATCH), new


def _send_out(
    pairs: Sequence[tuple[Message, NewMessage]], people: Mapping[int, Contact], now: datetime
) -> tuple[int, ...]:
    """Make the deliveries and their jobs, or have them wait for the digest; returns who wanted a letter and has no
    address.
    """
    choices = choices_of(item.recipient for _, item in pairs)
    targets = [
        str(pk) for pk in WebhookTarget.objects.filter(is_active=True).order_by("id").values_list("pk", flat=True)
    ]
    deliveries, held, unreached = [], [], []
    for row, item in pairs:
        email = people[item.recipient].email
        addresses = {
            Channel.EMAIL: [email] if email and settings.EMAIL_HOST else [],
            Channel.WEBHOOK: targets,
        }
        for channel, pace in _paces(item, choices.get(item.recipient, Choice())):
            if channel is Channel.EMAIL and not email:
                unreached.append(item.recipient)
            if pace is Pace.DAILY:
                held += [Held(message=row, channel=channel.value) for _ in addresses[channel][:1]]
            else:
                deliveries += [_delivery(row, channel, address, now) for address in addresses[channel]]
    Held.objects.bulk_create(held, batch_size=BATCH)
    made = Delivery.objects.bulk_create(deliveries, batch_size=BATCH)
    queue.enqueue_all([job_of(delivery) for delivery in made], now=now)
    return tuple(dict.fromkeys(unreached))


def _paces(item: NewMessage, choice: Choice) -> list[tuple[Channel, Pace]]:
    """The channels by which this goes to the person, and how soon."""
    asked = (Channel.EMAIL, Channel.WEBHOOK)
    paces = [(c, choice.pace(item.kind, c)) for c in asked if item.channels is None or c in item.channels]
    return [(channel, pace) for channel, pace in paces if pace is not Pace.NEVER]


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
    return {row.user_id: choice_from_row(row.email, row.webhook, row.paces) for row in rows}


@transaction.atomic
def choose_channels(actor: Actor, *, choice: Choice, now: datetime) -> None:
    """What the person wants beside the page; for oneself only."""
    user_id = _self(actor)
    old = choices_of([user_id]).get(user_id, Choice())
    given = choice_as_row(choice)
    ChannelChoice.objects.update_or_create(user_id=user_id, defaults=given)
    audit.record(
        actor,
        "notifications.channels.chosen",
        subject=("organisations.user", user_id),
        now=now,
        old=choice_as_row(old),
        new=given,
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
