"""Secret links are known by the hash of their token."""

import hashlib


def token_digest(token: str) -> str:
    """
    >>> token_digest("a")[:12]
    'ca978112ca1b'
    """
    return hashlib.sha256(token.encode()).hexdigest()
