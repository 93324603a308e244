"""Small counts kept back in a table of groups by answers, and beside them as many others as it takes that no count
kept back can be computed from those shown.

A table with its totals is a graph: groups and answers (and the two «all») are its knots, counts its edges, and every
row and column adds up. A count can be computed exactly where it lies on no cycle along which what is kept back could be
shifted by one without going below zero (Cox 1980; Hundepool et al., Statistical Disclosure Control, 4.4).
"""

import heapq
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

Edge = tuple[int, int]
Counts = Sequence[Sequence[int]]


@dataclass(frozen=True, slots=True)
class Protected:
    """What is shown; None is kept back. ``is_withheld``: nothing of the table can be shown."""

    cells: tuple[tuple[int | None, ...], ...]
    rows: tuple[int | None, ...]
    columns: tuple[int | None, ...]
    total: int | None

    @property
    def is_withheld(self) -> bool:
        return self.total is None

    @property
    def kept_back(self) -> int:
        return sum(cell is None for row in self.cells for cell in row)


def protected_table(counts: Counts, threshold: int) -> Protected:
    """Counts from 1 to below ``threshold`` are kept back, and groups and answers whose totals are; 0 is shown.

    Totals are looked at alone, so that every table by the same groups keeps back the same of them. A 0 beside what is
    kept back may still be computed.

    >>> protected_table([[9, 2, 11], [8, 6, 7], [30, 12, 9]], 5).cells
    ((None, None, 11), (None, None, 7), (30, 12, 9))
    >>> protected_table([[3, 1]], 5).is_withheld
    True
    """
    table = _Table(counts)
    if 0 < table.total < threshold:
        return table.withheld()
    hidden = table.small(threshold)
    safe: set[Edge] = set()
    for edge in sorted(edge for edge in hidden if table.counts[edge[0]][edge[1]]):
        if edge in safe:
            continue
        cycle = table.cheapest_cycle(edge, hidden)
        if cycle is None:
            return table.withheld()
        hidden |= cycle
        safe |= cycle  # all of a cycle is shifted together
    return table.without(hidden)


def one_way(counts: Sequence[int], threshold: int) -> frozenset[int]:
    """Which of several counts under one known total are kept back: never one alone, nor several of which it is known
    that together they are few.

    >>> sorted(one_way([40, 3, 9, 20], 5))
    [1, 2]
    """
    hidden = {at for at, count in enumerate(counts) if 0 < count < threshold}
    others = sorted((count, at) for at, count in enumerate(counts) if count >= threshold)
    while hidden and others and (len(hidden) < 2 or sum(counts[at] for at in hidden) < threshold):
        hidden.add(others.pop(0)[1])
    return frozenset(hidden)


class _Table:
    """Counts with their totals: the last row and the last column."""

    def __init__(self, counts: Counts) -> None:
        rows = [[*row, sum(row)] for row in counts]
        self.counts = [*rows, [sum(column) for column in zip(*rows, strict=True)]]
        self.height, self.width = len(counts), len(self.counts[0]) - 1
        self.total = self.counts[-1][-1]

    def small(self, threshold: int) -> set[Edge]:
        """What is kept back for its own sake; of a group whose total is, all."""
        hidden = {
            (row, column)
            for row, column in product(range(self.height), range(self.width))
            if 0 < self.counts[row][column] < threshold
        }
        for row in one_way([line[-1] for line in self.counts[:-1]], threshold):
            hidden |= {(row, column) for column in range(self.width + 1)}
        return hidden | {(self.height, column) for column in one_way(self.counts[-1][:-1], threshold)}

    def cheapest_cycle(self, edge: Edge, hidden: set[Edge]) -> set[Edge] | None:
        """The edges that have to be kept back, so that ``edge`` can be shifted; None where nothing helps."""
        row, column = edge
        found = []
        if self._may(edge, is_up=True):
            found.append(self._path((1, column), (0, row), edge, hidden))
        if self._may(edge, is_up=False):
            found.append(self._path((0, row), (1, column), edge, hidden))
        paths = [path for path in found if path is not None]
        return min(paths, key=lambda path: path[0])[1] if paths else None

    def _path(
        self, start: tuple[int, int], end: tuple[int, int], without: Edge, hidden: set[Edge]
    ) -> tuple[int, set[Edge]] | None:
        """Dijkstra from knot to knot; a knot is (0, row) or (1, column). What is kept back already costs nothing."""
        queue, best, before = [(0, start)], {start: 0}, {start: start}
        while queue:
            cost, knot = heapq.heappop(queue)
            if knot == end:
                return cost, set(_edges(end, before))
            if cost > best[knot]:
                continue
            for other, more in self._next(knot, without, hidden):
                if cost + more < best.get(other, cost + more + 1):
                    best[other], before[other] = cost + more, knot
                    heapq.heappush(queue, (cost + more, other))
        return None

    def _next(self, knot: tuple[int, int], without: Edge, hidden: set[Edge]) -> Iterator[tuple[tuple[int, int], int]]:
        side, at = knot
        for other in range((self.height if side else self.width) + 1):
            edge = (other, at) if side else (at, other)
            is_inner = edge[0] < self.height and edge[1] < self.width
            if edge != without and (is_inner or edge in hidden) and self._may(edge, is_up=not side):
                yield (1 - side, other), 0 if edge in hidden else self.counts[edge[0]][edge[1]] + 1

    def _may(self, edge: Edge, *, is_up: bool) -> bool:
        """Whether the count can be shifted this way: totals of one row or column stand on the other side of their
        sum."""
        is_margin = (edge[0] == self.height) != (edge[1] == self.width)
        return is_up != is_margin or self.counts[edge[0]][edge[1]] > 0

    def withheld(self) -> Protected:
        cells = tuple((None,) * self.width for _ in range(self.height))
        return Protected(cells, (None,) * self.height, (None,) * self.width, None)

    def without(self, hidden: set[Edge]) -> Protected:
        rows = [
            tuple(None if (at, column) in hidden else count for column, count in enumerate(line))
            for at, line in enumerate(self.counts)
        ]
        return Protected(
            tuple(row[:-1] for row in rows[:-1]), tuple(row[-1] for row in rows[:-1]), rows[-1][:-1], rows[-1][-1]
        )


def _edges(end: tuple[int, int], before: Mapping[tuple[int, int], tuple[int, int]]) -> Iterator[Edge]:
    """Back from the end of a path to its start, which stands before itself."""
    knot = end
    while (one := before[knot]) != knot:
        yield (one[1], knot[1]) if one[0] == 0 else (knot[1], one[1])
        knot = one
