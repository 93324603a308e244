"""Stacked bars as primitives: names left (above the bar where it is narrow), figures inside, totals at the end."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from caicach.kernel.charts.fills import filled_rectangle, reads_on
from caicach.kernel.charts.frame import LEADING, SMALL_SIZE, TEXT_SIZE, chart_frame, source_line
from caicach.kernel.charts.measuring import width_of, wrapped_lines
from caicach.kernel.charts.primitives import Anchor, Box, Drawing, Primitive, Strokes, Tone, Words
from caicach.kernel.charts.values import BarRow, Fill, Number, StackedBars

BAR: Final = 20.0
_GAP: Final = 10.0
_SWATCH: Final = 16.0
NARROW_BELOW: Final = 480.0


@dataclass(frozen=True, slots=True)
class _Place:
    """Where bars lie: ``left`` is the base line, ``room`` the length of the longest total ``longest``."""

    width: float
    left: float
    room: float
    longest: Number

    @property
    def is_narrow(self) -> bool:
        return self.left == 0

    def length(self, value: Number) -> float:
        return float(Decimal(value) / Decimal(self.longest)) * self.room if self.longest else 0.0


def bars_drawing(chart: StackedBars, width: float) -> Drawing:
    frame = chart_frame(chart.title, width)
    key, top = _key(chart, width, frame.top)
    place = _place(chart, width)
    parts: list[Primitive] = [*frame.head, *key]
    first = top
    for row in chart.rows:
        drawn, top = _row(chart, row, place, top)
        parts += drawn
    if not place.is_narrow:
        parts.append(Strokes(((place.left, first, place.left, top - _GAP / 2),), Tone.STRONG, 1.5))
    foot, height = source_line(chart.source, width, top + 4)
    return Drawing(width, height, chart.title, _described(chart), (*parts, *foot))


def _key(chart: StackedBars, width: float, top: float) -> tuple[list[Primitive], float]:
    """Swatch and word of every part, in the order in which the bar shows them; a single series needs none."""
    if len(chart.series) < 2:
        return [], top
    parts: list[Primitive] = []
    x, y = 0.0, top + 2
    for series in chart.series:
        wide = _SWATCH + 6 + width_of(series.name, SMALL_SIZE) + 16
        if x and x + wide - 16 > width:
            x, y = 0.0, y + SMALL_SIZE * LEADING + 3
        parts += filled_rectangle(x, y, _SWATCH, 12, series.tone, series.fill)
        parts.append(Words(x + _SWATCH + 6, y + 10.5, series.name, SMALL_SIZE))
        x += wide
    return parts, y + SMALL_SIZE * LEADING + 8


def _place(chart: StackedBars, width: float) -> _Place:
    longest = max((sum(row.values) for row in chart.rows), default=0)
    figure = max((width_of(chart.write(sum(row.values)), TEXT_SIZE, is_bold=True) for row in chart.rows), default=0)
    if width < NARROW_BELOW:
        return _Place(width, 0, width - figure - 8, longest)
    names = max((width_of(row.name, TEXT_SIZE) for row in chart.rows), default=0)
    left = min(names, width * 0.36) + 10
    return _Place(width, left, width - left - figure - 8, longest)


def _row(chart: StackedBars, row: BarRow, place: _Place, top: float) -> tuple[list[Primitive], float]:
    step = TEXT_SIZE * LEADING
    room = place.width - 4 if place.is_narrow else place.left - 10
    lines = wrapped_lines(row.name, TEXT_SIZE, room, most=2)
    if place.is_narrow:
        names = [Words(0, top + TEXT_SIZE + n * step, line) for n, line in enumerate(lines)]
        bar = top + len(lines) * step + 2
        height = len(lines) * step + 2 + BAR
    else:
        height = max(BAR, len(lines) * step)
        start = top + (height - len(lines) * step) / 2 + TEXT_SIZE + 1
        names = [Words(place.left - 8, start + n * step, line, anchor=Anchor.END) for n, line in enumerate(lines)]
        bar = top + (height - BAR) / 2
    return [*names, *_bar(chart, row, place, bar)], top + height + _GAP


def _bar(chart: StackedBars, row: BarRow, place: _Place, top: float) -> list[Primitive]:
    parts: list[Primitive] = []
    x = place.left
    for series, value in zip(chart.series, row.values, strict=True):
        length = place.length(value)
        if value:
            parts += filled_rectangle(x, top, length, BAR, series.tone, series.fill)
            parts += _inside(chart.write(value), x, top, length, series.fill) if len(chart.series) > 1 else ()
        x += length
    total = Words(x + 6, top + BAR / 2 + 4.5, chart.write(sum(row.values)), TEXT_SIZE, is_bold=True)
    return [*parts, total]


def _inside(text: str, x: float, top: float, length: float, fill: Fill) -> tuple[Primitive, ...]:
    """The figure of a part, on a plain patch where strokes would run through it; none where it does not fit."""
    wide = width_of(text, SMALL_SIZE)
    if wide + 8 > length:
        return ()
    middle = x + length / 2
    words = Words(middle, top + BAR / 2 + 4.5, text, SMALL_SIZE, reads_on(fill), Anchor.MIDDLE)
    if fill in {Fill.SOLID, Fill.OPEN}:
        return (words,)
    return (Box(middle - wide / 2 - 2, top + 3, wide + 4, BAR - 6, Tone.PAPER), words)


def _described(chart: StackedBars) -> str:
    rows = (
        f"{row.name}: {', '.join(f'{s.name} {chart.write(v)}' for s, v in zip(chart.series, row.values, strict=True))}"
        for row in chart.rows[:12]
    )
    return "; ".join(rows)
