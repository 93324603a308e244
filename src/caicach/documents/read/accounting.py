"""What becomes of every line of a letter: lines that no part of it took are shown, never lost in silence."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import Final

from caicach.documents.read.header import is_english
from caicach.documents.read.lines import Line, Quoted, inner_quote, is_capital, legibility
from caicach.documents.read.tail import Tail, is_signature_line
from caicach.documents.values import Span

_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_ENDS: Final = attrgetter("start", "end")
_FEWEST_WORDS: Final = 4
_LONG: Final = 60
_LEGIBLE: Final = 0.6


def lines_left_over(lines: Sequence[Line], claimed: Iterable[Span], tail: Tail, *, first: int) -> tuple[Quoted, ...]:
    """Stretches of legible words in no part of the letter, neighbouring lines together.

    ``first`` is the first line of the head: stamps stand above it, and only running text counts there. Between the end
    of the text and the end of the signature a line counts where it is as long as a sentence.
    """
    spans = joined_spans(claimed)
    starts = [span.start for span in spans]
    found: list[tuple[int, Quoted]] = []
    for index, line in enumerate(lines):
        for piece in _left_of(line, spans, starts):
            in_tail = tail.body_end <= index < tail.end
            if _counts(piece.text, needs_length=index < first or in_tail) and not (in_tail and is_signature_line(line)):
                found.append((index, piece))
    return tuple(_joined(found))


def joined_spans(claimed: Iterable[Span]) -> list[Span]:
    """Spans in their order, those that touch as one."""
    merged: list[Span] = []
    for span in sorted(claimed, key=_ENDS):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def _left_of(line: Line, spans: Sequence[Span], starts: Sequence[int]) -> list[Quoted]:
    """What the claimed spans, sorted and apart, leave of a line."""
    at, end = line.span.start, line.span.end
    index = max(0, bisect_right(starts, at) - 1)
    pieces: list[Quoted] = []
    while at < end:
        while index < len(spans) and spans[index].end <= at:
            index += 1
        stop = min(end, spans[index].start) if index < len(spans) else end
        if stop > at:
            pieces.append(inner_quote(line.text[at - line.span.start : stop - line.span.start], at))
        at = max(stop, spans[index].end if index < len(spans) and spans[index].start <= stop < end else stop)
        if stop == end:
            break
    return [piece for piece in pieces if piece.text]


def _counts(text: str, *, needs_length: bool) -> bool:
    if len(_WORD.findall(text)) < _FEWEST_WORDS or is_english(text) or legibility(text) < _LEGIBLE:
        return False
    return not needs_length or (len(text) >= _LONG and not is_capital(text))


def _joined(found: Sequence[tuple[int, Quoted]]) -> Iterable[Quoted]:
    held: list[tuple[int, Quoted]] = []
    for index, piece in found:
        if held and index - held[-1][0] > 1:
            yield _one(held)
            held = []
        held.append((index, piece))
    if held:
        yield _one(held)


def _one(held: Sequence[tuple[int, Quoted]]) -> Quoted:
    pieces = [piece for _, piece in held]
    return Quoted(" ".join(piece.text for piece in pieces), Span(pieces[0].span.start, pieces[-1].span.end))
