"""Slowing down guesses of a password without letting anybody lock out a colleague.

Three counts, each with its own wait: one account from one address; one account from everywhere; one address, whatever
accounts it tries. The last two are for guessers from many places, or over many names. A browser in which the account
signed in before is spared them: whoever guesses elsewhere, or behind the same address of an office, does not delay it.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from caicach.kernel.errors import InvalidInput
from caicach.kernel.text.folding import fold
from caicach.web.models import SignInAttempts

DEVICE_COOKIE: Final = "caicach_device"
_DEVICE_SALT: Final = "caicach.device"
_REMEMBERED: Final = 8  # accounts that a browser is known for
_REMEMBERED_FOR: Final = timedelta(days=180)


@dataclass(frozen=True, slots=True)
class Slowing:
    """So many free tries, then a wait that doubles up to the longest; after a rest without failures all begins anew."""

    free: int
    first: timedelta
    longest: timedelta
    rest: timedelta = timedelta(days=1)

    def wait_after(self, failures: int) -> timedelta:
        """How long to wait after so many failures in a row.

        >>> [int(OF_BOTH.wait_after(failures).total_seconds()) for failures in (4, 5, 6, 40)]
        [0, 30, 60, 900]
        """
        if failures < self.free:
            return timedelta(0)
        return min(self.longest, self.first * (1 << min(failures - self.free, 10)))


OF_BOTH: Final = Slowing(5, timedelta(seconds=30), timedelta(minutes=15))
OF_ACCOUNT: Final = Slowing(20, timedelta(seconds=30), timedelta(minutes=15), timedelta(hours=2))
OF_ADDRESS: Final = Slowing(50, timedelta(seconds=5), timedelta(minutes=1), timedelta(minutes=15))
OF_PROVIDER: Final = Slowing(3, timedelta(seconds=15), timedelta(minutes=1), timedelta(minutes=5))
OF_FEEDBACK: Final = Slowing(5, timedelta(minutes=2), timedelta(hours=1), timedelta(hours=6))
OF_ALL_FEEDBACK: Final = Slowing(200, timedelta(seconds=30), timedelta(minutes=10), timedelta(hours=6))
OF_LETTERS: Final = Slowing(5, timedelta(minutes=1), timedelta(minutes=15), timedelta(hours=1))


@dataclass(frozen=True, slots=True)
class Counted:
    """A count and the rule that slows it."""

    key: str
    slowing: Slowing


def tries_of(request: HttpRequest, username: str) -> tuple[Counted, ...]:
    """What a try counts for; the first is forgotten when it succeeds."""
    name, address = fold(username).strip(), address_of(request)
    if name in known_names(request):
        return (Counted(_key(name, address, "device"), OF_BOTH),)
    return (
        Counted(_key(name, address), OF_BOTH),
        Counted(_key(name, "", "account"), OF_ACCOUNT),
        Counted(_key("", address, "address"), OF_ADDRESS),
    )


def counted_second(request: HttpRequest, user_id: int) -> tuple[Counted, ...]:
    """What a code of the second step counts for: the account, wherever it is tried; the password was right already."""
    return (Counted(_key(str(user_id), "", "second"), OF_BOTH),)


def tries_of_provider(request: HttpRequest) -> tuple[Counted, Counted]:
    """What asking the provider counts for: the first when it is away, for everybody, so that a server that hangs does
    not hold ours; the second when the answer was no good, for the address."""
    return (
        Counted(_key("", "", "provider"), OF_PROVIDER),
        Counted(_key("", address_of(request), "provider"), OF_ADDRESS),
    )


def _key(*parts: str) -> str:
    """Neither the name typed (it may be a password typed in the wrong field) nor the address is kept in clear."""
    return hashlib.sha256("|".join((settings.SECRET_KEY, *parts)).encode()).hexdigest()


def address_of(request: HttpRequest) -> str:
    """The address of the browser, behind a named proxy too (``ForwardedMiddleware``)."""
    return str(request.META.get("REMOTE_ADDR", ""))


def seconds_to_wait(counts: tuple[Counted, ...], *, now: datetime) -> int:
    rows = SignInAttempts.objects.in_bulk([one.key for one in counts])
    return max((_wait(rows.get(one.key), one.slowing, now) for one in counts), default=0)


def _wait(row: SignInAttempts | None, slowing: Slowing, now: datetime) -> int:
    if row is None or now - row.last_failed_at > slowing.rest:
        return 0
    return max(0, round((row.last_failed_at + slowing.wait_after(row.failures) - now).total_seconds()))


@transaction.atomic
def note_failure(counts: tuple[Counted, ...], *, now: datetime) -> None:
    SignInAttempts.objects.filter(last_failed_at__lt=now - timedelta(days=1)).delete()
    for one in sorted(counts, key=lambda one: one.key):
        SignInAttempts.objects.get_or_create(key=one.key, defaults={"failures": 0, "last_failed_at": now})
        attempts = SignInAttempts.objects.select_for_update().get(key=one.key)
        attempts.failures = 1 if now - attempts.last_failed_at > one.slowing.rest else attempts.failures + 1
        attempts.last_failed_at = now
        attempts.save()


def note_success(counts: tuple[Counted, ...]) -> None:
    """The person's own count is forgotten; those that others share go on."""
    SignInAttempts.objects.filter(key=counts[0].key).delete()


def slow_down_letters(request: HttpRequest, *, now: datetime) -> None:
    """Count a letter that was asked for from an address. Raises InvalidInput where it has to wait."""
    counts = (Counted(_key("", address_of(request), "letters"), OF_LETTERS),)
    if seconds := seconds_to_wait(counts, now=now):
        raise InvalidInput(
            "accounts.letters_wait",
            what="Đã xin nhiều liên kết từ nơi này.",
            why="Để không ai bị làm phiền bằng thư, mỗi nơi chỉ xin được ít lần.",
            todo="Hãy đợi {seconds} giây rồi thử lại, hoặc liên hệ quản trị viên.",
            seconds=seconds,
        )
    note_failure(counts, now=now)


def slow_down_feedback(request: HttpRequest, *, now: datetime) -> None:
    """Count what is sent by nobody known, from an address and in all. Raises InvalidInput where it has to wait."""
    counts = (
        Counted(_key("", address_of(request), "feedback"), OF_FEEDBACK),
        Counted(_key("", "", "feedback"), OF_ALL_FEEDBACK),
    )
    if seconds := seconds_to_wait(counts, now=now):
        raise InvalidInput(
            "procedures.feedback_wait",
            what="Đã có nhiều phản ánh, kiến nghị gửi từ nơi này.",
            why="Để trang không bị gửi tràn, mỗi nơi chỉ gửi được ít lần liên tiếp.",
            todo="Nội dung bạn gõ vẫn còn ở dưới; hãy đợi {seconds} giây rồi gửi lại.",
            seconds=seconds,
        )
    note_failure(counts, now=now)


def known_names(request: HttpRequest) -> list[str]:
    """Accounts that signed in from this browser before."""
    try:
        found = signing.loads(request.COOKIES.get(DEVICE_COOKIE, ""), salt=_DEVICE_SALT, max_age=_REMEMBERED_FOR)
    except signing.BadSignature:
        return []
    return [str(name) for name in found] if isinstance(found, list) else []


def remember(request: HttpRequest, response: HttpResponse, username: str) -> None:
    """Let the browser be known for the account that signed in; the cookie opens nothing."""
    name = fold(username).strip()
    names = [name, *(known for known in known_names(request) if known != name)][:_REMEMBERED]
    response.set_cookie(
        DEVICE_COOKIE,
        signing.dumps(names, salt=_DEVICE_SALT),
        max_age=int(_REMEMBERED_FOR.total_seconds()),
        httponly=True,
        samesite="Lax",
        secure=settings.BEHIND_TLS,
    )
