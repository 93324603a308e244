"""One component for all units at once: some rules need everybody's figure before anybody can be scored."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache

from caicach.indices.definition.inputs import Flag, Inputs
from caicach.indices.definition.rules.base import ONE, ZERO, Figure, Given, Rule
from caicach.indices.definition.rules.shares import Complement, Share
from caicach.indices.definition.scores import NOT_ASKED, NodeScore, reached_score
from caicach.indices.definition.values import AbsentRule, Method, Node
from caicach.kernel.errors import InvalidInput
from caicach.kernel.said import Said, plain, sentence_of, tell

_DASHES = frozenset("-–—")
NOT_GIVEN = tell("chưa có số liệu")
_NO_RULE = tell("bộ chỉ số chưa ghi điểm tối đa hoặc cách chấm")
_BLANK = tell("ô trống, chưa có số liệu")


@dataclass
class Column:
    """What came out for one component: scores and figures by unit, and what was refused."""

    node: Node
    rule: Rule | None
    maximum: Decimal
    beside: Decimal | None = None
    amounts: dict[str, Decimal] = field(default_factory=dict)
    scores: dict[str, NodeScore] = field(default_factory=dict)
    flags: list[Flag] = field(default_factory=list)
    others: Mapping[str, Decimal] | None = None

    def share(self, unit: str) -> Decimal | None:
        """The index value of a unit as a part of one, for the rules that multiply with it."""
        amount, score = self.amounts.get(unit), self.scores.get(unit)
        if amount is None or score is None or score.points is None:
            return None
        if isinstance(self.rule, Complement):
            return ONE - amount
        if isinstance(self.rule, Share):
            return amount
        return score.points / self.maximum if self.maximum else None

    def beside_of(self, unit: str) -> Decimal | None:
        return self.beside if self.others is None else self.others.get(unit)


def score_column(
    node: Node,
    rule: Rule | None,
    maximum: Decimal,
    inputs: Inputs,
    *,
    levels: Mapping[str, str],
    dash: AbsentRule,
    other: Column | None,
) -> Column:
    """``levels`` is the level of each unit where the row does not say it; ``other`` the component multiplied with."""
    column = Column(node, rule, maximum)
    cells = inputs.given.get(node.code, {})
    column.scores = dict.fromkeys(inputs.units, NOT_ASKED)  # every column in the order of the units: see Engine._climb
    _read_cells(column, cells, inputs, levels, dash)
    if rule is None:
        return column
    if rule.needs_all_units:
        column.beside = rule.beside_of(column.amounts.values())
    if other is not None:
        shares = ((unit, other.share(unit)) for unit in column.amounts)
        column.others = {unit: share for unit, share in shares if share is not None}
    _give_points(column, rule, cells)
    return column


def read_cell(rule: Rule, given: Given, maximum: Decimal, levels: Mapping[str, str], unit: str) -> Figure:
    return rule.figure(_at_level(given, levels, unit), maximum)


def _at_level(given: Given, levels: Mapping[str, str], unit: str) -> Given:
    """The cells with the level of the unit, where the row does not say it."""
    if not levels or given.level:
        return given
    return given._replace(level=levels.get(unit, levels.get("", "")))


def is_dash(given: Given) -> bool:
    return given.value in _DASHES and not given.numerator and not given.denominator


def _read_cells(
    column: Column, cells: Mapping[str, Given], inputs: Inputs, levels: Mapping[str, str], dash: AbsentRule
) -> None:
    node, rule, maximum, scores = column.node, column.rule, column.maximum, column.scores
    lacking = _lacking(node, maximum, NOT_GIVEN)
    once = rule is not None and rule.has_few_figures

    @cache
    def read_again(value: str, numerator: str, denominator: str) -> Decimal | None:
        return rule.figure(Given(value, numerator, denominator), maximum).amount if rule else None

    dashed: list[str] = []
    for unit in inputs.units:
        given = cells.get(unit)
        if given is None:
            refused = inputs.refused.get((node.code, unit))
            scores[unit] = lacking if refused is None else _lacking(node, maximum, refused, beyond_counts=True)
        elif not (given[0] or given[1] or given[2]):
            scores[unit] = _lacking(node, maximum, _BLANK)
        elif given[0] in _DASHES and dash is not AbsentRule.REFUSE and is_dash(given):
            scores[unit] = NOT_ASKED
            dashed.append(unit)
        elif rule is None:
            scores[unit] = _lacking(node, maximum, _NO_RULE, beyond_counts=True)
            message = tell("{why}; không nhận điểm.", why=_NO_RULE)
            column.flags.append(_flag(node, unit, given, "no_rule", "value", message))
        else:
            try:
                if once:
                    amount = read_again(given[0], given[1], given[2])
                else:
                    amount = rule.amount(_at_level(given, levels, unit) if levels else given, maximum)
            except InvalidInput as error:
                _refuse(column, unit, given, error)
                continue
            if amount is None:
                scores[unit] = NOT_ASKED
            else:
                column.amounts[unit] = amount
    if dashed and node.not_applicable is None:
        column.flags.append(_dash_not_foreseen(node, dashed))


def _give_points(column: Column, rule: Rule, cells: Mapping[str, Given]) -> None:
    node, maximum, scores = column.node, column.maximum, column.scores
    is_penalty = node.method is Method.PENALTY
    most = ZERO if is_penalty else maximum
    known: dict[Decimal, NodeScore] = {}
    few, others, beside = rule.has_few_figures, column.others, column.beside
    for unit, amount in column.amounts.items():
        if few and amount in known:
            scores[unit] = known[amount]
            continue
        try:
            points = rule.points(amount, maximum, beside if others is None else others.get(unit))
        except InvalidInput as error:
            _refuse(column, unit, cells[unit], error)
            continue
        scores[unit] = found = reached_score(-points if is_penalty else points, most)
        if few:
            known[amount] = found


def _lacking(node: Node, maximum: Decimal, reason: Said, *, beyond_counts: bool = False) -> NodeScore:
    """A bonus or a penalty that nobody claims is none; of anything else that is not there, that is said."""
    beyond = node.method in {Method.BONUS, Method.PENALTY}
    if beyond and not beyond_counts:
        return NodeScore(ZERO, maximum if node.method is Method.BONUS else ZERO)
    if node.method is Method.SHOWN:
        return NodeScore(None, ZERO, reason=reason)
    return NodeScore(None, maximum, missing=True, reason=reason)


def _refuse(column: Column, unit: str, given: Given, error: InvalidInput) -> None:
    message = sentence_of(error)
    where = str(error.values.get("column", "value"))
    column.scores[unit] = _lacking(column.node, column.maximum, message, beyond_counts=True)
    code = error.code.removeprefix("index_input.")
    column.flags.append(_flag(column.node, unit, given, code, where, message))


def _flag(node: Node, unit: str, given: Given, code: str, where: str, message: Said) -> Flag:
    text = tell("«{code}» của «{unit}»: {message}", code=node.code, unit=unit, message=message)
    return Flag(f"index_input.{code}", text, given.row, where, unit, node.code)


def _dash_not_foreseen(node: Node, units: Iterable[str]) -> Flag:
    named = list(units)
    listed = plain(", ".join(named[:10]))
    if len(named) > 10:
        listed = tell("{units} và {count} đơn vị khác", units=listed, count=len(named) - 10)
    message = tell(
        "«{code}»: {units} ghi «-» (không áp dụng), bộ chỉ số không nêu trường hợp này; điểm tối đa được tính "
        "giảm tương ứng. Kiểm tra lý do của đơn vị.",
        code=node.code,
        units=listed,
    )
    return Flag("index_score.dash_not_foreseen", message, component=node.code)
