"""Scores as values: of a node, of a unit, of all units with what their reader must know."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, NamedTuple

from caicach.indices.definition.inputs import Flag
from caicach.indices.definition.rules.base import ZERO
from caicach.indices.definition.values import Definition
from caicach.kernel.said import NOTHING, Said, tell


class NodeScore(NamedTuple):
    """``points`` None: there is no figure (``missing``) or none is asked for (not ``applicable``).

    Of a node with children that is missing something, ``points`` are those reached so far.
    """

    points: Decimal | None
    maximum: Decimal
    missing: bool = False
    applicable: bool = True
    reason: Said = NOTHING


def reached_score(points: Decimal, maximum: Decimal) -> NodeScore:
    """The plain case, made hundreds of thousands of times: without the keyword handling of the constructor."""
    return tuple.__new__(NodeScore, (points, maximum, False, True, NOTHING))


NOT_APPLIED: Final = tell("không áp dụng")
NOT_ASKED = NodeScore(None, ZERO, missing=False, applicable=False, reason=NOT_APPLIED)


@dataclass(frozen=True)
class UnitScore:
    """``rank`` and ``group`` None: not ranked, because something is missing."""

    unit: str
    points: Decimal | None
    maximum: Decimal
    percentage: Decimal | None
    nodes: Mapping[str, NodeScore]
    missing: tuple[str, ...] = ()
    rank: int | None = None
    group: str | None = None


@dataclass(frozen=True)
class Scores:
    """Every unit of one scored year, in the order of the table."""

    definition: Definition
    year: int | None
    units: Mapping[str, UnitScore]
    warnings: tuple[Flag, ...]
