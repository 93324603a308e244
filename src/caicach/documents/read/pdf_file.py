"""PDF to text: pages with text by their characters, pages without text by OCR of their picture."""

import re
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager

import pypdfium2
import pypdfium2.raw as pdfium

from caicach.documents.read.limits import MAX_PAGES
from caicach.documents.read.ocr import OcrPages, ocr_warning
from caicach.documents.read.office_package import damaged_file, encrypted_file
from caicach.documents.read.page_lines import write_lines
from caicach.documents.read.pdf_pages import PdfPage, looked_at, recognised_pages
from caicach.documents.read.scan_pages import check_scanned_pages
from caicach.documents.read.signing_days import days_said, days_signed
from caicach.documents.read.source import SourceFormat, SourceText
from caicach.documents.read.source_writer import SourceWriter
from caicach.documents.read.tables.page_tables import may_hold_table, page_tables, written_rows
from caicach.documents.read.tables.pdf_ruled import Placed
from caicach.documents.read.tesseract import require_tesseract
from caicach.documents.read.words import Measures, Row, page_measures, reading_order, rows_of
from caicach.kernel.errors import TooLarge

_PICTURE = re.compile(rb"/Image(?![A-Za-z])")  # «/ImageC» among the sets of procedures says nothing


def read_pdf(data: bytes, *, name: str) -> SourceText:
    with _opened(data, name) as pdf:
        pages = _pages(pdf, data, name)
        scanned = sum(page.is_scan for page in pages)
        check_scanned_pages(scanned, name=name)
        if scanned:
            require_tesseract()
        return _written(pdf, pages, name)


def has_scans(data: bytes, *, name: str) -> bool:
    """Whether a page would have to be recognised."""
    with _opened(data, name) as pdf:
        return any(page.is_scan for page in _pages(pdf, data, name))


def _pages(pdf: pypdfium2.PdfDocument, data: bytes, name: str) -> list[PdfPage]:
    with ExitStack() as others:
        again: list[pypdfium2.PdfDocument] = []

        def drawn() -> pypdfium2.PdfDocument:
            if not again:
                again.append(others.enter_context(_opened(data, name)))
            return again[0]

        has_pictures = _PICTURE.search(data) is not None
        return [looked_at(pdf, number, drawn=drawn, has_pictures=has_pictures) for number in range(len(pdf))]


@contextmanager
def _opened(data: bytes, name: str) -> Iterator[pypdfium2.PdfDocument]:
    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if pdfium.FPDF_GetLastError() == pdfium.FPDF_ERR_PASSWORD or b"/Encrypt" in data:
            raise encrypted_file(name) from error
        raise damaged_file(name) from error
    try:
        _check_pages(pdf, name)
        pdf.init_forms()  # stamps and numbers filled in by the registry are form fields
        yield pdf
    except pypdfium2.PdfiumError as error:
        raise damaged_file(name) from error
    finally:
        pdf.close()


def _check_pages(pdf: pypdfium2.PdfDocument, name: str) -> None:
    if not len(pdf):
        raise damaged_file(name)
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


def _written(pdf: pypdfium2.PdfDocument, pages: list[PdfPage], name: str) -> SourceText:
    scans = sum(page.is_scan for page in pages)
    writer = SourceWriter(SourceFormat.SCAN if 2 * scans > len(pages) else SourceFormat.PDF)
    ocr, measures = OcrPages(), None
    recognised = recognised_pages(pdf, (page for page in pages if page.is_scan), ocr)
    for page in pages:
        writer.page()
        rows = rows_of(next(recognised) if page.is_scan else page.words)
        tables = page_tables(pdf, page.number, page.words) if not page.is_scan and may_hold_table(rows) else []
        outside = [row for row in rows if not any(table.top < row[0].words[0].base < table.bottom for table in tables)]
        measures = page_measures(outside, None if page.is_scan else measures)
        _write_page(writer, outside, tables, measures)
    if scans == len(pages) and not any(page.words or page.layer for page in pages):
        ocr.check_legible(name)
    for warning in (*([ocr_warning()] if scans else ()), *ocr.warnings):
        writer.warn(warning)
    writer.signed_on = (*days_signed(pdf), *(day for page in pages for day in days_said(page.stamped)))
    return writer.finish()


def _write_page(writer: SourceWriter, rows: Sequence[Row], tables: Sequence[Placed], measures: Measures) -> None:
    """Words and tables from the top of the page to its end."""
    left = list(rows)
    for table in tables:
        above = [row for row in left if row[0].words[0].base <= table.top]
        write_lines(writer, reading_order(above, measures))
        writer.table(written_rows(table))
        left = left[len(above) :]
    write_lines(writer, reading_order(left, measures))
