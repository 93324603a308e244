"""Notes at the foot of a page: found by their mark, taken out so that the paragraph they interrupt stays whole."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from caicach.documents.read.letters import UPPER
from caicach.documents.read.lines import Line, Quoted, joined_quote
from caicach.documents.read.tail import is_annex_heading

_SUPERSCRIPT: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_RAISED: Final = re.compile(r"^([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2})\s*(?=\S)")
_BRACKETED: Final = re.compile(r"^[(\[]\s?(\d{1,2})\s?[)\]]\s*(?=\S)")
_BARE: Final = re.compile(rf"^(\d{{1,2}})\s+(?=[{UPPER}])")
_ITEM: Final = re.compile(r"^\W{0,2}(?:\d{1,2}\s*[.)]|[a-zđ]\s?\)|[-+•]\s|Điều\s+\d)")
_RULE: Final = re.compile(r"^[\s_\-–—]{3,}$")


@dataclass(frozen=True, slots=True)
class Note:
    mark: str
    quoted: Quoted
    lines: tuple[int, ...]
    is_referred: bool


def find_footnotes(lines: Sequence[Line], start: int, tail_end: int) -> tuple[Note, ...]:
    """Notes from line ``start`` on; past ``tail_end`` (the signature) a mark needs no reference to be believed."""
    notes: list[Note] = []
    index = start
    annex = next((at for at in range(tail_end, len(lines)) if is_annex_heading(lines[at])), len(lines))
    while index < len(lines):
        # Rows of a list in an annex are numbered like notes: «1 Nguyễn Văn Mẫu ...».
        found = _start(lines, index, tail_end if index < annex else len(lines), notes)
        if found is None:
            index += 1
            continue
        mark, offset = found
        stop = _stop(lines, index)
        parts = [lines[index].quoted(offset), *(line.quoted() for line in lines[index + 1 : stop])]
        quoted = joined_quote(parts)
        if quoted is not None:
            referred = _is_referred(lines, start, index, mark)
            notes.append(Note(mark, quoted, tuple(range(index, stop)), referred))
        index = stop
    return tuple(notes)


def _start(lines: Sequence[Line], index: int, tail_end: int, notes: Sequence[Note]) -> tuple[str, int] | None:
    text = lines[index].text
    raised = _RAISED.match(text)
    if raised:
        return raised[1].translate(_SUPERSCRIPT), raised.end()
    after_tail = index >= tail_end
    opens = lines[index].after_blank or index in _follow(notes)
    bracketed = _BRACKETED.match(text)
    if bracketed and (after_tail or (opens and _is_attached(lines, index, rf"[(\[]{bracketed[1]}[)\]]"))):
        return bracketed[1], bracketed.end()
    bare = _BARE.match(text)
    opens = opens or (index > 0 and _RULE.match(lines[index - 1].text) is not None)
    if bare and opens and int(bare[1]) == len(notes) + 1 and (_ends_page(lines, index) or after_tail):
        return bare[1], bare.end()
    return None


def _follow(notes: Sequence[Note]) -> tuple[int, ...]:
    return (notes[-1].lines[-1] + 1,) if notes else ()


def _is_attached(lines: Sequence[Line], index: int, mark: str) -> bool:
    """Whether the mark was seen before, set against a word without a blank."""
    pattern = re.compile(rf"[^\W_]{mark}")
    return any(pattern.search(line.text) for line in lines[max(0, index - 80) : index])


def _is_referred(lines: Sequence[Line], start: int, index: int, mark: str) -> bool:
    raised = mark.translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"))
    misread = "|!(?=[;,.])" if mark == "1" else ""
    pattern = re.compile(rf"[^\W\d_][”\"')*]*(?:{raised}|{mark}(?!\d){misread})|\w[”\"')*]*[(\[]{mark}[)\]]")
    return any(pattern.search(line.text) for line in lines[max(start, index - 90) : index])


def _ends_page(lines: Sequence[Line], index: int) -> bool:
    """Whether a new page begins soon, with nothing numbered like an item before it."""
    for line in lines[index + 1 : index + 14]:
        if line.after_break:
            return True
        if _ITEM.match(line.text):
            return False
    return False


def _stop(lines: Sequence[Line], index: int) -> int:
    stop = index + 1
    while stop < len(lines) and not (lines[stop].after_blank or lines[stop].after_break):
        text = lines[stop].text
        if _RAISED.match(text) or _BRACKETED.match(text) or _BARE.match(text) or _ITEM.match(text):
            break
        stop += 1
    return stop
