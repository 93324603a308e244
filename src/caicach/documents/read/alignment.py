"""From the words of a block back to the source: a block's text is joined lines, its quote lies in the file's text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from caicach.documents.values import Span

_NEAR = 60  # characters of noise before a text
_REACH = 4000
"""Noise between two words of one block (page numbers, notes at the foot of a page) is not longer than this."""
_WORD = re.compile(r"\S+")
_BLANK = re.compile(r"\s*")


@dataclass(frozen=True, slots=True)
class Aligned:
    """``text`` and, for each of its characters, where it stands in the source."""

    text: str
    offsets: Sequence[int]

    def span(self, span: Span) -> Span:
        """The range of the source behind a range of ``text``."""
        if not self.offsets or span.start >= len(self.offsets):
            end = self.offsets[-1] + 1 if self.offsets else 0
            return Span(end, end)
        if span.end <= span.start:
            return Span(self.offsets[span.start], self.offsets[span.start])
        last = min(span.end, len(self.offsets)) - 1
        start = self.offsets[span.start]
        return Span(start, max(start, self.offsets[last] + 1))

    def part(self, start: int, words: str) -> "Aligned":
        """``words`` that stand at ``start`` of the text, as a text of their own."""
        return Aligned(words, self.offsets[start : start + len(words)])


def align(text: str, source: str, within: Span) -> Aligned:
    """Finds the words of ``text`` one after another inside ``within``; what is not there keeps the place before it.

    >>> align("hai dòng", "một hai\\n2\\ndòng", Span(4, 14)).offsets
    (4, 5, 6, 7, 10, 11, 12, 13)
    """
    whole = _whole(text, source, within)
    if whole is not None:
        return Aligned(text, range(whole, whole + len(text)))
    words = [(found.start(), found.end()) for found in _WORD.finditer(text)]
    offsets = [within.start] * len(text)
    at, before = within.start, 0
    for index, (start, end) in enumerate(words):
        offsets[before:start] = [max(0, at)] * (start - before)
        at = _next(text, words[index : index + 4], source, at, within.end)
        at = _place(text[start:end], source, at, within.end, offsets, start)
        before = end
    offsets[before:] = [at] * (len(text) - before)
    return Aligned(text, tuple(min(offset, max(0, len(source) - 1)) for offset in offsets))


def _whole(text: str, source: str, within: Span) -> int | None:
    """Where the text stands as it is, or with its lines wrapped and nothing else: the usual case, seen at once."""
    head = text[: text.find(" ")] if " " in text else text
    if not head or "  " in text:
        return None
    at = source.find(head, within.start, within.start + _NEAR + len(head))
    end = at + len(text)
    return at if at >= 0 and end <= within.end and source[at:end].replace("\n", " ") == text else None


def _next(text: str, words: Sequence[tuple[int, int]], source: str, at: int, limit: int) -> int:
    """Where the next word begins: here, or after noise, where it stands together with the words that follow it."""
    blank = _BLANK.match(source, at, limit)
    here = blank.end() if blank else at
    if source.startswith(text[words[0][0] : words[0][1]], here):
        return here
    for count in range(len(words), 0, -1):
        pattern = r"\s+".join(re.escape(text[start:end]) for start, end in words[:count])
        found = re.compile(pattern).search(source, here, min(limit, here + _REACH if count > 1 else here + 60))
        if found:
            return found.start()
    return here


def _place(word: str, source: str, at: int, limit: int, offsets: list[int], start: int) -> int:
    if source.startswith(word, at):
        offsets[start : start + len(word)] = range(at, at + len(word))
        return at + len(word)
    for index, char in enumerate(word):  # joined over the end of a line: letter by letter
        found = source.find(char, at, min(limit, at + 4))
        offsets[start + index] = at if found < 0 else found
        at = at if found < 0 else found + 1
    return at
