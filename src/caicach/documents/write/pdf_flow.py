"""Rows to pages: groups that stay together, heads repeated, footnotes at the bottom of the page that refers to them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from caicach.documents.values import Footnote
from caicach.documents.write.pdf_rows import Edges, Row, paragraph_rows
from caicach.documents.write.pdf_sheet import Sheet
from caicach.documents.write.pieces import Paragraph, Run
from caicach.documents.write.runs import RunMaker
from caicach.documents.write.styles import FOOTNOTE

_NOTES_ABOVE: Final = 14.0
_NOTES_RULE: Final = 144.0


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the text of a page stands."""

    left: float
    top: float
    width: float
    height: float


@dataclass(slots=True)
class Page:
    rows: list[tuple[Row, float]] = field(default_factory=list)
    notes: list[Row] = field(default_factory=list)
    used: float = 0.0

    @property
    def notes_height(self) -> float:
        return _NOTES_ABOVE + sum(row.height for row in self.notes) if self.notes else 0.0


def note_rows(note: Footnote, width: float) -> list[Row]:
    mark = Run(note.mark, note=note)
    words = RunMaker({}).runs(f" {note.text}")
    return paragraph_rows(Paragraph(FOOTNOTE, (mark, *words)), width)


def pages_of_rows(rows: Sequence[Row], frame: Frame) -> list[Page]:
    """Every row on its page; a group taller than a page is cut, nothing is lost."""
    flow = _Flow(frame)
    for group in _groups(rows):
        flow.place(group)
    return flow.finished()


def _groups(rows: Sequence[Row]) -> Iterator[list[Row]]:
    group: list[Row] = []
    for row in rows:
        group.append(row)
        if not row.glued:
            yield group
            group = []
    if group:
        yield group


class _Flow:
    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._pages = [Page()]
        self._carried: list[Row] = []

    def place(self, group: Sequence[Row]) -> None:
        height = sum(row.height + row.before for row in group)
        notes = [row for owner in group for note in owner.notes for row in note_rows(note, self._frame.width)]
        if not self._fits(height, notes) and self._pages[-1].rows:
            self._turn()
        if self._fits(height, notes):
            for row in group:
                self._put(row)
            self._pages[-1].notes += notes
            return
        for row in group:  # taller than a page: row by row
            own = [line for note in row.notes for line in note_rows(note, self._frame.width)]
            if not self._fits(row.height + row.before, own) and self._pages[-1].rows:
                self._turn()
            self._put(row)
            self._add_notes(own)

    def _fits(self, height: float, notes: Sequence[Row]) -> bool:
        page = self._pages[-1]
        below = page.notes_height + sum(row.height for row in notes)
        if notes and not page.notes:
            below += _NOTES_ABOVE
        return page.used + height + below <= self._frame.height + 0.01

    def _put(self, row: Row) -> None:
        page = self._pages[-1]
        if not page.rows and len(self._pages) > 1:
            for head in row.repeated:
                page.rows.append((head, page.used))
                page.used += head.height
        if page.rows or len(self._pages) == 1:
            page.used += row.before
        if row.height:
            page.rows.append((row, page.used))
            page.used += row.height

    def _add_notes(self, notes: Sequence[Row]) -> None:
        """As many lines of the notes as the page holds; the rest go on at the foot of the next."""
        for row in notes:
            if self._carried or not self._fits(0.0, [row]):
                self._carried.append(row)
            else:
                self._pages[-1].notes.append(row)

    def _turn(self) -> None:
        carried, self._carried = self._carried, []
        self._pages.append(Page())
        self._add_notes(carried)

    def finished(self) -> list[Page]:
        while self._carried:
            before = len(self._carried)
            self._turn()
            if len(self._carried) >= before:  # a note that fits no page is shown all the same
                self._pages[-1].notes += self._carried
                self._carried = []
        return [page for page in self._pages if page.rows or page.notes]


def paint_page(sheet: Sheet, page: Page, frame: Frame) -> None:
    last = len(page.rows) - 1
    for at, (row, top) in enumerate(page.rows):
        opens = at == 0 or page.rows[at - 1][0].owner != row.owner
        closes = at == last or page.rows[at + 1][0].owner != row.owner
        row.paint(sheet, frame.left, frame.top + top, Edges(opens, closes))
    if page.notes:
        y = frame.top + frame.height - page.notes_height
        sheet.stroke(frame.left, y + 8.0, frame.left + _NOTES_RULE, y + 8.0)
        y += _NOTES_ABOVE
        for row in page.notes:
            row.paint(sheet, frame.left, y, Edges(opens=False, closes=False))
            y += row.height
