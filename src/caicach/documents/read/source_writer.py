"""Building a ``SourceText`` piece by piece, so that every offset kept is true of the text in the end."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from caicach.documents.read.limits import MAX_TEXT_CHARACTERS
from caicach.documents.read.source import SourceCell, SourceFormat, SourceTable, SourceText
from caicach.documents.values import ReadingWarning, Span
from caicach.kernel.errors import TooLarge
from caicach.kernel.text.characters import clean


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell to write: its text, and how many columns and rows it covers."""

    text: str
    columns: int = 1
    continues_above: bool = False


@dataclass(slots=True)
class SourceWriter:
    """Collects lines, pages and tables; only ``finish`` makes the value."""

    format: SourceFormat
    signed_on: tuple[date, ...] = ()
    _parts: list[str] = field(default_factory=list)
    _length: int = 0
    _page_starts: list[int] = field(default_factory=lambda: [0])
    _tables: list[SourceTable] = field(default_factory=list)
    _warnings: list[ReadingWarning] = field(default_factory=list)

    def line(self, text: str) -> None:
        """One line (or several, where the text holds line ends); trailing blanks are not kept."""
        self._write(clean(text).rstrip() + "\n")

    def pages_inside(self, text: str, offsets: Sequence[int]) -> None:
        """One line in which pages begin at the given offsets of the text as passed."""
        written = ""
        for start, end in zip((0, *offsets), (*offsets, len(text)), strict=True):
            if start:
                self.page(self._length + len(written))
            written += clean(text[start:end])
        self._write(written.rstrip() + "\n")

    def page(self, at: int | None = None) -> None:
        """The next text begins a new page."""
        start = self._length if at is None else at
        if start > self._page_starts[-1]:
            self._page_starts.append(start)

    def is_empty(self) -> bool:
        """Whether no word was written yet."""
        return not any(part.strip() for part in self._parts)

    def warn(self, warning: ReadingWarning) -> None:
        if warning not in self._warnings:
            self._warnings.append(warning)

    def table(self, rows: Sequence[Sequence[Cell]]) -> None:
        """A table of the body: one row after another, tabs between cells; a merged cell is written once."""
        start, above, kept = self._length, list[SourceCell](), list[tuple[SourceCell, ...]]()
        for row in rows:
            above = self._row(row, above)
            kept.append(tuple(above))
        if kept:
            self._tables.append(SourceTable(Span(start, self._length), tuple(kept)))

    def _row(self, row: Sequence[Cell], above: list[SourceCell]) -> list[SourceCell]:
        cells: list[SourceCell] = []
        for at, cell in enumerate(row):
            if at:
                self._write("\t")
            if cell.continues_above and len(cells) < len(above):
                cells.extend(above[len(cells) : len(cells) + cell.columns])
                continue
            text = clean(cell.text).replace("\t", " ").strip()
            written = SourceCell(text, Span(self._length, self._length + len(text)))
            self._write(text)
            cells.extend([written] * cell.columns)
        self._write("\n")
        return cells

    def _write(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)
        if self._length > MAX_TEXT_CHARACTERS:
            raise TooLarge(
                "document.too_much_text",
                what="Văn bản quá dài.",
                why="Tệp chứa hơn {limit} ký tự.",
                todo="Hãy tách tệp thành nhiều văn bản rồi đọc từng tệp.",
                limit=MAX_TEXT_CHARACTERS,
            )

    def finish(self) -> SourceText:
        text = "".join(self._parts)
        starts = tuple(start for start in self._page_starts if start <= len(text))
        return SourceText(text, self.format, starts, tuple(self._tables), tuple(self._warnings), self.signed_on)
