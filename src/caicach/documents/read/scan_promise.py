"""About how many words a picture of a page promises: groups of ink as high and as far apart as words in lines.

Counted on a small picture, without reading anything: enough to know that a page of text gave three words.
"""

import re
from collections.abc import Sequence

from PIL import Image, ImageDraw, ImageOps

from caicach.documents.read.scan_image import clean_picture, scaled_picture

PROMISE_DPI = 100
WORTH_READING = 15
"""Fewer words than these are a logo, a seal or a signature."""
_A4_WIDTH = 8.27
_INK = 150
_STRIPS = 4  # a page a little askew still has level lines in each of them
_LINE = range(5, 40)
_WORD = range(4, 160)
_BLANK = 3
_INKED_ROW, _INKED = re.compile(rb"[^\0-\x03]+"), re.compile(rb"[^\0]+")

Box = tuple[float, float, float, float]


def words_promised(picture: Image.Image, known: Sequence[Box] = ()) -> int:
    """Words by their ink; ``known`` are boxes in the measure of the picture in which words were read already."""
    shorter = min(picture.size)
    scale = min(1.0, PROMISE_DPI * _A4_WIDTH / max(1, shorter))
    times = int(1 / scale)  # by whole points first: that is cheap
    small = clean_picture(scaled_picture((picture.reduce(times) if times > 1 else picture).convert("L"), scale * times))
    ink = ImageOps.invert(small).point(lambda level: 255 if level > 255 - _INK else 0)
    pen = ImageDraw.Draw(ink)
    for box in known:
        pen.rectangle([side * scale for side in box], fill=0)
    width = max(1, ink.width // _STRIPS)
    strips = (ink.crop((at * width, 0, (at + 1) * width, ink.height)) for at in range(_STRIPS))
    return sum(_words_of_strip(strip) for strip in strips)


def _words_of_strip(strip: Image.Image) -> int:
    rows = strip.resize((1, strip.height), Image.Resampling.BOX).tobytes()
    runs = (found.span() for found in _INKED_ROW.finditer(rows))
    lines = (strip.crop((0, start, strip.width, end)) for start, end in runs if end - start in _LINE)
    return sum(_words_of_line(line) for line in lines)


def _words_of_line(line: Image.Image) -> int:
    columns = line.resize((line.width, 1), Image.Resampling.BOX).tobytes()
    words, end_before = list[tuple[int, int]](), -_BLANK - 1
    for start, end in (found.span() for found in _INKED.finditer(columns)):
        if words and start - end_before < _BLANK:
            words[-1] = (words[-1][0], end)
        else:
            words.append((start, end))
        end_before = end
    return sum(end - start in _WORD for start, end in words)
