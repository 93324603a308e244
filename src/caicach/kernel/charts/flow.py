"""How work goes from step to step: boxes in their order from above, arrows between them, a numbered line for each.

An arrow to the next box runs straight down, one that leaves boxes out on the right, one that goes back on the left.
Arrows at one side have lanes of their own wherever they run beside each other, the shortest next to the boxes, so that
none lies on another. Wide, the lines of the arrows stand in the picture; narrow, in the table beside it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from caicach.kernel.charts.frame import LEADING, SMALL_SIZE, TEXT_SIZE, chart_frame, source_line
from caicach.kernel.charts.measuring import wrapped_lines
from caicach.kernel.charts.primitives import Anchor, Box, Dot, Drawing, Link, Path, Primitive, Strokes, Tone, Words
from caicach.kernel.charts.values import Flow, FlowEdge

_HEIGHT: Final = 60.0
_GAP: Final = 32.0
_LANE: Final = 19.0
_TAG: Final = 9.0
_PORT: Final = 6.0
_THICKEST: Final = 6.0
_LEGEND_FROM: Final = 600.0
"""From this width on the lines stand in the picture."""


@dataclass(frozen=True, slots=True)
class _Lane:
    """An arrow at a side: its place in the flow, its number of the lane, from where to where it runs."""

    edge: FlowEdge
    number: int
    lane: int
    source_y: float
    target_y: float


def flow_drawing(chart: Flow, width: float) -> Drawing:
    frame = chart_frame(chart.title, width)
    top = frame.top + 6
    right, left = _lanes(chart, top, is_back=False), _lanes(chart, top, is_back=True)
    has_legend = width >= _LEGEND_FROM
    room = (width * 0.54 if has_legend else width) - 8
    margin_left, margin_right = (_LANE * (_count(side) + 1) if side else 6.0 for side in (left, right))
    box_width = max(90.0, min(210.0, room - margin_left - margin_right))
    x = margin_left
    parts: list[Primitive] = [*frame.head]
    parts += _straight(chart, x + box_width / 2, top)
    for side, edge_x, sign in ((right, x + box_width, 1), (left, x, -1)):
        parts += _arrows(side, edge_x, sign)
    parts += [part for at in range(len(chart.nodes)) for part in _box(chart, at, x, top, box_width)]
    areas = _areas(chart, (*right, *left), top, Box(x, 0, box_width, _HEIGHT, Tone.PAPER))
    bottom = top + len(chart.nodes) * (_HEIGHT + _GAP) - _GAP + 10
    if has_legend:
        legend, boxes, end = _legend(chart, width * 0.54 + 10, frame.top + 4, width)
        parts += legend
        for number, box in enumerate(boxes):
            areas[number].append(box)
        bottom = max(bottom, end)
    source, bottom = source_line(chart.source, width, bottom + 6)
    described = "; ".join(_edge_line(chart, number) for number in range(len(chart.edges)))
    links = tuple(
        Link(edge.address, _edge_line(chart, number), tuple(areas[number]))
        for number, edge in enumerate(chart.edges)
        if edge.address
    )
    of_nodes = tuple(
        Link(node.address, f"{node.name}: {node.note}", (Box(x, _y(at, top), box_width, _HEIGHT, Tone.PAPER),))
        for at, node in enumerate(chart.nodes)
        if node.address
    )
    return Drawing(width, bottom + 4, chart.title, described, (*parts, *source), (*of_nodes, *links))


def _areas(chart: Flow, lanes: Sequence[_Lane], top: float, boxes: Box) -> list[list[Box | Path]]:
    """By arrow, where it can be pressed: along its way, as broad as its lane."""
    found: list[list[Box | Path]] = [[] for _ in chart.edges]
    middle = boxes.x + boxes.width / 2
    for number, edge in enumerate(chart.edges):
        if edge.target == edge.source + 1:
            straight = (middle, _y(edge.source, top) + _HEIGHT), (middle, _y(edge.target, top))
            found[number].append(Path(straight, Tone.PAPER, 2 * _LANE))
    for one in lanes:
        is_back = one.edge.target <= one.edge.source
        edge_x = boxes.x if is_back else boxes.x + boxes.width
        way = _way(one, edge_x, -1 if is_back else 1)
        found[one.number].append(Path(way, Tone.PAPER, _LANE - 2))
    return found


def _edge_line(chart: Flow, number: int) -> str:
    edge = chart.edges[number]
    return f"{number + 1}. {chart.way(edge)}: {edge.label}"


def _y(at: int, top: float) -> float:
    return top + at * (_HEIGHT + _GAP)


def _box(chart: Flow, at: int, x: float, top: float, width: float) -> Iterator[Primitive]:
    node, y = chart.nodes[at], _y(at, top)
    yield Box(x, y, width, _HEIGHT, Tone.ACCENT_TINT, Tone.ACCENT)
    names = wrapped_lines(node.name, TEXT_SIZE, width - 10, is_bold=True, most=2)
    (note,) = wrapped_lines(node.note, SMALL_SIZE, width - 10, most=1)
    first = y + (18 if len(names) > 1 else 26)
    for line, name in enumerate(names):
        yield Words(x + width / 2, first + line * 17, name, TEXT_SIZE, anchor=Anchor.MIDDLE, is_bold=True)
    yield Words(x + width / 2, first + len(names) * 17 + 1, note, SMALL_SIZE, Tone.SOFT, Anchor.MIDDLE)


def _straight(chart: Flow, x: float, top: float) -> Iterator[Primitive]:
    for number, edge in enumerate(chart.edges):
        if edge.target == edge.source + 1:
            start, end = _y(edge.source, top) + _HEIGHT, _y(edge.target, top)
            yield Path(((x, start), (x, end - 4)), edge.tone, _thickness(edge))
            yield Strokes(((x - 6, end - 9, x, end - 1), (x + 6, end - 9, x, end - 1)), edge.tone, 2.0)
            yield from _tag(x, (start + end) / 2 - 3, number)


def _lanes(chart: Flow, top: float, *, is_back: bool) -> list[_Lane]:
    """Each arrow in the lane nearest to the boxes that is free along all of its way."""
    chosen = [
        (number, edge)
        for number, edge in enumerate(chart.edges)
        if (edge.target <= edge.source) == is_back and edge.target != edge.source + 1
    ]
    chosen.sort(key=lambda one: (abs(one[1].target - one[1].source), one[0]))
    ports = _ports(chosen)
    taken: list[list[tuple[float, float]]] = []
    found = []
    for number, edge in chosen:
        source_y, target_y = (_y(at, top) + ports[number, end] for end, at in enumerate((edge.source, edge.target)))
        low, high = min(source_y, target_y) - _PORT, max(source_y, target_y) + _PORT
        lane = next((k for k, used in enumerate(taken) if all(high <= a or b <= low for a, b in used)), len(taken))
        if lane == len(taken):
            taken.append([])
        taken[lane].append((low, high))
        found.append(_Lane(edge, number, lane, source_y, target_y))
    return found


def _ports(chosen: Sequence[tuple[int, FlowEdge]]) -> dict[tuple[int, int], float]:
    """By arrow and end, how far below the top of its box it leaves or comes in: no two at one place."""
    ends: dict[int, list[tuple[int, int]]] = {}
    for number, edge in chosen:
        ends.setdefault(edge.source, []).append((number, 0))
        ends.setdefault(edge.target, []).append((number, 1))
    places = dict(chosen)

    def far(one: tuple[int, int]) -> int:
        edge = places[one[0]]
        return (edge.target - edge.source) * (1 if one[1] == 0 else -1)

    found = {}
    for of_box in ends.values():
        step = _HEIGHT / (len(of_box) + 1)
        for at, one in enumerate(sorted(of_box, key=lambda one: (far(one), one)), start=1):
            found[one] = at * step
    return found


def _count(side: Sequence[_Lane]) -> int:
    return max(one.lane for one in side) + 1


def _arrows(side: Sequence[_Lane], edge_x: float, sign: int) -> Iterator[Primitive]:
    tags: list[tuple[float, float]] = []
    heads: list[Primitive] = []
    for one in side:
        x = edge_x + sign * _LANE * (one.lane + 1)
        yield Path(_way(one, edge_x, sign), one.edge.tone, _thickness(one.edge))
        tip, y = edge_x + sign, one.target_y
        heads.append(Strokes(((tip + sign * 8, y - 5, tip, y), (tip + sign * 8, y + 5, tip, y)), one.edge.tone, 2.0))
        at = _free(tags, x, one.source_y, one.target_y)
        tags.append((x, at))
        heads += _tag(x, at, one.number)
    yield from heads


def _way(one: _Lane, edge_x: float, sign: int) -> tuple[tuple[float, float], ...]:
    x = edge_x + sign * _LANE * (one.lane + 1)
    return (edge_x, one.source_y), (x, one.source_y), (x, one.target_y), (edge_x + sign * 4, one.target_y)


def _free(tags: Sequence[tuple[float, float]], x: float, start: float, end: float) -> float:
    """The place on the way, nearest to its middle, where the number touches no other."""
    middle, reach = (start + end) / 2, abs(end - start) / 2
    tries = [middle + sign * step * reach / 8 for step in range(9) for sign in (1, -1)]
    return next(
        (y for y in tries if all((x - a) ** 2 + (y - b) ** 2 > (2 * _TAG) ** 2 for a, b in tags)),
        middle,
    )


def _tag(x: float, y: float, number: int) -> Iterator[Primitive]:
    yield Dot(x, y, _TAG, Tone.PAPER)
    yield Dot(x, y, _TAG, Tone.STRONG, is_open=True)
    yield Words(x, y + 3.7, str(number + 1), 10.5, anchor=Anchor.MIDDLE, is_bold=True)


def _thickness(edge: FlowEdge) -> float:
    return 1.2 + edge.weight * (_THICKEST - 1.2)


def _legend(chart: Flow, x: float, top: float, width: float) -> tuple[list[Primitive], list[Box], float]:
    """The lines of the arrows, where each of them stands, and where they end."""
    parts: list[Primitive] = []
    boxes: list[Box] = []
    y, step = top, SMALL_SIZE * LEADING
    for number, edge in enumerate(chart.edges):
        begin = y
        for at, line in enumerate(wrapped_lines(chart.way(edge), SMALL_SIZE, width - x - 30, is_bold=True, most=2)):
            if not at:
                parts += _tag(x + _TAG, y + 8, number)
            y += step
            parts.append(Words(x + 26, y - 4, line, SMALL_SIZE, is_bold=True))
        for line in wrapped_lines(edge.label, SMALL_SIZE, width - x - 30, most=4):
            y += step
            parts.append(Words(x + 26, y - 4, line, SMALL_SIZE, edge.tone if edge.is_marked else Tone.SOFT))
        boxes.append(Box(x, begin, width - x, y - begin + 2, Tone.PAPER))
        y += 5
    return parts, boxes, y
