"""Trends as primitives: zero base line, whole steps, every line named at its end."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from caicach.kernel.charts.frame import LEADING, SMALL_SIZE, chart_frame, source_line
from caicach.kernel.charts.measuring import width_of, wrapped_lines
from caicach.kernel.charts.primitives import Anchor, Dot, Drawing, Path, Primitive, Strokes, Tone, Words
from caicach.kernel.charts.scale import round_top
from caicach.kernel.charts.values import Number, Trend, TrendLine

_HEIGHT: Final = 190.0
_DASHES: Final = (None, (7.0, 4.0), (2.0, 4.0), (12.0, 4.0))
_RADII: Final = (3.5, 3.5, 3.0, 3.0)
_NAME_LINES: Final = 2


@dataclass(frozen=True, slots=True)
class _Plot:
    left: float
    top: float
    width: float
    end: Decimal
    count: int

    def x(self, index: int) -> float:
        return self.left + (self.width * index / (self.count - 1) if self.count > 1 else self.width / 2)

    def y(self, value: Number) -> float:
        return self.top + _HEIGHT * (1 - float(Decimal(value) / self.end))


def trend_drawing(chart: Trend, width: float) -> Drawing:
    frame = chart_frame(chart.title, width)
    largest = max((value for line in chart.lines for value in line.values if value is not None), default=0)
    step, end = round_top(largest)
    left = width_of(chart.write(end), SMALL_SIZE) + 8
    names = min(max(width_of(_label(chart, line), SMALL_SIZE) for line in chart.lines), width * 0.34)
    plot = _Plot(left, frame.top + 6, width - left - names - 14, end, len(chart.ticks))
    parts = [*frame.head, *_grid(chart, plot, step), *_ticks(chart, plot)]
    for number, line in enumerate(chart.lines):
        parts += _line(plot, line, number)
    parts += _names(chart, plot, width)
    foot, height = source_line(chart.source, width, plot.top + _HEIGHT + 2 * SMALL_SIZE * LEADING)
    return Drawing(width, height, chart.title, _described(chart), (*parts, *foot))


def _grid(chart: Trend, plot: _Plot, step: Decimal) -> list[Primitive]:
    parts: list[Primitive] = []
    value = Decimal(0)
    while value <= plot.end:
        y = plot.y(value)
        tone = Tone.STRONG if value == 0 else Tone.LINE
        parts.append(Strokes(((plot.left, y, plot.left + plot.width, y),), tone, 1.5 if value == 0 else 1))
        parts.append(Words(plot.left - 6, y + 4, chart.write(value), SMALL_SIZE, Tone.SOFT, Anchor.END))
        value += step
    return parts


def _ticks(chart: Trend, plot: _Plot) -> list[Primitive]:
    """As many names of times as stand beside each other, the newest always."""
    wide = max((width_of(tick, SMALL_SIZE) for tick in chart.ticks), default=0) + 8
    apart = max(1, -(-int(wide * max(1, plot.count - 1)) // max(1, int(plot.width))))
    y = plot.top + _HEIGHT + SMALL_SIZE + 6
    return [
        Words(plot.x(index), y, tick, SMALL_SIZE, Tone.SOFT, Anchor.MIDDLE)
        for index, tick in enumerate(chart.ticks)
        if (plot.count - 1 - index) % apart == 0
    ]


def _line(plot: _Plot, line: TrendLine, number: int) -> list[Primitive]:
    parts: list[Primitive] = []
    run: list[tuple[float, float]] = []
    for index, value in enumerate((*line.values, None)):
        if value is not None:
            run.append((plot.x(index), plot.y(value)))
        elif run:
            parts += [Path(tuple(run), line.tone, 2.0, _DASHES[number])] if len(run) > 1 else []
            parts += [Dot(x, y, _RADII[number], line.tone, is_open=number % 2 == 1) for x, y in run]
            run = []
    return parts


def _label(chart: Trend, line: TrendLine) -> str:
    last = next((value for value in reversed(line.values) if value is not None), None)
    return line.name if last is None else f"{chart.write(last)} {line.name}"


def _names(chart: Trend, plot: _Plot, width: float) -> list[Primitive]:
    """The newest figure and the name of every line, beside its end; moved apart where ends meet."""
    left = plot.left + plot.width + 10
    step = SMALL_SIZE * 1.25
    labels = []
    for line in chart.lines:
        last = next((value for value in reversed(line.values) if value is not None), 0)
        lines = wrapped_lines(_label(chart, line), SMALL_SIZE, width - left, is_bold=True, most=_NAME_LINES)
        labels.append((plot.y(last) - (len(lines) - 1) * step / 2, lines, line.tone))
    parts: list[Primitive] = []
    free = plot.top - SMALL_SIZE
    rest = sum(len(lines) for _, lines, _ in labels) * step + 4 * len(labels)
    for wanted, lines, tone in sorted(labels, key=lambda label: label[0]):
        highest = plot.top + _HEIGHT + SMALL_SIZE - rest
        y = max(min(wanted, max(highest, free)), free)
        parts += [Words(left, y + 4 + n * step, text, SMALL_SIZE, tone, is_bold=True) for n, text in enumerate(lines)]
        free = y + len(lines) * step + 4
        rest -= len(lines) * step + 4
    return parts


def _described(chart: Trend) -> str:
    parts = []
    for line in chart.lines:
        told = [
            f"{tick}: {chart.write(value)}"
            for tick, value in zip(chart.ticks, line.values, strict=True)
            if value is not None
        ]
        parts.append(f"{line.name}: {', '.join(told)}")
    return "; ".join(parts)
