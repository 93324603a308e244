"""Which of the figures said of a component counts: the latest stage that decided, else the one its method takes."""

from collections.abc import Mapping
from typing import Protocol, TypeVar

from caicach.indices.definition.values import Method, Node
from caicach.indices.domain.cycle import DECIDING, Cells, Stage


class Said(Protocol):
    """What resolving needs of an entry."""

    @property
    def cells(self) -> Cells: ...


Entry = TypeVar("Entry", bound=Said)


def base_stage(node: Node) -> Stage | None:
    """Where the first figure comes from; None: only appraisers and the council give one."""
    match node.method:
        case Method.SURVEY:
            return Stage.COMPUTED if node.source else Stage.SURVEY
        case Method.COMPUTED:
            return Stage.COMPUTED
        case Method.SHOWN:
            return Stage.COMPUTED if node.source else Stage.SELF
        case Method.PENALTY:
            return None
    return Stage.SELF


def is_self_scored(node: Node) -> bool:
    return base_stage(node) is Stage.SELF


def base_entry(node: Node, entries: Mapping[Stage, Entry]) -> Entry | None:
    stage = base_stage(node)
    found = entries.get(stage) if stage else None
    return found if found is not None and not found.cells.is_blank else None


def counted_entry(node: Node, entries: Mapping[Stage, Entry], *, until: Stage = Stage.COUNCIL) -> Entry | None:
    """The entry whose cells are scored, looking at decisions up to ``until``."""
    stages = DECIDING[DECIDING.index(until) :] if until in DECIDING else ()
    for stage in stages:
        found = entries.get(stage)
        if found is not None and not found.cells.is_blank:
            return found
    return base_entry(node, entries)
