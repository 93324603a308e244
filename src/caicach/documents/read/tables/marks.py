"""The marks that number sections and tasks of a table, and which of two marks stands further out."""

import re
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from caicach.kernel.text.roman import roman_number


class Style(IntEnum):
    """From the outermost; ``BAND`` is a merged row without a mark."""

    PART = 0
    LETTER = 1
    ROMAN = 2
    BAND = 3
    NUMBER = 4
    POINT = 8
    DASH = 9


@dataclass(frozen=True, slots=True)
class Mark:
    """``text`` as written without punctuation; ``depth`` counts the dots of «1.2.3» or «I.2»."""

    text: str
    style: Style
    depth: int = 0

    @property
    def rank(self) -> float:
        return self.style + self.depth


_PART: Final = re.compile(
    r"(?:PHẦN|Phần|CHƯƠNG|Chương|MỤC|Mục|NHÓM|Nhóm)\s+(?:thứ\s+)?([IVXLC]+|\d+|[A-ZĐ]|nhất|hai|ba|tư|bốn|năm)\b\s*[.:)-]?"
)
_ROMAN: Final = re.compile(r"(X{0,3}(?:IX|IV|V?I{0,3}))(?=[.):/\s-]|$)")
_COMPOSITE: Final = re.compile(r"((?:[IVX]+|[A-ZĐ])(?:\.\d{1,3})+)(?=[.):\s]|$)")
_NUMBER: Final = re.compile(r"\(?(\d{1,4}(?:\.\d{1,3})*)(?:\s*[.)]|/(?!\d)|(?=\s|$))")
_LETTER: Final = re.compile(r"([A-ZĐ])(?:[.):/]|(?=\s*$)|(?=\s+[-A-ZĐÀ-Ỹ]))")
_POINT: Final = re.compile(r"\(?([a-zđ]\d?)(?:[.)]|(?=\s*$))|\(([ivx]+)\)")
_DASH: Final = re.compile(r"([-–—+*•●▪○])\s*")


def mark_of(text: str) -> Mark | None:
    """The mark that a cell of the count holds; None where it holds none.

    >>> mark_of("II").style.name, mark_of("1.2").rank, mark_of("a)").text, mark_of("Sở Nội vụ")
    ('ROMAN', 5, 'a', None)
    """
    found = leading_mark(text)
    return found[0] if found and not text[found[1] :].strip(" .):-/*") else None


def leading_mark(text: str) -> tuple[Mark, int] | None:
    """The mark a text begins with and where the words after it begin.

    >>> leading_mark("2.1. Rà soát")[1], leading_mark("IV. CÔNG TÁC")[0].text, leading_mark("Văn bản")
    (5, 'IV', None)
    """
    bare = len(text) - len(text.lstrip())
    for pattern, style in (
        (_PART, Style.PART),
        (_COMPOSITE, Style.NUMBER),
        (_ROMAN, Style.ROMAN),
        (_LETTER, Style.LETTER),
        (_NUMBER, Style.NUMBER),
        (_POINT, Style.POINT),
        (_DASH, Style.DASH),
    ):
        found = pattern.match(text, bare)
        if found and found.end() > bare:
            word = next((group for group in found.groups() if group), found[0])
            return Mark(word, style, word.count(".")), _past(text, found.end())
    return None


def heading_mark(text: str) -> tuple[Mark, int] | None:
    """As ``leading_mark``, where a full stop or bracket parts the mark from words that follow it.

    >>> heading_mark("10 nhiệm vụ"), heading_mark("10. Rà soát")[1]
    (None, 4)
    """
    found = leading_mark(text)
    if found is None or not text[found[1] :].strip():
        return None
    mark, end = found
    parted = mark.style in {Style.PART, Style.DASH} or re.search(r"[.):/-]\s*$", text[:end]) is not None
    return found if parted else None


def _past(text: str, at: int) -> int:
    found = re.compile(r"[\s.):/-]*").match(text, at)
    return found.end() if found else at


def follows(mark: Mark, before: Mark) -> bool:
    """Whether ``mark`` is the next of the same series.

    >>> follows(mark_of("4"), mark_of("3")), follows(mark_of("1.3"), mark_of("1.1"))
    (True, False)
    """
    if mark.style is not before.style or mark.depth != before.depth:
        return False
    one, two = (re.split(r"\.", each.text) for each in (before, mark))
    return one[:-1] == two[:-1] and _ordinal(two[-1], mark.style) == _ordinal(one[-1], before.style) + 1


def is_first(mark: Mark) -> bool:
    return _ordinal(mark.text.rpartition(".")[2], mark.style) == 1


_ALPHABET: Final = "ABCDĐEGHIKLMNOPQRSTUVXY"
_POINTS: Final = "abcdđeghiklmnopqrstuvxy"


def _ordinal(text: str, style: Style) -> int:
    if text.isdecimal():
        return int(text)
    if style is Style.LETTER:
        return _ALPHABET.find(text) + 1
    if style is Style.POINT:
        return _POINTS.find(text[:1]) + 1
    return roman_number(text) or 0


def as_letter(mark: Mark) -> Mark:
    """«I» or «V» read as a letter, where letters came before it."""
    return Mark(mark.text, Style.LETTER, mark.depth)
