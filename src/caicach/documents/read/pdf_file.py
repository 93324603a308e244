"""PDF to text: pages with text by their characters, pages without text by OCR of their picture."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

from caicach.documents.read.limits import MAX_PAGES
from caicach.documents.read.ocr import OcrPages, ocr_warning
from caicach.documents.read.office_package import damaged, encrypted
from caicach.documents.read.page_lines import write_lines
from caicach.documents.read.pdf_words import words_of
from caicach.documents.read.scan_pages import check_scanned_pages
from caicach.documents.read.source import SourceFormat, SourceText
from caicach.documents.read.source_writer import SourceWriter
from caicach.documents.read.tesseract import require_tesseract
from caicach.documents.read.text_layer import is_readable, unify
from caicach.documents.read.words import Word, measured, reading_order, rows_of
from caicach.kernel.errors import TooLarge

_DPI = 300
_MAX_SIDE_PIXELS = 6000
"""An A3 page at 300 dpi has 4961; larger pages (posters, forged sizes) are rendered smaller."""


@dataclass(frozen=True, slots=True)
class _Page:
    """A page with its words, or to be recognised where ``words`` is None."""

    number: int
    words: list[Word] | None


def read_pdf(data: bytes, *, name: str) -> SourceText:
    with _opened(data, name) as pdf:
        pages = [_look(pdf, number) for number in range(len(pdf))]
        scanned = [page.number for page in pages if page.words is None]
        check_scanned_pages(len(scanned), name=name)
        if scanned:
            require_tesseract()
        return _written(pdf, pages, name)


@contextmanager
def _opened(data: bytes, name: str) -> Iterator[pypdfium2.PdfDocument]:
    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if pdfium.FPDF_GetLastError() == pdfium.FPDF_ERR_PASSWORD or b"/Encrypt" in data:
            raise encrypted(name) from error
        raise damaged(name) from error
    try:
        _check_pages(pdf, name)
        pdf.init_forms()  # stamps and numbers filled in by the registry are form fields
        yield pdf
    except pypdfium2.PdfiumError as error:
        raise damaged(name) from error
    finally:
        pdf.close()


def _check_pages(pdf: pypdfium2.PdfDocument, name: str) -> None:
    if not len(pdf):
        raise damaged(name)
    if len(pdf) > MAX_PAGES:
        raise TooLarge(
            "document.too_many_pages",
            what="Không đọc tệp «{name}».",
            why="Tệp có {count} trang, giới hạn là {limit} trang.",
            todo="Hãy tách tệp thành nhiều văn bản rồi gửi từng tệp.",
            name=name,
            count=len(pdf),
            limit=MAX_PAGES,
        )


def _look(pdf: pypdfium2.PdfDocument, number: int) -> _Page:
    page = _flattened(pdf, number)
    try:
        words = unify(words_of(page))
        if is_readable(words):
            return _Page(number, words)
        return _Page(number, None if words or _has_picture(page) else [])
    finally:
        page.close()


def _flattened(pdf: pypdfium2.PdfDocument, number: int) -> pypdfium2.PdfPage:
    """The page with its annotations drawn in: the number and date of a letter are often filled in as fields."""
    page = pdf[number]
    if pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY) == pdfium.FLATTEN_SUCCESS:
        page.close()
        page = pdf[number]
    return page


def _has_picture(page: pypdfium2.PdfPage) -> bool:
    """Whether a page without text shows anything at all: pictures, or letters drawn as shapes."""
    return next(iter(page.get_objects(max_depth=4)), None) is not None


def _written(pdf: pypdfium2.PdfDocument, pages: list[_Page], name: str) -> SourceText:
    scans = sum(page.words is None for page in pages)
    writer = SourceWriter(SourceFormat.SCAN if 2 * scans > len(pages) else SourceFormat.PDF)
    ocr, measures = OcrPages(), None
    for page in pages:
        writer.page()
        words = page.words
        if words is None:
            words = ocr.words(_rendered(pdf, page.number), first=page.number == 0)
            writer.warn(ocr_warning())
        rows = rows_of(words)
        measures = measured(rows, measures if page.words is not None else None)
        write_lines(writer, reading_order(rows, measures))
    if scans == len(pages):
        ocr.check_legible(name)
    return writer.finish()


def _rendered(pdf: pypdfium2.PdfDocument, number: int) -> Image.Image:
    page = pdf[number]
    try:
        scale = min(_DPI / 72, _MAX_SIDE_PIXELS / max(*page.get_size(), 1))
        picture: Image.Image = page.render(scale=scale, may_draw_forms=True).to_pil()
        return picture.convert("RGB")
    finally:
        page.close()
