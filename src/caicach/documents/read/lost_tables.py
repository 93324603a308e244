"""Tables whose ruling was lost: each is one table for a person to import, never a heap of tasks."""

import re
from collections.abc import Sequence
from typing import Final

from caicach.documents.read.body import Placed
from caicach.documents.read.column_titles import reads_as_titles
from caicach.documents.read.unit_phrases import assigned_first
from caicach.documents.values import BlockKind, Span
from caicach.kernel.text.folding import fold

_LONGEST_HEADER: Final = 220
_LONGEST_CELL: Final = 48
_CELLS: Final = 6
_OUTER: Final = (BlockKind.APPENDIX, BlockKind.ARTICLE, BlockKind.PART, BlockKind.CHAPTER)
_SENTENCE: Final = 60
_ORDERS: Final = re.compile(r"\W*(?:giao|yeu\s+cau|de\s+nghi)\s")


def lost_tables(placed: Sequence[Placed]) -> tuple[range, ...]:
    """The blocks of each: from the line of its header to the next heading, in an annex to its end."""
    found: list[range] = []
    at, in_annex = 0, False
    while at < len(placed):
        in_annex = in_annex or placed[at].block.kind is BlockKind.APPENDIX
        if _is_header(placed, at):
            end = _end(placed, at, in_annex=in_annex)
            if end - at > 1:
                found.append(range(at, end))
            at = end
        else:
            at += 1
    return tuple(found)


def table_span(placed: Sequence[Placed], table: range) -> Span:
    return Span(placed[table[0]].span.start, placed[table[-1]].span.end)


def _is_header(placed: Sequence[Placed], at: int) -> bool:
    """Titles of columns run together, in one block or in several short ones; nearly nothing else stands there."""
    block = placed[at].block
    if block.kind is BlockKind.TABLE or block.number is not None:
        return False
    words = ""
    for one in placed[at : at + _CELLS]:
        text = one.block.text
        if one.block.kind is not BlockKind.PARAGRAPH or (words and len(text) > _LONGEST_CELL):
            break
        words = f"{words} {text}".strip()
        if len(words) > _LONGEST_HEADER or text.rstrip().endswith((".", ";", ":", "!")):
            break
        if reads_as_titles(words):
            return True
    return False


def _end(placed: Sequence[Placed], start: int, *, in_annex: bool) -> int:
    for at in range(start + 1, len(placed)):
        block = placed[at].block
        if block.kind in _OUTER or block.kind is BlockKind.TABLE:
            return at
        if not in_annex and (block.kind is BlockKind.SECTION or _is_order(block.text)):
            return at
    return len(placed)


def _is_order(text: str) -> bool:
    """A whole sentence that gives somebody something to do: the table has ended."""
    if not text.rstrip().endswith((".", "/", ":", ";")) or len(text) < _SENTENCE:
        return _ORDERS.match(fold(text)) is not None and text.rstrip().endswith((".", ":"))
    return assigned_first(text) is not None
