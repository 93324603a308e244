"""The heads of all chains at one moment, as a few lines of text that are kept outside the database.

The same text is a file, the body of a letter, and what ``caicach audit anchor`` prints::

    caicach-anchor 2026-11-29T02:10:00+07:00
    correspondence 812 3f0c…
    plans 4521 9b1d…
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from caicach.kernel.errors import InvalidInput

_HEAD: Final = "caicach-anchor"
_LINE = re.compile(r"([a-z][a-z0-9_]{0,39}) (\d{1,18}) ([0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class Head:
    """The newest seal of a stream."""

    number: int
    digest: str


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where every chain stood at a moment."""

    at: datetime
    heads: Mapping[str, Head]

    def text(self) -> str:
        lines = [f"{stream} {head.number} {head.digest}" for stream, head in sorted(self.heads.items())]
        return "\n".join([f"{_HEAD} {self.at.isoformat(timespec='seconds')}", *lines]) + "\n"


def anchor_of(text: str, *, name: str) -> Anchor:
    """Read what ``Anchor.text`` wrote, also where a letter put other lines before and after it.

    Raises InvalidInput, which names the file, where no head can be read.
    """
    lines = [line.strip().lstrip("> ") for line in text.splitlines()]
    begins = next((number for number, line in enumerate(lines) if line.startswith(f"{_HEAD} ")), None)
    found = [] if begins is None else [_LINE.fullmatch(line) for line in lines[begins + 1 :]]
    try:
        at = datetime.fromisoformat(lines[begins or 0].partition(" ")[2])
    except (ValueError, IndexError):
        at = None
    if begins is None or at is None or at.tzinfo is None or None in (found[: _count(found)] or [None]):
        raise InvalidInput(
            "audit.anchor_unreadable",
            what="Không đọc được mốc nhật ký «{name}».",
            why="Một mốc bắt đầu bằng dòng «caicach-anchor» với ngày giờ, rồi mỗi luồng một dòng.",
            todo="Hãy dùng nguyên văn tệp hoặc thư mà hệ thống đã gửi.",
            name=name,
        )
    return Anchor(at, {m[1]: Head(int(m[2]), m[3]) for m in found if m})


def _count(found: list[re.Match[str] | None]) -> int:
    """How many lines follow each other as heads; what comes behind an empty line is the letter's."""
    return next((number for number, match in enumerate(found) if match is None), len(found))
