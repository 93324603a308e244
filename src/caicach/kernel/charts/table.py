"""The table that stands beside every chart: the same figures, none left out."""

from dataclasses import dataclass

from caicach.kernel.charts.values import Chart, Flow, Number, StackedBars, Trend

Cell = str | Number | None


@dataclass(frozen=True, slots=True)
class ChartTable:
    """The first column names the rows; a figure is a number, or None where there is none."""

    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def chart_table(chart: Chart) -> ChartTable:
    if isinstance(chart, StackedBars):
        head = (chart.row_head, *(series.name for series in chart.series))
        return ChartTable(head, tuple((row.name, *row.values) for row in chart.rows))
    if isinstance(chart, Trend):
        columns = zip(chart.ticks, *(line.values for line in chart.lines), strict=True)
        return ChartTable((chart.tick_head, *(line.name for line in chart.lines)), tuple(tuple(row) for row in columns))
    if isinstance(chart, Flow):
        edges = enumerate(chart.edges, 1)
        return ChartTable(chart.heads, tuple((f"{number}. {chart.way(e)}", *e.figures) for number, e in edges))
    return ChartTable(chart.heads, tuple((row.name, row.low, row.value, row.high) for row in chart.rows))
