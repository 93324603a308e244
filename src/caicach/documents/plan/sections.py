"""Which rows are sections, which are tasks, which go on from the row above; and the path of sections over a task."""

import re
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Final

from caicach.documents.plan.entries import Entry
from caicach.documents.read.tables.headers import Kind
from caicach.documents.read.tables.marks import Mark, Style, follows, is_first
from caicach.kernel.text.folding import fold, squeeze


class Role(Enum):
    SECTION = auto()
    HIDDEN = auto()  # a row of dots in the place of rows left out
    TASK = auto()
    GOES_ON = auto()
    TOTAL = auto()
    NOTE = auto()


_DOTS: Final = re.compile(r"[\s.…·_-]+")
_TOTAL: Final = re.compile(
    r"(?:tong\s+(?:cong|so|kinh\s+phi)|cong)(?:\s*\(.*\))?\s*:?(?:\s*\d[\d.,\s]*(?:nhiem\s+vu|dong|trieu\s+dong)?)?"
)
_NOTE: Final = re.compile(r"(?:ghi\s+chu|luu\s+y|chu\s+thich|\(\*+\)|\*\s*ghi\s+chu)\s*[:.]?")
_OUTER: Final = frozenset({Style.PART, Style.LETTER, Style.ROMAN})


def roles_of(entries: list[Entry], marks: list[Mark | None], *, goes_on: bool = False) -> list[Role]:
    """The role of every row, judged by its neighbours too; ``goes_on`` where the table goes on from another page."""
    roles: list[Role] = []
    if goes_on and entries and is_rest_of_row(entries[0], marks[0]):
        roles.append(Role.GOES_ON)
    for at in range(len(roles), len(entries)):
        before = next((role for role in reversed(roles) if role not in {Role.NOTE, Role.TOTAL}), None)
        roles.append(_role(entries, marks, at, before))
    return roles


def is_rest_of_row(entry: Entry, mark: Mark | None) -> bool:
    """The first row of a page without a count, in which no new lead or date stands: a row that the page broke."""
    if entry.band or entry.no or mark is not None:
        return False
    return not (entry.task[:1].isupper() and entry.text(Kind.LEAD) and entry.text(Kind.DEADLINE))


def _role(entries: list[Entry], marks: list[Mark | None], at: int, before: Role | None) -> Role:
    entry, mark = entries[at], marks[at]
    words = squeeze(entry.band or entry.task)
    if words and _DOTS.fullmatch(words) and not entry.has_work:
        return Role.HIDDEN
    if _TOTAL.fullmatch(fold(words)) and not entry.text(Kind.LEAD):
        return Role.TOTAL
    if not entry.has_work and _NOTE.match(fold(words)) and not entry.no:
        return Role.NOTE
    if entry.band:
        return Role.SECTION
    if entry.has_work:
        return _role_of_work(entry, mark, before)
    return _role_of_bare(entries, marks, at, before)


def _role_of_work(entry: Entry, mark: Mark | None, before: Role | None) -> Role:
    """A row with units or a date is a task, unless its words only go on from the row above."""
    if before in {Role.TASK, Role.GOES_ON} and not entry.no and mark is None:
        if not entry.task:
            return Role.GOES_ON
        own = [kind for kind in (Kind.LEAD, Kind.DEADLINE) if entry.text(kind) and not entry.goes_on_above(kind)]
        if entry.task[:1].islower() and len(own) < 2 and not entry.goes_on_above(Kind.TASK):
            return Role.GOES_ON
    return Role.TASK


def _role_of_bare(entries: list[Entry], marks: list[Mark | None], at: int, before: Role | None) -> Role:
    """A row of nothing but a mark and words: a section, a task without a lead, or the rest of the row above."""
    entry, mark = entries[at], marks[at]
    words = entry.task
    after = entries[at + 1] if at + 1 < len(entries) else None
    after_mark = marks[at + 1] if at + 1 < len(entries) else None
    if not words:
        return Role.SECTION if entry.text(Kind.GROUP) else Role.GOES_ON if before is Role.TASK else Role.TASK
    if mark and mark.style in _OUTER:
        return Role.SECTION
    if mark is None or mark.style is Style.DASH:
        if before in {Role.TASK, Role.GOES_ON} and (mark or words[:1].islower()):
            return Role.GOES_ON
        leads_on = after is not None and not _is_inner(after_mark, Style.DASH)
        return Role.SECTION if words.isupper() or leads_on or after is None or before is None else Role.TASK
    if words.isupper() or (after is not None and _stands_under(mark, after, after_mark)):
        return Role.SECTION
    return Role.TASK


def _is_inner(mark: Mark | None, style: Style) -> bool:
    return mark is not None and mark.style is style


def _stands_under(mark: Mark, after: Entry, after_mark: Mark | None) -> bool:
    """Whether the next row is a child of a numbered row: marked deeper, counted anew, or without a mark at all."""
    if after_mark is None:
        return after.has_work and not after.no
    if after_mark.style in _OUTER:
        return False
    if after_mark.rank > mark.rank:
        return True
    return is_first(after_mark) and after_mark.rank == mark.rank and not follows(after_mark, mark)


@dataclass(slots=True)
class _Open:
    rank: float
    text: str
    mark: Mark | None
    last_child: Mark | None = None


@dataclass(slots=True)
class SectionPath:
    """The sections open at a row; ``is_hidden`` after a row of dots: the table leaves out where the rows stand."""

    letters_inside: bool = False
    is_hidden: bool = False
    _open: list[_Open] = field(default_factory=list)

    @property
    def texts(self) -> tuple[str, ...] | None:
        return None if self.is_hidden else tuple(one.text for one in self._open)

    def open(self, text: str, mark: Mark | None, *, is_outer: bool) -> None:
        """A section row; ``is_outer`` for a row without a mark right above a marked section."""
        rank = self._rank(mark) if mark else (-1.0 if is_outer else float(Style.BAND))
        self.is_hidden = False
        while self._open and self._ends(self._open[-1], mark, rank, is_section=True):
            self._open.pop()
        self._open.append(_Open(rank, text, mark))

    def hide(self) -> None:
        self._open.clear()
        self.is_hidden = True

    def task(self, mark: Mark | None) -> None:
        """A task row: it closes the numbered sections that it stands beside."""
        if mark is None or mark.style in _OUTER:
            return
        while self._open and self._ends(self._open[-1], mark, self._rank(mark), is_section=False):
            self._open.pop()
        if self._open:
            self._open[-1].last_child = mark

    def _ends(self, last: _Open, mark: Mark | None, rank: float, *, is_section: bool) -> bool:
        if last.rank < rank:
            return False
        if last.rank > rank or mark is None or last.mark is None:
            return is_section or last.rank >= Style.NUMBER
        if is_section:
            return True
        child = last.last_child
        return not ((child is None and is_first(mark)) or (child is not None and follows(mark, child)))

    def _rank(self, mark: Mark) -> float:
        """Letters stand inside Roman numerals where the table began with these."""
        if mark.style is Style.LETTER and self.letters_inside:
            return Style.ROMAN + 0.5
        return mark.rank


def letters_stand_inside(marks: list[Mark | None]) -> bool:
    """Whether the first Roman numeral comes before the first letter: what is outer begins first."""
    styles = [mark.style for mark in marks if mark]
    return Style.LETTER in styles and Style.ROMAN in styles and styles.index(Style.ROMAN) < styles.index(Style.LETTER)
