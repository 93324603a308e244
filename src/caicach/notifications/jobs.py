"""Jobs of this module: one delivery each, and the digests of a day."""

from datetime import date, datetime, time

from django.urls import get_resolver
from django.utils.translation import gettext_noop

from caicach.kernel.jobs.domain import Payload
from caicach.kernel.jobs.registry import daily, job
from caicach.notifications import services

ATTEMPTS = 14
"""With the waits of the queue, some two days: a mail server that is down over a weekend loses nothing."""


@job("notifications.deliver_email", title=gettext_noop("Gửi thư"), is_atomic=False, max_attempts=ATTEMPTS)
def deliver_email(payload: Payload, now: datetime) -> None:
    services.deliver_email(delivery_id=int(payload["delivery"] or 0), now=now)


@job(
    "notifications.deliver_webhook", title=gettext_noop("Gửi đến phần mềm khác"), is_atomic=False, max_attempts=ATTEMPTS
)
def deliver_webhook(payload: Payload, now: datetime) -> None:
    services.deliver_webhook(delivery_id=int(payload["delivery"] or 0), now=now)


@job("notifications.digests", title=gettext_noop("Gửi tóm tắt trong ngày"))
def send_digests(payload: Payload, now: datetime) -> None:
    """Send what waits for the digest of a day. Safe to run again."""
    services.send_digests(on=date.fromisoformat(str(payload["on"])), now=now)


@job("notifications.watched_lists", title=gettext_noop("Xem các danh sách được theo dõi"), is_atomic=False)
def watched_lists(payload: Payload, now: datetime) -> None:
    """Tell who watches what entered. The pages offer the lists, so they are read first. Safe to run again."""
    len(get_resolver().url_patterns)
    services.tell_entered(on=date.fromisoformat(str(payload["on"])), now=now)


daily("notifications.watched_lists", kind="notifications.watched_lists", at=time(6, 50), working_days_only=True)
daily("notifications.digests", kind="notifications.digests", at=time(7, 5), working_days_only=True)
