"""Runs broken into lines of a given width; a line knows its words and where each begins when it is painted.

Both files are broken here: the PDF line by line, the DOCX by the indents that make a word processor break alike.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from caicach.documents.values import Footnote
from caicach.documents.write.measuring import RAISED_SIZE, look_of, shown_text, text_width
from caicach.documents.write.pieces import Paragraph, Run
from caicach.documents.write.styles import Align, Style

_DASH: Final = re.compile(r"(?<=\S) ([-–]) (?=\S)")  # at the edge of a line it would look like an item's, or be lost
_SLACK: Final = 2.0
_RISE: Final = 0.33
"""How far a footnote mark is raised, in parts of the size of the words beside it."""


@dataclass(frozen=True, slots=True)
class Fragment:
    """Letters of one font; ``rise`` lifts them above the line."""

    text: str
    bold: bool
    italic: bool
    size: float
    width: float
    rise: float = 0.0


@dataclass(frozen=True, slots=True)
class Word:
    fragments: tuple[Fragment, ...]
    width: float
    space: float  # of the blank after it
    notes: tuple[Footnote, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """``is_last``: the line ends its paragraph, so that it is not stretched."""

    words: tuple[Word, ...]
    width: float
    left: float
    room: float
    is_last: bool

    @property
    def notes(self) -> tuple[Footnote, ...]:
        return tuple(note for word in self.words for note in word.notes)

    def stretched(self, align: Align) -> tuple[float, float]:
        """Where the line begins, and what every blank in it is widened by."""
        free = self.room - self.width
        gaps = len(self.words) - 1
        if align is Align.JUSTIFY and not self.is_last and gaps > 0:
            return self.left, free / gaps
        shift = {Align.CENTRE: free / 2, Align.RIGHT: free}.get(align, 0.0)
        return self.left + shift, 0.0


def balanced_width(runs: Sequence[Run], style: Style, width: float) -> float:
    """The narrowest width that takes no line more than ``width`` does; a little is left for rounding."""
    if not style.balanced:
        return width
    count = len(broken(runs, style, width))
    if count < 2:
        return width
    low, high = min(width, max(word.width for word in _words(runs, style))), width
    if len(broken(runs, style, low)) == count:
        return min(width, low + _SLACK)
    while high - low > _SLACK:
        middle = (low + high) / 2
        if len(broken(runs, style, middle)) > count:
            low = middle
        else:
            high = middle
    return min(width, high + _SLACK)


def longest_line_width(paragraph: Paragraph, available: float) -> float:
    """Width of the longest line the paragraph breaks into."""
    width = balanced_width(paragraph.runs, paragraph.style, available)
    return max(line.width for line in broken(paragraph.runs, paragraph.style, width))


def broken(runs: Sequence[Run], style: Style, width: float, *, first: float = 0.0, left: float = 0.0) -> list[Line]:
    """Lines no wider than ``width``; ``first`` is the indent of the first, ``left`` that of all."""
    lines: list[Line] = []
    for paragraph in _paragraphs(runs):
        room = width - left - first
        current: list[Word] = []
        used = 0.0
        for word in _fitting(_words(paragraph, style), width - left):
            needed = used + current[-1].space + word.width if current else word.width
            if current and needed > room + 0.01:
                lines.append(_line(current, left + (0.0 if lines else first), room, is_last=False))
                current, used, room = [], 0.0, width - left
                needed = word.width
            current.append(word)
            used = needed
        lines.append(_line(current, left + (0.0 if lines else first), room, is_last=True))
    return lines


def _line(words: Sequence[Word], left: float, room: float, *, is_last: bool) -> Line:
    width = sum(word.width for word in words) + sum(word.space for word in words[:-1])
    return Line(tuple(words), width, left, room, is_last)


def _paragraphs(runs: Sequence[Run]) -> Iterator[list[Run]]:
    """Cut at the line ends inside the text of a cell."""
    current: list[Run] = []
    for run in runs:
        first, *rest = run.text.split("\n")
        current.append(Run(first, run.bold, run.italic, run.note))
        for text in rest:
            yield current
            current = [Run(text, run.bold, run.italic)]
    yield current


def _words(runs: Sequence[Run], style: Style) -> Iterator[Word]:
    fragments: list[Fragment] = []
    notes: list[Footnote] = []
    space = 0.0
    for run in runs:
        bold, italic = look_of(run, style)
        space = text_width(" ", style.size, bold=bold, italic=italic)
        if run.note is not None:
            fragments.append(_fragment(run.text, bold, italic, style.size * RAISED_SIZE, _RISE * style.size))
            notes.append(run.note)
            continue
        first, *rest = _DASH.sub("\u00a0\\1\u00a0", run.text).split(" ")
        if first:
            fragments.append(_fragment(first, bold, italic, style.size))
        for text in rest:
            yield _word(fragments, space, notes)
            fragments, notes = ([_fragment(text, bold, italic, style.size)] if text else []), []
    if fragments:
        yield _word(fragments, space, notes)


@lru_cache(maxsize=50_000)
def _fragment(text: str, bold: bool, italic: bool, size: float, rise: float = 0.0) -> Fragment:
    text = shown_text(text)
    return Fragment(text, bold, italic, size, text_width(text, size, bold=bold, italic=italic), rise)


def _word(fragments: Sequence[Fragment], space: float, notes: Sequence[Footnote]) -> Word:
    return Word(tuple(fragments), sum(fragment.width for fragment in fragments), space, tuple(notes))


def _fitting(words: Iterator[Word], width: float) -> Iterator[Word]:
    """A word wider than the line is cut into pieces that fit."""
    for word in words:
        if word.width <= width or len(word.fragments) != 1 or len(word.fragments[0].text) < 2:
            yield word
            continue
        whole = word.fragments[0]
        text = whole.text
        while text:
            count = _count_that_fits(text, whole, width)
            piece = _fragment(text[:count], whole.bold, whole.italic, whole.size)
            text = text[count:]
            yield Word((piece,), piece.width, 0.0 if text else word.space, () if text else word.notes)


def _count_that_fits(text: str, look: Fragment, width: float) -> int:
    used = 0.0
    for at, char in enumerate(text):
        used += text_width(char, look.size, bold=look.bold, italic=look.italic)
        if used > width:
            return max(1, at)
    return len(text)
