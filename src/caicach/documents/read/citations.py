"""Documents that a text cites with a number: type, number, date, issuer, and the quote of each.

Read left to right: a number, the word for its type before it, a date after it, the body after «của» or before «tại».
In a list («các văn bản số 1/A-B, số 2/A-C») later items carry the type of the head, and the issuer as far as their
numbers come from the same agency.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from caicach.documents.read.cited_dates import DATE, read_date
from caicach.documents.read.cited_issuers import find_issuer_after, find_issuer_before
from caicach.documents.read.cited_numbers import CitedNumber, find_numbers
from caicach.documents.read.vocabulary import DOCUMENT_TYPES
from caicach.documents.values import Citation, Span
from caicach.kernel.text.folding import fold, squeeze

_GENERIC: Final = "văn bản"
_TYPE_WORDS: Final = {fold(name): name for name in (*DOCUMENT_TYPES, _GENERIC)} | {
    "cong van": "công văn",
    "vb": _GENERIC,
    "cv": "công văn",
    "qd": "quyết định",
    "nq": "nghị quyết",
    "nd": "nghị định",
    "ct": "chỉ thị",
    "kh": "kế hoạch",
    "tb": "thông báo",
    "thong bao ket luan": "thông báo",
    "chuong trinh hanh dong": "chương trình hành động",
}
_TYPES: Final = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(_TYPE_WORDS, key=len, reverse=True))
_QUALIFIER: Final = r"(?:\s+(?!so\b)[^\W\d_]+){0,4}?(?:\s+cua\s+[^:;.,\d]{2,80}?(?=\s+so\b))?"
_TYPE_BEFORE: Final = re.compile(rf"\b(?P<type>{_TYPES}){_QUALIFIER}\s*[:,]?\s*(?:[-(]\s*)?(?:so\s*[:.]?\s*)?$")
_LAW_BEFORE: Final = re.compile(
    r"\b(?P<type>bo\s+luat|luat|phap\s+lenh|nghi\s+quyet)\b[^.;:/\d]{0,140}?\s*,?\s*(?:so\s*[:.]?\s*)$"
)
_TYPED_HEAD: Final = re.compile(
    rf"\bcac\s+(?P<type>{_TYPES})(?:(?:\s+(?:cua|do)\s+(?P<issuer>[^:;.\d]{{2,90}}?))?\s*:\s*[-+]?\s*"
    rf"|\s+)(?:so\s*[:.]?\s*)$"
)
_ISSUER_INSIDE: Final = re.compile(r"\s(?:cua|do)\s+(?P<issuer>[^:;.\d]{2,90}?)\s*:?\s*[-(]?\s*\bso\s*[:.]?\s*$")
_SO: Final = re.compile(r"(?:[-+(]\s*)?\bs[o06]\s*[:.]?\s*$")
_BEFORE: Final = 170
_DATE_GAP: Final = re.compile(r"\s*[,.]?\s*\(?\s*(?:ky\s+|ban\s+hanh\s+)?(?=(?:cung\s+)?ngay\b|\d{1,2}/\d{1,2}/\d{4})")
_SENTENCE_END: Final = re.compile(r"[.;]\s|[.;]$|\n\s*\n|\./\.")
_CONNECTOR: Final = re.compile(r"[\s,;]*(?:va|cung|hoac|,|;)?\s*(?:cac\s+|cac\s+van\s+ban\s*:?\s*)?[-+(]?\s*")
_OWN_HEAD: Final = re.compile(r"(?:^|\n)\W{0,4}s[o06]\s*[:.]\s*$")
_HEADER_CHARS: Final = 1500
_LONGEST_LIST: Final = 12


@dataclass(frozen=True, slots=True)
class _Mention:
    """One place where a document is named; ``start`` is where its type word (or «số») begins."""

    type: str
    number: CitedNumber
    start: int
    end: int
    date: date | None
    issuer: str | None
    has_own_type: bool
    issuer_is_before: bool


def find_citations(text: str, *, span: Span | None = None, own: str | None = None) -> tuple[tuple[Citation, Span], ...]:
    """Distinct documents cited inside ``span``, in order of first appearance; ``own`` is the letter's own number.

    >>> text = "Thực hiện Quyết định số 12/QĐUBND ngày 04/12/2022 của UBND tỉnh về việc ..."
    >>> citation, quote = find_citations(text)[0]
    >>> citation.type, citation.number, citation.date, citation.issuer
    ('quyết định', '12/QĐ-UBND', datetime.date(2022, 12, 4), 'UBND tỉnh')
    """
    span = span or Span(0, len(text))
    folded = fold(text)
    mentions: list[_Mention] = []
    numbers = [number for number in find_numbers(text, span) if not _is_own(number, own, folded)]
    for index, number in enumerate(numbers):
        limit = numbers[index + 1].span.start if index + 1 < len(numbers) else span.end
        mentions.append(_mention(text, folded, number, mentions, Span(span.start, limit)))
    return tuple(_distinct(_with_shared(mentions, folded), text))


def _is_own(number: CitedNumber, own: str | None, folded: str) -> bool:
    if own is not None and _key(number.number) == _key(own):
        return True
    start = number.span.start
    return start < _HEADER_CHARS and _OWN_HEAD.search(folded, max(0, start - 12), start) is not None


def _key(number: str) -> str:
    return fold(number).lstrip("0").strip()


def _mention(text: str, folded: str, number: CitedNumber, before: Sequence[_Mention], reach: Span) -> _Mention:
    previous = before[-1] if before else None
    floor = max(reach.start, number.span.start - _BEFORE, previous.end if previous else 0)
    name, start, own_type = _type(folded, number, floor, before)
    on, end = _date(folded, number.span.end, reach.end)
    issuer = find_issuer_after(text, Span(end, min(reach.end, end + 400)), number.seat)
    if on is None and issuer is not None:
        on, end = _date(folded, issuer.span.end, reach.end, end)
    is_before = False
    value = issuer.text if issuer else None
    if value is None or not issuer or not issuer.is_adjacent:
        value, is_before = _earlier_issuer(text, folded, start, number.span.start, floor, value)
    return _Mention(name, number, start, end, on, value, own_type, is_before)


def _earlier_issuer(
    text: str, folded: str, start: int, at: int, floor: int, value: str | None
) -> tuple[str | None, bool]:
    """The body before «tại», or between type and number («các Quyết định của UBND tỉnh: số ...»)."""
    head = _ISSUER_INSIDE.search(folded, start, at)
    if head is not None:
        return squeeze(text[head.start("issuer") : head.end("issuer")]), False
    named = find_issuer_before(text, Span(floor, start))
    return (named, True) if named is not None else (value, False)


def _type(folded: str, number: CitedNumber, floor: int, before: Sequence[_Mention]) -> tuple[str, int, bool]:
    """The type, where its words begin, and whether the words stand here (not only at the head of a list)."""
    at = number.span.start
    for pattern in (_TYPED_HEAD, _TYPE_BEFORE, _LAW_BEFORE):
        found = _last(pattern, folded, floor, at)
        if found is not None:
            start = found.start("type") if pattern is not _TYPED_HEAD or found["issuer"] else found.start()
            start = found.start() if pattern is _TYPED_HEAD else start
            return _resolved(_TYPE_WORDS[squeeze(found["type"])], number), start, True
    so = _SO.search(folded, max(floor, at - 12), at)
    start = so.start() if so else at
    by_symbol = number.type_abbreviation or ("nghị quyết" if number.symbol.startswith("NQ") else None)
    return by_symbol or _inherited(folded, before, start) or _GENERIC, start, False


def _inherited(folded: str, before: Sequence[_Mention], start: int) -> str | None:
    """The type said at the head of the list; never one whose symbol would name it («..., thay thế Nghị định số 95/...;
    số 2287/BYT-PC» is no decree).
    """
    for mention in reversed(before[-_LONGEST_LIST:]):
        if not _is_same_list(folded, mention.end, start):
            return None
        if mention.number.type_abbreviation != mention.type:
            return mention.type
    return None


def _last(pattern: re.Pattern[str], folded: str, floor: int, at: int) -> re.Match[str] | None:
    """The match that ends at ``at`` with its type word as late as it can be."""
    window = folded[floor:at]
    best: re.Match[str] | None = None
    for found in re.finditer(rf"\b(?:{'cac' if pattern is _TYPED_HEAD else _TYPES + '|luat'})(?!\w)", window):
        match = pattern.match(folded, floor + found.start(), at)
        best = match or best
    return best


def _resolved(word: str, number: CitedNumber) -> str:
    """«văn bản số 279/BC-BTP» is a báo cáo: the symbol says more than the general word."""
    return number.type_abbreviation or word if word == _GENERIC else word


def _is_same_list(folded: str, end: int, start: int) -> bool:
    return _SENTENCE_END.search(folded[end:start].replace(";", ",")) is None


def _date(folded: str, at: int, limit: int, otherwise: int | None = None) -> tuple[date | None, int]:
    end = at if otherwise is None else otherwise
    gap = _DATE_GAP.match(folded, at, limit)
    if gap is None:
        return None, end
    found = DATE.match(folded, gap.end(), limit)
    if found is None:
        return None, end
    return read_date(found), found.end()


def _with_shared(mentions: Sequence[_Mention], folded: str) -> list[_Mention]:
    """Issuers spread along a list: forward from «X tại», from a list's head; backward from one «của X» at its end."""
    shared = list(mentions)
    for index in range(1, len(shared)):
        here = shared[index]
        before = None if here.issuer else _of_same_seat(folded, shared[max(0, index - _LONGEST_LIST) : index], here)
        if before is not None:
            shared[index] = replace(here, issuer=before.issuer, issuer_is_before=before.issuer_is_before)
    for index in range(len(shared) - 2, -1, -1):
        here, after = shared[index], shared[index + 1]
        if (
            here.issuer is None
            and after.issuer
            and not after.issuer_is_before
            and here.number.seat == after.number.seat
            and _touches(folded, here, after)
        ):
            shared[index] = replace(here, issuer=after.issuer)
        if (
            here.date is None
            and after.date
            and folded.find("cung ngay", after.number.span.end, after.end) >= 0
            and _touches(folded, here, after)
        ):
            shared[index] = replace(shared[index], date=after.date)
    return shared


def _of_same_seat(folded: str, earlier: Sequence[_Mention], here: _Mention) -> _Mention | None:
    """The document just before, or earlier in the list, that comes from the same agency and says whose it is."""
    for number, before in enumerate(reversed(earlier)):
        goes_on = _goes_on(folded, before, here) if number == 0 else _is_same_list(folded, before.end, here.start)
        if not goes_on or (number > 0 and here.has_own_type):
            return None
        if before.issuer and before.number.seat == here.number.seat:
            return before
    return None


def _goes_on(folded: str, before: _Mention, here: _Mention) -> bool:
    return _touches(folded, before, here) or (not here.has_own_type and _is_same_list(folded, before.end, here.start))


def _touches(folded: str, before: _Mention, here: _Mention) -> bool:
    return _CONNECTOR.fullmatch(folded, before.end, here.start) is not None


def _distinct(mentions: Iterable[_Mention], text: str) -> list[tuple[Citation, Span]]:
    """One citation a document; what the first mention leaves out is taken from a later one."""
    kept: dict[str, tuple[Citation, Span]] = {}
    for mention in mentions:
        key = _key(mention.number.number)
        span = Span(mention.start, mention.end)
        citation = Citation(mention.type, mention.number.number, mention.date, mention.issuer, squeeze(span.of(text)))
        if key not in kept:
            kept[key] = (citation, span)
            continue
        first, first_span = kept[key]
        if first.date is None and citation.date is not None:
            first, first_span = replace(first, date=citation.date, raw=citation.raw), span
        if first.issuer is None and citation.issuer is not None:
            first = replace(first, issuer=citation.issuer)
        if first.type == _GENERIC and citation.type != _GENERIC:
            first = replace(first, type=citation.type)
        kept[key] = (first, first_span)
    return list(kept.values())
