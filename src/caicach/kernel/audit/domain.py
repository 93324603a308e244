"""How a line is hashed: canonical JSON, SHA-256 over the previous digest and the line; and what may be wrong."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from json.encoder import c_make_encoder, encode_basestring  # type: ignore[attr-defined]
from typing import Final

from caicach.kernel.said import Said, tell

GENESIS = "0" * 64
STATE_LENGTH: Final = 32
"""Characters of a state's digest: 128 bits, enough against an accident and against whoever cannot try 2**64 rows."""


class Problem(StrEnum):
    """What ``verify`` finds."""

    ALTERED = "altered"
    LINE_DELETED = "line_deleted"
    SEAL_MISSING = "seal_missing"
    FOREIGN = "foreign"
    CUT_OFF = "cut_off"
    REWRITTEN = "rewritten"
    ROW_CHANGED = "row_changed"
    ROW_DELETED = "row_deleted"
    ROW_INSERTED = "row_inserted"


@dataclass(frozen=True, slots=True)
class Fault:
    """Where the trail, or a row that it answers for, does not hold.

    ``stream`` and ``number`` are the place in a chain, ``line_id`` the line; of a row ``kind`` and ``row_id``.
    """

    problem: Problem
    said: Said
    stream: str
    number: int = 0
    line_id: int | None = None
    kind: str = ""
    row_id: int | None = None


def digest_of(previous: str, content: Mapping[str, object], states: str = "") -> str:
    """Digest of a line after ``previous``; ``states`` is what the seal says of the rows, canonical.

    >>> digest_of(GENESIS, {"a": 1}) == digest_of(GENESIS, {"a": 1})
    True
    >>> digest_of(GENESIS, {"a": 1}) == digest_of(GENESIS, {"a": 2})
    False
    """
    return chained_digest(previous, canonical(content), states)


def chained_digest(previous: str, content: str, states: str) -> str:
    """The digest over a content that is canonical already."""
    text = f"{previous}\n{content}\n{states}" if states else f"{previous}\n{content}"
    return hashlib.sha256(text.encode()).hexdigest()


def canonical(value: object) -> str:
    """The one way to write a JSON value.

    >>> canonical({"b": "Sở", "a": [1, None]})
    '{"a":[1,null],"b":"Sở"}'
    """
    return _ENCODER.encode(value)


def canonical_again(stored: str) -> str:
    """The same, of JSON as a database wrote it."""
    return stored if stored == "{}" else "".join(_written(_read(stored, 0)[0], 0))


_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
_read: Final = json.JSONDecoder().scan_once  # type: ignore[attr-defined]  # what ``loads`` calls; a database writes nothing before or after it
# What ``encode`` makes anew each time; made once it halves the work of a million lines.
_written: Final = c_make_encoder(None, _ENCODER.default, encode_basestring, None, ":", ",", True, False, True)


def foreign_line(stream: str, line_id: int) -> Fault:
    said = tell("Dòng không do chương trình này ghi: không có dấu của nó.")
    return Fault(Problem.FOREIGN, said, stream, line_id=line_id)


def row_fault(problem: Problem, stream: str, kind: str, title: str, row_id: int) -> Fault:
    """A row that is not as its last line left it."""
    what = Said(title)
    said = {
        Problem.ROW_CHANGED: tell(
            "{what} số {id}: dữ liệu khác với lúc được ghi nhật ký lần cuối.", what=what, id=str(row_id)
        ),
        Problem.ROW_DELETED: tell("{what} số {id}: đã bị xóa mà nhật ký không có dòng nào.", what=what, id=str(row_id)),
        Problem.ROW_INSERTED: tell("{what} số {id}: có mặt mà nhật ký không có dòng nào.", what=what, id=str(row_id)),
    }[problem]
    return Fault(problem, said, stream, kind=kind, row_id=row_id)
