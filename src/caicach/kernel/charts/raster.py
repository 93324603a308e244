"""A drawing as PNG for documents, from the same primitives; written in Liberation Sans, which is packaged."""

from io import BytesIO
from itertools import pairwise
from math import hypot
from typing import Final

from PIL import Image, ImageDraw

from caicach.kernel.charts.measuring import font
from caicach.kernel.charts.primitives import COLOURS, Anchor, Box, Dot, Drawing, Path, Primitive, Strokes, Tone, Words

SCALE: Final = 3
"""720 units across the text of an A4 page (160 mm) make some 340 dots to the inch."""
_PAPER: Final = COLOURS[Tone.PAPER]
_PLACES: Final = {Anchor.START: "ls", Anchor.MIDDLE: "ms", Anchor.END: "rs"}


def png_of(drawing: Drawing, *, scale: int = SCALE) -> bytes:
    """The picture on white; equal drawings give equal bytes."""
    size = (round(drawing.width * scale), round(drawing.height * scale))
    image = Image.new("RGB", size, _PAPER)
    pen = ImageDraw.Draw(image)
    for part in drawing.primitives:
        _draw(pen, part, scale)
    out = BytesIO()
    image.save(out, format="PNG", optimize=True, dpi=(96 * scale, 96 * scale))
    return out.getvalue()


def _draw(pen: ImageDraw.ImageDraw, part: Primitive, scale: int) -> None:
    if isinstance(part, Words):
        face = font(part.size * scale, is_bold=part.is_bold)
        place = (part.x * scale, part.y * scale)
        pen.text(place, part.text, fill=COLOURS[part.tone], font=face, anchor=_PLACES[part.anchor])
    elif isinstance(part, Box):
        corners = (part.x * scale, part.y * scale, (part.x + part.width) * scale, (part.y + part.height) * scale)
        pen.rectangle(corners, fill=COLOURS[part.fill], outline=COLOURS[part.edge] if part.edge else None, width=scale)
    elif isinstance(part, Strokes):
        for line in part.lines:
            pen.line([c * scale for c in line], fill=COLOURS[part.tone], width=max(1, round(part.width * scale)))
    elif isinstance(part, Path):
        _path(pen, part, scale)
    else:
        _dot(pen, part, scale)


def _dot(pen: ImageDraw.ImageDraw, part: Dot, scale: int) -> None:
    x, y, radius = part.x * scale, part.y * scale, part.radius * scale
    box = (x - radius, y - radius, x + radius, y + radius)
    colour = COLOURS[part.tone]
    pen.ellipse(box, fill=_PAPER if part.is_open else colour, outline=colour, width=round(1.5 * scale))


def _path(pen: ImageDraw.ImageDraw, part: Path, scale: int) -> None:
    points = [(x * scale, y * scale) for x, y in part.points]
    width = round(part.width * scale)
    if part.dash is None:
        pen.line(points, fill=COLOURS[part.tone], width=width, joint="curve")
        return
    stroke, gap = part.dash[0] * scale, part.dash[1] * scale
    done = 0.0
    for (x1, y1), (x2, y2) in pairwise(points):
        length = hypot(x2 - x1, y2 - y1)
        start = -(done % (stroke + gap))
        while start < length:
            low, high = max(start, 0.0), min(start + stroke, length)
            if low < high:
                ends = [(x1 + (x2 - x1) * at / length, y1 + (y2 - y1) * at / length) for at in (low, high)]
                pen.line(ends, fill=COLOURS[part.tone], width=width)
            start += stroke + gap
        done += length
