"""The chain of editions: each hash covers the one before, so that none can be changed, taken out or put in unseen.

Anybody can check it: the hash is SHA-256 over the hash before (64 zeros before the first), a line feed, and the sealed
text, which the open data gives for every edition.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from caicach.kernel.codec import Codec
from caicach.kernel.said import Said, tell
from caicach.publications.domain.values import Content

GENESIS: Final = "0" * 64
_CONTENT: Final = Codec(Content, is_brief=True)


@dataclass(frozen=True, slots=True)
class Sealed:
    """What a row of the chain keeps."""

    number: int
    previous: str
    digest: str
    text: str


@dataclass(frozen=True, slots=True)
class ChainFault:
    number: int
    said: Said


def sealed_text(
    *,
    number: int,
    kind: str,
    series: str,
    published_at: datetime,
    publisher: str,
    corrects: int | None,
    reason: str,
    content: Content,
) -> str:
    """Everything that an edition tells, in the one form that is hashed."""
    told = {
        "form": 1,
        "number": number,
        "kind": kind,
        "series": series,
        "published_at": published_at.astimezone(UTC).isoformat(),
        "publisher": publisher,
        "corrects": corrects,
        "reason": reason,
        "content": _CONTENT.plain(content),
    }
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def told_of(sealed: str) -> Mapping[str, Any]:
    """The sealed text as the values beside its content."""
    found: dict[str, Any] = json.loads(sealed)
    return found


def content_of(told: Mapping[str, Any]) -> Content:
    return _CONTENT.value(told["content"])


def digest_of(previous: str, sealed: str) -> str:
    r"""
    >>> digest_of(GENESIS, "{}") == hashlib.sha256((GENESIS + "\n{}").encode()).hexdigest()
    True
    """
    return hashlib.sha256(f"{previous}\n{sealed}".encode()).hexdigest()


def chain_faults(rows: Iterable[Sealed]) -> Iterator[ChainFault]:
    """Where the chain does not hold; rows in the order of their numbers."""
    previous, expected = GENESIS, 1
    for row in rows:
        if row.number != expected:
            said = tell("Thiếu bản công bố số {first} đến {last}.", first=expected, last=row.number - 1)
            yield ChainFault(row.number, said)
        if row.previous != previous:
            yield ChainFault(row.number, tell("Bản công bố số {number} không nối với bản trước.", number=row.number))
        if row.digest != digest_of(row.previous, row.text):
            yield ChainFault(row.number, tell("Nội dung bản công bố số {number} đã bị sửa.", number=row.number))
        previous, expected = row.digest, row.number + 1
