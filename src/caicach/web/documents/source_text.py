"""The source as paragraphs of segments, each segment knowing which quotes cover it. Pure.

Quotes overlap (a task holds citations and names of units), and marks in HTML may not: the text is cut at every end of
every quote, and a segment carries the keys of all quotes over it.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from caicach.documents.values import Span


@dataclass(frozen=True, slots=True)
class Anchor:
    """A quote of the reading: ``key`` is the id of its card, ``label`` the words of the link to it."""

    key: str
    span: Span
    label: str
    kind: str  # "value", "task" or "detail": how strongly the page marks it
    is_uncertain: bool = False


@dataclass(frozen=True, slots=True)
class Segment:
    """Characters covered by the same quotes. ``begins`` are the quotes whose first characters these are."""

    start: int
    text: str
    anchors: tuple[Anchor, ...]
    begins: tuple[Anchor, ...]

    @property
    def keys(self) -> str:
        return " ".join(anchor.key for anchor in self.anchors)

    @property
    def kind(self) -> str:
        """The kind of the tightest quote: a value inside a task looks like a value."""
        tightest = min(self.anchors, key=lambda a: a.span.end - a.span.start, default=None)
        return tightest.kind if tightest else ""

    @property
    def is_uncertain(self) -> bool:
        return any(anchor.is_uncertain for anchor in self.anchors)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of the source. ``page`` is set on the first line of a page."""

    segments: tuple[Segment, ...]
    page: int | None = None


def paragraphs(text: str, anchors: Iterable[Anchor], page_starts: tuple[int, ...] = (0,)) -> tuple[Paragraph, ...]:
    """Lines of ``text`` without the blank ones, cut into segments.

    >>> lines = paragraphs("Kính gửi: Sở A", [Anchor("v-1", Span(10, 14), "Kính gửi", "value")])
    >>> [(segment.text, segment.keys) for segment in lines[0].segments]
    [('Kính gửi: ', ''), ('Sở A', 'v-1')]
    """
    known = sorted(anchors, key=lambda anchor: (anchor.span.start, -anchor.span.end, anchor.key))
    starts = _starts(known, text)
    cuts = sorted({0, len(text), *(a.span.start for a in known), *(a.span.end for a in known)})
    found: list[Paragraph] = []
    last_page = 0
    for start, end in _lines(text):
        page = bisect_right(page_starts, start)
        inside = [cut for cut in cuts[bisect_right(cuts, start) :] if cut < end]
        bounds = [start, *inside, end]
        segments = tuple(_segment(text, a, b, known, starts) for a, b in pairwise(bounds) if a < b)
        found.append(Paragraph(segments, page if page != last_page else None))
        last_page = page
    return tuple(found)


def _starts(anchors: list[Anchor], text: str) -> dict[int, list[Anchor]]:
    """Where each quote begins to be seen: its first character that is not white space."""
    starts: dict[int, list[Anchor]] = defaultdict(list)
    for anchor in anchors:
        words = anchor.span.of(text)
        starts[anchor.span.start + len(words) - len(words.lstrip())].append(anchor)
    return starts


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            yield start, start + len(line.rstrip())
        start += len(line)


def _segment(text: str, start: int, end: int, known: list[Anchor], starts: dict[int, list[Anchor]]) -> Segment:
    over = tuple(a for a in known if a.span.start <= start and end <= a.span.end)
    begins = tuple(a for at in range(start, end) for a in starts.get(at, ()) if a in over)
    return Segment(start, text[start:end], over, begins)


def locate(words: str, text: str) -> Span | None:
    """Where ``words`` stand in ``text``, whatever the spacing and line breaks; None where they do not.

    >>> locate("báo  cáo kết quả", "định kỳ báo cáo\\nkết quả")
    Span(start=8, end=23)
    """
    wanted = words.split()
    if not wanted:
        return None
    position = 0
    while (first := text.find(wanted[0], position)) >= 0:
        end = _follow(wanted, text, first)
        if end is not None:
            return Span(first, end)
        position = first + 1
    return None


def _follow(wanted: list[str], text: str, start: int) -> int | None:
    at = start
    for number, word in enumerate(wanted):
        if number:
            skipped = len(text[at:]) - len(text[at:].lstrip()) if at < len(text) else 0
            if not skipped:
                return None
            at += skipped
        if not text.startswith(word, at):
            return None
        at += len(word)
    return at
