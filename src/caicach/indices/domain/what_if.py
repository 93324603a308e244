"""What the scores would be if some cells were others: the baseline stays as it is, only what depends on them is remade.

A :class:`Scored` is a scored table. ``with_changes`` gives another one and leaves the first untouched, so that changes
can be laid one over the other, tried side by side and dropped. It always equals scoring the changed table from scratch.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from types import MappingProxyType

from caicach.indices.definition.component_scoring import Column
from caicach.indices.definition.inputs import Inputs
from caicach.indices.definition.rules.base import ZERO, Given
from caicach.indices.definition.scores import Scores
from caicach.indices.definition.scoring import Engine
from caicach.indices.definition.values import Definition
from caicach.kernel.errors import NotFound


@dataclass(frozen=True)
class Change:
    """Another cell for one component of one unit; ``given`` None takes the cell away, as if nothing was reported."""

    unit: str
    component: str
    given: Given | None


def changed_inputs(definition: Definition, inputs: Inputs, changes: Iterable[Change]) -> Inputs:
    """The table with the changed cells. What was said of a cell that is replaced no longer holds and goes with it."""
    columns = dict(inputs.given)
    refused = dict(inputs.refused)
    replaced = set()
    components = {node.code for node in definition.components()}
    units = set(inputs.units)
    for change in changes:
        _check(change, components, units)
        column = dict(columns.get(change.component, {}))
        column.pop(change.unit, None)
        if change.given is not None:
            column[change.unit] = change.given
        columns[change.component] = column
        refused.pop((change.component, change.unit), None)
        replaced.add((change.component, change.unit))
    flags = tuple(flag for flag in inputs.flags if (flag.component, flag.unit) not in replaced)
    return replace(inputs, given=columns, refused=refused, flags=flags)


class Scored:
    """A table with its scores and what is needed to change it. Never changes itself."""

    def __init__(self, definition: Definition, inputs: Inputs, *, year: int | None = None) -> None:
        self._engine = Engine(definition, inputs, year=year)
        self.scores: Scores = self._engine.scores()

    @property
    def definition(self) -> Definition:
        return self._engine.definition

    @property
    def inputs(self) -> Inputs:
        return self._engine.inputs

    @property
    def year(self) -> int | None:
        return self._engine.year

    def column(self, component: str) -> Column:
        """The figures and points of one component for all units: to be read, not written."""
        return self._engine.columns[component]

    def maximum(self, component: str) -> Decimal:
        """The points of a component or node in the scored year, as the set gives them."""
        return self._engine.maxima[component]

    def level(self, unit: str) -> str:
        levels = self._engine.levels
        return levels.get(unit, levels.get("", ""))

    @cached_property
    def absent(self) -> MappingProxyType[str, frozenset[str]]:
        return MappingProxyType(self._engine.absent)

    def with_changes(self, changes: Iterable[Change]) -> "Scored":
        listed = tuple(changes)
        inputs = changed_inputs(self.definition, self.inputs, listed)
        other = object.__new__(Scored)
        other._engine = self._engine.rerun(inputs, {change.component for change in listed})
        other.scores = other._engine.ranked()
        return other


@dataclass(frozen=True)
class Difference:
    """What a what-if did to one unit; ranks None where it is not ranked."""

    unit: str
    points_before: Decimal | None
    points_after: Decimal | None
    rank_before: int | None
    rank_after: int | None
    group_before: str | None
    group_after: str | None

    @property
    def gained(self) -> Decimal:
        return (self.points_after or ZERO) - (self.points_before or ZERO)


def differences(before: Scores, after: Scores) -> tuple[Difference, ...]:
    """The units whose points, rank or group are no longer the same, in the order of the table."""
    found = []
    for unit, then in before.units.items():
        now = after.units[unit]
        if (then.points, then.maximum, then.rank, then.group) != (now.points, now.maximum, now.rank, now.group):
            found.append(Difference(unit, then.points, now.points, then.rank, now.rank, then.group, now.group))
    return tuple(found)


def _check(change: Change, components: set[str], units: set[str]) -> None:
    if change.unit not in units:
        raise NotFound(
            "index_what_if.unknown_unit",
            what="Không có đơn vị «{unit}» trong bảng số liệu.",
            why="Chỉ thử được trên các đơn vị đã chấm trong kỳ.",
            todo="Kiểm tra mã đơn vị.",
            unit=change.unit,
        )
    if change.component not in components:
        raise NotFound(
            "index_what_if.unknown_component",
            what="Không có thành phần «{component}» trong bộ chỉ số.",
            why="Điểm của lĩnh vực và tiêu chí được cộng từ các thành phần, không nhập trực tiếp.",
            todo="Chọn mã của một tiêu chí thành phần.",
            component=change.component,
        )
