"""Quotes that stay on their words when the text around them is read anew, and how much of one the others cover."""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

from caicach.documents.values import Span

_WORD = re.compile(r"\S+")


def is_quote(span: Span, text: str) -> bool:
    """Whether the span lies in the text and holds at least one word."""
    return span.end <= len(text) and bool(span.of(text).strip())


def inner_span(span: Span, text: str) -> Span:
    """The span without the white space at its ends.

    >>> inner_span(Span(0, 7), "  báo  cáo")
    Span(start=2, end=5)
    """
    inside = span.of(text)
    return Span(span.start + len(inside) - len(inside.lstrip()), span.end - (len(inside) - len(inside.rstrip())))


def covered_share(span: Span, others: Iterable[Span]) -> float:
    """How much of ``span`` lies under the others, from 0 to 1.

    >>> covered_share(Span(0, 10), [Span(0, 3), Span(2, 5), Span(20, 30)])
    0.5
    """
    covered, reached = 0, span.start
    for other in sorted(others):
        start, end = max(other.start, reached), min(other.end, span.end)
        if end > start:
            covered, reached = covered + end - start, end
    return covered / max(1, span.end - span.start)


def moved_quote(span: Span, old: str, new: str) -> tuple[Span, bool]:
    """Where the words of ``span`` of ``old`` stand in ``new``, and whether they stand there letter by letter.

    Unchanged text costs nothing; else the nearest equal words; else the place is found through the words around it
    (a better OCR changes letters inside the quote), and a person should look again.

    >>> moved_quote(Span(4, 11), "1. A báo cáo", "Trang 1\\n1. A báo cáo")
    (Span(start=12, end=19), True)
    >>> moved_quote(Span(0, 11), "bao cáo quý trước 15/3", "báo cáo quý trước 15/3")[1]
    False
    """
    if old == new:
        return span, True
    if (exact := _nearest(span.of(old), new, span.start)) is not None:
        return Span(exact, exact + span.end - span.start), True
    return _mapped(span, old, new), False


def _nearest(words: str, text: str, place: int) -> int | None:
    found = [match.start() for match in re.finditer(re.escape(words), text)]
    return min(found, key=lambda start: abs(start - place), default=None)


def _mapped(span: Span, old: str, new: str) -> Span:
    old_words, new_words = list(_WORD.finditer(old)), list(_WORD.finditer(new))
    matcher = SequenceMatcher(None, [w.group() for w in old_words], [w.group() for w in new_words], autojunk=True)
    first = next((i for i, w in enumerate(old_words) if w.end() > span.start), 0)
    last = max((i for i, w in enumerate(old_words) if w.start() < span.end), default=first)
    starts, ends = [], []
    for _, i1, i2, j1, j2 in matcher.get_opcodes():
        if i1 <= first < max(i2, i1 + 1):
            starts.append(min(j1 + first - i1, max(j1, j2 - 1)))
        if i1 <= last < max(i2, i1 + 1):
            ends.append(min(j1 + last - i1, max(j1, j2 - 1)))
    top = len(new_words) - 1
    if top < 0:
        return Span(0, len(new))
    start, end = min(starts[-1] if starts else 0, top), min(ends[-1] if ends else top, top)
    start, end = min(start, end), max(start, end)
    return Span(new_words[start].start(), new_words[end].end())
