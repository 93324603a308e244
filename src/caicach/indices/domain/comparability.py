"""What may be compared between two editions of a set, criterion by criterion, and what may not.

A line over the years is drawn only through what is the same: the same criterion, with the same points and the same way
of scoring. The rest is named, with what changed.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from difflib import SequenceMatcher
from enum import StrEnum
from types import MappingProxyType
from typing import TypeVar

from caicach.indices.definition.rules.base import HUNDRED, ZERO, Rule
from caicach.indices.definition.rules.comparing import RelativeToMean
from caicach.indices.definition.rules.counting import CountCapped, Deadline
from caicach.indices.definition.rules.options import Checklist, Choice, Option
from caicach.indices.definition.rules.tiers import Tier, Tiers
from caicach.indices.definition.validation import maximum_of
from caicach.indices.definition.values import Definition, Node, in_year

P = TypeVar("P", Option, Tier)
_ALIKE = 0.82
_WORD = re.compile(r"\w+")


class Likeness(StrEnum):
    """How a criterion stands to the one of the other edition."""

    SAME = "same"
    RENAMED = "renamed"
    RENUMBERED = "renumbered"
    REPOINTED = "repointed"
    RERULED = "reruled"
    NEW = "new"
    GONE = "gone"


@dataclass(frozen=True)
class Pair:
    """A criterion in both editions, or in one of them. ``likenesses`` says all that changed; SAME stands alone."""

    code_before: str
    code_after: str
    name_before: str
    name_after: str
    points_before: Decimal | None
    points_after: Decimal | None
    likenesses: tuple[Likeness, ...]
    is_component: bool

    @property
    def is_comparable(self) -> bool:
        """Points and percentages mean the same; another name or number of the same criterion does not matter."""
        return set(self.likenesses) <= {Likeness.SAME, Likeness.RENAMED, Likeness.RENUMBERED}

    @property
    def is_comparable_as_share(self) -> bool:
        """The share of the points means the same although the points are others."""
        changed = {Likeness.NEW, Likeness.GONE, Likeness.RERULED}
        return not changed & set(self.likenesses)


@dataclass(frozen=True)
class Comparison:
    """``comparable_share``: percent of the later edition's points that lie in components that may be compared."""

    pairs: tuple[Pair, ...]
    comparable_share: Decimal
    is_total_comparable: bool

    @property
    def after_to_before(self) -> Mapping[str, str]:
        """Codes that may be compared at least as shares."""
        return {pair.code_after: pair.code_before for pair in self.pairs if pair.is_comparable_as_share}


def compare_editions(
    before: Definition, after: Definition, *, year_before: int | None = None, year_after: int | None = None
) -> Comparison:
    """Every node of the later edition in its order, then those of the earlier one that are gone."""
    old = [_Side(node, year_before) for node in before.walk()]
    new = [_Side(node, year_after) for node in after.walk()]
    matched = _matched(old, new)
    found = {n: _pair(matched.get(n), side) for n, side in enumerate(new) if side.node.is_component}
    components = {pair.code_after: pair for pair in found.values()}
    found |= {n: _pair(matched.get(n), side, components) for n, side in enumerate(new) if not side.node.is_component}
    pairs = [found[n] for n in range(len(new))]
    taken = {id(side) for side in matched.values()}
    pairs += [_gone(side) for side in old if id(side) not in taken]
    leaves = [pair for pair in pairs if pair.is_component and pair.points_after]
    whole = sum((pair.points_after or ZERO for pair in leaves), ZERO)
    held = sum((pair.points_after or ZERO for pair in leaves if pair.is_comparable), ZERO)
    share = held * HUNDRED / whole if whole else ZERO
    same_total = before.total == after.total and all(pair.is_comparable for pair in pairs)
    return Comparison(tuple(pairs), share, same_total)


@dataclass(frozen=True)
class _Side:
    node: Node
    year: int | None

    @property
    def points(self) -> Decimal | None:
        return maximum_of(self.node, self.year)

    @property
    def rule(self) -> Rule | None:
        dated = in_year(self.node.rules, self.year)
        return dated.value if dated else None

    @property
    def folded(self) -> str:
        text = unicodedata.normalize("NFC", self.node.name).casefold()
        return " ".join(_WORD.findall(text))


def _matched(old: list[_Side], new: list[_Side]) -> dict[int, _Side]:
    """First by number and like name, then by the very same name, then by the number alone, then by a like name."""
    found: dict[int, _Side] = {}
    left = list(old)
    passes = (
        lambda a, b: a.node.code == b.node.code and _alike(a, b),
        lambda a, b: a.folded == b.folded,
        lambda a, b: a.node.code == b.node.code and a.rule is not None and a.rule == b.rule and a.points == b.points,
        _alike,
    )
    for fits in passes:
        for n, side in enumerate(new):
            if n in found:
                continue
            match = next((one for one in left if _same_kind(one, side) and fits(one, side)), None)
            if match is not None:
                found[n] = match
                left = [one for one in left if one is not match]
    return found


def _same_kind(one: _Side, other: _Side) -> bool:
    return one.node.is_component == other.node.is_component


def _alike(one: _Side, other: _Side) -> bool:
    a, b = one.folded, other.folded
    if a == b:
        return True
    if not a or not b or min(len(a), len(b)) / max(len(a), len(b)) < _ALIKE / 2:
        return False
    matcher = SequenceMatcher(None, a.split(), b.split(), autojunk=False)
    return matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE


def _pair(old: _Side | None, new: _Side, components: Mapping[str, Pair] = MappingProxyType({})) -> Pair:
    """``components`` are the pairs below a parent: scored alike where all of them are and none is lacking."""
    if old is None:
        return Pair("", new.node.code, "", new.node.name, None, new.points, (Likeness.NEW,), new.node.is_component)
    changed = []
    if old.folded != new.folded:
        changed.append(Likeness.RENAMED)
    if old.node.code != new.node.code:
        changed.append(Likeness.RENUMBERED)
    if old.points != new.points:
        changed.append(Likeness.REPOINTED)
    if not _scored_alike(old, new, components):
        changed.append(Likeness.RERULED)
    return Pair(
        old.node.code,
        new.node.code,
        old.node.name,
        new.node.name,
        old.points,
        new.points,
        tuple(changed) or (Likeness.SAME,),
        new.node.is_component,
    )


def _scored_alike(old: _Side, new: _Side, components: Mapping[str, Pair]) -> bool:
    if old.node.method is not new.node.method or old.node.aggregation is not new.node.aggregation:
        return False
    if new.node.is_component:
        return _of_one(old.rule, old.points) == _of_one(new.rule, new.points)
    below = [components[one.code] for one in new.node.components()]
    codes = [one.code for one in old.node.components()]
    return all(pair.is_comparable for pair in below) and sorted(pair.code_before for pair in below) == sorted(codes)


def _of_one(rule: Rule | None, points: Decimal | None) -> Rule | None:
    """The rule with the points it prints as parts of the maximum: another maximum alone is no other rule."""
    if not points:
        return rule
    if isinstance(rule, Choice | Checklist | Tiers):
        return _listed_of_one(rule, points)
    if isinstance(rule, CountCapped):
        return replace(rule, per_item=rule.per_item / points, cap=None if rule.cap is None else rule.cap / points)
    if isinstance(rule, Deadline):
        return replace(rule, late=tuple(replace(one, points=one.points / points) for one in rule.late))
    if isinstance(rule, RelativeToMean) and rule.at_or_above is not None:
        below = None if rule.below is None else rule.below / points
        return replace(rule, at_or_above=rule.at_or_above / points, below=below)
    return rule


def _listed_of_one(rule: Choice | Checklist | Tiers, points: Decimal) -> Rule:
    if isinstance(rule, Choice):
        return replace(rule, options=tuple(_part(one, points) for one in rule.options))
    if isinstance(rule, Checklist):
        return replace(rule, parts=tuple(_part(one, points) for one in rule.parts))
    return replace(rule, tiers=tuple(_part(one, points) for one in rule.tiers))


def _part(one: P, points: Decimal) -> P:
    return replace(one, points=None, factor=one.worth(points) / points)


def _gone(old: _Side) -> Pair:
    return Pair(old.node.code, "", old.node.name, "", old.points, None, (Likeness.GONE,), old.node.is_component)
