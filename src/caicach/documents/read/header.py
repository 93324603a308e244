"""The head of the letter: superior, issuer, number, symbol, place and date, in whatever order the columns came.

The two columns of the head are read apart by cutting out of every line what belongs to the right one (the national
motto, place and date) or is something else (number); what stays in capitals above the number is the issuer.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from caicach.documents.read.dating import DateLine, find_date_line
from caicach.documents.read.issuers import split_bodies
from caicach.documents.read.lines import Line, Quoted, inner_quote, is_capital, joined_quote
from caicach.documents.read.numbering import NumberLine, find_number_line
from caicach.documents.read.vocabulary import FOLDED_TYPES
from caicach.documents.values import Span
from caicach.kernel.text.folding import fold
from caicach.kernel.text.patterns import Pattern

_WINDOW: Final = 70
_NATIONAL: Final = Pattern(
    r"(?:\bc\w{1,4}\s*)?\bh\w{1,3}\s*x\w{1,2}\s*h\w{1,3}\s*ch\w{1,2}\s*n\w{2,5}\s*v\w{2,4}\s*n\w{1,2}m\b"
    r"|\bdang\s+c\w{1,3}g\s+s\w{1,2}n\s+v\w{2,4}\s+n\w{1,2}m\b"
)
_NATIONAL_OPEN: Final = re.compile(r"\bcong\s+hoa\s+xa\s+hoi\s+chu\s+nghia(?:\s+viet)?\W*$")
_NATIONAL_END: Final = re.compile(r"\W*(?:viet\s+)?nam\W*$")
_MOTTO: Final = Pattern(r"\bd\w{1,2}c\s*l\w{1,2}p\W*t\w{1,2}\s*d\w{1,2}\W*h\w{2,4}\s*ph\w{1,2}c\b\W*")
SALUTATION: Final = Pattern(
    r"^\W*(?:\w{1,3}\W+)?k\wnh\s*g[uon]\w?[il1]\b(?:\s?/\s?to\b)?\s*[:;.]?|\bk[il1]nh\s+gui(?:\s?/\s?to)?\s*:"
)
_COLUMN_GAP: Final = re.compile(r"\t\s*| {6,}")
_WIDE: Final = " " * 6
_BASIS: Final = re.compile(r"^\W*can cu\b")
_BODY_START: Final = re.compile(r"^\W*(?:dieu\s+1\s*[.:]|[i1]\s*\.\s+\w)")
# A line in English under its Vietnamese twin: «HAI PHONG CITY PEOPLE'S COMMITTEE».
_ENGLISH: Final = re.compile(
    r"\b(?:people['’]?s|committee|department|ministry|republic|socialist|independence|freedom|happiness|province"
    r"|provincial|city|office|agency|bureau|division|inspectorate|institute|foreign|trade|affairs|of|the|for|director|chairman|chairwoman|vice|deputy|minister|authority)\b"
)
_URGENT: Final = re.compile(r"\W*(?:(?:hoa toc|thuong khan|khan)(?: hen gio)?|mat|toi mat|tuyet mat)\W*")
_NOT_A_BODY: Final = re.compile(r"^\W*(?:v v|kinh gui|hoa toc|thuong khan|khan|mat|toi mat|tuyet mat)\b")


@dataclass(frozen=True, slots=True)
class Header:
    """``cuts`` are the ranges of the source that are explained; ``last`` is the last line of the head."""

    superior: Quoted | None
    issuer: Quoted | None
    number_line: NumberLine | None
    date_line: DateLine | None
    cuts: tuple[Span, ...]
    first: int
    last: int
    number_at: int | None


def header_window(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines that may belong to the head: up to the addressees, the legal bases or the first numbered item."""
    for index, line in enumerate(lines[:_WINDOW]):
        if SALUTATION.search(line.folded) or _BASIS.match(line.folded):
            return lines[:index]
        if index > 8 and _BODY_START.match(line.folded):
            return lines[:index]
    return lines[:_WINDOW]


def read_header(lines: Sequence[Line]) -> Header:
    window = header_window(lines)
    anchors: list[int] = []
    cuts: list[Span] = []
    for index, line in enumerate(window):
        for pattern in (_NATIONAL, _MOTTO):
            found = pattern.search(line.folded)
            if found and found.end() - found.start() > 12 and len(anchors) < 4:
                anchors.append(index)
                cuts.append(_absolute(line, found.start(), found.end()))
        if parted := _parted_motto(line, window[index + 1] if index + 1 < len(window) else None):
            anchors.append(index)
            cuts += parted
    number_at, number_line = find_number_line(window)
    if number_line is not None and number_at is not None:
        cuts.append(number_line.span)
        anchors.append(number_at)
    date_at, date_line = find_date_line(window, cuts)
    if date_line is not None and date_at is not None:
        cuts.append(date_line.span)
        anchors.append(date_at)
    bodies = split_bodies(_issuer_pieces(window, cuts, sorted(anchors), number_at))
    return Header(
        superior=joined_quote(bodies[:-1], " / ") if bodies else None,
        issuer=bodies[-1] if bodies else None,
        number_line=number_line,
        date_line=date_line,
        cuts=tuple(cuts),
        first=min(anchors, default=0),
        last=max(anchors, default=-1),
        number_at=number_at,
    )


def _parted_motto(line: Line, below: Line | None) -> list[Span]:
    """The name of the state over two lines of a narrow column: «... CHỦ NGHĨA VIỆT» / «NAM»."""
    opened = _NATIONAL_OPEN.search(line.folded)
    closed = _NATIONAL_END.match(below.folded) if opened and below else None
    if opened is None or closed is None or below is None:
        return []
    return [_absolute(line, *opened.span()), _absolute(below, *closed.span())]


def _absolute(line: Line, start: int, end: int) -> Span:
    return Span(line.span.start + start, line.span.start + end)


def remaining(line: Line, cuts: Sequence[Span]) -> list[Quoted]:
    """What stays of a line when the explained ranges are taken out; a tab parts two columns."""
    pieces: list[Quoted] = []
    position, end = line.span.start, line.span.end
    here = [cut for cut in cuts if cut.end > position and cut.start < end]
    if "\t" in line.text or _WIDE in line.text:
        here += [_absolute(line, *found.span()) for found in _COLUMN_GAP.finditer(line.text)]
    for cut in sorted(here):
        if cut.end <= position:
            continue
        pieces.append(_between(line, position, max(position, cut.start)))
        position = min(cut.end, line.span.end)
    pieces.append(_between(line, position, end))
    return [piece for piece in pieces if piece.text]


def _between(line: Line, start: int, end: int) -> Quoted:
    return inner_quote(line.text[start - line.span.start : end - line.span.start], start)


def _issuer_pieces(
    window: Sequence[Line], cuts: Sequence[Span], anchors: Sequence[int], number_at: int | None
) -> list[Quoted]:
    """Capital words beside or around the motto, above the number."""
    if not anchors:
        return []
    first = anchors[0]
    while first > 0 and _may_be_head(window[first - 1]) and not window[first].after_stamp:
        first -= 1
    last = number_at if number_at is not None else anchors[-1]
    pieces: list[Quoted] = []
    for index, line in enumerate(window[first : last + 1], first):
        # beside the number stand place and date, and scraps of stamps
        for piece in () if index == number_at else remaining(line, cuts):
            bare = _without_edges(piece)
            if bare.text and is_capital(bare.text) and not (_is_other_heading(bare.text) or is_english(bare.text)):
                pieces.append(bare)
    return pieces


def _may_be_head(line: Line) -> bool:
    if not any(char.isalnum() for char in line.text):
        return True  # a rule or an asterisk between the lines of the head
    is_mark = _URGENT.fullmatch(line.folded) is not None  # between the columns that came out one after the other
    return is_capital(line.text) and len(line.text) > 3 and (is_mark or not _is_other_heading(line.text))


def is_english(text: str) -> bool:
    """Two English words or more, and not one letter that only Vietnamese has."""
    words = text.lower()
    return words.isascii() and len(set(_ENGLISH.findall(words))) >= (1 if len(words.split()) < 4 else 2)


def _is_other_heading(text: str) -> bool:
    words = " ".join(re.findall(r"\w+", fold(text)))
    return words in FOLDED_TYPES or bool(_NOT_A_BODY.match(words))


def _without_edges(piece: Quoted) -> Quoted:
    """Without rules, asterisks and other signs that are not letters, before and after."""
    start, end = 0, len(piece.text)
    while start < end and not piece.text[start].isalnum():
        start += 1
    while end > start and not (piece.text[end - 1].isalnum() or piece.text[end - 1] in ")."):
        end -= 1
    if end - start == len(piece.text):
        return piece
    bare = piece.text[start:end]
    # Squeezed text may be shorter than its quote: keep the quote whole rather than guess an offset inside it.
    if piece.span.end - piece.span.start != len(piece.text):
        return Quoted(bare, piece.span)
    return Quoted(bare, Span(piece.span.start + start, piece.span.start + end))
