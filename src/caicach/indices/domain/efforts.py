"""What winning points back costs, and whether it can be done: data that a person edits, criterion by criterion."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from caicach.indices.definition.rules.base import ONE, ZERO
from caicach.indices.definition.values import Definition, Method, Node
from caicach.indices.domain.steps import Step
from caicach.kernel.decimals import rounded_value
from caicach.kernel.errors import InvalidInput
from caicach.kernel.text.numbers import format_number

LEVEL_DAYS: Mapping[int, Decimal] = MappingProxyType(
    {1: Decimal(2), 2: Decimal(5), 3: Decimal(10), 4: Decimal(20), 5: Decimal(40)}
)
"""Person-days of each of the five levels, for those who would rather not count days."""

_USUAL_LEVEL = 3
_MOST_DAYS = 100_000
_USUAL_LEVEL_BY_METHOD = MappingProxyType({Method.SURVEY: 5, Method.COMPUTED: 4, Method.PENALTY: 4})


@dataclass(frozen=True)
class Effort:
    """``days``: person-days to win back everything the component lost; a part of it costs in proportion.

    ``until`` is the last day on which it can still be begun; ``probability`` that it succeeds once done.
    """

    component: str
    days: Decimal
    is_feasible: bool = True
    until: date | None = None
    probability: Decimal = ONE
    is_assumed: bool = False
    note: str = ""

    def __post_init__(self) -> None:
        if not 0 <= self.days <= _MOST_DAYS or not ZERO < self.probability <= ONE:
            raise InvalidInput(
                "index_remedy.bad_effort",
                what="Công sức của «{component}» không dùng được: {days} ngày công, khả năng {probability}%.",
                why="Số ngày công từ 0 đến 100.000; khả năng thành công lớn hơn 0 và không quá 100%.",
                todo="Sửa lại hai số này.",
                component=self.component,
                days=format_number(self.days),
                probability=format_number(rounded_value(self.probability * 100, 2)),
            )

    def is_open(self, on: date) -> bool:
        return self.is_feasible and (self.until is None or on <= self.until)

    def cost(self, step: Step, lost: Decimal) -> Decimal:
        """Person-days of one step, when ``lost`` is all that the component could still win."""
        return self.days if lost <= 0 else self.days * min(ONE, step.gained / lost)


def default_effort(node: Node) -> Effort:
    """Where nobody has said anything: a middling effort, a high one where others must change their opinion."""
    level = _USUAL_LEVEL_BY_METHOD.get(node.method, _USUAL_LEVEL) if node.method else _USUAL_LEVEL
    return Effort(node.code, LEVEL_DAYS[level], is_assumed=True)


def efforts_of(definition: Definition, said: Mapping[str, Effort]) -> Mapping[str, Effort]:
    """An effort for every component: the one said, or an assumption that shows itself as one."""
    return MappingProxyType(
        {node.code: said.get(node.code) or default_effort(node) for node in definition.components()}
    )
