"""The cheapest set of remedies that takes a unit to a score or a rank, proven by search and verified by scoring it.

The gains of the alternatives are true by themselves (``alternatives``), so within sums the program's answer is the true
one. What it cannot know (ties, how the others move when the best unit becomes better) is verified by the real engine; a
set that falls short is ruled out and the next one is looked for, until one holds or none is left.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from time import monotonic

from caicach.indices.definition.rules.base import HUNDRED, ZERO
from caicach.indices.definition.scores import Scores
from caicach.indices.definition.values import Ties
from caicach.indices.domain.alternatives import Alternative, Block, blocks_of
from caicach.indices.domain.choosing import Chosen, Limits, Program
from caicach.indices.domain.efforts import Effort, efforts_of
from caicach.indices.domain.steps import Step, better_steps
from caicach.indices.domain.what_if import Change, Scored
from caicach.kernel.errors import InvalidInput

_HALF = Decimal("0.5")
_USUAL_LIMITS = Limits()
_SAME_COST = 1e-6


@dataclass(frozen=True)
class Target:
    """A percentage of the maximum to reach, or a rank; exactly one of them."""

    percentage: Decimal | None = None
    rank: int | None = None

    def __post_init__(self) -> None:
        bad_rank = self.rank is not None and self.rank < 1
        bad_share = self.percentage is not None and not ZERO < self.percentage <= HUNDRED
        if (self.percentage is None) == (self.rank is None) or bad_rank or bad_share:
            raise InvalidInput(
                "index_remedy.bad_target",
                what="Mục tiêu không dùng được.",
                why="Cần một mục tiêu: tỷ lệ điểm lớn hơn 0 đến 100%, hoặc thứ hạng từ 1.",
                todo="Ghi lại mục tiêu.",
            )


@dataclass(frozen=True)
class Remedy:
    """One step of the set with its cost; ``effort`` is what was said, or assumed, of the component."""

    step: Step
    cost: Decimal
    effort: Effort


@dataclass(frozen=True)
class RemedySet:
    """The answer. Not ``is_reached``: the target is out of reach, and the set is the best that can be had.

    ``is_proven``: no cheaper set reaches the target; otherwise none costs less than ``bound`` person-days.
    """

    unit: str
    target: Target
    remedies: tuple[Remedy, ...]
    cost: Decimal
    bound: Decimal
    is_reached: bool
    is_proven: bool
    before: Scores
    after: Scores
    expected_points: Decimal
    cuts: int


@dataclass(frozen=True)
class _Search:
    scored: Scored
    unit: str
    target: Target
    efforts: Mapping[str, Effort]
    steps: Mapping[str, Sequence[Step]]
    blocks: tuple[Block, ...]
    counts_chances: bool

    def after(self, taken: Iterable[Alternative]) -> Scored:
        changes = [Change(self.unit, step.component, step.given) for one in taken for step in one.steps]
        return self.scored.with_changes(changes)

    def holds(self, scores: Scores) -> bool:
        one = scores.units[self.unit]
        if self.target.rank is not None:
            return one.rank is not None and one.rank <= self.target.rank
        return one.percentage is not None and one.percentage >= (self.target.percentage or ZERO)


def cheapest_remedies(
    scored: Scored,
    unit: str,
    target: Target,
    *,
    efforts: Mapping[str, Effort],
    on: date,
    others: Iterable[Change] = (),
    counts_chances: bool = False,
    limits: Limits = _USUAL_LIMITS,
) -> RemedySet:
    """``others`` are what the other units are known to plan; without them they stay as they are.

    ``counts_chances``: the expected gain must be enough, not only the gain where everything succeeds.
    """
    base = scored.with_changes(others) if (others := tuple(others)) else scored
    said = efforts_of(base.definition, efforts)
    steps = {code: better_steps(base, unit, code) if said[code].is_open(on) else () for code in said}
    search = _Search(base, unit, target, said, steps, blocks_of(base, unit, steps, said), counts_chances)
    if search.holds(base.scores):
        return _answer(search, (), 0.0, is_reached=True, is_proven=True, cuts=0)
    return _cheapest(search, limits) or _best(search)


def _cheapest(search: _Search, limits: Limits) -> RemedySet | None:
    """The first set in the order of cost that the engine confirms."""
    required = _to_be_filled(search)
    if required is None:
        return None
    program = Program(search.blocks, _needed(search), required=required, expected=search.counts_chances)
    started, is_optimal = monotonic(), True
    for cuts in range(limits.cuts + 1):
        chosen = program.solve(limits.seconds - (monotonic() - started))
        if chosen is None:
            return None
        is_optimal = is_optimal and chosen.is_optimal
        taken = _taken(search, chosen)
        if search.holds(search.after(taken).scores):
            exact = all(block.is_exact for block in search.blocks)
            return _answer(search, taken, chosen.bound, is_reached=True, is_proven=is_optimal and exact, cuts=cuts)
        program.forbid(chosen.taken)
        if monotonic() - started > limits.seconds:
            break
    raise InvalidInput(
        "index_remedy.no_time",
        what="Chưa tìm được tổ hợp đạt mục tiêu trong thời gian cho phép.",
        why="Đã loại {cuts} tổ hợp tưởng đạt mà chấm lại không đạt.",
        todo="Giảm số tiêu chí khả thi, hoặc cho thêm thời gian.",
        cuts=cuts,
    )


def _taken(search: _Search, chosen: Chosen) -> tuple[Alternative, ...]:
    return tuple(search.blocks[b].alternatives[a] for b, a in chosen.taken)


def _needed(search: _Search) -> Decimal:
    """Points that the gains must reach together: never more than is truly needed, so that no cheaper set is missed."""
    one = search.scored.scores.units[search.unit]
    percentage = search.target.percentage
    if percentage is None:
        percentage = _percentage_of_rank(search, search.target.rank or 1)
    return percentage * one.maximum / HUNDRED - (one.points or ZERO)


def _percentage_of_rank(search: _Search, rank: int) -> Decimal:
    """The least percentage that could take the rank, with the others as low as any choice here can push them."""
    scored = search.scored
    relative = [
        Change(search.unit, code, found[-1].given)
        for code, found in search.steps.items()
        if found and (rule := scored.column(code).rule) is not None and rule.needs_all_units
    ]
    scores = scored.with_changes(relative).scores if relative else scored.scores
    ranking = scored.definition.ranking
    others = [one for name, one in scores.units.items() if name != search.unit]
    placed = [one.percentage for one in others if one.percentage is not None and one.rank is not None]
    if ranking.ties is Ties.DENSE:
        placed = list(set(placed))
    placed.sort(reverse=True)
    if len(placed) < rank:
        return ZERO
    slack = ZERO if ranking.places is None else _HALF.scaleb(-ranking.places)
    return placed[rank - 1] - 2 * slack


def _to_be_filled(search: _Search) -> frozenset[int] | None:
    """Blocks of what is still missing, where a rank is only given to the complete; None where one cannot be filled."""
    missing = search.scored.scores.units[search.unit].missing
    if search.target.rank is None or search.scored.definition.ranking.rank_incomplete or not missing:
        return frozenset()
    found = set()
    for code in missing:
        holders = [n for n, block in enumerate(search.blocks) if code in block.components]
        if not holders:
            return None
        found.add(holders[0])
    return frozenset(found)


def _best(search: _Search) -> RemedySet:
    """Everything that raises the score, where even that is not enough."""
    taken = tuple(
        max(block.alternatives, key=lambda one: (one.gain, -one.cost))
        for block in search.blocks
        if any(one.gain > 0 for one in block.alternatives)
    )
    after = search.after(taken)
    return _answer(search, taken, 0.0, is_reached=search.holds(after.scores), is_proven=True, cuts=0)


def _answer(
    search: _Search, taken: tuple[Alternative, ...], bound: float, *, is_reached: bool, is_proven: bool, cuts: int
) -> RemedySet:
    remedies = []
    for step in (step for one in taken for step in one.steps):
        effort = search.efforts[step.component]
        remedies.append(Remedy(step, effort.cost(step, search.steps[step.component][-1].gained), effort))
    remedies.sort(key=lambda one: (one.cost / one.step.gained, one.step.component))
    cost = sum((one.cost for one in remedies), ZERO)
    points = search.scored.scores.units[search.unit].points or ZERO
    return RemedySet(
        unit=search.unit,
        target=search.target,
        remedies=tuple(remedies),
        cost=cost,
        bound=cost if is_proven or float(cost) - bound < _SAME_COST else Decimal(repr(max(bound, 0.0))),
        is_reached=is_reached,
        is_proven=is_proven,
        before=search.scored.scores,
        after=search.after(taken).scores if taken else search.scored.scores,
        expected_points=points + sum((one.expected for one in taken), ZERO),
        cuts=cuts,
    )
