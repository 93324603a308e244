"""The sampling error of a figure carried to its points: read at both ends of the interval by the rule itself."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from caicach.indices.definition.rules.base import Rule
from caicach.indices.definition.rules.counting import SurveyAnswers
from caicach.indices.definition.rules.shares import Share
from caicach.indices.definition.rules.tiers import Measure, Tiers
from caicach.indices.definition.values import Definition, Node
from caicach.indices.domain.cycle import Cells
from caicach.indices.domain.reading_cells import points_alone, rule_in
from caicach.kernel.codec import Codec
from caicach.kernel.decimals import rounded_value
from caicach.kernel.errors import InvalidInput
from caicach.kernel.metrics import SampleError
from caicach.kernel.said import NOTHING, Said

NORMAL_95: Final = Decimal("1.959964")
"""Quantile 0.975 of the standard normal distribution: an interval without other words is taken as one of 95 %."""
_PLACES: Final = 10
_HUNDRED: Final = Decimal(100)


@dataclass(frozen=True, slots=True)
class SampledPoints:
    """``standard_error`` and ``interval`` in the unit of the cell, ``points`` what the rule gives at the ends of the
    interval, the smaller first; ``reason``: why no error is known. ``error_is_read``: from a published interval."""

    standard_error: Decimal | None = None
    interval: tuple[Decimal, Decimal] | None = None
    points: tuple[Decimal, Decimal] | None = None
    reason: Said = NOTHING
    error_is_read: bool = False


SAMPLING: Final = Codec(SampledPoints)


def scaled_error(error: SampleError, factor: Decimal) -> SampleError:
    """In the unit of the cell, as the figure itself: percentages are a hundred times parts of one."""
    ends = error.interval and (error.interval[0] * factor, error.interval[1] * factor)
    return SampleError(None if error.standard_error is None else error.standard_error * factor, ends, error.reason)


def sampled_points(
    error: SampleError, cells: Cells, definition: Definition, node: Node, *, year: int, level: str
) -> SampledPoints:
    """The interval is the one told, else about the figure by its standard error; cut to 0..100 where the cell is a
    percentage. Without a figure of its own (counted answers) only the error is kept."""
    if error.reason:
        return SampledPoints(reason=error.reason)
    middle = _number(cells)
    ends, spread = error.interval, error.standard_error
    if ends is None and middle is not None and spread is not None:
        ends = (middle - NORMAL_95 * spread, middle + NORMAL_95 * spread)
    if ends is not None and is_percentage(rule_in(definition, node, year)):
        ends = (max(ends[0], Decimal(0)), min(ends[1], _HUNDRED))
    is_read = spread is None and ends is not None
    if is_read and ends is not None:
        spread = (ends[1] - ends[0]) / (2 * NORMAL_95)
    points = ends and _points(ends, definition, node, year, level)
    return SampledPoints(
        _short(spread),
        ends and (rounded_value(ends[0], _PLACES), rounded_value(ends[1], _PLACES)),
        points,
        NOTHING,
        is_read,
    )


def _points(
    ends: tuple[Decimal, Decimal], definition: Definition, node: Node, year: int, level: str
) -> tuple[Decimal, Decimal] | None:
    """None where an end cannot be scored alone."""
    found = []
    for end in ends:
        try:
            one = points_alone(definition, node, Cells(f"{end:f}"), year=year, level=level)
        except InvalidInput:
            return None
        if one is None:
            return None
        found.append(rounded_value(one, _PLACES))
    return min(found), max(found)


def _number(cells: Cells) -> Decimal | None:
    try:
        return Decimal(cells.value.replace(",", "."))
    except ArithmeticError:
        return None


def is_percentage(rule: Rule | None) -> bool:
    """Whether a cell of the rule is written in percent."""
    if isinstance(rule, Share):
        return not rule.of_one
    return isinstance(rule, SurveyAnswers) or (isinstance(rule, Tiers) and rule.of is Measure.PERCENT)


def _short(value: Decimal | None) -> Decimal | None:
    return None if value is None else rounded_value(value, _PLACES)
