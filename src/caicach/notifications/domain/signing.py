"""The signature of what goes out to webhooks and of what is pushed to us: HMAC-SHA256 over the time and the body."""

import hashlib
import hmac
import re
from typing import Final

HEADER = "Caicach-Signature"
VERSION = "v1"
SECONDS: Final = 300
"""How far the clocks of who signs and who checks may be apart."""
_FORM: Final = re.compile(rf"t=(\d{{1,12}}),\s*{VERSION}=[0-9a-f]{{64}}", re.ASCII)


def signature(secret: str, timestamp: int, *body: bytes) -> str:
    """The value of the header; the parts of the body follow one another.

    >>> signature("s", 1676854800, b"{}")
    't=1676854800,v1=a8b7c42d06a353e24cd40b4608da99f5faa0ddfe174070e74e8130101ad5bb7c'
    """
    signed = hmac.new(secret.encode(), f"{timestamp}.".encode(), hashlib.sha256)
    for part in body:
        signed.update(part)
    return f"t={timestamp},{VERSION}={signed.hexdigest()}"


def signed_at(header: str) -> int | None:
    """The time that a header names; None where it is none of ours.

    >>> signed_at("t=1676854800,v1=" + "0" * 64), signed_at("t=soon")
    (1676854800, None)
    """
    found = _FORM.fullmatch(header.strip())
    return int(found[1]) if found else None


def is_signed(header: str, secret: str, *body: bytes) -> bool:
    """Whether the header signs this body with this secret, whenever that was.

    >>> is_signed(signature("s", 1676854800, b"{}"), "s", b"{", b"}"), is_signed("t=1,v1=0", "s")
    (True, False)
    """
    at = signed_at(header)
    if at is None:
        return False
    return hmac.compare_digest(signature(secret, at, *body), re.sub(r",\s*", ",", header.strip()))
