"""Sampling errors of surveyed figures: as written in a table, or known from the counts of the answers themselves.

A cell that holds counted answers («A=120;B=30») carries its own sample, so it is drawn anew from the same shares; one
that holds a percentage needs its standard error, or the number of ballots from which the error of a share follows.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from caicach.indices.composite.problems import bad_cell
from caicach.indices.composite.tables import Row, Table, number
from caicach.indices.definition.rules.base import Given, Rule
from caicach.indices.definition.rules.counting import SurveyAnswers
from caicach.indices.definition.rules.tiers import Tiers
from caicach.indices.domain.float_rules import Floats, in_amounts, within_range
from caicach.indices.domain.float_tree import FloatTree
from caicach.kernel.metrics import Missing

UNIT, COMPONENT, ERROR, SIZE = "unit", "component", "standard_error", "n"


@dataclass(frozen=True)
class SamplingError:
    """Of one figure: its standard error in the unit of the cell, or the number of ballots behind a percentage."""

    standard_error: float | None = None
    sample_size: int | None = None


Errors = Mapping[tuple[str, str], SamplingError]  # (component, unit)


def errors_of(table: Table, tree: FloatTree) -> Errors:
    """Rows ``unit,component,standard_error`` or with ``n``; an unknown unit or component is refused at its cell."""
    table.require([UNIT, COMPONENT])
    found: dict[tuple[str, str], SamplingError] = {}
    components = {node.code for node in tree.definition.components()}
    for row in table.rows:
        unit, code = row.cells[UNIT], row.cells[COMPONENT]
        for column, value, known in ((UNIT, unit, set(tree.units)), (COMPONENT, code, components)):
            if value not in known:
                why = "Không có «{value}» trong bảng số liệu hoặc bộ chỉ số."
                raise bad_cell("unknown_code", table.source, row.line, column, why, todo="Hãy sửa mã.", value=value)
        error, size = (_number_of(table, row, column) for column in (ERROR, SIZE))
        if error is None and size is None:
            why = "Dòng không ghi sai số chuẩn, cũng không ghi số phiếu."
            raise bad_cell("no_error", table.source, row.line, ERROR, why, todo="Hãy ghi một trong hai.")
        found[code, unit] = SamplingError(error, None if size is None else int(size))
    return found


def _number_of(table: Table, row: Row, column: str) -> float | None:
    if column not in table.columns:
        return None
    value = number(table.source, row, column)
    if isinstance(value, Missing):
        return None
    if value < 0 or (column == SIZE and (value < 1 or value != int(value))):
        why = "{value} không dùng được ở cột này."
        todo = "Sai số chuẩn không âm; số phiếu là số nguyên từ 1."
        raise bad_cell("bad_error", table.source, row.line, column, why, todo=todo, value=value)
    return value


@dataclass(frozen=True, eq=False)
class Sampled:
    """One component with uncertain figures: the middle and the spread by unit, and the answers of those counted."""

    code: str
    middle: Floats
    spread: Floats
    ballots: Mapping[int, tuple[int, Floats, Floats]] = field(default_factory=dict)

    def draw(self, tree: FloatTree, stream: np.random.Generator, count: int) -> Floats:
        """(draws, units): normal around the middle, answers as a multinomial; never outside what the figure can be."""
        column = tree.scored.column(self.code)
        amounts = self.middle + stream.standard_normal((count, len(self.middle))) * self.spread
        for place, (ballots, shares, worth) in self.ballots.items():
            amounts[:, place] = stream.multinomial(ballots, shares, size=count) @ worth / ballots
        return within_range(column.rule, amounts, float(column.maximum)) if column.rule else amounts

    @property
    def is_uncertain(self) -> bool:
        return bool(self.spread.any() or self.ballots)


def sampled_components(tree: FloatTree, errors: Errors) -> tuple[Sampled, ...]:
    """Every component of which any figure is uncertain, in the order of the form."""
    made = (_component(tree, node.code, errors) for node in tree.definition.components())
    return tuple(one for one in made if one is not None and one.is_uncertain)


def _component(tree: FloatTree, code: str, errors: Errors) -> Sampled | None:
    column = tree.scored.column(code)
    if column.rule is None:
        return None
    middle, spread = tree.amounts(code), np.zeros(len(tree.units))
    ballots: dict[int, tuple[int, Floats, Floats]] = {}
    given = tree.scored.inputs.given.get(code, {})
    for place, unit in enumerate(tree.units):
        if np.isnan(middle[place]):
            continue
        error = errors.get((code, unit))
        counts = _counts(column.rule, given[unit]) if isinstance(column.rule, SurveyAnswers) else None
        if error is not None:
            spread[place] = _spread(error, column.rule, float(middle[place]))
        elif counts is not None:
            ballots[place] = counts
    return Sampled(code, middle, spread, ballots)


def _spread(error: SamplingError, rule: Rule, middle: float) -> float:
    """The standard error of the figure; from the number of ballots, that of a share."""
    if error.standard_error is not None:
        return in_amounts(rule, error.standard_error)
    share = middle / 100 if isinstance(rule, Tiers) else middle
    of_share = math.sqrt(max(share * (1 - share), 0.0) / (error.sample_size or 1))
    return of_share * 100 if isinstance(rule, Tiers) else of_share


def _counts(rule: SurveyAnswers, given: Given) -> tuple[int, Floats, Floats] | None:
    """Ballots, the share of each answer and what it is worth; None where the cell holds no counts."""
    if "=" not in given.value:
        return None
    counts = rule.counts(given.value)
    worth = {answer: float(percent) / 100 for answer, percent in rule.answers}
    known = [(float(count), worth[answer]) for answer, count in counts.items() if answer in worth]
    ballots = int(sum(count for count, _ in known))
    if ballots == 0:
        return None
    shares = np.array([count for count, _ in known]) / ballots
    return ballots, shares, np.array([value for _, value in known])
