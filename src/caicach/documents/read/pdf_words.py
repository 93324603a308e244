"""The words of a PDF page with their places, from the characters PDFium reports."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

from caicach.documents.read.words import Word

_HYPHENS = (0x02, 0xFFFE)
"""What PDFium gives for a hyphen at the end of a line after a letter: «15/QĐ-» over «TTg»."""
_MAX_SLANT = 20
"""Degrees: numbers stamped in by hand lean a little, watermarks run from corner to corner."""


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
        return list(_words(_glyphs(textpage, page.get_rotation(), *page.get_size())))
    finally:
        textpage.close()


def _glyphs(textpage: pypdfium2.PdfTextPage, rotation: int, width: float, height: float) -> Iterator[_Glyph | None]:
    """Characters; None where a word ends."""
    box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    high = 0
    for at in range(textpage.count_chars()):
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
