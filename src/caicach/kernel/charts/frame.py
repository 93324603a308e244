"""What every chart has round it: the finding on top, source and date below."""

from dataclasses import dataclass
from typing import Final

from caicach.kernel.charts.measuring import wrapped_lines
from caicach.kernel.charts.primitives import Primitive, Tone, Words

TITLE_SIZE: Final = 15.0
TEXT_SIZE: Final = 13.0
SMALL_SIZE: Final = 12.0
LEADING: Final = 1.45


@dataclass(frozen=True, slots=True)
class Frame:
    """``head`` and ``top``: the title and the place below it."""

    width: float
    head: tuple[Primitive, ...]
    top: float


def chart_frame(title: str, width: float) -> Frame:
    lines = wrapped_lines(title, TITLE_SIZE, width - 4, is_bold=True, most=4)
    step = TITLE_SIZE * LEADING
    words = tuple(
        Words(0, TITLE_SIZE + 3 + number * step, line, TITLE_SIZE, is_bold=True) for number, line in enumerate(lines)
    )
    return Frame(width, words, len(lines) * step + 12)


def source_line(source: str, width: float, top: float) -> tuple[tuple[Primitive, ...], float]:
    """The source line below ``top``, and where the picture ends."""
    if not source:
        return (), top
    lines = wrapped_lines(source, SMALL_SIZE, width - 4, most=3)
    step = SMALL_SIZE * LEADING
    words = tuple(
        Words(0, top + SMALL_SIZE + number * step, line, SMALL_SIZE, Tone.SOFT) for number, line in enumerate(lines)
    )
    return words, top + len(lines) * step + 4
