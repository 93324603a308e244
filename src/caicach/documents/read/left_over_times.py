"""Every time that a text speaks of, so that one which became no deadline is told and not lost.

Times that are past, days of cited documents and what only names a plan («Kế hoạch năm 2026») are none.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from caicach.documents.deadlines.durations import AMOUNT
from caicach.documents.deadlines.named import A_DAY
from caicach.documents.deadlines.reading import read_deadline
from caicach.documents.read.cited_numbers import find_numbers
from caicach.documents.read.deadlines import find_deadline
from caicach.documents.values import Span
from caicach.kernel.text.folding import fold
from caicach.kernel.text.patterns import Pattern

_HINT: Final = re.compile(
    r"\d|\b(?:hang|dinh\s+k[yi]|tuan|quy|hom\s+nay|truoc|tet|dem\s+nay|cham\s+nhat|thoi\s+han|moi\s+(?:ngay|thang))\b"
)
_DAY: Final = Pattern(rf"(?<![\w/:-])(?:(?<!gio )|(?=ngay)){A_DAY}")  # «8 giờ 00, ngày ...» begins behind the minutes
_ALLOWED: Final = Pattern(
    rf"\b(?:(?:trong\s+(?:vong|thoi\s+han|thoi\s+gian)|cham\s+nhat|khong\s+qua|toi\s+da|sau)\s+(?:\w+\s+){{0,2}}?"
    rf"|truoc\s+(?:khi|cuoc|phien|ky|hoi)\s+(?:\w+\s+){{0,5}}?){AMOUNT}"
    r"|\btrong\s+\d{1,3}\s*(?:gio|phut|ngay(?:\s+lam\s+viec)?|tuan|thang)(?=\s*[.;)])"
    r"|\bsau\s+khi\s+(?:\w+\s+){0,6}?(?:co|duoc|nhan\s+duoc)\s+[^.;,:]{2,60}(?=[.;]|$)"
)
_TOLD: Final = Pattern(
    r"\bde\s[^.;,:]{0,40}?\bqua\s+\d{1,3}\s*(?:gio|phut|ngay|tuan|thang)\b|\btu\s+quy\s+(?:[ivx]{1,3}|[1-4])\s*(?:/|nam\s+)\s*20\d\d"
    r"|\btuan\s+(?:thu\s+)?\d{1,2}\b|\b(?:cuoi|dau)\s+moi\s+(?:hoc\s+ky|ngay|tuan|thang|quy|nam|dot|ky|phien)\b|\bgiao\s+ban\s+(?:hang\s+)?(?:tuan|thang|quy)\b"
    r"|\bphien\s+hop\s+(?:\w+\s+){0,4}?thang\s+\d{1,2}\b|\bcac\s+ngay\s+thu\s+(?:hai|ba|tu|nam|sau|bay)\b[^.;]{0,30}"
    r"|\bdip\s+(?:le|tet|cuoi|dau)\b[^.;,]{0,20}|\b\d{1,2}\s+(?:ngay|buoi|gio)\s*/\s*(?:ngay|tuan|thang|quy|nam)\b"
    r"|\btruoc\s+\d{1,2}\s*(?:gio|phut)(?=\s+(?:khi|so\s+voi))"
)
"""Notices ahead, beginnings, weeks by number, sessions, the ends of terms: no deadline of a day, and told."""
_OF_A_PAPER: Final = re.compile(
    r"\b(?:ban\s+hanh|ky(?:\s+ket)?|thong\s+qua|phe\s+duyet|hieu\s+luc|sinh|cap|luat|nghi\s+dinh|nghi\s+quyet|quyet\s+dinh|thong\s+tu"
    r"|chi\s+thi|cong\s+dien|cong\s+van|ke\s+hoach|thong\s+bao|bao\s+cao|to\s+trinh|ket\s+luan|van\s+ban|huong\s+dan|giay\s+moi)\b"
    r"(?:(?!\b(?:nop|trinh)\b)[^.;]){0,90}$"
)
_IN_FORCE_FROM: Final = re.compile(r"\b(?:hieu\s+luc|luat|nghi\s+dinh|thong\s+tu)\b[^.;]{0,60}$|\b(?:sinh|cap)\s+$")
_REPORTED: Final = re.compile(r"\b(?:hoi\s+\d{1,2}\s*(?:gio|h)\b|du\s+bao\b|ban\s+tin\b)[^.;]{0,90}$")  # the weather
_MOST: Final = 12
_BLANK: Final = "\x1f"


def times_of(
    text: str, *, issued: date | None, year: int | None, known: Iterable[Span] = (), read: Iterable[Span] = ()
) -> Iterator[Span]:
    """Where each time stands that the grammar finds or that has the form of a day ahead.

    ``known`` are places of which it is known what they say: where nothing outside of them hints at a time, none is
    looked for. ``read`` are those of them that are times, found before and not looked for again.
    """
    folded = fold(text)
    if not _HINT.search(_without(folded, known)):
        yield from _allowed(folded)
        return
    left = _without(text, read)
    for _ in range(_MOST):
        found = find_deadline(left, issued=issued, year=year) if _HINT.search(fold(left)) else None
        if found is None or found.span.end <= found.span.start:
            break
        yield found.span
        left = _without(left, (found.span,))
    yield from _bare_days(left, issued)
    yield from _allowed(fold(left))


def _without(text: str, places: Iterable[Span]) -> str:
    """The text with blanks at the places, as long as it was."""
    for span in places:
        first, last = max(0, span.start), min(len(text), span.end)
        if first < last:
            text = text[:first] + _BLANK * (last - first) + text[last:]
    return text


def _bare_days(text: str, issued: date | None) -> Iterator[Span]:
    """Days that no word of the grammar stands before: «tổ chức hội nghị sáng ngày 12/12/2026»."""
    folded = fold(text)
    days = list(_DAY.finditer(folded))
    cited = [number.span for number in find_numbers(text, Span(0, len(text)))] if days else []
    for found in days:
        if any(span.start < found.end() and found.start() < span.end + 12 for span in cited):
            continue
        deadline = read_deadline(found[0], issued=issued)
        if deadline is None or deadline.on is None or (issued is not None and deadline.on < issued):
            continue
        before = max(0, found.start() - 110)
        is_to_come = issued is not None and deadline.on > issued
        of_other = _IN_FORCE_FROM if is_to_come else _OF_A_PAPER  # no paper is dated ahead of the letter that cites it
        if not of_other.search(folded, before, found.start()) and not _REPORTED.search(folded, before, found.start()):
            yield Span(*found.span())


def _allowed(folded: str) -> Iterator[Span]:
    return (Span(*found.span()) for pattern in (_ALLOWED, _TOLD) for found in pattern.finditer(folded))
