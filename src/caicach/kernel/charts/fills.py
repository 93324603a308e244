"""Areas that are told apart without colour: hatching is drawn as strokes, the same on a page and in a document."""

from typing import Final

from caicach.kernel.charts.primitives import Box, Primitive, Strokes, Tone
from caicach.kernel.charts.values import Fill

_GAP: Final = 6.0
_TINTS: Final = {
    Tone.RED: Tone.RED_TINT,
    Tone.ACCENT: Tone.ACCENT_TINT,
    Tone.AMBER: Tone.AMBER_TINT,
    Tone.GREEN: Tone.GREEN_TINT,
    Tone.VIOLET: Tone.VIOLET_TINT,
}

Line = tuple[float, float, float, float]


def filled_rectangle(x: float, y: float, width: float, height: float, tone: Tone, fill: Fill) -> tuple[Primitive, ...]:
    """A rectangle with its hatching and outline."""
    if fill is Fill.SOLID:
        return (Box(x, y, width, height, tone, tone),)
    ground = Tone.PAPER if fill is Fill.OPEN else _TINTS.get(tone, Tone.GREY_TINT)
    lines = _strokes(x, y, width, height, fill)
    box = Box(x, y, width, height, ground, tone)
    return (box, Strokes(lines, tone)) if lines else (box,)


def reads_on(fill: Fill) -> Tone:
    """The colour of a figure written on such an area."""
    return Tone.PAPER if fill is Fill.SOLID else Tone.INK


def _strokes(x: float, y: float, width: float, height: float, fill: Fill) -> tuple[Line, ...]:
    rising = _rising(x, y, width, height) if fill in {Fill.HATCH, Fill.CROSS} else ()
    falling = _falling(x, y, width, height) if fill in {Fill.BACK, Fill.CROSS} else ()
    return (*rising, *falling)


def _falling(x: float, y: float, width: float, height: float) -> tuple[Line, ...]:
    """Strokes at 45°, cut to the rectangle."""
    found = []
    offset = _GAP
    while offset < width + height:
        left, right = max(0.0, offset - height), min(width, offset)
        found.append((x + left, y + height - (offset - left), x + right, y + height - (offset - right)))
        offset += _GAP
    return tuple(found)


def _rising(x: float, y: float, width: float, height: float) -> tuple[Line, ...]:
    middle = 2 * y + height
    return tuple((x1, middle - y1, x2, middle - y2) for x1, y1, x2, y2 in _falling(x, y, width, height))
