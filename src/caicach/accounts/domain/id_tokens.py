"""The provider's word on who signed in, believed only when it is signed, for us, for this sign-in and of now."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, cast

from joserfc import jwk, jws
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, OKPKey, RSAKey

from caicach.accounts.domain.provider import Asked, Provider, wrong

APART: Final = timedelta(seconds=60)
"""How far the clocks of the two machines may be apart."""
MOST_KEYS: Final = 50
LONGEST_SUBJECT: Final = 255
SHORTEST_RSA: Final = 2048
_KINDS: Final = {"RS": "RSA", "PS": "RSA", "ES": "EC", "Ed": "OKP"}

Key = RSAKey | ECKey | OKPKey


@dataclass(frozen=True, slots=True)
class Identity:
    """Who signed in at the provider. ``email`` is empty unless the provider says that it verified it."""

    issuer: str
    subject: str
    email: str
    named: str
    methods: frozenset[str]


def keys_of(document: Mapping[str, object]) -> tuple[Key, ...]:
    """The provider's keys that signatures can be checked with; those of kinds that we do not know are passed over."""
    found = document.get("keys")
    given = [key for key in found if isinstance(key, dict)] if isinstance(found, list) else []
    keys = tuple(key for one in given[:MOST_KEYS] if (key := _key(one)) is not None)
    if not keys:
        wrong(why="Nơi đó không có khóa nào để kiểm tra chữ ký.")
    return keys


def _key(said: dict[str, Any]) -> Key | None:
    if said.get("kty") not in set(_KINDS.values()) or said.get("use", "sig") != "sig":
        return None
    try:
        key = jwk.import_key(said)
    except (JoseError, ValueError, KeyError, TypeError):
        return None
    if isinstance(key, RSAKey):
        return key if key.raw_value.key_size >= SHORTEST_RSA else None
    return key if isinstance(key, ECKey | OKPKey) else None


def identity_of(
    token: str, *, provider: Provider, asked: Asked, algorithms: Sequence[str], keys: Sequence[Key], now: datetime
) -> Identity:
    """Raises InvalidInput with the one thing that is wrong."""
    said = _signed(token, algorithms, keys)
    _check_parties(said, provider)
    _check_times(said, now)
    if said.get("nonce") != asked.nonce:
        wrong(why="Câu trả lời thuộc về một lần đăng nhập khác.")
    subject = said.get("sub")
    if not isinstance(subject, str) or not 0 < len(subject) <= LONGEST_SUBJECT or not subject.isprintable():
        wrong(why="Câu trả lời không nói ai đã đăng nhập.")
    return Identity(
        issuer=provider.issuer,
        subject=subject,
        email=_text(said, "email") if said.get("email_verified") is True else "",
        named=_text(said, provider.claim),
        methods=frozenset((*_texts(said.get("amr")), *_texts(said.get("acr")))),
    )


def _signed(token: str, algorithms: Sequence[str], keys: Sequence[Key]) -> dict[str, object]:
    try:
        unchecked = jws.extract_compact(token.encode()).headers()
    except (JoseError, ValueError, KeyError, TypeError, AttributeError):
        wrong(why="Câu trả lời không phải là một thẻ có chữ ký.")
    algorithm, identifier = unchecked.get("alg"), unchecked.get("kid")
    if algorithm not in algorithms:
        wrong(why="Thẻ ký bằng «{algorithm}», nơi đó không được dùng cách này.", algorithm=str(algorithm)[:40])
    kind = _KINDS[str(algorithm)[:2]]
    fitting = [key for key in keys if key.key_type == kind and (identifier is None or key.kid in {identifier, None})]
    if not fitting:
        wrong(why="Nơi đó không có khóa nào đã ký thẻ này.")
    payload = next((said for key in fitting if (said := _payload(token, key, algorithms)) is not None), None)
    if payload is None:
        wrong(why="Chữ ký của thẻ không đúng.")
    return _claims(payload)


def _payload(token: str, key: Key, algorithms: Sequence[str]) -> bytes | None:
    """What this key signed; None where it did not."""
    try:
        return jws.deserialize_compact(token, cast(Any, key), algorithms=list(algorithms)).payload
    except (JoseError, ValueError, KeyError, TypeError):
        return None


def _claims(payload: bytes) -> dict[str, object]:
    try:
        said = json.loads(payload)
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict):
        wrong(why="Thẻ không mang thông tin nào đọc được.")
    return said


def _check_parties(said: Mapping[str, object], provider: Provider) -> None:
    if said.get("iss") != provider.issuer:
        wrong(why="Thẻ do «{issuer}» cấp, không phải nơi đã cài đặt.", issuer=str(said.get("iss"))[:200])
    audience = _texts(said.get("aud"))
    authorised = said.get("azp", provider.client if len(audience) == 1 else None)
    if provider.client not in audience or authorised != provider.client:
        wrong(why="Thẻ cấp cho một ứng dụng khác.")


def _check_times(said: Mapping[str, object], now: datetime) -> None:
    moment, apart = now.timestamp(), APART.total_seconds()
    ends, began = said.get("exp"), said.get("iat")
    if not _is_moment(ends) or not _is_moment(began):
        wrong(why="Thẻ không ghi thời hạn.")
    if cast(float, ends) + apart <= moment:
        wrong(why="Thẻ đã hết hạn. Đồng hồ của một trong hai máy chủ có thể sai.")
    begins = [cast(float, one) for one in (began, said.get("nbf")) if _is_moment(one)]
    if max(begins) - apart > moment:
        wrong(why="Thẻ được cấp ở tương lai. Đồng hồ của một trong hai máy chủ có thể sai.")


def _is_moment(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _text(said: Mapping[str, object], name: str) -> str:
    value = said.get(name) if name else ""
    return value if isinstance(value, str) and len(value) <= LONGEST_SUBJECT else ""


def _texts(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    return tuple(one for one in value if isinstance(one, str)) if isinstance(value, list) else ()
