"""How a line is hashed: canonical JSON, SHA-256 over the previous digest and the line."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

GENESIS = "0" * 64


@dataclass(frozen=True, slots=True)
class ChainFault:
    """Where a chain does not hold: the line, and what is wrong with it."""

    stream: str
    number: int
    line_id: int | None
    problem: str


def digest_of(previous: str, content: Mapping[str, object]) -> str:
    """Digest of a line after ``previous``.

    >>> digest_of(GENESIS, {"a": 1}) == digest_of(GENESIS, {"a": 1})
    True
    >>> digest_of(GENESIS, {"a": 1}) == digest_of(GENESIS, {"a": 2})
    False
    """
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{previous}\n{canonical}".encode()).hexdigest()
