"""A letter's value as files: PDF, DOCX, and pictures of its pages to look at before it is fixed."""

import io
from functools import lru_cache
from threading import Lock
from typing import Final

import pypdfium2

from caicach.documents.values import OfficialDocument
from caicach.documents.write.docx import write_docx

PICTURE_DPI: Final = 96

_one_at_a_time = Lock()  # PDFium knows no threads


def pdf_of(document: OfficialDocument) -> bytes:
    """The PDF/A; kept for the next page picture of the same text."""
    return _written(document, tuple((block.look, block.landscape) for block in document.body))


@lru_cache(maxsize=8)
def _written(document: OfficialDocument, _looks: tuple[object, ...]) -> bytes:
    """Blocks are equal without their looks, so the looks are part of what is looked up."""
    from caicach.documents.write.pdf import write_pdf  # noqa: PLC0415 -- heavy

    return write_pdf(document)


def docx_of(document: OfficialDocument) -> bytes:
    return write_docx(document)


@lru_cache(maxsize=8)
def page_count(data: bytes) -> int:
    with _one_at_a_time:
        pdf = pypdfium2.PdfDocument(data)
        try:
            return len(pdf)
        finally:
            pdf.close()


def page_picture(data: bytes, number: int) -> bytes:
    """Page ``number`` from 1 as a PNG; ``number`` is held within the pages there are."""
    with _one_at_a_time:
        pdf = pypdfium2.PdfDocument(data)
        try:
            pdf.init_forms()  # else the marks of signatures are not drawn
            page = pdf[min(max(number, 1), len(pdf)) - 1]
            picture = page.render(scale=PICTURE_DPI / 72, may_draw_forms=True).to_pil()
        finally:
            pdf.close()
    stream = io.BytesIO()
    picture.convert("P", colors=64).save(stream, "PNG", optimize=True)
    return stream.getvalue()


def file_stem(document: OfficialDocument, fallback: str) -> str:
    """A file name from number and symbol.

    >>> file_stem(OfficialDocument(number="07", symbol="BC/SNV-CCHC"), "du-thao-3")
    '07-BC-SNV-CCHC'
    """
    if not document.number:
        return fallback
    return "-".join(part.replace("/", "-") for part in (document.number, document.symbol) if part)
