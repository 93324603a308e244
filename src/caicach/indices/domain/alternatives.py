"""What can be chosen, in blocks: components whose points only count together are tried together by the engine.

Within a sum each component adds its own points, so a block is one component. Where one multiplies with another, or a
mean, a cap or a rescaling stands between them and the total, the block is all of them, and each combination is scored.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product
from math import prod

from caicach.indices.definition.rules.base import ONE, ZERO
from caicach.indices.definition.values import AbsentRule, Aggregation, Definition, Method, Node
from caicach.indices.domain.efforts import Effort
from caicach.indices.domain.steps import Step
from caicach.indices.domain.what_if import Change, Scored

MOST_COMBINATIONS = 3000
_BEYOND = (Method.BONUS, Method.PENALTY)


@dataclass(frozen=True)
class Alternative:
    """Steps taken together: what they cost and by how much they raise the points of the unit.

    ``expected`` weighs the gain by the probability that all of them succeed.
    """

    steps: tuple[Step, ...]
    cost: Decimal
    gain: Decimal
    expected: Decimal


@dataclass(frozen=True)
class Block:
    """Alternatives of which at most one is taken. Not exact: there were too many combinations to try them all."""

    components: tuple[str, ...]
    alternatives: tuple[Alternative, ...]
    is_exact: bool = True


def blocks_of(
    scored: Scored, unit: str, steps: Mapping[str, Sequence[Step]], efforts: Mapping[str, Effort]
) -> tuple[Block, ...]:
    """Every alternative of every block, with its true gain against the table as it is."""
    base = _points(scored, unit)
    found = []
    for codes in _together(scored.definition, [code for code in steps if steps[code]]):
        counts = [len(steps[code]) + 1 for code in codes]
        is_exact = prod(counts) <= MOST_COMBINATIONS
        chosen = _every(codes, steps) if is_exact else _along(codes, steps)
        made = [_alternative(scored, unit, base, taken, steps, efforts) for taken in chosen if taken]
        found.append(Block(tuple(codes), tuple(_not_dominated(made)), is_exact))
    return tuple(found)


def _points(scored: Scored, unit: str) -> Decimal:
    return scored.scores.units[unit].points or ZERO


def _every(codes: Sequence[str], steps: Mapping[str, Sequence[Step]]) -> Iterable[tuple[Step, ...]]:
    for row in product(*[(None, *steps[code]) for code in codes]):
        yield tuple(step for step in row if step is not None)


def _along(codes: Sequence[str], steps: Mapping[str, Sequence[Step]]) -> Iterable[tuple[Step, ...]]:
    """Not all: each step alone, and the best steps of the components taken one after the other."""
    yield from ((step,) for code in codes for step in steps[code])
    best = [steps[code][-1] for code in codes]
    yield from (tuple(best[:size]) for size in range(2, len(best) + 1))


def _alternative(
    scored: Scored,
    unit: str,
    base: Decimal,
    taken: tuple[Step, ...],
    steps: Mapping[str, Sequence[Step]],
    efforts: Mapping[str, Effort],
) -> Alternative:
    after = scored.with_changes([Change(unit, step.component, step.given) for step in taken])
    gain = _points(after, unit) - base
    cost = sum((efforts[step.component].cost(step, steps[step.component][-1].gained) for step in taken), ZERO)
    chance = ONE
    for step in taken:
        chance *= efforts[step.component].probability
    return Alternative(taken, cost, gain, gain * chance)


def _not_dominated(found: Sequence[Alternative]) -> list[Alternative]:
    """Without those that gain no more than a cheaper one of the same components, or nothing at all where alone."""
    kept: list[Alternative] = []
    for one in sorted(found, key=lambda one: (one.cost, -one.expected, -one.gain, len(one.steps))):
        codes = {step.component for step in one.steps}
        if not any(
            other.gain >= one.gain
            and other.expected >= one.expected
            and codes <= {step.component for step in other.steps}
            for other in kept
        ):
            kept.append(one)
    return kept


def _together(definition: Definition, codes: Sequence[str]) -> list[list[str]]:
    """Components in blocks, in the order of the form."""
    root = {code: code for code in codes}

    def find(code: str) -> str:
        while root[code] != code:
            code = root[code]
        return code

    for group in _entangled(definition):
        inside = [code for code in group if code in root]
        for code in inside[1:]:
            root[find(code)] = find(inside[0])
    blocks: dict[str, list[str]] = {}
    for code in codes:
        blocks.setdefault(find(code), []).append(code)
    return list(blocks.values())


def _entangled(definition: Definition) -> Iterable[list[str]]:
    """Groups of components whose points do not simply add up on their way to the total."""
    for node in definition.walk():
        rescales = node.not_applicable is not None and node.not_applicable.rule is AbsentRule.RESCALE
        if node.children and (node.aggregation is not Aggregation.SUM or node.method in _BEYOND or rescales):
            yield [one.code for one in node.components()]
        yield from _multiplied(node)


def _multiplied(node: Node) -> Iterable[list[str]]:
    for dated in node.rules:
        if (other := dated.value.other()) is not None:
            yield [node.code, other]
