"""Where a page stands in two columns: its head, and the recipients beside the signature.

Their lines do not stand at one height, so that Tesseract, going from side to side, runs two of them into one. Found
by the words that always open them, and by the white gutter below; each column can then be read alone.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from PIL import Image

from caicach.documents.read.words import Word
from caicach.kernel.text.folding import fold

_WHITE = re.compile(rb"\0+")
_DARK = 128
_STEP = 0.5  # of the size of the letters
_GUTTER = 0.6
_LOWEST_COLUMN = 3.0


@dataclass(frozen=True, slots=True)
class Columns:
    """A stretch of the page from ``top`` to ``bottom`` that is white from top to bottom at ``gutter``."""

    top: int
    bottom: int
    gutter: int


def columns_of(page: Image.Image, words: Sequence[Word]) -> list[Columns]:
    """The stretches in two columns of a clean grey page; the words are in its measure."""
    ink = page.point(lambda level: 255 if level < _DARK else 0)
    found = [columns for word in _openings(words, page.width) if (columns := _below(ink, word))]
    return [one for at, one in enumerate(found) if all(one.top >= before.bottom for before in found[:at])]


def _openings(words: Sequence[Word], width: int) -> Iterator[Word]:
    """The first words of "CỘNG HÒA XÃ HỘI ..." on the right and of "Nơi nhận" on the left."""
    for word, after in pairwise(words):
        pair = fold(word.text)[:4], fold(after.text)[:3]
        head = pair in {("cong", "hoa"), ("dang", "con")} and word.left > 0.35 * width
        if head or (pair[0] == "noi" and pair[1][:2] == "nh" and word.left < 0.3 * width):
            yield word


def _below(ink: Image.Image, opening: Word) -> Columns | None:
    """As far down from the opening as a gutter in the middle of the page stays white."""
    top = max(0, round(opening.base - 1.3 * opening.size))
    step, found = max(1, round(_STEP * opening.size)), None
    white = bytes(ink.width)
    for bottom in range(top + step, ink.height + step, step):
        row = ink.crop((0, bottom - step, ink.width, min(bottom, ink.height)))
        reduced = row.resize((ink.width, 1), Image.Resampling.BOX).tobytes()
        white = bytes(map(max, white, reduced))
        start, length = _widest_white(white, round(0.25 * ink.width), round(0.75 * ink.width))
        if length < _GUTTER * opening.size:
            break
        found = Columns(top, min(bottom, ink.height), start + length // 2)
    return found if found and found.bottom - found.top >= _LOWEST_COLUMN * opening.size else None


def _widest_white(row: bytes, start: int, end: int) -> tuple[int, int]:
    runs = [found.span() for found in _WHITE.finditer(row, start, end)]
    first, last = max(runs, key=lambda run: run[1] - run[0], default=(start, start))
    return first, last - first
