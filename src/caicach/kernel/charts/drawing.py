"""A chart laid out at a width."""

from typing import Final

from caicach.kernel.charts.bars import bars_drawing
from caicach.kernel.charts.flow import flow_drawing
from caicach.kernel.charts.intervals import intervals_drawing
from caicach.kernel.charts.lines import trend_drawing
from caicach.kernel.charts.primitives import Drawing
from caicach.kernel.charts.values import Chart, Flow, StackedBars, Trend

WIDE: Final = 720.0
NARROW: Final = 360.0
"""For a page on a desk and in a document; for a phone, where the names stand above the bars."""


def drawing_of(chart: Chart, *, width: float = WIDE) -> Drawing:
    """The primitives of a chart, ``width`` wide and as high as it needs to be."""
    if isinstance(chart, StackedBars):
        return bars_drawing(chart, width)
    if isinstance(chart, Flow):
        return flow_drawing(chart, width)
    return trend_drawing(chart, width) if isinstance(chart, Trend) else intervals_drawing(chart, width)
