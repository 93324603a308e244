"""DOCX to text in the order a person reads it.

The header and the foot of a letter are borderless tables: they are read column by column. Tables with lines are
tables of the body and are kept as such. Footnotes follow at the end, as "¹ text".
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from lxml import etree

from caicach.documents.read.docx_embedded import embedded_body
from caicach.documents.read.docx_numbering import W, read_numbering, value, whole
from caicach.documents.read.docx_outside import head_in_header, refuse_nothing_but_parts, told_of_parts
from caicach.documents.read.docx_styles import read_styles
from caicach.documents.read.docx_text import TextOfParagraphs
from caicach.documents.read.legacy_fonts import legacy_warning
from caicach.documents.read.office_package import OfficePackage, damaged_file, open_package
from caicach.documents.read.source import SourceFormat, SourceText
from caicach.documents.read.source_writer import Cell, SourceWriter
from caicach.documents.read.superscripts import superscript
from caicach.documents.values import ReadingWarning
from caicach.kernel.said import tell
from caicach.kernel.text.folding import fold

_MAX_COLUMNS = 63  # of Word itself; a forged span must not multiply a cell without end
_WORDS_TOLD = 200  # characters
_EMBEDDED = W + "altChunk"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_ZIP = b"PK\x03\x04"
_MOST_FILES_INSIDE = 2
_LAYOUT_WORDS = ("cong hoa xa hoi chu nghia", "dang cong san viet nam", "noi nhan")


_PARTS_OF_TABLE_STYLES: Final = b"w:tblStylePr"
"""How the first row or last column of a table looks: two thirds of the styles of many files, and no character."""


def read_docx(package: OfficePackage) -> SourceText:
    writer = SourceWriter(SourceFormat.DOCX)
    _walk_of(package, writer).document()
    return writer.finish()


def _walk_of(package: OfficePackage, writer: SourceWriter, depth: int = 0) -> "_Walk":
    part = package.main_document() or ""
    styled = package.related(part, "styles", usual="word/styles.xml")
    styles = read_styles(package.xml(styled, without=_PARTS_OF_TABLE_STYLES))
    numbering = read_numbering(package.xml(package.related(part, "numbering", usual="word/numbering.xml")))
    return _Walk(package, part, TextOfParagraphs(styles, numbering), writer, depth)


@dataclass(slots=True)
class _Walk:
    package: OfficePackage
    part: str
    paragraphs: TextOfParagraphs
    writer: SourceWriter
    depth: int = 0  # of files inside files
    hidden_rows: int = 0
    unread_parts: int = 0

    def document(self) -> None:
        root = self.package.xml(self.part)
        body = root.find(W + "body") if root is not None else None
        if body is None:
            raise damaged_file(self.package.name)
        head = head_in_header(self.package, self.part, body)
        if head is not None:
            self.blocks(head)
        self.blocks(body)
        self.notes()
        for warning in self.warnings():
            self.writer.warn(warning)

    def warnings(self) -> Iterator[ReadingWarning]:
        if self.paragraphs.used_legacy_font:
            yield legacy_warning()
        left_out = " … ".join(words for words in self.paragraphs.left_out if any(map(str.isalnum, words)))
        if left_out:
            message = tell("Chữ bị gạch ngang hoặc ẩn không được đọc: «{words}».", words=left_out[:_WORDS_TOLD])
            yield ReadingWarning("source.struck", message)
        if self.hidden_rows:
            message = tell("{count} dòng ẩn của bảng không được đọc.", count=self.hidden_rows)
            yield ReadingWarning("source.hidden_rows", message)
        if self.unread_parts:
            refuse_nothing_but_parts(self.writer, name=self.package.name)
            yield told_of_parts()

    def blocks(self, container: etree._Element) -> None:
        """Paragraphs and tables of the body, a cell or a text box, in document order."""
        for block in _blocks_of(container):
            if block.tag == W + "p":
                self._paragraph(block)
            elif block.tag == _EMBEDDED:
                self._embedded(block)
            else:
                self._table(block)

    def _embedded(self, chunk: etree._Element) -> None:
        """The words of a file that stands in place of paragraphs, where it is of a kind that is read."""
        part = self.package.targets(self.part).get(chunk.get(_LINK, ""), "")
        data = self.package.bytes_of(part) if self.package.has(part) else b""
        if data.startswith(_ZIP) and self.depth < _MOST_FILES_INSIDE:
            inside = open_package(data, name=self.package.name)
            if inside.main_document() is not None:
                _walk_of(inside, self.writer, self.depth + 1).document()
                return
        body = embedded_body(data, name=self.package.name) if data else None
        if body is None:
            self.unread_parts += 1
        else:
            self.blocks(body)

    def _paragraph(self, paragraph: etree._Element) -> None:
        read = self.paragraphs.read(paragraph)
        self.writer.pages_inside(read.text, read.pages)
        for box in read.boxes:
            self.blocks(box)

    def _table(self, table: etree._Element) -> None:
        shown = list(_rows_of(table))
        hidden = [row for row in shown if row.find(f"{W}trPr/{W}hidden") is not None]
        self.hidden_rows += len(hidden)
        shown = [row for row in shown if row not in hidden]
        rows = [list(_cells_of(row)) for row in shown]
        if self._is_layout(table, rows):
            self._columns(rows)
        else:
            self.writer.table(
                [[*_before(row), *map(self._cell, cells)] for row, cells in zip(shown, rows, strict=True) if cells]
            )

    def _is_layout(self, table: etree._Element, rows: Sequence[Sequence[etree._Element]]) -> bool:
        """Whether the table only places text: no lines to see, or the known parts of a letter in its cells."""
        widest = max((len(row) for row in rows), default=0)
        if widest <= 1:
            return True
        if widest > 3:
            return False
        words = fold(" ".join("".join(_texts(cell)) for row in rows[:2] for cell in row)[:600])
        if any(mark in words for mark in _LAYOUT_WORDS):
            return True
        return widest == 2 and not self.paragraphs.styles.has_borders(table)

    def _columns(self, rows: Sequence[Sequence[etree._Element]]) -> None:
        """Cells column by column, so that the left half of a header stays together."""
        width = max((len(row) for row in rows), default=0)
        for column in range(width):
            for row in rows:
                if column < len(row) and not _continues_above(row[column]):
                    self.blocks(row[column])
            self.writer.line("")

    def _cell(self, cell: etree._Element) -> Cell:
        properties = cell.find(W + "tcPr")
        columns = min(max(whole(value(properties, "gridSpan"), 1), 1), _MAX_COLUMNS)
        if _continues_above(cell):
            return Cell("", columns, continues_above=True)
        return Cell("\n".join(line for line in self._lines(cell) if line.strip()), columns)

    def _lines(self, container: etree._Element) -> Iterator[str]:
        for block in _blocks_of(container):
            if block.tag == _EMBEDDED:
                self.unread_parts += 1
            elif block.tag == W + "p":
                read = self.paragraphs.read(block, alone=True)
                yield read.text
                for box in read.boxes:
                    yield from self._lines(box)
            else:
                for row in _rows_of(block):
                    yield " ".join(" ".join(self._lines(cell)) for cell in _cells_of(row))

    def notes(self) -> None:
        """Footnotes and endnotes after the text, in the order of their marks."""
        known = {
            (kind, element.get(W + "id", "")): element
            for kind in ("footnote", "endnote")
            for root in [self.package.xml(self.package.related(self.part, f"{kind}s", usual=f"word/{kind}s.xml"))]
            if root is not None
            for element in root.findall(W + kind)
        }
        for key, mark in tuple(self.paragraphs.notes.marks.items()):
            note = known.get(key)
            if note is not None:
                text = " ".join(line.strip() for line in self._lines(note) if line.strip())
                self.writer.line("")
                raised = superscript(mark)
                self.writer.line(f"{raised} {text.removeprefix(raised).lstrip()}")  # a mark of its own is in the note


def _blocks_of(container: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs and tables, also where content controls or insertions wrap them."""
    for child in container:
        if child.tag in {W + "p", W + "tbl", _EMBEDDED}:
            yield child
        elif child.tag in {W + "sdt", W + "sdtContent", W + "ins", W + "moveTo", W + "customXml", W + "smartTag"}:
            yield from _blocks_of(child)


def _rows_of(table: etree._Element) -> Iterator[etree._Element]:
    for child in table:
        if child.tag == W + "tr":
            if child.find(f"{W}trPr/{W}del") is None:
                yield child
        elif child.tag in {W + "sdt", W + "sdtContent", W + "ins", W + "customXml"}:
            yield from _rows_of(child)


def _cells_of(row: etree._Element) -> Iterator[etree._Element]:
    for child in row:
        if child.tag == W + "tc":
            yield child
        elif child.tag in {W + "sdt", W + "sdtContent", W + "ins", W + "customXml"}:
            yield from _cells_of(child)


def _before(row: etree._Element) -> Iterator[Cell]:
    """An empty cell for the columns after which a row begins."""
    columns = min(whole(value(row.find(W + "trPr"), "gridBefore"), 0), _MAX_COLUMNS)
    if columns > 0:
        yield Cell("", columns)


def _continues_above(cell: etree._Element) -> bool:
    merge = cell.find(f"{W}tcPr/{W}vMerge")
    return merge is not None and merge.get(W + "val", "continue") == "continue"


def _texts(element: etree._Element) -> Iterator[str]:
    for text in element.iter(W + "t"):
        yield text.text or ""
