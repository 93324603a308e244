"""A text that was edited elsewhere brought back into a draft that may have gone on meanwhile, line by line."""

from collections.abc import Sequence
from difflib import SequenceMatcher


def merged_lines(draft: Sequence[str], written: Sequence[str], edited: Sequence[str]) -> list[str]:
    """The draft with what was changed between ``written`` (the draft as it went out) and ``edited``.

    Lines that nobody edited stay as the draft has them; where both changed a line, the edited one stands.

    >>> merged_lines(["a", "B", "c", "d"], ["a", "b", "c"], ["a", "b", "C", "e"])
    ['a', 'B', 'C', 'e', 'd']
    """
    place = _places(written, draft)
    merged: list[str] = []
    at = 0
    for act, i1, i2, j1, j2 in SequenceMatcher(None, written, edited, autojunk=False).get_opcodes():
        if act == "equal":
            continue
        before = place[i1 - 1][1] if i1 else 0
        start = max(at, place[i1][0] if i1 < i2 else before)
        merged += [*draft[at:start], *edited[j1:j2]]
        at = max(start, place[i2 - 1][1] if i1 < i2 else start)
    return [*merged, *draft[at:]]


def _places(written: Sequence[str], draft: Sequence[str]) -> list[tuple[int, int]]:
    """For each line written, from where to where it stands in the draft."""
    places: list[tuple[int, int]] = []
    for act, i1, i2, j1, j2 in SequenceMatcher(None, written, draft, autojunk=False).get_opcodes():
        is_same = act == "equal"
        places += [(j1 + n, j1 + n + 1) if is_same else (j1, j2) for n in range(i2 - i1)]
    return places
