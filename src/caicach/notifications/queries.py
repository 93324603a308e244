"""Reading: own messages, the rule in force, feeds, and what an operator looks after."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Q

from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.errors import NotFound
from caicach.kernel.pages import Page, page_number
from caicach.kernel.said import from_json
from caicach.notifications.domain.channels import (
    Channel,
    Choice,
    DeliveryRow,
    DeliveryState,
    FeedRow,
    MessageRow,
    RoundRow,
    TargetRow,
)
from caicach.notifications.domain.choices import choice_from_row
from caicach.notifications.domain.contents import content_from_json
from caicach.notifications.domain.kinds import Kind
from caicach.notifications.domain.rules import PACKAGED_RULE, DatedRule, rule_from_json
from caicach.notifications.domain.tokens import token_digest
from caicach.notifications.models import (
    CalendarFeed,
    ChannelChoice,
    Delivery,
    Message,
    ReminderRule,
    Round,
    WebhookTarget,
)

SIZE: Final = 20


def unread_count(actor: Actor) -> int:
    """How many own messages are unread, for the head of the page. One SQL query."""
    return Message.objects.filter(recipient_id=actor.user_id, read_at__isnull=True).count()


def messages(actor: Actor, *, unread_only: bool = False, page: int = 1) -> Page[MessageRow]:
    """Own messages, newest first. Three SQL queries."""
    found = Message.objects.filter(recipient_id=actor.user_id).exclude(kind=Kind.DIGEST.value).order_by("-id")
    if unread_only:
        found = found.filter(read_at__isnull=True)
    total = found.count()
    number = page_number(page, total=total, size=SIZE)
    return Page(_with_deliveries(found[(number - 1) * SIZE : number * SIZE]), total, number, SIZE)


def message(actor: Actor, message_id: int) -> MessageRow:
    """An own message; of other people's there are none."""
    found = _with_deliveries(Message.objects.filter(recipient_id=actor.user_id, pk=message_id).order_by("pk"))
    if not found:
        raise NotFound(
            "notifications.message_not_found",
            what="Không có thông báo này.",
            why="Thông báo không tồn tại, hoặc không phải gửi cho bạn.",
            todo="Hãy quay lại danh sách thông báo.",
        )
    return found[0]


def _with_deliveries(found: Iterable[Message]) -> tuple[MessageRow, ...]:
    rows, deliveries = list(found), defaultdict(list)
    sent = Delivery.objects.filter(message__in=[row.pk for row in rows]).select_related("message__recipient")
    for delivery in sent.order_by("id"):
        deliveries[delivery.message_id].append(_delivery(delivery))
    return tuple(
        MessageRow(
            row.pk, row.created_at, content_from_json(row.content), row.read_at is not None, tuple(deliveries[row.pk])
        )
        for row in rows
    )


def _delivery(row: Delivery) -> DeliveryRow:
    return DeliveryRow(
        id=row.pk,
        channel=Channel(row.channel),
        recipient=row.message.recipient.username,
        address=row.address,
        state=DeliveryState(row.state),
        attempts=row.attempts,
        last_error=row.last_error,
        created_at=row.created_at,
        sent_at=row.sent_at,
    )


def choice_of(actor: Actor) -> Choice:
    """What the person chose. One SQL query."""
    row = ChannelChoice.objects.filter(user=actor.user_id).order_by("pk").first()
    return choice_from_row(row.email, row.webhook, row.paces) if row else Choice()


def rule_on(on: date) -> DatedRule:
    """The rule in force on a day. One SQL query."""
    row = ReminderRule.objects.filter(valid_from__lte=on).order_by("-number").first()
    return _rule(row) if row else DatedRule(0, PACKAGED_RULE, None)


def rule_versions() -> tuple[DatedRule, ...]:
    """Every version, newest first, the packaged one last. One SQL query."""
    return (*map(_rule, ReminderRule.objects.order_by("-number")), DatedRule(0, PACKAGED_RULE, None))


def _rule(row: ReminderRule) -> DatedRule:
    return DatedRule(
        row.number, rule_from_json(row.steps), row.valid_from, row.decided_at, row.decided_by_name, row.reason
    )


def feeds(actor: Actor) -> tuple[FeedRow, ...]:
    """Own links that still show something. One SQL query."""
    rows = CalendarFeed.objects.filter(owner_id=actor.user_id, revoked_at__isnull=True).order_by("id")
    return tuple(FeedRow(row.pk, row.unit_id, row.created_at, row.read_at) for row in rows)


@dataclass(frozen=True, slots=True)
class OpenFeed:
    id: int
    owner: int
    unit: str | None


def feed_of(token: str) -> OpenFeed:
    """The feed behind a link; NotFound for a wrong or revoked one, and for that of a locked account. One SQL query."""
    found = CalendarFeed.objects.filter(
        token_sha256=token_digest(token), revoked_at__isnull=True, owner__is_active=True
    ).first()
    if found is None:
        raise NotFound(
            "notifications.feed_not_found",
            what="Không có lịch này.",
            why="Liên kết sai, hoặc đã được thu hồi.",
            todo="Hãy tạo liên kết mới ở trang thông báo.",
        )
    return OpenFeed(found.pk, found.owner_id, found.unit_id)


def targets(actor: Actor) -> tuple[TargetRow, ...]:
    """Where webhooks go. One SQL query."""
    require(actor, Permission.JOBS_MANAGE)
    rows = WebhookTarget.objects.filter(is_active=True).order_by("id")
    return tuple(
        TargetRow(row.pk, row.name, row.url, row.template, row.created_at, row.created_by_name) for row in rows
    )


def has_targets() -> bool:
    """Whether there is any webhook to choose. One SQL query."""
    return WebhookTarget.objects.filter(is_active=True).exists()


def troubled_deliveries(actor: Actor, *, size: int = 100) -> tuple[DeliveryRow, ...]:
    """What was not delivered at the first try and is not yet: refused, unsure, or waiting for another attempt.

    One SQL query.
    """
    require(actor, Permission.JOBS_MANAGE)
    stopped = Q(state__in=[DeliveryState.REFUSED.value, DeliveryState.UNSURE.value, DeliveryState.HANDED_OVER.value])
    retried = Q(state__in=[DeliveryState.WAITING.value, DeliveryState.SENDING.value]) & ~Q(last_error="")
    rows = Delivery.objects.filter(stopped | retried).select_related("message__recipient").order_by("-id")
    return tuple(_delivery(row) for row in rows[:size])


def last_round(name: str, *, before: date | None = None) -> RoundRow | None:
    """The newest finished round (before a day). One SQL query."""
    rows = Round.objects.filter(name=name).order_by("-on")
    row = (rows.filter(on__lt=before) if before else rows).first()
    if row is None:
        return None
    remarks = tuple(map(from_json, row.remarks))
    return RoundRow(row.on, row.finished_at, row.people, row.items, tuple(row.without_address), remarks)


def latest_rule_number() -> int:
    """0 while only the packaged rule exists. One SQL query."""
    return ReminderRule.objects.order_by("-number").values_list("number", flat=True).first() or 0
