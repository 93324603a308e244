"""Names before a colon, which the grammar of names read in part: what stands there says who acts."""

import re
from dataclasses import dataclass
from typing import Final

from caicach.documents.read.unit_groups import QUALIFIER
from caicach.documents.read.unit_lists import split_units
from caicach.documents.read.unit_names import Phrases, UnitList, UnitName
from caicach.documents.read.unit_vocabulary import VERB
from caicach.documents.values import Span

_LABEL: Final = 6
"""Words of a label that no list of names knows."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """``start`` is where the clause that assigns begins; ``is_first`` when nothing stands before its units."""

    leads: tuple[UnitName, ...]
    start: int
    end: int
    is_first: bool


def before_colon(phrases: Phrases, found: UnitList, at: int) -> Assignment | None:
    """«Kho bạc Nhà nước khu vực XI và các phòng giao dịch: ...»: no verb ahead of the colon, so all of it is names."""
    colon = phrases.text.find(":", found.end, found.end + QUALIFIER)
    between = phrases.folded[found.end : colon] if colon > 0 else "."
    if not phrases.text[colon + 1 :].strip() or re.search(r"[.;(]", between):
        return None
    if not re.match(r"\s*,|\s+va\s", between):
        return _labelled(phrases, found, at, colon)
    if any(VERB.match(word[0], 0) or VERB.match(between, word.start()) for word in re.finditer(r"\w+", between)):
        return None
    names = split_units(phrases.text[found.names[0].span.start : colon])
    by = found.names[0].span.start
    moved = tuple(name.moved(by) for name in names)
    return Assignment(moved, at, colon, True)


def _labelled(phrases: Phrases, found: UnitList, at: int, colon: int) -> Assignment | None:
    """«Tổ Công nghệ số cộng đồng | thôn Đông: Hướng dẫn ...»: a label that the grammar of names read in part."""
    words = phrases.text[found.end : colon].split()
    if not 0 < len(words) <= _LABEL or VERB.match(phrases.folded, phrases.past_blanks(colon + 1)) is None:
        return None
    if any(
        phrases.is_action(found.end + word.start()) for word in re.finditer(r"\S+", phrases.text[found.end : colon])
    ):
        return None
    last = found.names[-1]
    name = UnitName(" ".join(phrases.text[last.span.start : colon].split()), Span(last.span.start, colon))
    return Assignment((*found.names[:-1], name), at, colon, True)
