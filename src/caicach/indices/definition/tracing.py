"""Why a unit has the points it has: made when asked for, from the same table and the same definition."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from caicach.indices.definition.component_scoring import Column, is_dash, read_cell
from caicach.indices.definition.inputs import Inputs
from caicach.indices.definition.rules.base import HUNDRED, ZERO, Given, Rule, figure_said
from caicach.indices.definition.scores import NodeScore, Scores, UnitScore
from caicach.indices.definition.scoring import Engine
from caicach.indices.definition.values import AbsentRule, Aggregation, Definition, Method, Node, in_year
from caicach.kernel.errors import InvalidInput, NotFound
from caicach.kernel.said import NOTHING, Said, joint_sentence, plain, sentences_of, tell

TOTAL = "total"
_AGGREGATIONS = {
    Aggregation.SUM: tell("cộng các chỉ tiêu con"),
    Aggregation.ARITHMETIC: tell("trung bình cộng có trọng số"),
    Aggregation.GEOMETRIC: tell("trung bình nhân có trọng số"),
    Aggregation.HARMONIC: tell("trung bình điều hòa có trọng số"),
}


@dataclass(frozen=True)
class TraceStep:
    """One node of the explanation. ``inputs`` are the cells as written, with their row; of a parent, its children."""

    code: str
    name: str
    inputs: Mapping[str, Said]
    rule: Said
    rule_text: str
    reference: Said
    steps: tuple[Said, ...]
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
            self._visit(root, definition.legal_basis.said, illustrative=definition.illustrative)
        self._found.append(self._total(definition))
        return tuple(self._found)

    def _visit(self, node: Node, reference: Said, *, illustrative: bool) -> None:
        own = plain(node.reference) or reference
        made_up = illustrative or node.illustrative
        self._found.append(
            self._component(node, own, made_up) if node.is_component else self._parent(node, own, made_up)
        )
        for child in node.children:
            self._visit(child, own, illustrative=made_up)

    def _component(self, node: Node, reference: Said, illustrative: bool) -> TraceStep:
        column = self._engine.columns[node.code]
        given = self._engine.inputs.given.get(node.code, {}).get(self._unit)
        dated = in_year(node.rules, self._engine.year)
        return TraceStep(
            node.code,
            node.name,
            _cells(given),
            column.rule.name if column.rule else NOTHING,
            node.rule_text,
            plain(dated.reference if dated else "") or reference,
            self._component_steps(node, column, given),
            self._score.nodes[node.code],
            illustrative,
        )

    def _component_steps(self, node: Node, column: Column, given: Given | None) -> tuple[Said, ...]:
        score = self._score.nodes[node.code]
        if given is not None and is_dash(given) and not score.applicable:
            return (tell("Ghi «{value}»: không áp dụng, không tính vào điểm tối đa.", value=given.value),)
        if given is None or column.rule is None or score.points is None:
            return (_why_not(score),)
        steps = self._rule_steps(column.rule, column, given)
        return (
            (*steps, tell("Điểm trừ: {points}.", points=figure_said(score.points)))
            if node.method is Method.PENALTY
            else steps
        )

    def _rule_steps(self, rule: Rule, column: Column, given: Given) -> tuple[Said, ...]:
        try:
            figure = read_cell(rule, given, column.maximum, self._engine.levels, self._unit)
            return rule.steps(figure, column.maximum, column.beside_of(self._unit))
        except InvalidInput as error:
            return tuple(filter(None, sentences_of(error)))

    def _parent(self, node: Node, reference: Said, illustrative: bool) -> TraceStep:
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
        steps = [
            *_sum_steps(definition.tree, unit.nodes, Aggregation.SUM),
            *self._rescaling(definition),
            _reached(unit),
        ]
        if unit.missing:
            steps.append(tell("Còn thiếu: {missing}.", missing=", ".join(unit.missing)))
        if unit.rank is not None:
            ranked = tell("Xếp hạng {rank}.", rank=str(unit.rank))
            grouped = tell("Xếp hạng {rank}, nhóm «{group}».", rank=str(unit.rank), group=unit.group or "")
            steps.append(grouped if unit.group else ranked)
        return TraceStep(
            TOTAL,
            definition.name,
            {root.code: _points_shown(unit.nodes[root.code]) for root in definition.tree},
            _AGGREGATIONS[Aggregation.SUM],
            "",
            definition.legal_basis.said,
            tuple(steps),
            NodeScore(unit.points, unit.maximum, missing=bool(unit.missing)),
            definition.illustrative,
        )

    def _rescaling(self, definition: Definition) -> list[Said]:
        absent = [code for code, units in self._engine.absent.items() if self._unit in units]
        rule = definition.absent_parts
        if not absent or rule is None:
            return []
        lost = sum((self._engine.columns[code].maximum for code in absent), ZERO)
        how = tell(
            "Vắng {count} thành phần ({lost} điểm): quy đổi điểm còn lại về đủ tổng."
            if rule.rule is AbsentRule.RESCALE
            else "Vắng {count} thành phần ({lost} điểm): giảm điểm tối đa.",
            count=len(absent),
            lost=figure_said(lost),
        )
        return [joint_sentence((how, plain(rule.reference)))]


def _reached(unit: UnitScore) -> Said:
    if unit.points is None:
        return tell("Tổng: chưa có/{maximum}.", maximum=figure_said(unit.maximum))
    numbers = {"points": figure_said(unit.points), "maximum": figure_said(unit.maximum)}
    if unit.percentage is None:
        return tell("Tổng: {points}/{maximum}.", **numbers)
    return tell("Tổng: {points}/{maximum} = {percentage}%.", percentage=figure_said(unit.percentage), **numbers)


def _cells(given: Given | None) -> dict[str, Said]:
    if given is None:
        return {}
    cells = {name: plain(str(value)) for name, value in given._asdict().items() if value != "" and name != "row"}
    return {**cells, "row": plain(str(given.row))} if given.row else cells


def _points_shown(score: NodeScore) -> Said:
    if score.points is None:
        return tell("thiếu" if score.missing else "không áp dụng")
    return Said("{points}/{maximum}", {"points": figure_said(score.points), "maximum": figure_said(score.maximum)})


def _sum_steps(children: Sequence[Node], nodes: Mapping[str, NodeScore], kind: Aggregation) -> tuple[Said, ...]:
    if kind is Aggregation.SUM:
        parts = [nodes[child.code].points for child in children]
        known = [part for part in parts if part is not None]
        parts_said = joint_sentence((figure_said(part) for part in known), " + ") or tell("(không có)")
        return (Said("{parts} = {sum}.", {"parts": parts_said, "sum": figure_said(sum(known, ZERO))}),)
    steps = []
    for child in children:
        score = nodes[child.code]
        if score.points is not None and score.maximum > 0:
            weight = child.weight if child.weight is not None else score.maximum
            share: Decimal = score.points * HUNDRED / score.maximum
            values = {"share": figure_said(share), "weight": figure_said(weight)}
            steps.append(tell("«{code}»: {share}%, trọng số {weight}.", code=child.code, **values))
    return tuple(steps)


def _why_not(score: NodeScore) -> Said:
    why = tell("Thiếu: {reason}" if score.missing else "Không tính: {reason}", reason=score.reason)
    return why if str(why).endswith(".") else Said("{words}.", {"words": why})


def _left(score: NodeScore) -> tuple[Said, ...]:
    if score.points is None:
        return (_why_not(score),)
    values = {"points": figure_said(score.points), "maximum": figure_said(score.maximum)}
    got = tell("Được {points}/{maximum}", **values)
    if score.reason:
        got = Said("{got} ({reason})", {"got": got, "reason": score.reason})
    return (tell("{got}; còn thiếu chỉ tiêu con." if score.missing else "{got}.", got=got),)
