"""Items that were read as nothing, beside others of the same list that are tasks: what they say is given too."""

from collections.abc import Sequence
from itertools import takewhile
from typing import Final

from caicach.documents.read.body import Placed
from caicach.documents.read.task_drafts import Draft
from caicach.documents.read.unit_phrases import heading_units
from caicach.documents.values import BlockKind

_FEWEST_NAMED: Final = 2


def is_beside_tasks(placed: Sequence[Placed], index: int, given: Sequence[Draft]) -> bool:
    """Whether another item of the list in which item ``index`` stands holds one of the tasks ``given``."""
    siblings = _siblings(placed, index)
    return any(any(one.span.start <= draft.span.start < one.span.end for draft in given) for one in siblings)


def is_beside_names(placed: Sequence[Placed], index: int) -> bool:
    """Whether the list in which item ``index`` stands says of each item who acts: two others and half of them do."""
    if placed[index].block.kind in (BlockKind.ARTICLE, BlockKind.SECTION):
        return False
    others = _siblings(placed, index)
    named = sum(heading_units(one.block.text) is not None for one in others)
    return named >= _FEWEST_NAMED and named * 2 >= len(others)


def _siblings(placed: Sequence[Placed], index: int) -> list[Placed]:
    """The other items of the same list: same kind and level, with nothing of a higher level between."""
    own = placed[index].block

    def is_inside(one: Placed) -> bool:
        return one.block.kind is BlockKind.PARAGRAPH or one.block.level >= own.level

    before = takewhile(is_inside, reversed(placed[:index]))
    after = takewhile(is_inside, placed[index + 1 :])
    return [one for one in (*before, *after) if one.block.kind is own.kind and one.block.level == own.level]
