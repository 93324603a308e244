"""The words of a PDF page with their places, from the characters PDFium reports."""

import ctypes
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from caicach.documents.read.words import Word

_HYPHENS = (0x02, 0xFFFE)
"""What PDFium gives for a hyphen at the end of a line after a letter: «15/QĐ-» over «TTg»."""
_MAX_SLANT = 20
"""Degrees: numbers stamped in by hand lean a little, watermarks run from corner to corner."""

_WORDS = re.compile(r"[^\s\x00]+")
_BY_LETTER = re.compile(r"[^\W\d_]\d|[\x02\ufffe\ud800-\udfff]|[)\].,;:\"”»]\d{1,3}$")
"""Words in which a raised footnote mark or the hyphen of a line's end may stand."""
_WIDER, _SLACK, _LONG = 1.3, 0.25, 3
_SAMPLES = 20
_APART, _TOUCHING = 3, 0.12
"""One word in three of one letter is a page taken apart; sizes of the type between letters that touch."""


@dataclass(frozen=True, slots=True)
class _Glyph:
    text: str
    left: float
    right: float
    base: float
    height: float


def words_of(page: pypdfium2.PdfPage) -> list[Word]:
    """Words in the order of the file, y growing downwards; text that runs askew (watermarks) is left out."""
    textpage = page.get_textpage()
    try:
        rotation, (width, height) = page.get_rotation(), page.get_size()
        count = textpage.count_chars()
        by_letter = _ByLetter(textpage, rotation, width, height)
        text = _text(textpage, count) if rotation == 0 else None
        words = by_letter.words(0, count) if text is None else _by_word(textpage, text, height, by_letter)
        return _rejoined(words)
    finally:
        textpage.close()


def _rejoined(words: list[Word]) -> list[Word]:
    """Letters that touch, of a short page whose lines PDFium took for columns: each then ends a line of its own."""
    if _APART * sum(len(word.text) == 1 for word in words) < len(words):
        return words
    joined: list[Word] = []
    for word in words:
        last = joined[-1] if joined else None
        if last and abs(last.base - word.base) < _TOUCHING * word.size and _touches(last, word):
            joined[-1] = replace(last, text=last.text + word.text, right=word.right)
        else:
            joined.append(word)
    return joined


def _touches(last: Word, word: Word) -> bool:
    return -2 * _TOUCHING * word.size < word.left - last.right < _TOUCHING * word.size


def _text(textpage: pypdfium2.PdfTextPage, count: int) -> str | None:
    """The page in one piece, one letter a character of PDFium; None where the two do not go side by side."""
    held = (ctypes.c_ushort * (count + 1))()
    written = pdfium.FPDFText_GetText(textpage, 0, count, held)
    text = bytes(held)[: 2 * count].decode("utf-16-le", "replace")
    places = range(0, count, max(1, count // _SAMPLES))  # what is left out in one place is missing in all after it
    goes_along = written == count + 1 and len(text) == count
    return text if goes_along and all(_is_at(textpage, text, at) for at in (*places, *range(count)[-1:])) else None


def _is_at(textpage: pypdfium2.PdfTextPage, text: str, at: int) -> bool:
    return bool(pdfium.FPDFText_GetUnicode(textpage, at) == ord(text[at]))


def _by_word(textpage: pypdfium2.PdfTextPage, text: str, height: float, by_letter: "_ByLetter") -> list[Word]:
    """Each word by its first and last letter; letter by letter only where these do not tell all of it.

    Four calls a letter make three quarters of the time that a page of text takes.
    """
    ends = list(_ends(textpage, text, by_letter))
    usual = _usual_width(ends)
    words: list[Word] = []
    for one in ends:
        if not one.is_plain or one.width > (_WIDER * usual * len(one.text) + _SLACK) * one.size:
            words += by_letter.words(one.start, one.start + len(one.text))
        elif one.base is not None:
            words.append(Word(one.text, one.left, one.right, height - one.base, one.size or 1.0))
    return words


class _Ends(NamedTuple):
    """A word by its two ends; ``is_plain`` where both stand alike and nothing raised can stand between."""

    text: str
    start: int
    left: float
    right: float
    base: float | None
    size: float
    is_plain: bool

    @property
    def width(self) -> float:
        return self.right - self.left


def _usual_width(ends: Sequence[_Ends]) -> float:
    """Of a letter, in sizes of the type: a word much wider than its letters are has a jump in it."""
    long = [one.width / (len(one.text) * one.size) for one in ends if len(one.text) >= _LONG and one.size > 0]
    return median(long) if long else 0.0


def _ends(textpage: pypdfium2.PdfTextPage, text: str, by_letter: "_ByLetter") -> Iterator[_Ends]:
    raw, bases, box = textpage.raw, dict[tuple[float, float], float | None](), pdfium.FPDFText_GetLooseCharBox
    first, last = pdfium.FS_RECTF(), pdfium.FS_RECTF()
    at_first, at_last = ctypes.byref(first), ctypes.byref(last)

    def base_of(at: int, place: tuple[float, float]) -> float | None:
        """Letters whose boxes stand at one height stand on one line."""
        if place not in bases:
            bases[place] = by_letter.upright_base(at)
        return bases[place]

    for found in _WORDS.finditer(text):
        start, end = found.span()
        word = found[0]
        box(raw, start, at_first)
        left, right, opens = first.left, first.right, (first.bottom, first.top)
        closes = opens
        if end - start > 1:
            box(raw, end - 1, at_last)
            right, closes = last.right, (last.bottom, last.top)
        base = base_of(start, opens)
        is_plain = (
            (opens == closes or base_of(end - 1, closes) == base)
            and (end - start == 1 or last.left > left)
            and not _BY_LETTER.search(word)
        )
        size = min(opens[1] - opens[0], closes[1] - closes[0])
        yield _Ends(word, start, left, right, base, size, is_plain)


@dataclass(frozen=True, slots=True)
class _ByLetter:
    """Words of a stretch of the page by looking at each letter: raised marks, jumps, slants, pages on their side."""

    textpage: pypdfium2.PdfTextPage
    rotation: int
    width: float
    height: float

    def words(self, start: int, end: int) -> list[Word]:
        return list(_words(_glyphs(self.textpage, range(start, end), self.rotation, self.width, self.height)))

    def upright_base(self, at: int) -> float | None:
        """The height of the line a letter stands on, or None where it does not stand upright."""
        if not _is_upright(pdfium.FPDFText_GetCharAngle(self.textpage, at), self.rotation):
            return None
        x, y = ctypes.c_double(), ctypes.c_double()
        pdfium.FPDFText_GetCharOrigin(self.textpage, at, x, y)
        return y.value


def _glyphs(
    textpage: pypdfium2.PdfTextPage, places: range, rotation: int, width: float, height: float
) -> Iterator[_Glyph | None]:
    """Characters; None where a word ends."""
    box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    high = 0
    for at in places:
        code = pdfium.FPDFText_GetUnicode(textpage, at)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000 and high:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)
        high = 0
        text = "-" if code in _HYPHENS else chr(code) if 0 < code < 0x110000 else " "
        if text.isspace():
            yield None
            continue
        if not _is_upright(pdfium.FPDFText_GetCharAngle(textpage, at), rotation):
            continue
        pdfium.FPDFText_GetLooseCharBox(textpage, at, box)
        pdfium.FPDFText_GetCharOrigin(textpage, at, x, y)
        yield _placed(text, box, (x.value, y.value), rotation, (width, height))


def _is_upright(angle: float, rotation: int) -> bool:
    turned = (round(angle * 57.29578) + rotation) % 360
    return turned <= _MAX_SLANT or turned >= 360 - _MAX_SLANT


def _placed(
    text: str, box: pdfium.FS_RECTF, origin: tuple[float, float], rotation: int, shown: tuple[float, float]
) -> _Glyph:
    """A character in the page as shown; ``shown`` is its width and height after rotation."""
    (x, y), (width, height) = origin, shown
    match rotation:
        case 90:
            return _Glyph(text, box.bottom, box.top, x, abs(box.right - box.left))
        case 180:
            return _Glyph(text, width - box.right, width - box.left, y, abs(box.top - box.bottom))
        case 270:
            return _Glyph(text, width - box.top, width - box.bottom, height - x, abs(box.right - box.left))
    return _Glyph(text, box.left, box.right, height - y, abs(box.top - box.bottom))


def _words(glyphs: Iterator[_Glyph | None]) -> Iterator[Word]:
    word: list[_Glyph] = []
    for glyph in glyphs:
        if glyph is not None and word and not _continues(word[-1], glyph):
            yield _word(word)
            word = []
        if glyph is None:
            if word:
                yield _word(word)
            word = []
        else:
            word.append(glyph)
    if word:
        yield _word(word)


def _continues(before: _Glyph, glyph: _Glyph) -> bool:
    """A raised footnote mark, a new line or a jump makes another word even where no space is stored."""
    size = max(before.height, glyph.height)
    raised = abs(before.base - glyph.base) > 0.1 * size
    return not raised and -0.5 * size < glyph.left - before.right < 0.4 * size


def _word(glyphs: list[_Glyph]) -> Word:
    return Word(
        text="".join(glyph.text for glyph in glyphs),
        left=min(glyph.left for glyph in glyphs),
        right=max(glyph.right for glyph in glyphs),
        base=glyphs[0].base,
        size=min(glyph.height for glyph in glyphs) or 1.0,
    )
