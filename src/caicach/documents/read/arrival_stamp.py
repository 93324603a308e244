"""The stamp of arrival («CÔNG VĂN ĐẾN / Số: 5561 / Ngày: 05/8/2026 / Chuyển: …») on and between the lines of a head.

It bears a number and a day of its own, which are not those of the letter, and stands in the middle of its subject.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from caicach.documents.read.lines import Line
from caicach.documents.values import Span

_WINDOW: Final = 40
_REACH: Final = 8
_BODY: Final = re.compile(r"(?:1\s*[.)]|i\s*[.)]|can\s+cu|dieu\s+1)\W")
_MARK: Final = re.compile(
    r"(?:^|(?<=\s))(?:CÔNG VĂN\s+|VĂN BẢN\s+)?[ĐÐ][ẾÊE]N(?:\s*[:.]?\s*(?:Số|Ngày|Giờ)\s*:?\s*[\d/]*)*\s*[:.]?\s*$"
)
_FIELD: Final = re.compile(
    r"(?:^|(?<=\s))(?:[ĐđÐ][ếêẾÊ][nN]\s+)?(?:Số(?:\s+đến)?|Ngày(?:\s+đến)?|Giờ|Chuyển"
    r"|Lưu\s+hồ\s+sơ(?:\s+số)?)\s*:\s*[\d/.…_ -]*$",
)
_INSIDE: Final = re.compile(r"(?<=[A-ZĐ\d])\s+Số:\s*\d{1,6}(?=\s+[A-ZĐ])")
_DOCUMENT_NUMBER: Final = re.compile(r"Số\s*:\s*[\d.… _-]*/")


def without_arrival_stamp(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines without what a stamp of arrival put on them; as they are where no line bears its name."""
    until = next((at for at, line in enumerate(lines[:_WINDOW]) if _BODY.match(line.folded)), _WINDOW)
    marked = next((at for at, line in enumerate(lines[:until]) if _MARK.search(line.text)), None)
    if marked is None:
        return tuple(lines)
    reach = range(marked, min(until, marked + _REACH))
    return tuple(kept for at, line in enumerate(lines) for kept in (_cleared(line) if at in reach else [line]))


def _cleared(line: Line) -> Iterator[Line]:
    found = _MARK.search(line.text) or _FIELD.search(line.text)
    if found is None:
        inside = _INSIDE.search(line.text)
        yield _blanked(line, *inside.span()) if inside else line
        return
    if _DOCUMENT_NUMBER.match(line.text, found.start()):
        yield line
        return
    words = line.text[: found.start()].rstrip()
    if words:
        span = Span(line.span.start, line.span.start + len(words))
        yield replace(line, text=words, folded=line.folded[: len(words)], span=span)


def _blanked(line: Line, start: int, end: int) -> Line:
    gap = " " * (end - start)
    return replace(
        line,
        text=line.text[:start] + gap + line.text[end:],
        folded=line.folded[:start] + gap + line.folded[end:],
    )
