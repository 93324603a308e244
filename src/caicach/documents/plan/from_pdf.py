"""Tables of a PDF: by their lines where lines are drawn, else by the columns in which the words stand."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pypdfium2
import pypdfium2.raw as pdfium

from caicach.documents.plan.pdf_columns import column_tables
from caicach.documents.plan.reader import PlanSource
from caicach.documents.plan.values import PlanWarning
from caicach.documents.read.limits import MAX_PAGES
from caicach.documents.read.office_package import damaged_file, encrypted_file
from caicach.documents.read.pdf_words import words_of
from caicach.documents.read.tables.grid import Grid
from caicach.documents.read.tables.pdf_ruled import Placed, ruled_tables
from caicach.documents.read.tables.pdf_rules import rules_of
from caicach.documents.read.text_layer import is_readable, unify
from caicach.documents.read.words import Word, reading_order, rows_of
from caicach.kernel.errors import InvalidInput, TooLarge
from caicach.kernel.said import tell
from caicach.kernel.text.characters import clean


def pdf_plan(data: bytes, *, name: str) -> PlanSource:
    """The tables of every page with text; InvalidInput where all pages are pictures."""
    grids: list[Grid] = []
    words: list[str] = []
    pictures: list[int] = []
    with _opened(data, name) as pdf:
        for number in range(len(pdf)):
            _page(pdf, number, grids, words, pictures)
    if pictures and not grids:
        raise _scanned(name)
    return PlanSource(tuple(grids), "\n".join(words), _warnings(pictures))


def _page(pdf: pypdfium2.PdfDocument, number: int, grids: list[Grid], words: list[str], pictures: list[int]) -> None:
    page = pdf[number]
    try:
        placed = [_with_hyphen(word) for word in unify(words_of(page))]
        if not is_readable(placed):
            pictures.append(number + 1)
            return
        tables = ruled_tables(placed, rules_of(page))
        tables = tables or column_tables(placed)
    finally:
        page.close()
    at = 0.0
    for table in tables:
        before = _between(placed, at, table)
        words.append(before)
        grids.append(Grid(table.rows, before, pages=(number + 1,) * len(table.rows)))
        at = table.bottom
    words.append(_text([word for word in placed if word.base > at]))


def _with_hyphen(word: Word) -> Word:
    """PDFium gives a hyphen at the end of a line as the control character 2."""
    return replace(word, text=word.text.replace("\x02", "-")) if "\x02" in word.text else word


def _between(words: list[Word], top: float, table: Placed) -> str:
    return _text([word for word in words if top < word.base < table.top])


def _text(words: list[Word]) -> str:
    return clean("\n".join(reading_order(rows_of(words)))).strip()


def _warnings(pictures: list[int]) -> tuple[PlanWarning, ...]:
    if not pictures:
        return ()
    pages = ", ".join(map(str, pictures))
    message = tell("Trang {pages} là ảnh quét nên bảng ở đó không được đọc.", pages=pages)
    return (PlanWarning("plan.page_is_picture", message),)


def _scanned(name: str) -> InvalidInput:
    return InvalidInput(
        "plan.scanned",
        what="Không đọc được bảng trong tệp «{name}».",
        why="Các trang là ảnh quét, không có chữ.",
        todo="Hãy xin cơ quan gửi bản DOCX, XLSX hoặc PDF có chữ.",
        name=name,
    )


@contextmanager
def _opened(data: bytes, name: str) -> Iterator[pypdfium2.PdfDocument]:
    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if pdfium.FPDF_GetLastError() == pdfium.FPDF_ERR_PASSWORD or b"/Encrypt" in data:
            raise encrypted_file(name) from error
        raise damaged_file(name) from error
    try:
        if not len(pdf):
            raise damaged_file(name)
        if len(pdf) > MAX_PAGES:
            raise _too_long(name, len(pdf))
        yield pdf
    except pypdfium2.PdfiumError as error:
        raise damaged_file(name) from error
    finally:
        pdf.close()


def _too_long(name: str, count: int) -> TooLarge:
    return TooLarge(
        "document.too_many_pages",
        what="Không đọc tệp «{name}».",
        why="Tệp có {count} trang, giới hạn là {limit} trang.",
        todo="Hãy tách tệp thành nhiều văn bản rồi gửi từng tệp.",
        name=name,
        count=count,
        limit=MAX_PAGES,
    )
