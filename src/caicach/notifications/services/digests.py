"""The digests of a day: what waits for each person and channel, in one message by that channel."""

from collections import defaultdict
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse

from caicach.kernel.access import SYSTEM
from caicach.notifications.domain.channels import Channel, NewMessage
from caicach.notifications.domain.contents import Content, content_from_json
from caicach.notifications.domain.digests import digest_of
from caicach.notifications.domain.kinds import Kind
from caicach.notifications.models import Held
from caicach.notifications.services.telling import notify


@transaction.atomic
def send_digests(*, on: date, now: datetime) -> int:
    """Send what waits; returns to how many people. What was read on the page meanwhile is left out.

    Run again it sends nothing twice: what was sent waits no more. The page has every message in any case.
    """
    held = list(Held.objects.select_related("message").order_by("message_id"))
    waiting: dict[tuple[int, str], list[Content]] = defaultdict(list)
    last: dict[tuple[int, str], int] = {}
    for row in held:
        pair = (row.message.recipient_id, row.channel)
        if row.message.read_at is None:
            waiting[pair].append(content_from_json(row.message.content))
            last[pair] = row.message_id
    messages = [
        NewMessage(
            recipient,
            f"notifications.digest:{channel}:{last[recipient, channel]}",
            digest_of(contents, on=on, link=reverse("web:inbox")),
            frozenset({Channel(channel)}),
            Kind.DIGEST,
        )
        for (recipient, channel), contents in waiting.items()
    ]
    Held.objects.filter(pk__in=[row.pk for row in held]).delete()
    return len(notify(SYSTEM, messages=messages, now=now).told)
