"""Each page of a PDF judged: text as it stands, a picture to be recognised, or text with a picture beside it.

What the page itself says is compared with what its picture promises. Words of signatures and stamps are counted for
neither, and a layer of words that some other program recognised is believed only where they are words.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

import pypdfium2
from PIL import Image

from caicach.documents.read.ocr import OcrPages
from caicach.documents.read.pdf_annotations import PageText, is_stamp, text_of
from caicach.documents.read.pdf_pictures import (
    hides_its_text,
    is_covered,
    picture_of,
    promised_beside,
    shows_anything,
)
from caicach.documents.read.scan_image import reading_scale
from caicach.documents.read.scan_promise import WORTH_READING
from caicach.documents.read.text_layer import is_readable, reads_well, share_of_words, unify
from caicach.documents.read.words import Segment, Word, enlarged_words, rows_of
from caicach.kernel.text.folding import fold

_FEW = 30
_NEAR = 2.5  # of the size of the letters: from line to line of one stamp
_PROSE = 0.75
_OFF_LINE, _FAR = 0.6, 8.0


@dataclass(frozen=True, slots=True)
class PdfPage:
    """``words`` are known from the text; ``layer`` is what another program recognised, if nothing better is found."""

    number: int
    words: list[Word]
    is_scan: bool = False
    is_drawn_with_text: bool = False
    layer: list[Word] = field(default_factory=list)
    stamped: str = ""


def looked_at(
    pdf: pypdfium2.PdfDocument, number: int, *, drawn: Callable[[], pypdfium2.PdfDocument], has_pictures: bool
) -> PdfPage:
    page = pdf[number]  # opened once: to open a page is to read all that stands on it
    try:
        text = text_of(pdf, page, number, drawn=drawn)
        text = replace(text, own=unify(text.own), filled=unify(text.filled))
        return _judged(page, number, text, has_pictures=has_pictures)
    finally:
        page.close()


def _judged(page: pypdfium2.PdfPage, number: int, text: PageText, *, has_pictures: bool) -> PdfPage:
    own, filled = text.own, text.filled
    as_text = PdfPage(number, [*own, *_on_lines(filled, own)] if filled else own, stamped=text.stamped)
    if not is_readable(own):
        is_scan = bool(own) or shows_anything(page)
        return PdfPage(number, filled, is_scan=is_scan, is_drawn_with_text=True, stamped=text.stamped)
    covered = has_pictures and is_covered(page)
    if not covered and len(own) >= _FEW:
        return as_text
    promised = promised_beside(page, own)
    if covered and not reads_well(own) and hides_its_text(page):
        return PdfPage(number, filled, is_scan=True, layer=own, stamped=text.stamped)
    if promised < WORTH_READING:
        return as_text
    kept, stamp = _without_stamps(own)
    return PdfPage(number, [*kept, *filled], is_scan=True, stamped=f"{text.stamped}\n{stamp}")


def _without_stamps(words: Sequence[Word]) -> tuple[list[Word], str]:
    """The words without those of stamps, and these: the line that says who signed and when, and those close to it."""
    segments = [segment for row in rows_of(words) for segment in row]
    stamps = [segment for segment in segments if is_stamp(fold(segment.text))]
    found = len(stamps)
    while found:
        close = [one for one in segments if one not in stamps and any(_is_near(one, stamp) for stamp in stamps)]
        stamps += close
        found = len(close)
    kept = [word for segment in segments if segment not in stamps for word in segment.words]
    return kept, "\n".join(segment.text for segment in stamps)


def _is_near(one: Segment, stamp: Segment) -> bool:
    first, other = one.words[0], stamp.words[0]
    reach = _NEAR * other.size
    return abs(first.base - other.base) < reach and one.left < stamp.right and stamp.left < one.right


def recognised_pages(pdf: pypdfium2.PdfDocument, pages: Iterable[PdfPage], ocr: OcrPages) -> Iterator[list[Word]]:
    """The words of each page that is to be recognised, in the measure of its picture, beside those known already."""
    drawn: deque[tuple[PdfPage, float]] = deque()

    def pictures() -> Iterator[tuple[int, Image.Image]]:
        for page in pages:
            opened = pdf[page.number]
            try:
                picture, scale = picture_of(opened, with_text=page.is_drawn_with_text)
            finally:
                opened.close()
            drawn.append((page, scale * reading_scale(picture)))
            yield page.number, picture

    for words in ocr.words(pictures()):
        page, scale = drawn.popleft()
        yield _recognised(page, words, scale, ocr)


def _recognised(page: PdfPage, words: list[Word], scale: float, ocr: OcrPages) -> list[Word]:
    """``scale`` brings the measure of the page to that of ``words``."""
    known = enlarged_words(page.words, scale)
    seen = [word for word in words if not any(_covers(one, word) for one in known)]
    known = known if len(known) >= _FEW else _on_lines(known, seen)
    if page.layer and share_of_words(page.layer) > share_of_words(seen):
        return enlarged_words(page.layer, scale) + known
    if len(known) >= _FEW and (len(seen) < WORTH_READING or share_of_words(seen) < _PROSE):
        ocr.warn_of_picture(page.number)
        return known
    return [*known, *seen]


def _on_lines(filled: Sequence[Word], words: Sequence[Word]) -> list[Word]:
    """What was filled in stands a little high or low, in type of its own: a raised number would be a footnote's."""
    return [_on_line(word, words) for word in filled]


def _on_line(word: Word, words: Sequence[Word]) -> Word:
    beside = [one for one in words if abs(one.base - word.base) < _OFF_LINE * max(one.size, word.size)]
    nearest = min(beside, key=lambda one: max(one.left - word.right, word.left - one.right), default=None)
    if nearest is None or max(nearest.left - word.right, word.left - nearest.right) > _FAR * nearest.size:
        return word
    return replace(word, base=nearest.base, size=nearest.size)


def _covers(known: Word, seen: Word) -> bool:
    middle, height = (seen.left + seen.right) / 2, seen.base - seen.size / 3
    return known.left <= middle <= known.right and known.base - known.size < height < known.base + known.size / 3
