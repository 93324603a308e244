"""Asking the provider of sign-in by OpenID Connect: its own words about itself, its keys, a token for a code.

Nothing is kept between two sign-ins: a key that the provider changed is known at once. Only hosts that the operator
named are asked, no redirect is followed, and every answer is bounded in time and size.
"""

import http.client
import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Final

from django.conf import settings

from caicach.accounts.domain.id_tokens import Identity, Key, identity_of, keys_of
from caicach.accounts.domain.provider import (
    DISCOVERY,
    Asked,
    Discovery,
    Provider,
    discovery_of,
    endpoint_of,
    token_request,
    wrong,
)
from caicach.kernel.errors import Busy, NotFound
from caicach.kernel.outgoing import Answer, TooMuch, Within, answer_of

WITHIN: Final = Within(seconds=6, largest=256_000)
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Examined:
    """What the operator wants to know of a provider; ``clock`` is what its own says, where it says it."""

    known: Discovery
    keys: tuple[Key, ...]
    clock: datetime | None


def is_set() -> bool:
    return bool(settings.OIDC_ISSUER)


def provider() -> Provider:
    """As it is set. Raises NotFound where none is."""
    if not is_set():
        raise NotFound(
            "accounts.provider_off",
            what="Chưa có hệ thống đăng nhập chung.",
            why="Người vận hành chưa cài đặt.",
            todo="Hãy đăng nhập bằng tên và mật khẩu.",
        )
    return Provider(
        issuer=settings.OIDC_ISSUER,
        client=settings.OIDC_CLIENT,
        secret=settings.OIDC_SECRET,
        scopes=tuple(settings.OIDC_SCOPES),
        claim=settings.OIDC_CLAIM,
        second_step=frozenset(settings.OIDC_SECOND_STEP),
        hosts=frozenset(settings.OIDC_HOSTS),
    )


def discovery(of: Provider) -> Discovery:
    """Raises Busy where the provider does not answer, InvalidInput where it answers wrongly."""
    return _discovery(of)[0]


def _discovery(of: Provider) -> tuple[Discovery, Answer]:
    answer = _asked(of, of.issuer.rstrip("/") + DISCOVERY)
    return discovery_of(of, _object(answer)), answer


def look_who_answered(of: Provider, named: str | None) -> None:
    """The issuer that an answer names (RFC 9207). Raises InvalidInput where that is another, or none where this
    provider says that it always names itself: the answer may be somebody else's."""
    if named is None and discovery(of).names_itself:
        wrong(why="Câu trả lời không nói nơi nào cấp, mà nơi đã cài đặt thì luôn nói.")
    if named is not None and named != of.issuer:
        wrong(why="Câu trả lời là của «{named}», không phải của nơi đã cài đặt.", named=named[:200])


def identity(of: Provider, asked: Asked, *, code: str, back: str, now: datetime) -> Identity:
    """Who signed in there, by the code that came back. Raises Busy or InvalidInput."""
    known = discovery(of)
    headers, body = token_request(of, known, asked, code=code, back=back)
    token = _object(_asked(of, known.token, body=body, headers=headers)).get("id_token")
    if not isinstance(token, str):
        wrong(why="Câu trả lời không có thẻ nào.")
    keys = _keys(of, known)
    return identity_of(token, provider=of, asked=asked, algorithms=known.algorithms, keys=keys, now=now)


def examination(of: Provider) -> Examined:
    """For ``caicach doctor``. Raises as ``discovery``."""
    known, answer = _discovery(of)
    try:
        clock = parsedate_to_datetime(answer.headers.get("date", ""))
    except (ValueError, TypeError):
        clock = None
    return Examined(known, _keys(of, known), clock)


def _keys(of: Provider, known: Discovery) -> tuple[Key, ...]:
    return keys_of(_object(_asked(of, known.keys)))


def _asked(
    of: Provider, address: str, *, body: bytes | None = None, headers: Mapping[str, str] | None = None
) -> Answer:
    endpoint = endpoint_of(of, address)
    said = {"User-Agent": "caicach", "Accept": "application/json", **(headers or {})}
    try:
        answer = answer_of(endpoint, method="POST" if body else "GET", headers=said, body=body, within=WITHIN)
    except TooMuch:
        wrong(why="Câu trả lời dài quá {largest} byte.", largest=WITHIN.largest)
    except (OSError, http.client.HTTPException) as error:
        _log.warning("the sign-in provider does not answer: %s: %s", type(error).__name__, error)
        raise _away() from error
    if 300 <= answer.status < 400:
        wrong(why="Nơi đó chuyển sang địa chỉ khác thay vì trả lời.")
    if answer.status >= 500:
        _log.warning("the sign-in provider answers %s", answer.status)
        raise _away()
    if answer.status != 200:
        _log.warning("the sign-in provider answers %s", answer.status)
        wrong(
            why="Nơi đó không nhận yêu cầu (mã {status}): lần đăng nhập đã cũ hoặc cài đặt sai.", status=answer.status
        )
    return answer


def _object(answer: Answer) -> dict[str, object]:
    try:
        found = json.loads(answer.body)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        wrong(why="Câu trả lời không phải là JSON đọc được.")
    return found


def _away() -> Busy:
    return Busy(
        "accounts.provider_away",
        what="Hệ thống đăng nhập chung không trả lời.",
        why="Máy chủ đó đang hỏng, quá chậm, hoặc không tới được.",
        todo="Hãy thử lại sau ít phút, hoặc đăng nhập bằng mật khẩu.",
    )
