"""Everything that is known of a province, and the part of it that holds on one day."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeVar

from caicach.kernel.text.collation import collation_key
from caicach.organisations.domain.posts import Membership, Post, head_post, post_name
from caicach.organisations.domain.units import Level, UnitChange, UnitFact, UnitType, is_within

Key = TypeVar("Key")
_LEVEL_ORDER = {level: number for number, level in enumerate(Level)}


@dataclass(frozen=True, slots=True)
class DatedPost:
    """A post beside the head that rules give every unit: «Phó Chủ tịch» of the people's committee."""

    code: str
    unit: str
    title: str
    is_head: bool
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True, eq=False)  # known by identity: comparing hundreds of units at each look-up would be slow
class Directory:
    """Who there is on the day ``on``. ``elsewhen`` are the facts of other days: they explain a name, never match it."""

    on: date
    source: str
    units: tuple[UnitFact, ...]
    posts: tuple[Post, ...] = ()
    members: tuple[Membership, ...] = ()
    elsewhen: tuple[UnitFact, ...] = ()
    changes: tuple[UnitChange, ...] = ()

    @cached_property
    def by_code(self) -> Mapping[str, UnitFact]:
        return {unit.code: unit for unit in self.units}

    @cached_property
    def by_level(self) -> Mapping[Level, tuple[UnitFact, ...]]:
        return _grouped((unit.level, unit) for unit in self.units)

    @cached_property
    def by_type(self) -> Mapping[UnitType, tuple[UnitFact, ...]]:
        return _grouped((unit.type, unit) for unit in self.units)

    @cached_property
    def children(self) -> Mapping[str | None, tuple[UnitFact, ...]]:
        return _grouped((unit.parent, unit) for unit in self.units)

    @cached_property
    def post_by_code(self) -> Mapping[str, Post]:
        return {post.code: post for post in self.posts}

    @cached_property
    def _heads(self) -> Mapping[str, Post]:
        return {post.unit: post for post in self.posts if post.is_head}

    def head_of(self, code: str) -> Post | None:
        """The post that answers for a unit."""
        return self._heads.get(code)

    def at_level(self, level: Level) -> tuple[UnitFact, ...]:
        return self.by_level.get(level, ())

    def of_type(self, *types: UnitType) -> tuple[UnitFact, ...]:
        return tuple(unit for kind in types for unit in self.by_type.get(kind, ()))

    def subtree(self, code: str) -> frozenset[str]:
        """The unit and everything below it; empty for a code that names nothing on the day."""
        if code not in self.by_code:
            return frozenset()
        found, waiting = {code}, [code]
        while waiting:
            below = [unit.code for unit in self.children.get(waiting.pop(), ()) if unit.code not in found]
            found.update(below)
            waiting.extend(below)
        return frozenset(found)

    def change_of(self, fact: UnitFact) -> UnitChange | None:
        """What ended a fact, where that is recorded."""
        return next((c for c in self.changes if c.effective_on == fact.valid_to and fact.code in c.from_codes), None)


def _grouped(pairs: Iterable[tuple[Key, UnitFact]]) -> dict[Key, tuple[UnitFact, ...]]:
    lists: dict[Key, list[UnitFact]] = defaultdict(list)
    for key, unit in pairs:
        lists[key].append(unit)
    return {key: tuple(units) for key, units in lists.items()}


@dataclass(frozen=True)
class Register:
    """All dated facts of a province; ``source`` says where they were read."""

    source: str
    facts: tuple[UnitFact, ...]
    posts: tuple[DatedPost, ...] = ()
    members: tuple[Membership, ...] = ()
    changes: tuple[UnitChange, ...] = ()

    def on(self, on: date) -> Directory:
        """What holds on a day. Every unit has the head that rules give it, unless the register names another."""
        valid = in_order(fact for fact in self.facts if fact.is_valid(on))
        posts = _posts(valid, [post for post in self.posts if is_within(on, post.valid_from, post.valid_to)])
        known = {post.code for post in posts}
        members = (m for m in self.members if is_within(on, m.valid_from, m.valid_to) and m.post in known)
        elsewhen = tuple(fact for fact in self.facts if not fact.is_valid(on))
        return Directory(on, self.source, tuple(valid), posts, tuple(members), elsewhen, self.changes)


def in_order(units: Iterable[UnitFact]) -> list[UnitFact]:
    """As every list of units has them: by level, then by name."""
    return sorted(units, key=_order)


def _order(unit: UnitFact) -> tuple[object, ...]:
    return _LEVEL_ORDER[unit.level], collation_key(unit.name), unit.code


def _posts(units: list[UnitFact], named: list[DatedPost]) -> tuple[Post, ...]:
    by_code = {unit.code: unit for unit in units}
    own = [
        Post(p.code, p.unit, p.title, post_name(p.title, by_code[p.unit]), p.is_head, p.valid_from, p.valid_to)
        for p in named
        if p.unit in by_code
    ]
    with_head = {post.unit for post in own if post.is_head}
    heads = (head_post(unit) for unit in units if unit.code not in with_head)
    return (*(post for post in heads if post is not None), *own)
