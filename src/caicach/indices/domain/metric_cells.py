"""The figure of a metric as the cell of a component."""

from decimal import Decimal
from typing import Final

from caicach.indices.definition.rules.base import HUNDRED, Rule
from caicach.indices.domain.cycle import Cells
from caicach.indices.domain.sampled_points import is_percentage
from caicach.kernel.decimals import rounded_value

METRIC_PLACES: Final = 12
"""Decimals kept of a metric: more than any printed figure, few enough for the input table."""
_OF_ONE: Final = "phần"


def metric_cells(value: Decimal, unit: str, rule: Rule | None) -> Cells:
    """A metric as a cell: a part of one becomes a percentage where the rule reads percentages.

    >>> from caicach.indices.definition.rules.shares import Share
    >>> metric_cells(Decimal("0.875"), "phần (0 đến 1)", Share()).value
    '87.5'
    """
    short = rounded_value(value * metric_factor(unit, rule), METRIC_PLACES).normalize()
    return Cells(f"{short:f}")


def metric_factor(unit: str, rule: Rule | None) -> Decimal:
    return HUNDRED if is_percentage(rule) and unit.startswith(_OF_ONE) else Decimal(1)
