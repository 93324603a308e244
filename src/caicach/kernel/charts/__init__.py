"""Charts: a value → drawing primitives → SVG for pages, PNG for documents. Pure: equal values give equal pictures.

A page draws a chart twice, wide and narrow (``WIDE``, ``NARROW``), and puts the table beside it (``chart_table``); a
document embeds ``png_of(drawing_of(chart))``. Colour never speaks alone: a part of a bar has its hatching and its word,
a line its dashes, its marks and its name at its end. Titles state the finding; the caller writes them.

>>> late = Series("Quá hạn", Tone.RED, Fill.SOLID)
>>> bars = StackedBars("Sở Y tế quá hạn nhiều nhất", (late,), (BarRow("Sở Y tế", (3,)),))
>>> drawing_of(bars, width=NARROW).width, svg_of(drawing_of(bars), name="a").startswith("<svg ")
(360.0, True)
>>> chart_table(bars)
ChartTable(head=('', 'Quá hạn'), rows=(('Sở Y tế', 3),))
"""

from caicach.kernel.charts.drawing import NARROW, WIDE, drawing_of
from caicach.kernel.charts.primitives import Drawing, Tone
from caicach.kernel.charts.raster import png_of
from caicach.kernel.charts.svg import svg_of
from caicach.kernel.charts.table import ChartTable, chart_table
from caicach.kernel.charts.values import (
    BarRow,
    Chart,
    Fill,
    Flow,
    FlowEdge,
    FlowNode,
    IntervalRow,
    Intervals,
    Series,
    StackedBars,
    Trend,
    TrendLine,
)

__all__ = [
    "NARROW",
    "WIDE",
    "BarRow",
    "Chart",
    "ChartTable",
    "Drawing",
    "Fill",
    "Flow",
    "FlowEdge",
    "FlowNode",
    "IntervalRow",
    "Intervals",
    "Series",
    "StackedBars",
    "Tone",
    "Trend",
    "TrendLine",
    "chart_table",
    "drawing_of",
    "png_of",
    "svg_of",
]
