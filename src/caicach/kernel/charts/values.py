"""Charts as values. Every word in them is finished: written, translated and formatted by the caller."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from caicach.kernel.charts.primitives import Tone
from caicach.kernel.text.numbers import format_number

Number = int | Decimal
Writing = Callable[[Number], str]
"""How a figure is written: ``1.234,5``, or as the language of the page has it."""


class Fill(StrEnum):
    """How an area looks without its colour."""

    SOLID = "solid"
    HATCH = "hatch"  # strokes rising to the right
    BACK = "back"  # strokes falling to the right
    CROSS = "cross"
    OPEN = "open"  # outline only


@dataclass(frozen=True, slots=True)
class Series:
    """One part of every bar. ``tone`` is one of the strong colours."""

    name: str
    tone: Tone
    fill: Fill = Fill.SOLID


@dataclass(frozen=True, slots=True)
class BarRow:
    """A bar with the figures of its parts, in the order of the series; a figure is 0 or more."""

    name: str
    values: tuple[Number, ...]


@dataclass(frozen=True, slots=True)
class StackedBars:
    """Bars from a zero base line, one row each; one series makes plain bars. ``source`` ends with the date.

    Raises ValueError where a row has another number of figures than there are series, or one below 0.
    """

    title: str
    series: tuple[Series, ...]
    rows: tuple[BarRow, ...]
    source: str = ""
    row_head: str = ""
    write: Writing = format_number

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row.values) != len(self.series) or any(value < 0 for value in row.values):
                raise ValueError(f"«{row.name}» needs {len(self.series)} figures of 0 or more")


@dataclass(frozen=True, slots=True)
class TrendLine:
    """A line with a figure for every tick; None where there is none, and the line is broken there."""

    name: str
    tone: Tone
    values: tuple[Number | None, ...]


@dataclass(frozen=True, slots=True)
class Trend:
    """Lines over time from a zero base line, at most four of them; ``ticks`` name the times, oldest first."""

    title: str
    ticks: tuple[str, ...]
    lines: tuple[TrendLine, ...]
    source: str = ""
    tick_head: str = ""
    write: Writing = format_number

    def __post_init__(self) -> None:
        if not 1 <= len(self.lines) <= 4:
            raise ValueError("a trend shows one to four lines")
        for line in self.lines:
            if len(line.values) != len(self.ticks):
                raise ValueError(f"«{line.name}» needs {len(self.ticks)} figures")
            if any(value is not None and value < 0 for value in line.values):
                raise ValueError(f"«{line.name}» falls below the base line")


@dataclass(frozen=True, slots=True)
class IntervalRow:
    """A dot with the range it may lie in; ``low`` ≤ ``value`` ≤ ``high``. ``is_marked`` sets the row off."""

    name: str
    low: Number
    value: Number
    high: Number
    is_marked: bool = False

    def __post_init__(self) -> None:
        if not self.low <= self.value <= self.high:
            raise ValueError(f"«{self.name}»: {self.value} lies outside {self.low}..{self.high}")


@dataclass(frozen=True, slots=True)
class Intervals:
    """Dots with ranges on one axis from ``first`` to ``last``; a rank axis begins at 1, at the left.

    ``axis`` names what is measured; ``heads`` are the names of the columns of the table beside: row, low, value, high.
    """

    title: str
    axis: str
    rows: tuple[IntervalRow, ...]
    first: Number
    last: Number
    source: str = ""
    heads: tuple[str, str, str, str] = ("", "", "", "")
    write: Writing = format_number

    def __post_init__(self) -> None:
        if not self.first < self.last:
            raise ValueError("the axis needs a length")
        for row in self.rows:
            if not self.first <= row.low <= row.high <= self.last:
                raise ValueError(f"«{row.name}» lies outside the axis")


@dataclass(frozen=True, slots=True)
class FlowNode:
    """A step with what stands below its name; ``address``: what it opens on a page."""

    name: str
    note: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class FlowEdge:
    """From one node to another, by their places; ``weight`` from 0 to 1 makes the arrow thick, ``is_marked`` sets its
    words off in its tone. ``figures`` stand in the table beside, under the heads of the flow. ``address``: what the
    arrow opens on a page."""

    source: int
    target: int
    label: str
    weight: float
    tone: Tone = Tone.ACCENT
    is_marked: bool = False
    figures: tuple[Number | None, ...] = ()
    address: str = ""

    def __post_init__(self) -> None:
        if not 0 <= self.weight <= 1:
            raise ValueError("the weight of an arrow is a share")


@dataclass(frozen=True, slots=True)
class Flow:
    """Steps in their order from above, and the arrows between them; ``heads`` name the first column and the figures."""

    title: str
    nodes: tuple[FlowNode, ...]
    edges: tuple[FlowEdge, ...]
    heads: tuple[str, ...] = ("",)
    source: str = ""

    def __post_init__(self) -> None:
        for edge in self.edges:
            if not (0 <= edge.source < len(self.nodes) and 0 <= edge.target < len(self.nodes)):
                raise ValueError("an arrow runs between nodes that are there")
            if len(edge.figures) != len(self.heads) - 1:
                raise ValueError(f"an arrow needs {len(self.heads) - 1} figures")

    def way(self, edge: FlowEdge) -> str:
        return f"{self.nodes[edge.source].name} → {self.nodes[edge.target].name}"


Chart = StackedBars | Trend | Intervals | Flow
