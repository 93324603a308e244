"""Sign-in of ODK Collect: HTTP Digest (RFC 2617), with MD5 as that program knows it.

Passwords are made here, of 120 random bits, and stored as ``H(A1)`` alone, which opens no other door.
"""

import hashlib
import hmac
import re
from dataclasses import dataclass
from typing import Final

REALM: Final = "caicach"
_PART: Final = re.compile(r'(\w+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,]+))')


@dataclass(frozen=True, slots=True)
class Credentials:
    """What an ``Authorization: Digest`` header says."""

    username: str
    nonce: str
    uri: str
    response: str
    nc: str
    cnonce: str
    qop: str


def _md5(text: str) -> str:
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()  # of the protocol, not of our choice


def first_hash(username: str, password: str) -> str:
    """``H(A1)``: what is stored instead of the password.

    >>> first_hash("Mufasa", "Circle Of Life") == _md5("Mufasa:caicach:Circle Of Life")
    True
    """
    return _md5(f"{username}:{REALM}:{password}")


def credentials(header: str) -> Credentials | None:
    """None where the header is none of Digest, of our realm and complete.

    >>> given = credentials('Digest username="a", realm="caicach", nonce="n", uri="/u", response="r", qop=auth, '
    ...                     'nc=00000001, cnonce="c"')
    >>> given.username, given.nc, credentials("Basic YTpi")
    ('a', '00000001', None)
    """
    scheme, _, rest = header.partition(" ")
    parts = {name.lower(): quoted or bare for name, quoted, bare in _PART.findall(rest)}
    needed = ("username", "nonce", "uri", "response")
    if scheme.lower() != "digest" or parts.get("realm") != REALM or not all(parts.get(name) for name in needed):
        return None
    return Credentials(*(parts.get(name, "") for name in (*needed, "nc", "cnonce", "qop")))


def is_right(given: Credentials, *, ha1: str, method: str) -> bool:
    """Whether the answer is that of who knows the password; with and without ``qop``."""
    ha2 = _md5(f"{method}:{given.uri}")
    middle = f"{given.nc}:{given.cnonce}:{given.qop}:" if given.qop else ""
    if given.qop not in {"", "auth"}:
        return False
    return hmac.compare_digest(_md5(f"{ha1}:{given.nonce}:{middle}{ha2}").encode(), given.response.lower().encode())
