"""Slowing down guesses of a password without letting anybody lock out a colleague.

Waiting times belong to one account *from one address*: a guesser elsewhere delays only himself. There is no limit per
address alone, for a whole office may stand behind one.
"""

import hashlib
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest

from caicach.kernel.text.folding import fold
from caicach.web.models import SignInAttempts

FREE_TRIES = 5
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(minutes=15)


def wait_after(failures: int) -> timedelta:
    """How long to wait after so many failures in a row.

    >>> [int(wait_after(failures).total_seconds()) for failures in (4, 5, 6, 40)]
    [0, 30, 60, 900]
    """
    if failures < FREE_TRIES:
        return timedelta(0)
    doublings = min(failures - FREE_TRIES, 10)
    return min(LONGEST_WAIT, FIRST_WAIT * (1 << doublings))


def key_of(username: str, address: str) -> str:
    """Neither the name typed (it may be a password typed in the wrong field) nor the address is kept in clear."""
    return hashlib.sha256(f"{settings.SECRET_KEY}|{fold(username).strip()}|{address}".encode()).hexdigest()


def address_of(request: HttpRequest) -> str:
    """The address of the browser, behind a named proxy too (``ForwardedMiddleware``)."""
    return str(request.META.get("REMOTE_ADDR", ""))


def seconds_to_wait(key: str, *, now: datetime) -> int:
    attempts = SignInAttempts.objects.filter(key=key).first()
    if attempts is None:
        return 0
    return max(0, round((attempts.last_failed_at + wait_after(attempts.failures) - now).total_seconds()))


@transaction.atomic
def note_failure(key: str, *, now: datetime) -> None:
    SignInAttempts.objects.filter(last_failed_at__lt=now - timedelta(days=1)).delete()
    SignInAttempts.objects.get_or_create(key=key, defaults={"failures": 0, "last_failed_at": now})
    attempts = SignInAttempts.objects.select_for_update().get(key=key)
    attempts.failures += 1
    attempts.last_failed_at = now
    attempts.save()


def note_success(key: str) -> None:
    SignInAttempts.objects.filter(key=key).delete()
