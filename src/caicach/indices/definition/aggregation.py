"""From the children's points to the parent's: sums, and the three means on shares of each child's points."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import repeat
from operator import add

from caicach.indices.definition.rules.base import ONE, ZERO, figure_said
from caicach.indices.definition.scores import NOT_APPLIED, NodeScore, reached_score
from caicach.indices.definition.values import AbsentRule, Aggregation, Method, Node, NotApplicable
from caicach.kernel.said import NOTHING, tell

_NO_MEAN = tell("thiếu chỉ tiêu con nên chưa tính được trung bình")
_BEYOND = (Method.BONUS, Method.PENALTY)


def combine(node: Node, maximum: Decimal, full: Sequence[Decimal], scores: Sequence[NodeScore]) -> NodeScore:
    """The score of a parent. ``full`` are the children's points in the set, ``scores`` what this unit has of them."""
    if node.method in _BEYOND:
        return _beyond(node, maximum, scores)
    if node.aggregation is not Aggregation.SUM:
        return _mean_of(node, maximum, scores)
    summed = add_up(node.children, maximum, full, scores)
    return rescaled_score(summed, maximum, node.not_applicable) if node.not_applicable else summed


def add_up_all(
    node: Node, maximum: Decimal, full: Sequence[Decimal], columns: Sequence[Sequence[NodeScore]]
) -> list[NodeScore] | None:
    """The plain case for all units at once: a sum in which every child of every unit has its points.

    None where anything is missing, absent, beyond the total or no sum: then each unit is combined on its own.
    """
    if node.aggregation is not Aggregation.SUM or any(one.method in _BEYOND for one in (node, *node.children)):
        return None
    totals: list[Decimal] = []
    for most, scores in zip(full, columns, strict=True):
        points = [score[0] for score in scores]
        maxima = [score[1] for score in scores]
        known = [one for one in points if one is not None]
        if len(known) != len(scores) or maxima.count(most) != len(scores) or True in [score[2] for score in scores]:
            return None
        totals = list(map(add, totals or repeat(ZERO), known))
    return [reached_score(points, maximum) for points in totals]


def add_up(
    children: Sequence[Node], maximum: Decimal, full: Sequence[Decimal], scores: Sequence[NodeScore]
) -> NodeScore:
    """Points add up; what does not apply leaves the maximum. A contradiction in the printed maximum stays in it."""
    points, missing, applies, known = ZERO, False, False, False
    for child, most, score in zip(children, full, scores, strict=True):
        if score.points is not None:
            points, known = points + score.points, True
        missing = missing or score.missing
        if child.method not in _BEYOND:
            applies = applies or score.applicable
            if score.maximum is not most:
                maximum -= most - score.maximum
    if not applies:
        return NodeScore(None, ZERO, missing=False, applicable=False, reason=NOT_APPLIED)
    if known and not missing:
        return reached_score(points, maximum)
    return NodeScore(
        points if known else None, maximum, missing=missing, reason=NOTHING if known else tell("chưa có số liệu nào")
    )


def rescaled_score(score: NodeScore, printed: Decimal, rule: NotApplicable) -> NodeScore:
    """Where a part does not apply and the set says so, what is left counts as the whole, or as ``to`` points."""
    if rule.rule is not AbsentRule.RESCALE or not score.applicable or score.maximum >= printed or score.maximum <= 0:
        return score
    whole = printed if rule.to is None else rule.to
    points = None if score.points is None else score.points * whole / score.maximum
    return score._replace(
        points=points, maximum=whole, reason=tell("quy đổi về {points} điểm", points=figure_said(whole))
    )


def _beyond(node: Node, cap: Decimal, scores: Sequence[NodeScore]) -> NodeScore:
    reached = sum((score.points for score in scores if score.points is not None), ZERO)
    missing = any(score.missing for score in scores)
    if node.method is Method.PENALTY:
        return NodeScore(max(reached, -cap), ZERO, missing=missing)
    return NodeScore(min(reached, cap), cap, missing=missing)


def _mean_of(node: Node, maximum: Decimal, scores: Sequence[NodeScore]) -> NodeScore:
    """A mean of unequal parts cannot be taken while one is missing: the points are then not known."""
    pairs = [(child, score) for child, score in zip(node.children, scores, strict=True) if score.applicable]
    pairs = [(child, score) for child, score in pairs if score.maximum > 0]
    if not pairs:
        return NodeScore(None, ZERO, missing=False, applicable=False, reason=NOT_APPLIED)
    if any(score.missing or score.points is None for _, score in pairs):
        return NodeScore(None, maximum, missing=True, reason=_NO_MEAN)
    weights = [child.weight if child.weight is not None else score.maximum for child, score in pairs]
    shares = [(score.points or ZERO) / score.maximum for _, score in pairs]
    return NodeScore(maximum * mean(node.aggregation, shares, weights), maximum)


def mean(kind: Aggregation, shares: Sequence[Decimal], weights: Sequence[Decimal]) -> Decimal:
    """
    >>> half, whole, even = Decimal("0.5"), Decimal(1), (Decimal(1), Decimal(1))
    >>> mean(Aggregation.ARITHMETIC, (half, whole), even)
    Decimal('0.75')
    >>> mean(Aggregation.HARMONIC, (half, whole), even).quantize(Decimal("0.0001"))
    Decimal('0.6667')
    >>> mean(Aggregation.GEOMETRIC, (half, whole), even).quantize(Decimal("0.0001"))
    Decimal('0.7071')
    """
    whole = sum(weights, ZERO)
    if kind is Aggregation.ARITHMETIC:
        return sum((share * weight for share, weight in zip(shares, weights, strict=True)), ZERO) / whole
    if any(share <= 0 for share in shares):
        return ZERO  # the limit of both means where one part is nought
    if kind is Aggregation.HARMONIC:
        return whole / sum((weight / share for share, weight in zip(shares, weights, strict=True)), ZERO)
    if all(share == ONE for share in shares):
        return ONE
    return (sum((weight * share.ln() for share, weight in zip(shares, weights, strict=True)), ZERO) / whole).exp()
