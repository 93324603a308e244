"""The signature of a webhook: HMAC-SHA256 over the time and the body, as receivers are told to check it."""

import hashlib
import hmac

HEADER = "Caicach-Signature"
VERSION = "v1"


def signature(secret: str, timestamp: int, body: bytes) -> str:
    """The value of the header.

    >>> signature("s", 1676854800, b"{}")
    't=1676854800,v1=a8b7c42d06a353e24cd40b4608da99f5faa0ddfe174070e74e8130101ad5bb7c'
    """
    digest = hmac.new(secret.encode(), f"{timestamp}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={timestamp},{VERSION}={digest}"
