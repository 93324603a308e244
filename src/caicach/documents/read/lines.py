"""The source as lines: where each lies, what stands between them, and which of them are not the letter's words."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from caicach.documents.read.source import SourceText
from caicach.documents.values import Span
from caicach.kernel.text.folding import fold, squeeze
from caicach.kernel.text.kept import kept_if_short
from caicach.kernel.text.patterns import Pattern

_LINE: Final = re.compile(r"[^\n\f]+")
_PAGE_NUMBER: Final = re.compile(r"[\W_]{0,6}(?:trang\s+)?(\d{1,3})(?:/\d{1,3})?[\W_]{0,4}")
_STAMP: Final = Pattern(
    r"^.{0,30}\b(?:k[yi] boi\s*:|nguoi ky\s*:|thoi gian ky\s*:)|^\W*(?:thoi gian ky|chu ky so)\b.{0,30}$"
    r"|\be-?mail\s*:\s*\S+$"
    r"|^\W*(?:co quan\s*:.{0,40}|ngay ky\s*:.*)$"
    r"|\d{1,2}\s?[./]\s?\d{1,2}\s?[./]\s?\d{4},?\s+\d{1,2}:\d{2}:\d{2}"
    r"|^\W*[+]\d\d:?00\W*$"
    r"|^\W*[\w.()]{3,40}(?:@|[(]a[)]?)[\w-]+(?:\.[\w-]+)+\W*$"
)
# Two syllables may have lost the blank between them: «Nhưtrên».
_SYLLABLES: Final = re.compile(
    r"(?:(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(?:ch|ng|nh|[ckmnpt])?){1,2}"
)
# Scraps of stamps, rules and dirt before and after the words; dashes and signs of a list are left alone.
_DIRT_BEFORE: Final = re.compile(r"^(?:[_|¬`´ˆ˜¦\\‹›]\s*|[\"“”„'‘’:;.,]\s+)+(?=\S)")
# What a scanner makes of a dash before an item; believed where the sentence before has ended.
_BULLET: Final = re.compile(r"[¬_]{1,3}\s+[^\W\d_]")
_DIRT_AFTER: Final = re.compile(r"(?:\s*[|¬`´ˆ˜¦\\‹›]|\s+[\"“„'‘_.-]+)+$")
_STAINS: Final = "|¬`´ˆ˜¦\\‹›"
_LAST_DIRT: Final = _STAINS + "\"“„'‘_.-"
_LAST_SIGNS: Final = re.compile(r"\s[^\w\s()]+$")
_WORD: Final = re.compile(r"[^\W\d_]+")
_MOST_WORDS: Final = 8192
_SIGNS_OF_NUMBERS: Final = re.compile(r"[.,;:()/-]")


@dataclass(frozen=True, slots=True, init=False)
class Quoted:
    """A value as one line, and the range of the source that it was taken from."""

    text: str
    span: Span

    def __init__(self, text: str, span: Span) -> None:
        """Written out, as that of ``Span`` is: a letter makes hundreds."""
        _set_text(self, text)
        _set_span(self, span)


_set_text: Final = Quoted.__dict__["text"].__set__
_set_span: Final = Quoted.__dict__["span"].__set__


@dataclass(frozen=True, slots=True)
class Line:
    """A line without its outer blanks; ``folded`` has the same length as ``text``."""

    text: str
    folded: str
    span: Span
    after_blank: bool
    after_break: bool  # first words of a page
    after_stamp: bool = False  # words of a signature stamp stood above it

    def quoted(self, start: int = 0, end: int | None = None) -> Quoted:
        """Part of the line; offsets are those of ``text``."""
        end = len(self.text) if end is None else end
        return inner_quote(self.text[start:end], self.span.start + start)


def inner_quote(text: str, offset: int) -> Quoted:
    """``text`` lying at ``offset``, without outer blanks."""
    inner = text.lstrip()
    start = offset + len(text) - len(inner)
    bare = inner.rstrip()
    return Quoted(squeeze(bare), Span(start, start + len(bare)))


def without_last_signs(text: str, signs: str) -> str:
    """The text without ``signs`` and other signs that stand alone behind its last word.

    Step by step: a pattern for both kinds would try every way to part a row of signs.

    >>> without_last_signs("Sở Nội vụ; . «», ;;", " ;.,")
    'Sở Nội vụ'
    """
    while True:
        text = text.rstrip(signs)
        alone = _LAST_SIGNS.search(text)
        if alone is None:
            return text
        text = text[: alone.start()]


def joined_quote(parts: Iterable[Quoted], separator: str = " ") -> Quoted | None:
    """The parts as one value; its quote runs from the first of them to the last."""
    kept = [part for part in parts if part.text]
    if not kept:
        return None
    span = Span(min(part.span.start for part in kept), max(part.span.end for part in kept))
    return Quoted(separator.join(part.text for part in kept), span)


@kept_if_short
def is_capital(text: str) -> bool:
    """Whether a line is set in capitals; a letter in five may be small (OCR, "TTg").

    >>> is_capital("UBND TỈNH HÀ TĨNH"), is_capital("Số: 12/KH")
    (True, False)
    """
    letters = sum(map(str.isalpha, text))
    return letters >= 2 and sum(map(str.isupper, text)) >= 0.8 * letters


def is_legible(text: str) -> bool:
    """Whether at least half the words could be Vietnamese syllables, abbreviations or numbers.

    >>> is_legible("Chủ tịch UBND tỉnh;"), is_legible("ZxðyN, %\\\\N ©Ì x⁄")
    (True, False)
    """
    return legibility(text) >= 0.5


def legibility(text: str) -> float:
    """Share of the words that could be Vietnamese syllables, abbreviations or numbers."""
    tokens = text.split()
    return sum(_is_word(token) for token in tokens) / len(tokens) if tokens else 0.0


@lru_cache(maxsize=_MOST_WORDS)
def _is_word(token: str) -> bool:
    parts = _WORD.findall(token)
    if not parts:
        return _SIGNS_OF_NUMBERS.sub("", token).isdigit()
    return all(len(part) > 1 and (part.isupper() or _SYLLABLES.fullmatch(fold(part))) for part in parts)


def is_stamp(line: Line) -> bool:
    """Words that a digital signature printed over the page."""
    return _STAMP.search(line.folded) is not None


def split_lines(source: SourceText) -> tuple[Line, ...]:
    """Lines with words on them, outside tables, without page numbers and signature stamps."""
    kept: list[Line] = []
    pages = _PageNumbers()
    pending_break = pending_stamp = False
    for line in _raw_lines(source):
        if pages.is_number(line):
            pending_break = True
        elif _is_scrap(line.text):
            continue
        elif is_stamp(line):
            pending_stamp = True
        else:
            if pending_break or pending_stamp:
                after_blank, after_break = line.after_blank or pending_break, line.after_break or pending_break
                line = Line(line.text, line.folded, line.span, after_blank, after_break, pending_stamp)  # noqa: PLW2901 -- the same line
            kept.append(line)
            pending_break = pending_stamp = False
    return tuple(kept)


_LONGEST_SCRAP: Final = 24
_NUMBERS: Final = re.compile(r"[\W\d]*\d[\W\d]*|\W*\w{1,3}\s?[.)/-]+")


def _is_scrap(text: str) -> bool:
    """A short line without one possible word: what OCR makes of a stamp's edge; numbers, marks and ends are kept.

    >>> _is_scrap("ZxðyN,"), _is_scrap("a)"), _is_scrap("12.500"), _is_scrap("Đắk Lắk"), _is_scrap("nq./.")
    (True, False, False, False, False)
    """
    if len(text) > _LONGEST_SCRAP or _NUMBERS.fullmatch(text) or not any(char.isalnum() for char in text):
        return False
    if text.endswith("./."):
        return False
    return not any(
        len(part) > 1 and (part.isupper() or _SYLLABLES.fullmatch(fold(part))) for part in _WORD.findall(text)
    )


class _PageNumbers:
    """A number alone on its line is a page number when it is the next one expected or opens a page."""

    def __init__(self) -> None:
        self._last = 0

    def is_number(self, line: Line) -> bool:
        if len(line.text) > 16:
            return False
        found = _PAGE_NUMBER.fullmatch(line.folded)
        if found is None:
            return False
        value = int(found[1])
        if not (line.after_break or self._last < value <= self._last + 2):
            return False
        self._last = value
        return True


def _may_end_in_dirt(text: str) -> bool:
    """Whether ``_DIRT_AFTER`` can be found: a scrap of a stamp, or a blank, among or before the last signs."""
    words = text.rstrip(_LAST_DIRT)
    return len(words) < len(text) and (words[-1:].isspace() or any(sign in _STAINS for sign in text[len(words) :]))


def _raw_lines(source: SourceText) -> Iterator[Line]:
    text, folded = source.text, fold(source.text)
    tables = sorted((table.span for table in source.tables), key=lambda span: span.start)
    table_starts = [span.start for span in tables]
    end, page = 0, 0
    for found in _LINE.finditer(text):
        inner = found[0].lstrip()
        bare = inner.rstrip()
        if not bare:
            continue
        start = found.end() - len(inner)
        dirt = _DIRT_BEFORE.match(bare)
        if dirt is not None and not (_BULLET.match(bare) and text.endswith((";", ".", ":"), 0, end)):
            bare, start = bare[dirt.end() :], start + dirt.end()
        if _may_end_in_dirt(bare):
            bare = _DIRT_AFTER.sub("", bare) or bare
        within = bisect_right(table_starts, start) - 1
        if within >= 0 and start < tables[within].end:
            continue
        gap = text[end:start]
        now = bisect_right(source.page_starts, start)
        is_break = (page not in (0, now)) or "\f" in gap
        span = Span(start, start + len(bare))
        yield Line(bare, folded[span.start : span.end], span, gap.count("\n") > 1 or is_break or end == 0, is_break)
        end, page = span.end, now
