"""A definition of an index as values: keyed by legal document, scored years and unit types."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Generic, TypeVar

from caicach.indices.definition.rules.base import Rule
from caicach.indices.definition.rules.tiers import Stretch
from caicach.kernel.said import Said, joint_sentence, plain, ready_sentence, tell

T = TypeVar("T")


class Method(StrEnum):
    """How the points of a component come about."""

    SELF = "self"
    SURVEY = "survey"
    COMPUTED = "computed"
    SHOWN = "shown"
    BONUS = "bonus"
    PENALTY = "penalty"

    @property
    def label(self) -> str:
        return _METHOD_LABELS[self]


_METHOD_LABELS = {
    Method.SELF: "tự đánh giá, thẩm định",
    Method.SURVEY: "điều tra xã hội học",
    Method.COMPUTED: "tính từ dữ liệu",
    Method.SHOWN: "chỉ hiển thị",
    Method.BONUS: "điểm thưởng",
    Method.PENALTY: "điểm trừ",
}


class Aggregation(StrEnum):
    """How the points of the children become those of the parent; the means work on shares of each child's points."""

    SUM = "sum"
    ARITHMETIC = "arithmetic"
    GEOMETRIC = "geometric"
    HARMONIC = "harmonic"


class AbsentRule(StrEnum):
    """What becomes of points out of reach: the maximum shrinks, the rest is rescaled, or it is refused."""

    REDUCE = "reduce"
    RESCALE = "rescale"
    REFUSE = "refuse"


class Ties(StrEnum):
    """Which rank equal units share: 1, 1, 3 or 2, 2, 3 or 1, 1, 2."""

    SMALLEST = "smallest"
    LARGEST = "largest"
    DENSE = "dense"


@dataclass(frozen=True)
class Years:
    """Scored years, both ends included; ``last`` None is open, ``first`` None is not known."""

    first: int | None = None
    last: int | None = None
    as_printed: str = ""

    def holds(self, year: int) -> bool:
        return (self.first is None or year >= self.first) and (self.last is None or year <= self.last)

    @property
    def only(self) -> int | None:
        return self.first if self.first is not None and self.first == self.last else None

    def __str__(self) -> str:
        return str(self.said)

    @property
    def said(self) -> Said:
        if self.first is None:
            return ready_sentence(self.as_printed) if self.as_printed else tell("không rõ")
        if self.last is None:
            return tell("{first}–(chưa thay)", first=str(self.first))
        return plain(str(self.first) if self.first == self.last else f"{self.first}–{self.last}")


@dataclass(frozen=True)
class Dated(Generic[T]):
    """A value for a stretch of scored years, with the document that sets it."""

    value: T
    years: Years
    reference: str = ""
    line: int = 0


@dataclass(frozen=True)
class LegalBasis:
    """The document behind a set; ``as_printed`` keeps what a copy says where it is no number or no date."""

    number: str
    issuer: str = ""
    signed_on: date | None = None
    effective_on: date | None = None
    annex: str = ""
    replaces: tuple[str, ...] = ()
    replaced_by: str = ""
    as_printed: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return str(self.said)

    @property
    def said(self) -> Said:
        number = plain(self.number)
        if self.signed_on:
            number = tell("{number}, ký {day}", number=number, day=f"{self.signed_on:%d/%m/%Y}")
        return joint_sentence((number, plain(self.annex)), ", ")


@dataclass(frozen=True)
class UnitType:
    code: str
    name: str
    level: str = ""


@dataclass(frozen=True)
class Group:
    """A band of results (xếp loại). ``conditions`` are those that only a person can confirm."""

    name: str
    stretch: Stretch
    conditions: tuple[str, ...] = ()
    reference: str = ""
    illustrative: bool = False
    line: int = 0


@dataclass(frozen=True)
class Ranking:
    """Ties and groups as data of the set. ``places`` rounds the percentage before units are compared."""

    ties: Ties = Ties.SMALLEST
    tie_break: tuple[str, ...] = ()
    places: int | None = None
    rank_incomplete: bool = False
    reference: str = ""


@dataclass(frozen=True)
class AbsentParts:
    """A part that may be missing altogether (no survey this year), with the set's own rule for it."""

    rule: AbsentRule
    methods: tuple[Method, ...] = ()
    nodes: tuple[str, ...] = ()
    reference: str = ""


@dataclass(frozen=True)
class NotApplicable:
    """What «-» does to the points around it; ``to`` is the number of points the rest is rescaled to."""

    rule: AbsentRule = AbsentRule.REDUCE
    to: Decimal | None = None
    when: str = ""
    reference: str = ""


@dataclass(frozen=True)
class Node:
    """A field, criterion or component. Without children it is a component and has rules.

    ``maximum`` None: the source does not say. ``contradictions`` stand in the source and are reported, not repaired.
    """

    code: str
    name: str
    line: int
    maxima: tuple[Dated[Decimal], ...] = ()
    rules: tuple[Dated[Rule], ...] = ()
    children: tuple["Node", ...] = ()
    method: Method | None = None
    aggregation: Aggregation = Aggregation.SUM
    weight: Decimal | None = None
    rule_text: str = ""
    evidence: str = ""
    source: str = ""
    reference: str = ""
    data_source: str = ""
    verifier: str = ""
    not_applicable: NotApplicable | None = None
    contradictions: tuple[Said, ...] = ()
    incomplete: str = ""
    illustrative: bool = False
    note: str = ""
    as_printed: Mapping[str, object] = field(default_factory=dict)

    @property
    def is_component(self) -> bool:
        return not self.children

    @property
    def is_scored(self) -> bool:
        return self.method is not Method.SHOWN

    def walk(self) -> Iterator["Node"]:
        """This node and all below it, in the order of the form."""
        yield self
        for child in self.children:
            yield from child.walk()

    def components(self) -> Iterator["Node"]:
        return (node for node in self.walk() if node.is_component)


@dataclass(frozen=True)
class Subtotal:
    """A figure over chosen nodes, shown beside the total: a pillar."""

    code: str
    name: str
    of: tuple[str, ...]
    reference: str = ""
    illustrative: bool = False
    line: int = 0


@dataclass(frozen=True)
class Definition:
    """A whole set. ``declared_only`` says why it cannot be scored, where only its place is held."""

    code: str
    name: str
    file: str
    line: int
    legal_basis: LegalBasis
    years: Years
    unit_types: tuple[UnitType, ...]
    total: Decimal | None
    tree: tuple[Node, ...]
    groups: tuple[Dated[tuple[Group, ...]], ...] = ()
    ranking: Ranking = Ranking()
    absent_parts: AbsentParts | None = None
    not_applicable: NotApplicable = NotApplicable()
    subtotals: tuple[Subtotal, ...] = ()
    units: Mapping[str, str] = field(default_factory=dict)
    illustrative: bool = False
    illustrative_note: str = ""
    declared_only: str = ""
    contradictions: tuple[Said, ...] = ()
    source: str = ""
    note: str = ""
    as_printed: Mapping[str, object] = field(default_factory=dict)

    def walk(self) -> Iterator[Node]:
        for root in self.tree:
            yield from root.walk()

    def components(self) -> Iterator[Node]:
        return (node for node in self.walk() if node.is_component)

    def node(self, code: str) -> Node | None:
        return next((node for node in self.walk() if node.code == code), None)

    @property
    def by_code(self) -> Mapping[str, Node]:
        return MappingProxyType({node.code: node for node in self.walk()})


def in_year(dated: tuple[Dated[T], ...], year: int | None) -> Dated[T] | None:
    """The value for the scored year; with a year that is not known, the only value there is."""
    if year is None:
        return dated[0] if len(dated) == 1 else None
    return next((value for value in dated if value.years.holds(year)), None)
