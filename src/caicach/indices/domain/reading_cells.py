"""One component's cells read alone: refused where they cannot be used, with the points where they can be told."""

from decimal import Decimal
from enum import StrEnum

from caicach.indices.definition.component_scoring import read_cell
from caicach.indices.definition.rules.base import ZERO, Given, Rule
from caicach.indices.definition.rules.comparing import Comparing
from caicach.indices.definition.rules.counting import Deadline, ShownOnly, SurveyAnswers
from caicach.indices.definition.rules.options import Checklist, Choice, Unknown
from caicach.indices.definition.rules.shares import MeanOfRatios, Share
from caicach.indices.definition.rules.tiers import Measure, Tiers
from caicach.indices.definition.validation import maximum_of
from caicach.indices.definition.values import AbsentRule, Definition, Method, Node, in_year
from caicach.indices.domain.cycle import Cells
from caicach.kernel.errors import InvalidInput


class InputKind(StrEnum):
    """What a form asks for, by the rule of the component."""

    CHOICE = "choice"
    CHECKLIST = "checklist"
    RATIO = "ratio"
    NUMBER = "number"
    DAYS = "days"
    PARTS = "parts"
    ANSWERS = "answers"
    NOTHING = "nothing"


_KINDS: dict[type[Rule], InputKind] = {
    Choice: InputKind.CHOICE,
    Checklist: InputKind.CHECKLIST,
    Deadline: InputKind.DAYS,
    MeanOfRatios: InputKind.PARTS,
    SurveyAnswers: InputKind.ANSWERS,
    Share: InputKind.RATIO,
    Comparing: InputKind.RATIO,
    ShownOnly: InputKind.RATIO,
    Unknown: InputKind.NOTHING,
}


def input_kind(rule: Rule | None) -> InputKind:
    if rule is None:
        return InputKind.NOTHING
    if isinstance(rule, Tiers) and rule.of is Measure.PERCENT:
        return InputKind.RATIO
    return next((kind for rules, kind in _KINDS.items() if isinstance(rule, rules)), InputKind.NUMBER)


def rule_in(definition: Definition, node: Node, year: int) -> Rule | None:
    dated = in_year(node.rules, year)
    return dated.value if dated else None


def level_of(definition: Definition, unit_type: str) -> str:
    return next((one.level for one in definition.unit_types if one.code == unit_type), "")


def rule_input(cells: Cells, level: str) -> Given:
    return Given(cells.value, cells.numerator, cells.denominator, level)


def points_alone(definition: Definition, node: Node, cells: Cells, *, year: int, level: str) -> Decimal | None:
    """Points of the cells; None where the component does not apply, or needs the figures of other units or components.

    Raises InvalidInput, with the ``column`` at fault among its values, where the cells cannot be used.
    """
    rule, maximum = rule_in(definition, node, year), maximum_of(node, year)
    if rule is None or maximum is None:
        raise InvalidInput(
            "index_input.no_rule",
            what="Thành phần «{component}» chưa có điểm tối đa hoặc cách chấm.",
            why="Bộ chỉ số không ghi cho năm {year}.",
            todo="Bổ sung bộ chỉ số theo văn bản rồi mở lại kỳ chấm.",
            component=node.code,
            year=year,
            column="value",
        )
    if cells.is_not_applicable and definition.not_applicable.rule is not AbsentRule.REFUSE:
        return None
    amount = read_cell(rule, rule_input(cells, level), maximum, {}, "").amount
    if amount is None or rule.needs_all_units or rule.other() is not None:
        return None
    points = rule.points(amount, maximum, None)
    return -points if node.method is Method.PENALTY and points != ZERO else points
