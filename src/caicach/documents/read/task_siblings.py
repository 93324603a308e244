"""Items that were read as nothing, beside others of the same list that are tasks: what they say is given too."""

from collections.abc import Sequence
from itertools import takewhile

from caicach.documents.read.body import Placed
from caicach.documents.read.task_drafts import Draft
from caicach.documents.values import BlockKind


def is_beside_tasks(placed: Sequence[Placed], index: int, given: Sequence[Draft]) -> bool:
    """Whether another item of the list in which item ``index`` stands holds one of the tasks ``given``."""
    siblings = _siblings(placed, index)
    return any(any(one.span.start <= draft.span.start < one.span.end for draft in given) for one in siblings)


def _siblings(placed: Sequence[Placed], index: int) -> list[Placed]:
    """The other items of the same list: same kind and level, with nothing of a higher level between."""
    own = placed[index].block

    def is_inside(one: Placed) -> bool:
        return one.block.kind is BlockKind.PARAGRAPH or one.block.level >= own.level

    before = takewhile(is_inside, reversed(placed[:index]))
    after = takewhile(is_inside, placed[index + 1 :])
    return [one for one in (*before, *after) if one.block.kind is own.kind and one.block.level == own.level]
