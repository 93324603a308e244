"""Codes of six digits that change every half minute (RFC 6238), as the programs on phones make them."""

import base64
import hashlib
import hmac
from datetime import datetime
from typing import Final
from urllib.parse import quote, urlencode

SECONDS: Final = 30
DIGITS: Final = 6
LATE: Final = 1  # steps by which a clock may be early or late


def code_at(secret: bytes, step: int) -> str:
    """The code of a step of time.

    >>> [code_at(b"12345678901234567890", seconds // 30) for seconds in (59, 1111111109, 20000000000)]
    ['287082', '081804', '353130']
    """
    digest = hmac.new(secret, step.to_bytes(8, "big"), hashlib.sha1).digest()
    start = digest[-1] & 15
    number = int.from_bytes(digest[start : start + 4], "big") & 0x7FFFFFFF
    return f"{number % 10**DIGITS:0{DIGITS}d}"


def step_of(now: datetime) -> int:
    return int(now.timestamp()) // SECONDS


def step_matching(secret: bytes, code: str, *, now: datetime, after: int) -> int | None:
    """The step whose code this is, of those near now and later than the last one used: a code works once."""
    present = step_of(now)
    near = range(max(present - LATE, after + 1), present + LATE + 1)
    return next((step for step in near if hmac.compare_digest(code_at(secret, step), code)), None)


def typed_secret(secret: bytes) -> str:
    """The secret as a person types it into a phone.

    >>> typed_secret(b"12345678901234567890")
    'GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ'
    """
    text = base64.b32encode(secret).decode().rstrip("=")
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))


def address_of(secret: bytes, *, name: str, issuer: str) -> str:
    """The address that opens the program on the phone on which the page is read."""
    said = {"secret": typed_secret(secret).replace(" ", ""), "issuer": issuer}
    return f"otpauth://totp/{quote(f'{issuer}:{name}')}?{urlencode(said, quote_via=quote)}"
