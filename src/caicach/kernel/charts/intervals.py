"""Dots with ranges as primitives: names left (above where it is narrow), the figures written at the right."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from caicach.kernel.charts.bars import NARROW_BELOW
from caicach.kernel.charts.frame import LEADING, SMALL_SIZE, TEXT_SIZE, chart_frame, source_line
from caicach.kernel.charts.measuring import width_of, wrapped_lines
from caicach.kernel.charts.primitives import Anchor, Box, Dot, Drawing, Primitive, Strokes, Tone, Words
from caicach.kernel.charts.scale import ticks
from caicach.kernel.charts.values import IntervalRow, Intervals, Number

_ROW: Final = 24.0
_CAP: Final = 5.0
_AFTER: Final = 26.0
"""Behind the axis, with an allowance: figures and signs of the pages' face are wider than words are measured."""


@dataclass(frozen=True, slots=True)
class _Axis:
    left: float
    width: float
    first: Number
    last: Number

    def x(self, value: Number) -> float:
        share = (Decimal(value) - Decimal(self.first)) / (Decimal(self.last) - Decimal(self.first))
        return self.left + float(share) * self.width


def intervals_drawing(chart: Intervals, width: float) -> Drawing:
    frame = chart_frame(chart.title, width)
    is_narrow = width < NARROW_BELOW
    figures = max((width_of(_written(chart, row), SMALL_SIZE, is_bold=True) for row in chart.rows), default=0)
    names = max((width_of(row.name, TEXT_SIZE) for row in chart.rows), default=0)
    left = 6.0 if is_narrow else min(names, width * 0.36) + 14
    axis = _Axis(left, width - left - figures - _AFTER, chart.first, chart.last)
    bottom = frame.top + len(chart.rows) * (_ROW + (TEXT_SIZE * LEADING if is_narrow else 0))
    parts: list[Primitive] = [*frame.head, *_scale(chart, axis, frame.top, bottom)]
    top = frame.top
    for row in chart.rows:
        drawn, top = _row(chart, row, axis, top, is_narrow=is_narrow)
        parts += drawn
    foot, height = source_line(chart.source, width, bottom + 2.6 * SMALL_SIZE * LEADING)
    return Drawing(width, height, chart.title, _described(chart), (*parts, *foot))


def _scale(chart: Intervals, axis: _Axis, top: float, bottom: float) -> list[Primitive]:
    places = ticks(chart.first, chart.last, steps=6 if axis.width > 250 else 3)
    parts: list[Primitive] = [Strokes(tuple((axis.x(t), top, axis.x(t), bottom) for t in places), Tone.LINE)]
    y = bottom + SMALL_SIZE + 3
    parts += [Words(axis.x(t), y, chart.write(t), SMALL_SIZE, Tone.SOFT, Anchor.MIDDLE) for t in places]
    middle = axis.left + axis.width / 2
    return [*parts, Words(middle, y + SMALL_SIZE * LEADING, chart.axis, SMALL_SIZE, Tone.SOFT, Anchor.MIDDLE)]


def _row(
    chart: Intervals, row: IntervalRow, axis: _Axis, top: float, *, is_narrow: bool
) -> tuple[list[Primitive], float]:
    parts: list[Primitive] = []
    if is_narrow:
        name = wrapped_lines(row.name, TEXT_SIZE, axis.left + axis.width, is_bold=row.is_marked, most=1)[0]
        parts.append(Words(0, top + TEXT_SIZE + 2, name, is_bold=row.is_marked))
        top += TEXT_SIZE * LEADING
    y = top + _ROW / 2
    if row.is_marked:
        parts.insert(0, Box(0, y - _ROW / 2 + 1, axis.left + axis.width + 8, _ROW - 2, Tone.ACCENT_TINT))
    if not is_narrow:
        name = wrapped_lines(row.name, TEXT_SIZE, axis.left - 14, is_bold=row.is_marked, most=1)[0]
        parts.append(Words(axis.left - 12, y + 4.5, name, anchor=Anchor.END, is_bold=row.is_marked))
    low, high = axis.x(row.low), axis.x(row.high)
    caps = ((low, y - _CAP, low, y + _CAP), (high, y - _CAP, high, y + _CAP))
    parts.append(Strokes(((low, y, high, y), *caps), Tone.ACCENT, 2))
    parts.append(Dot(axis.x(row.value), y, 4.5, Tone.ACCENT))
    figure = Words(axis.left + axis.width + 12, y + 4.5, _written(chart, row), SMALL_SIZE, is_bold=row.is_marked)
    return [*parts, figure], top + _ROW


def _written(chart: Intervals, row: IntervalRow) -> str:
    return f"{chart.write(row.value)} ({chart.write(row.low)}–{chart.write(row.high)})"


def _described(chart: Intervals) -> str:
    return "; ".join(f"{row.name}: {_written(chart, row)}" for row in chart.rows[:20])
