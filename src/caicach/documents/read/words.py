"""Words with their places on a page, and their lines in the order a person reads them.

Pages of PDF and pages seen by OCR come to the same form here. A letter puts its header and its signature beside
other text in two columns: lines are read down the left column, then down the right one, and only where a gutter
runs between them; everything else is read line by line.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from operator import attrgetter
from statistics import median
from typing import Final

from caicach.documents.read.superscripts import superscript
from caicach.kernel.text.folding import fold


@dataclass(frozen=True, slots=True, init=False)
class Word:
    """A word; y grows downwards, ``base`` is its baseline and ``size`` the height of its font or line."""

    text: str
    left: float
    right: float
    base: float
    size: float

    def __init__(self, text: str, left: float, right: float, base: float, size: float) -> None:
        """Written out, as that of ``Span`` is: a page makes hundreds."""
        _set_text(self, text)
        _set_left(self, left)
        _set_right(self, right)
        _set_base(self, base)
        _set_size(self, size)


_set_text: Final = Word.__dict__["text"].__set__
_set_left: Final = Word.__dict__["left"].__set__
_set_right: Final = Word.__dict__["right"].__set__
_set_base: Final = Word.__dict__["base"].__set__
_set_size: Final = Word.__dict__["size"].__set__


def enlarged_words(words: Sequence[Word], scale: float) -> list[Word]:
    """The words where they would stand on a page ``scale`` times as large."""
    return [
        Word(word.text, word.left * scale, word.right * scale, word.base * scale, word.size * scale) for word in words
    ]


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of one line without a wide gap in it."""

    words: tuple[Word, ...]

    @property
    def left(self) -> float:
        return self.words[0].left

    @property
    def right(self) -> float:
        return max(word.right for word in self.words)

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


Row = tuple[Segment, ...]

_FROM_TOP, _FROM_LEFT = attrgetter("base", "left"), attrgetter("left")
_ON_LINE = 0.35
"""Of the larger size: words whose baselines lie apart by less stand on one line."""
_WIDER = 1.15
"""Of the pitch of lines: a wider gap parts two paragraphs."""
_FEW = 12
_GAP_IN_SIZES = 1.6
"""Justified text stretches a space to about one size of the font; columns stand further apart."""


def rows_of(words: Sequence[Word]) -> list[Row]:
    """Words as rows from the top, each cut where a gap is wide; raised small digits become superscripts."""
    rows: list[list[Word]] = []
    bases: list[float] = []
    sizes: list[float] = []
    for word in sorted(words, key=_FROM_TOP):
        if rows and abs(word.base - bases[-1]) < _ON_LINE * max(word.size, sizes[-1]):
            rows[-1].append(word)
            if word.size >= sizes[-1]:
                bases[-1], sizes[-1] = word.base, word.size
        else:
            rows.append([word])
            bases.append(word.base)
            sizes.append(word.size)
    return [_cut(_with_marks(sorted(row, key=_FROM_LEFT))) for row in _join_raised(rows)]


def _join_raised(rows: list[list[Word]]) -> list[list[Word]]:
    """A row of nothing but small digits just above a larger row is its footnote marks."""
    joined: list[list[Word]] = []
    pending: list[Word] = []
    for row in rows:
        if all(word.text.isdecimal() and len(word.text) <= 3 for word in row) and not pending:
            pending = row
            continue
        if pending:
            size, base = median(word.size for word in row), median(word.base for word in row)
            low = max(word.base for word in pending)
            small = max(word.size for word in pending) < 0.85 * size
            if small and 0 < base - low < 0.75 * size:
                joined.append([*pending, *row])
            else:
                joined += [pending, row]
            pending = []
        else:
            joined.append(row)
    return [*joined, pending] if pending else joined


def _with_marks(row: list[Word]) -> list[Word]:
    """Small raised digits glued as superscripts to the word before; at the head of a line they stand alone."""
    full = [word for word in row if not _could_be_mark(word)]
    if not full or len(full) == len(row):
        return row
    size, base = median(word.size for word in full), median(word.base for word in full)
    out: list[Word] = []
    after_mark = False
    for word in row:
        raised = _could_be_mark(word) and word.size < 0.8 * size and base - word.base > 0.12 * size
        gap = word.left - out[-1].right if out else size
        if raised and gap < 0.5 * size:
            out.append(_glued(out.pop(), superscript(word.text), word.right))
        elif raised:
            out.append(Word(superscript(word.text), word.left, word.right, base, size))
        elif after_mark and gap < 0.12 * size:
            out.append(_glued(out.pop(), word.text, word.right))
        else:
            out.append(word)
        after_mark = raised
    return out


def _glued(word: Word, text: str, right: float) -> Word:
    return Word(word.text + text, word.left, right, word.base, word.size)


def _could_be_mark(word: Word) -> bool:
    return len(word.text) <= 3 and word.text.isdecimal()


def _cut(row: Sequence[Word]) -> Row:
    segments: list[list[Word]] = []
    for word in row:
        if segments and word.left - segments[-1][-1].right < _GAP_IN_SIZES * max(word.size, segments[-1][-1].size):
            segments[-1].append(word)
        else:
            segments.append([word])
    return tuple(Segment(tuple(words)) for words in segments)


@dataclass(frozen=True, slots=True)
class Measures:
    """Where lines of running text begin, and how far apart they are by the size of their letters."""

    edge: float | None = None
    pitches: Mapping[int, float] = field(default_factory=dict)


def page_measures(rows: Sequence[Row], before: Measures | None = None) -> Measures:
    """The measures of a page; a page too short to tell has those of the page before it."""
    before = before or Measures()
    edge, own = _text_edge(rows), _pitches(rows)
    pitches = {size: min(own.get(size, pitch), pitch) for size, pitch in before.pitches.items()}
    return Measures(before.edge if edge is None else edge, {**own, **pitches})


def reading_order(rows: Sequence[Row], measures: Measures | None = None) -> list[str]:
    """Rows as lines of text: two-column stretches left column first, other rows as they stand, gaps as tabs."""
    lines: list[str] = []
    measures = measures or page_measures(rows)
    edge, pitches = measures.edge, measures.pitches
    at = 0
    while at < len(rows):
        end, gutter = _columns_from(rows, at)
        if end > at:
            stretch = [segment for row in rows[at:end] for segment in row]
            left = [segment for segment in stretch if segment.right <= gutter]
            right = [segment for segment in stretch if segment.left >= gutter]
            lines += [segment.text for segment in left] + [""] + [segment.text for segment in right] + [""]
            at = end
        else:
            if edge is not None and at > 0 and _begins_paragraph(rows[at], rows[at - 1], edge, pitches):
                lines.append("")
            lines.append("\t".join(segment.text for segment in rows[at]))
            at += 1
    return lines


def _text_edge(rows: Sequence[Row]) -> float | None:
    """Where the lines of running text begin; None where there is too little of it to tell."""
    wide = [row for row in rows if len(row) == 1 and len(row[0].words) >= 8]
    lefts = sorted(row[0].left for row in wide)
    edges = lefts[len(lefts) // 4 : len(lefts) // 4 + 1] if len(lefts) >= 4 else []  # first lines may be the most
    return min(edges + _continued_lefts(rows, max((row[0].right for row in wide), default=0)), default=None)


def _continued_lefts(rows: Sequence[Row], right: float) -> list[float]:
    """Where lines begin under a full line: the middle one of them, for a paragraph of two lines has no wide second."""
    lefts = sorted(
        below[0].left
        for above, below in pairwise(rows)
        if len(above) == len(below) == 1
        and len(above[0].words) >= 8
        and above[0].right > right - above[0].words[0].size
        and round(above[0].words[0].size) == round(below[0].words[0].size)
        and below[0].left < above[0].left - above[0].words[0].size
    )
    return lefts[len(lefts) // 2 :][:1]


def _pitches(rows: Sequence[Row]) -> dict[int, float]:
    """From one line to the next inside a paragraph, by the size of the letters; of few lines few go on."""
    steps: dict[int, list[float]] = {}
    for above, below in pairwise(row[0].words[0] for row in rows):
        if round(above.size) == round(below.size) and below.base > above.base:
            steps.setdefault(round(below.size), []).append(below.base - above.base)
    return {size: sorted(found)[len(found) // 4 if len(found) > _FEW else 0] for size, found in steps.items()}


def _begins_paragraph(row: Row, above: Row, edge: float, pitches: Mapping[int, float]) -> bool:
    """A first line stands in from the edge by one or two letters' width and more, the line above it does not.

    Under a paragraph of one line, which stands in as far, it is the wider gap that shows a new one.
    """
    if len(row) != 1 or len(above) != 1 or len(row[0].words) < 4:
        return False
    size = median(word.size for word in row[0].words)
    if not 1.2 * size < row[0].left - edge < 5 * size:
        return False
    if abs(above[0].left - edge) < 0.8 * size:
        return len(row[0].words) >= 6
    first, gap = row[0].words[0], row[0].words[0].base - above[0].words[0].base
    pitch = pitches.get(round(first.size), gap)
    return abs(above[0].left - row[0].left) < 0.2 * size and 0 < _WIDER * pitch < gap


def _columns_from(rows: Sequence[Row], start: int) -> tuple[int, float]:
    """(end, gutter) of a stretch of rows from ``start`` that a vertical gutter divides; end = start if none.

    The stretch may begin up to two rows before the first row that both columns share: neighbours on a page
    seldom stand on exactly the same line.
    """
    shared = next((at for at in range(start, min(start + 3, len(rows))) if len(rows[at]) == 2), None)
    if shared is None:
        return start, 0.0
    low, high = rows[shared][0].right, rows[shared][1].left
    order = [*range(shared - 1, start - 1, -1), *range(shared + 1, len(rows))]
    end = shared + 1
    for at in order:
        narrowed = None if _opens_letter(rows[at]) else _narrow(rows[at], low, high)
        if narrowed is None:
            if at < shared:
                return start, 0.0
            break
        low, high = narrowed
        end = max(end, at + 1)
    split = sum(len(row) == 2 for row in rows[start:end])
    return (end, (low + high) / 2) if split >= 2 or end - start >= 3 else (start, 0.0)


def _opens_letter(row: Row) -> bool:
    """ "Kính gửi" stands below both columns of the head, however short its line is."""
    return fold(row[0].text).startswith("kinh gui")


def _narrow(row: Row, low: float, high: float) -> tuple[float, float] | None:
    """The gutter left by one more row, or None where the row crosses it."""
    if len(row) > 2:
        return None
    size = median(word.size for segment in row for word in segment.words)
    for segment in row:
        if _stands_left(segment, low, high):
            low = max(low, segment.right)
        else:
            high = min(high, segment.left)
    return (low, high) if high - low > 0.5 * size else None


def _stands_left(segment: Segment, low: float, high: float) -> bool:
    """Which column a segment belongs to: the one whose edge it leaves free by less."""
    return segment.left < low if segment.right > high else segment.left - low < high - segment.right
