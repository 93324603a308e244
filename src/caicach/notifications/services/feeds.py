"""Secret links to calendars: opened by a person for oneself, closed again at once when wanted."""

import secrets
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from caicach.kernel.access import Actor
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import Conflict, NotFound
from caicach.notifications.domain.tokens import token_digest
from caicach.notifications.models import CalendarFeed

MAX_FEEDS: Final = 20
NOTED_AGAIN_AFTER: Final = timedelta(hours=1)


@transaction.atomic
def open_feed(actor: Actor, *, unit: str | None, now: datetime) -> str:
    """A new link; returns its token, which is shown once and kept nowhere. ``unit`` None: the own work."""
    if actor.user_id is None or (unit is not None and not actor.sees_unit(unit)):
        raise NotFound(
            "notifications.feed_unit",
            what="Không mở được lịch này.",
            why="Đơn vị không tồn tại, hoặc không thuộc phạm vi của bạn.",
            todo="Hãy chọn đơn vị khác.",
        )
    if CalendarFeed.objects.filter(owner_id=actor.user_id, revoked_at__isnull=True).count() >= MAX_FEEDS:
        raise Conflict(
            "notifications.too_many_feeds",
            what="Đã mở {limit} liên kết lịch.",
            why="Mỗi tài khoản giữ tối đa {limit} liên kết.",
            todo="Hãy thu hồi liên kết không dùng nữa.",
            limit=MAX_FEEDS,
        )
    token = secrets.token_urlsafe(32)
    feed = CalendarFeed.objects.create(
        owner_id=actor.user_id, unit_id=unit, token_sha256=token_digest(token), created_at=now
    )
    audit.record(actor, "notifications.feed.opened", subject=("calendar_feed", feed.pk), now=now, new={"unit": unit})
    return token


@transaction.atomic
def revoke_feed(actor: Actor, *, feed_id: int, now: datetime) -> None:
    """The link shows nothing from now on."""
    own = CalendarFeed.objects.filter(pk=feed_id, owner_id=actor.user_id, revoked_at__isnull=True)
    if not own.update(revoked_at=now):
        raise NotFound(
            "notifications.feed_not_found",
            what="Không có liên kết lịch này.",
            why="Liên kết không tồn tại, đã thu hồi, hoặc không phải của bạn.",
            todo="Hãy tải lại trang.",
        )
    audit.record(actor, "notifications.feed.revoked", subject=("calendar_feed", feed_id), now=now)


def note_feed_read(*, feed_id: int, now: datetime) -> None:
    """So that the owner sees which links are in use; at most once an hour."""
    feeds = CalendarFeed.objects.filter(pk=feed_id).exclude(read_at__gt=now - NOTED_AGAIN_AFTER)
    feeds.update(read_at=now)
