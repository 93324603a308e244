"""Tables whose ruling was lost: each is one table for a person to import, never a heap of tasks."""

import re
from collections.abc import Sequence
from typing import Final

from caicach.documents.read.body import Placed
from caicach.documents.read.unit_phrases import assigned_first
from caicach.documents.values import BlockKind, Span
from caicach.kernel.text.folding import fold, squeeze

_COUNT: Final = re.compile(r"\W*(?:s\.?\s?t\.?\s?t|t\.?\s?t|so\s+tt|so\s+thu\s+tu)\b\W*")
_TITLES: Final = re.compile(
    r"\b(?:noi\s+dung(?:\s+(?:cong\s+viec|nhiem\s+vu|thuc\s+hien))?|ten\s+(?:nhiem\s+vu|cong\s+viec|don\s+vi|de\s+an)|nhiem\s+vu|cong\s+viec|viec"
    r"|hoat\s+dong|dau\s+viec|giai\s+phap|(?:co\s+quan|don\s+vi|noi|bo\s+phan)\s+(?:chu\s+tri|phoi\s+hop|thuc\s+hien|lam(?:\s+chinh)?"
    r"|giup|phu\s+trach|chiu\s+trach\s+nhiem|dang\s+lam\s+viec|cong\s+tac|tinh)|chu\s+tri|phoi\s+hop|(?:thoi\s+gian|thoi\s+han|han|tien\s+do)"
    r"(?:\s+(?:thuc\s+hien|hoan\s+thanh|trinh))?|hoan\s+thanh|san\s+pham|ket\s+qua|ghi\s+chu|ho\s+(?:va\s+)?ten|chuc\s+vu|chuc\s+danh"
    r"|(?:ngay|nam)(?:\W+thang)?(?:\W+nam)?\s+sinh|dia\s+chi|so\s+luong|kinh\s+phi|don\s+gia|thanh\s+tien|lanh\s+dao\s+phu\s+trach|don\s+vi|co\s+quan)\b"
)
_LONGEST_HEADER: Final = 220
_LONGEST_CELL: Final = 48
_CELLS: Final = 6
_FEWEST_TITLES: Final = 3
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
        if _reads_as_titles(words):
            return True
    return False


def _reads_as_titles(words: str) -> bool:
    folded = squeeze(fold(words))
    count = _COUNT.match(folded)
    titles = {found[0] for found in _TITLES.finditer(folded)}
    left = re.findall(r"\w+", _TITLES.sub(" ", folded[count.end() :] if count else folded))
    allowed = 0.4 if count else 0.2
    return len(titles) >= _FEWEST_TITLES and len(left) <= allowed * len(folded.split())


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
