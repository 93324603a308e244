"""The tree of a composite index as a value: indicators below, aggregates above them, weights between."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


class Aggregation(StrEnum):
    ARITHMETIC = "arithmetic"
    GEOMETRIC = "geometric"
    HARMONIC = "harmonic"
    SUM = "sum"


@dataclass(frozen=True, slots=True)
class Goalposts:
    """Bounds on the indicator's own scale (before direction); ``scale`` None leaves it to the range asked for."""

    lower: float
    upper: float
    scale: float | None
    truncated: bool


@dataclass(frozen=True, slots=True)
class Node:
    """An indicator (level 1) or an aggregate. ``aggregation`` set means: this node's own, whatever is asked for."""

    code: str
    level: int
    parent: str | None
    weight: float
    direction: int
    line: int
    is_indicator: bool
    aggregation: Aggregation | None = None
    goalposts: Goalposts | None = None


@dataclass(frozen=True)
class Framework:
    """Nodes in an order in which every child comes before its parent, indicators first in the order of the table."""

    source: str
    nodes: tuple[Node, ...]

    @cached_property
    def codes(self) -> tuple[str, ...]:
        return tuple(node.code for node in self.nodes)

    @cached_property
    def position(self) -> dict[str, int]:
        return {code: n for n, code in enumerate(self.codes)}

    @cached_property
    def indicators(self) -> tuple[Node, ...]:
        return tuple(node for node in self.nodes if node.is_indicator)

    @cached_property
    def aggregates(self) -> tuple[Node, ...]:
        return tuple(node for node in self.nodes if not node.is_indicator)

    @cached_property
    def roots(self) -> tuple[str, ...]:
        return tuple(node.code for node in self.nodes if node.parent is None)

    @cached_property
    def children(self) -> dict[str, tuple[int, ...]]:
        """Positions of the children of every aggregate."""
        found: dict[str, list[int]] = {node.code: [] for node in self.aggregates}
        for n, node in enumerate(self.nodes):
            if node.parent is not None:
                found[node.parent].append(n)
        return {code: tuple(positions) for code, positions in found.items()}

    @cached_property
    def weights(self) -> Floats:
        """Weights in the order of the nodes, as one draw: shape (1, nodes)."""
        return np.array([[node.weight for node in self.nodes]])

    @cached_property
    def directions(self) -> Floats:
        return np.array([float(node.direction) for node in self.indicators])
