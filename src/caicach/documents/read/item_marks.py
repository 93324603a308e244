"""The marks that begin a numbered item, and when a line that looks like one is only a wrapped sentence."""

import re
from dataclasses import dataclass
from typing import Final

from caicach.documents.read.letters import UPPER
from caicach.documents.read.lines import Line, is_capital
from caicach.documents.read.tail import is_annex_heading
from caicach.documents.read.vocabulary import FOLDED_TYPES
from caicach.documents.values import BlockKind

_ARTICLE: Final = re.compile(r"^\W{0,2}di[eê]u\s*(\d{1,3}[a-z]?)\s*[.:;,]\s*")
_DIVISION: Final = re.compile(r"^(phan|chuong|tieu muc|muc)\s+(thu\s+\w+|[ivxlc]{1,6}|\d{1,2})\b\s*[.:\-]?\s*")
_ROMAN: Final = re.compile(r"^([IVXL]{1,6}|H|HI|IM|IH|II?l|Il|TV|VL|IL|HL)\s?[.)/\-]\s*(?=[^\W\d_])")
_ROMAN_BARE: Final = re.compile(rf"^([IVX]{{1,5}})\s+(?=[{UPPER}]{{2}})")
_LETTER_HEADING: Final = re.compile(r"^([A-HĐ])\s?[.)]\s+(?=[^\W\d_])")
_DOTTED: Final = re.compile(r"^(\d{1,2}(?:\.\d{1,2}){1,3})\s*(?:[.)]|\.?\s?[-–])?\s+(?=\S)")
_CLAUSE: Final = re.compile(
    rf"^(\d{{1,3}})\s?[.)]\s*(?=[^\d\s])|^(\d{{1,2}})\s?[.)]\s+(?=\d)|^(\d{{1,2}})/\s*(?=[{UPPER}][^\W\d_]*\s)"
)
_CLAUSE_MISREAD: Final = re.compile(rf"^(\d{{1,2}})\s?[,:;]\s+(?=[{UPPER}])")
_FIRST_MISREAD: Final = re.compile(rf"^[l|!]\s?[.)]\s+(?=[{UPPER}])")
_POINT: Final = re.compile(r"^([a-zđ©]\d?)\s?[)）]\s*(?=\S)|^([a-hđ])\.\s+(?=\S)|^([a-hđ])/\s*(?=[^\W\d_])")
_IN_WORDS: Final = re.compile(
    r"^(?:thứ\s+(nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười)|(một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)\s+là)\s*[,:.]\s*(?=\S)",
    re.IGNORECASE,
)
_COUNTED: Final = ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười")
_BRACKETED: Final = re.compile(r"^\((\d{1,2}|[ivx]{1,4}|[a-zđ])\)\s*(?=\S)")
_PARTY_CLAUSE: Final = re.compile(rf"^(\d{{1,2}})\.?\s?[-–]\s?(?=[{UPPER}])")
_ANNEX_NUMBER: Final = re.compile(r"^\W*phu luc\s+(?:so\s+)?([ivx]{1,4}|\d{1,2})\b")
_DASH: Final = re.compile(
    r"^(?:([-–—~_¬+*•●▪○·■□◦►▶✓❖➢])+\s*(?=[^\W_]|[“\"(])|(o)\s+(?=[A-ZĐ])|([«®©¢°¤»›†]_?|e)\s+(?=[A-ZĐÀ-Ỹ][^\W\d_]))"
)
# The last are what scanners make of a round dot.
_ROMAN_MISREAD: Final = {
    "H": "II",
    "HI": "III",
    "IM": "III",
    "IH": "III",
    "Il": "II",
    "IIl": "III",
    "IL": "II",
    "HL": "III",
    "TV": "IV",
    "VL": "VI",
    "L": "I",
}
_RANK_OF_DASH: Final = {"+": 10, "*": 11, "○": 10, "o": 10, "◦": 10}  # others 9
_DIVISION_KIND: Final = {"phan": (BlockKind.PART, 0), "chuong": (BlockKind.CHAPTER, 1), "muc": (BlockKind.SECTION, 2)}


@dataclass(frozen=True, slots=True)
class Mark:
    """``rank`` orders marks from outside (0) to inside; ``end`` is where the words begin in the line."""

    kind: BlockKind
    number: str | None
    rank: int
    end: int


def find_mark(line: Line, *, is_fresh: bool, expected: frozenset[str], in_annex: bool) -> Mark | None:
    """``is_fresh``: the sentence before has ended; ``expected``: numbers that would go on from the open items."""
    if is_fresh and is_annex_heading(line):
        number = _ANNEX_NUMBER.match(line.folded)
        return Mark(BlockKind.APPENDIX, line.text[slice(*number.span(1))] if number else None, -1, 0)
    if in_annex and is_capital(line.text) and line.folded.strip(" :.") in FOLDED_TYPES:
        return Mark(BlockKind.APPENDIX, None, -1, 0)
    return _heading(line, is_fresh, expected) or _item(line, is_fresh, expected)


def _heading(line: Line, is_fresh: bool, expected: frozenset[str]) -> Mark | None:
    article = _ARTICLE.match(line.folded)
    if article and line.text[0].isupper():
        return Mark(BlockKind.ARTICLE, article[1], 4, article.end())
    division = _DIVISION.match(line.folded)
    if division and is_fresh and line.text[0].isupper() and (is_capital(line.text) or len(line.text) < 60):
        kind, rank = _DIVISION_KIND.get(division[1], (BlockKind.SECTION, 3))
        return Mark(kind, line.text[division.start(2) : division.end(2)], rank, division.end())
    bare = _ROMAN_BARE.match(line.text)
    if bare and bare[1] in expected and is_capital(line.text):
        return Mark(BlockKind.SECTION, bare[1], 3, bare.end())
    for pattern, rank in ((_ROMAN, 3), (_LETTER_HEADING, 2)):
        found = pattern.match(line.text)
        if found is None or not line.text[found.end()].isupper():
            continue
        number = _ROMAN_MISREAD.get(found[1], found[1]) if rank == 3 else found[1]
        if is_fresh or number in expected:
            return Mark(BlockKind.SECTION, number, rank, found.end())
    return None


# Pattern, kind, rank, and whether a number that is expected next is believed in the middle of a sentence.
_ITEMS: Final = (
    (_DOTTED, BlockKind.CLAUSE, 5, True),
    (_CLAUSE, BlockKind.CLAUSE, 5, True),
    (_PARTY_CLAUSE, BlockKind.CLAUSE, 5, False),
    (_POINT, BlockKind.POINT, 8, True),
    (_BRACKETED, BlockKind.POINT, 8, False),
)


def _item(line: Line, is_fresh: bool, expected: frozenset[str]) -> Mark | None:
    for pattern, kind, rank, may_be_expected in _ITEMS:
        found = pattern.match(line.text)
        if found is None:
            continue
        number = next(group for group in found.groups() if group).replace("©", "c")
        if is_fresh or (may_be_expected and number in expected):
            return Mark(kind, number, rank + number.count("."), found.end())
    words = _IN_WORDS.match(line.text)
    number = _counted(words[1] or words[2]) if words else ""
    if words and is_fresh and (number == "1" or number in expected):
        return Mark(BlockKind.CLAUSE, number, 7, words.end())
    first = _FIRST_MISREAD.match(line.text)
    if first and is_fresh and not is_capital(line.text):
        return Mark(BlockKind.CLAUSE, "1", 5, first.end())
    misread = _CLAUSE_MISREAD.match(line.text)
    if misread and is_fresh and misread[1] in {"1", *expected}:
        return Mark(BlockKind.CLAUSE, misread[1], 5, misread.end())
    dash = _DASH.match(line.text)
    if dash and is_fresh:
        return Mark(BlockKind.DASH, None, _RANK_OF_DASH.get(dash[1] or dash[2] or "", 9), dash.end())
    return None


def _counted(word: str) -> str:
    """«Thứ nhất», «Hai là» as figures; «Thứ Hai, ngày 05/6» is a day, so only what counts on is believed."""
    spelled = {"một": "nhất", "bốn": "tư"}.get(word.lower(), word.lower())
    return str(_COUNTED.index(spelled) + 1)


_SERIES: Final = (
    ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"),
    tuple("abcdđeghiklmnopqrstuvxy"),
    tuple("ABCDĐEGH"),
)


def following(number: str) -> str:
    """The number after ``number`` in its own series, or nothing.

    >>> following("9"), following("2.3"), following("d"), following("IV")
    ('10', '2.4', 'đ', 'V')
    """
    head, _, last = number.rpartition(".")
    if last.isdigit():
        return f"{head}.{int(last) + 1}" if head else str(int(last) + 1)
    for series in _SERIES:
        if number in series[:-1]:
            return series[series.index(number) + 1]
    return ""
