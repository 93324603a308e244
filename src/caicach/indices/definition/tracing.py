"""Why a unit has the points it has: made when asked for, from the same table and the same definition."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from caicach.indices.definition.component_scoring import Column, is_dash, read_cell
from caicach.indices.definition.inputs import Inputs
from caicach.indices.definition.rules.base import HUNDRED, ZERO, Given, Rule, shown
from caicach.indices.definition.scores import NodeScore, Scores, UnitScore
from caicach.indices.definition.scoring import Engine
from caicach.indices.definition.values import AbsentRule, Aggregation, Definition, Method, Node, in_year
from caicach.kernel.errors import InvalidInput, NotFound

TOTAL = "total"
_AGGREGATIONS = {
    Aggregation.SUM: "cộng các chỉ tiêu con",
    Aggregation.ARITHMETIC: "trung bình cộng có trọng số",
    Aggregation.GEOMETRIC: "trung bình nhân có trọng số",
    Aggregation.HARMONIC: "trung bình điều hòa có trọng số",
}


@dataclass(frozen=True)
class TraceStep:
    """One node of the explanation. ``inputs`` are the cells as written, with their row; of a parent, its children."""

    code: str
    name: str
    inputs: Mapping[str, str]
    rule: str
    rule_text: str
    reference: str
    steps: tuple[str, ...]
    score: NodeScore
    illustrative: bool


def explain(
    definition: Definition, inputs: Inputs, unit: str, *, year: int | None = None
) -> tuple[Scores, tuple[TraceStep, ...]]:
    """The scores of everybody, and the way to those of ``unit``, in the order of the form; the total last."""
    engine = Engine(definition, inputs, year=year)
    scores = engine.scores()
    if unit not in scores.units:
        raise NotFound(
            "index_score.unknown_unit",
            what="Không có đơn vị «{unit}» trong bảng số liệu.",
            why="Bảng có: {units}.",
            todo="Kiểm tra mã đơn vị.",
            unit=unit,
            units=", ".join(list(scores.units)[:30]) or "(không có đơn vị nào)",
        )
    return scores, _Tracer(engine, scores.units[unit]).steps()


class _Tracer:
    def __init__(self, engine: Engine, score: UnitScore) -> None:
        self._engine, self._score, self._unit = engine, score, score.unit
        self._found: list[TraceStep] = []

    def steps(self) -> tuple[TraceStep, ...]:
        definition = self._engine.definition
        for root in definition.tree:
            self._visit(root, str(definition.legal_basis), illustrative=definition.illustrative)
        self._found.append(self._total(definition))
        return tuple(self._found)

    def _visit(self, node: Node, reference: str, *, illustrative: bool) -> None:
        own = node.reference or reference
        made_up = illustrative or node.illustrative
        self._found.append(
            self._component(node, own, made_up) if node.is_component else self._parent(node, own, made_up)
        )
        for child in node.children:
            self._visit(child, own, illustrative=made_up)

    def _component(self, node: Node, reference: str, illustrative: bool) -> TraceStep:
        column = self._engine.columns[node.code]
        given = self._engine.inputs.given.get(node.code, {}).get(self._unit)
        dated = in_year(node.rules, self._engine.year)
        return TraceStep(
            node.code,
            node.name,
            _cells(given),
            column.rule.name if column.rule else "",
            node.rule_text,
            (dated.reference if dated else "") or reference,
            self._component_steps(node, column, given),
            self._score.nodes[node.code],
            illustrative,
        )

    def _component_steps(self, node: Node, column: Column, given: Given | None) -> tuple[str, ...]:
        score = self._score.nodes[node.code]
        if given is not None and is_dash(given) and not score.applicable:
            return (f"Ghi «{given.value}»: không áp dụng, không tính vào điểm tối đa.",)
        if given is None or column.rule is None or score.points is None:
            return (f"{'Thiếu' if score.missing else 'Không tính'}: {score.reason.rstrip('.')}.",)
        steps = self._rule_steps(column.rule, column, given)
        return (*steps, f"Điểm trừ: {shown(score.points)}.") if node.method is Method.PENALTY else steps

    def _rule_steps(self, rule: Rule, column: Column, given: Given) -> tuple[str, ...]:
        try:
            figure = read_cell(rule, given, column.maximum, self._engine.levels, self._unit)
            return rule.steps(figure, column.maximum, column.beside_of(self._unit))
        except InvalidInput as error:
            return tuple(sentence for sentence in error.sentences() if sentence)

    def _parent(self, node: Node, reference: str, illustrative: bool) -> TraceStep:
        score = self._score.nodes[node.code]
        return TraceStep(
            node.code,
            node.name,
            {child.code: _points_shown(self._score.nodes[child.code]) for child in node.children},
            _AGGREGATIONS[node.aggregation],
            node.rule_text,
            reference,
            (*_sum_steps(node.children, self._score.nodes, node.aggregation), *_left(score)),
            score,
            illustrative,
        )

    def _total(self, definition: Definition) -> TraceStep:
        unit = self._score
        reached = f"Tổng: {'chưa có' if unit.points is None else shown(unit.points)}/{shown(unit.maximum)}"
        share = f" = {shown(unit.percentage)}%" if unit.percentage is not None else ""
        steps = [
            *_sum_steps(definition.tree, unit.nodes, Aggregation.SUM),
            *self._rescaling(definition),
            f"{reached}{share}.",
        ]
        if unit.missing:
            steps.append(f"Còn thiếu: {', '.join(unit.missing)}.")
        if unit.rank is not None:
            steps.append(f"Xếp hạng {unit.rank}{f', nhóm «{unit.group}»' if unit.group else ''}.")
        return TraceStep(
            TOTAL,
            definition.name,
            {root.code: _points_shown(unit.nodes[root.code]) for root in definition.tree},
            _AGGREGATIONS[Aggregation.SUM],
            "",
            str(definition.legal_basis),
            tuple(steps),
            NodeScore(unit.points, unit.maximum, missing=bool(unit.missing)),
            definition.illustrative,
        )

    def _rescaling(self, definition: Definition) -> list[str]:
        absent = [code for code, units in self._engine.absent.items() if self._unit in units]
        rule = definition.absent_parts
        if not absent or rule is None:
            return []
        lost = sum((self._engine.columns[code].maximum for code in absent), ZERO)
        how = "quy đổi điểm còn lại về đủ tổng" if rule.rule is AbsentRule.RESCALE else "giảm điểm tối đa"
        return [f"Vắng {len(absent)} thành phần ({shown(lost)} điểm): {how}. {rule.reference}".rstrip()]


def _cells(given: Given | None) -> dict[str, str]:
    if given is None:
        return {}
    cells = {name: str(value) for name, value in given._asdict().items() if value != "" and name != "row"}
    return {**cells, "row": str(given.row)} if given.row else cells


def _points_shown(score: NodeScore) -> str:
    if score.points is None:
        return "thiếu" if score.missing else "không áp dụng"
    return f"{shown(score.points)}/{shown(score.maximum)}"


def _sum_steps(children: Sequence[Node], nodes: Mapping[str, NodeScore], kind: Aggregation) -> tuple[str, ...]:
    if kind is Aggregation.SUM:
        parts = [nodes[child.code].points for child in children]
        known = [part for part in parts if part is not None]
        return (f"{' + '.join(shown(part) for part in known) or '(không có)'} = {shown(sum(known, ZERO))}.",)
    steps = []
    for child in children:
        score = nodes[child.code]
        if score.points is not None and score.maximum > 0:
            weight = child.weight if child.weight is not None else score.maximum
            share: Decimal = score.points * HUNDRED / score.maximum
            steps.append(f"«{child.code}»: {shown(share)}%, trọng số {shown(weight)}.")
    return tuple(steps)


def _left(score: NodeScore) -> tuple[str, ...]:
    if score.points is None:
        return (f"{'Thiếu' if score.missing else 'Không tính'}: {score.reason.rstrip('.')}.",)
    note = f" ({score.reason})" if score.reason else ""
    state = "; còn thiếu chỉ tiêu con" if score.missing else ""
    return (f"Được {shown(score.points)}/{shown(score.maximum)}{note}{state}.",)
