"""Where a unit lost its points, and why: by cause, against last year, the best of the others and the target.

Every lost point of a component has one cause. What the appraisal took from the unit's own score is told apart from what
the unit itself said it had not reached; what was never measured is not called lost by the unit.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

from caicach.indices.definition.rules.base import HUNDRED, ZERO
from caicach.indices.definition.rules.counting import Deadline
from caicach.indices.definition.rules.options import Choice
from caicach.indices.definition.scores import NodeScore, Scores
from caicach.indices.definition.values import Method, Node
from caicach.indices.domain.efforts import Effort, efforts_of
from caicach.indices.domain.steps import Step, better_steps
from caicach.indices.domain.what_if import Change, Scored

_LATE_WORDS = re.compile(r"\b(chậm|muộn|trễ|quá hạn|không kịp thời|không đúng (?:thời )?hạn|sau ngày)\b", re.IGNORECASE)


class Cause(StrEnum):
    """Why points are not there."""

    NOT_DONE = "not_done"
    PARTLY = "partly"
    LATE = "late"
    NO_EVIDENCE = "no_evidence"
    APPRAISED_DOWN = "appraised_down"
    SURVEY = "survey"
    PENALTY = "penalty"
    NOT_MEASURED = "not_measured"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True)
class Remark:
    """What the cycle knows of one component beside its cell: the unit's own points, and whether evidence is there."""

    self_points: Decimal | None = None
    has_evidence: bool = True
    is_late: bool = False
    note: str = ""


@dataclass(frozen=True)
class Lost:
    """Points lost for one cause. Of what does not apply they were never in reach: shown, not added up."""

    cause: Cause
    points: Decimal


@dataclass(frozen=True)
class Peer:
    """The best of the other units in one component, as a share of the points there."""

    unit: str
    points: Decimal
    maximum: Decimal


@dataclass(frozen=True)
class ComponentGap:
    """One component: what is lost and why, what others and other years had, what its next steps would bring.

    ``returns`` is what the total of the unit would gain if the component were full: not always what the component lost.
    """

    component: str
    name: str
    field: str
    score: NodeScore
    lost: tuple[Lost, ...]
    last_year: NodeScore | None
    best: Peer | None
    target: Decimal | None
    steps: tuple[Step, ...]
    effort: Effort
    returns: Decimal
    note: str = ""

    @property
    def lost_points(self) -> Decimal:
        return sum((one.points for one in self.lost if one.cause is not Cause.NOT_APPLICABLE), ZERO)

    @property
    def behind_last_year(self) -> Decimal | None:
        """In points of this year's maximum: what was reached then and is not now. Negative where it got better."""
        return None if self.last_year is None else _behind(self.score, self.last_year.points, self.last_year.maximum)

    @property
    def behind_target(self) -> Decimal | None:
        return None if self.target is None else max(ZERO, self.target - (self.score.points or ZERO))

    @property
    def days_per_point(self) -> Decimal | None:
        """Person-days for a point of the total; None where nothing can be won or nobody can win it."""
        if not self.steps or self.returns <= 0 or not self.effort.is_feasible:
            return None
        return self.effort.days / self.returns


@dataclass(frozen=True)
class Gap:
    """The gap of one unit: its components with something lost, the cheapest to win back first."""

    unit: str
    components: tuple[ComponentGap, ...]
    by_cause: Mapping[Cause, Decimal]


@dataclass(frozen=True)
class Beside:
    """What a gap is held against. ``last_year`` holds the nodes of the same code only where they may be compared."""

    remarks: Mapping[str, Remark] = field(default_factory=dict)
    last_year: Mapping[str, NodeScore] = field(default_factory=dict)
    peers: frozenset[str] | None = None
    target: Decimal | None = None
    efforts: Mapping[str, Effort] = field(default_factory=dict)


def gap_of(scored: Scored, unit: str, beside: Beside) -> Gap:
    """``beside.target`` is a percentage of the whole, taken to hold for each component alike."""
    efforts = efforts_of(scored.definition, beside.efforts)
    found = [
        _component(scored, unit, node, root.code, beside, efforts[node.code])
        for root in scored.definition.tree
        for node in root.components()
        if node.method is not Method.SHOWN
    ]
    behind = [one for one in found if one.lost]
    by_cause = dict.fromkeys(Cause, ZERO)
    for one in behind:
        for part in one.lost:
            by_cause[part.cause] += part.points
    return Gap(
        unit,
        tuple(sorted(behind, key=_cheapest_first)),
        MappingProxyType({cause: points for cause, points in by_cause.items() if points}),
    )


def _cheapest_first(one: ComponentGap) -> tuple[bool, Decimal, Decimal, str]:
    days = one.days_per_point
    return days is None, days if days is not None else ZERO, -one.lost_points, one.component


def _component(scored: Scored, unit: str, node: Node, field_code: str, beside: Beside, effort: Effort) -> ComponentGap:
    score = scored.scores.units[unit].nodes[node.code]
    maximum = scored.maximum(node.code)
    remark = beside.remarks.get(node.code, Remark())
    steps = better_steps(scored, unit, node.code)
    return ComponentGap(
        component=node.code,
        name=node.name,
        field=field_code,
        score=score,
        lost=_lost(scored, unit, node, score, maximum, remark),
        last_year=beside.last_year.get(node.code),
        best=_best(scored.scores, unit, node.code, beside.peers),
        target=None if beside.target is None or not score.applicable else beside.target * score.maximum / HUNDRED,
        steps=steps,
        effort=effort,
        returns=_returns(scored, unit, steps),
        note=remark.note,
    )


def _returns(scored: Scored, unit: str, steps: tuple[Step, ...]) -> Decimal:
    if not steps:
        return ZERO
    after = scored.with_changes([Change(unit, steps[-1].component, steps[-1].given)])
    return (after.scores.units[unit].points or ZERO) - (scored.scores.units[unit].points or ZERO)


def _lost(
    scored: Scored, unit: str, node: Node, score: NodeScore, maximum: Decimal, remark: Remark
) -> tuple[Lost, ...]:
    if not score.applicable:
        return (Lost(Cause.NOT_APPLICABLE, maximum),) if maximum else ()
    if node.method is Method.BONUS:
        return ()  # points beyond the total are won, not lost
    if score.missing or score.points is None:
        return (Lost(Cause.NOT_MEASURED, maximum),) if maximum else ()
    if node.method is Method.PENALTY:
        return (Lost(Cause.PENALTY, -score.points),) if score.points < 0 else ()
    lost = score.maximum - score.points
    if lost <= 0:
        return ()
    taken = ZERO if remark.self_points is None else min(lost, max(ZERO, remark.self_points - score.points))
    down = Cause.APPRAISED_DOWN if remark.has_evidence else Cause.NO_EVIDENCE
    own = _own_cause(scored, unit, node, score, remark)
    parts = (Lost(down, taken), Lost(own, lost - taken))
    return tuple(part for part in parts if part.points > 0)


def _own_cause(scored: Scored, unit: str, node: Node, score: NodeScore, remark: Remark) -> Cause:
    if node.method is Method.SURVEY:
        return Cause.SURVEY
    if remark.is_late or _is_late(scored, unit, node):
        return Cause.LATE
    if not remark.has_evidence and remark.self_points is None:
        return Cause.NO_EVIDENCE
    return Cause.NOT_DONE if score.points == 0 else Cause.PARTLY


def _is_late(scored: Scored, unit: str, node: Node) -> bool:
    """By the rule itself: days over the limit, or an option whose words say so."""
    column = scored.column(node.code)
    amount = column.amounts.get(unit)
    if amount is None:
        return False
    if isinstance(column.rule, Deadline):
        return amount > 0
    if isinstance(column.rule, Choice):
        given = scored.inputs.given[node.code][unit]
        return bool(_LATE_WORDS.search(str(column.rule.figure(given, column.maximum).text)))
    return False


def _best(scores: Scores, unit: str, code: str, peers: Iterable[str] | None) -> Peer | None:
    found: Peer | None = None
    for other in scores.units if peers is None else (name for name in scores.units if name in set(peers)):
        node = scores.units[other].nodes[code]
        if other == unit or node.points is None or node.missing or node.maximum <= 0:
            continue
        if found is None or node.points / node.maximum > found.points / found.maximum:
            found = Peer(other, node.points, node.maximum)
    return found


def _behind(score: NodeScore, points: Decimal | None, maximum: Decimal) -> Decimal | None:
    if points is None or maximum <= 0 or score.points is None or score.maximum <= 0:
        return None
    return points / maximum * score.maximum - score.points
