"""What people typed into the form fields of a page, as words in their places: a viewer shows it, drawn or not."""

import ctypes
from collections.abc import Iterator
from typing import Final

import pypdfium2
import pypdfium2.raw as pdfium

from caicach.documents.read.words import Word
from caicach.kernel.errors import TooLarge

_TYPED_INTO: Final = frozenset({pdfium.FPDF_FORMFIELD_TEXTFIELD, pdfium.FPDF_FORMFIELD_COMBOBOX})
_UNSEEN: Final = pdfium.FPDF_ANNOT_FLAG_HIDDEN | pdfium.FPDF_ANNOT_FLAG_NOVIEW
_PASSWORD: Final = 1 << 13
_MOST_BYTES: Final = 200_000
_LARGEST: Final = 11.0
_OF_SIZE: Final = 0.5
_BASE: Final = 0.8


def typed_value(pdf: pypdfium2.PdfDocument, annotation: "pdfium.FPDF_ANNOTATION") -> str:
    """What stands in a field of text or choice that people see; empty for any other annotation, a signature's too."""
    if not pdf.formenv or pdfium.FPDFAnnot_GetFormFieldType(pdf.formenv, annotation) not in _TYPED_INTO:
        return ""
    is_secret = pdfium.FPDFAnnot_GetFormFieldFlags(pdf.formenv, annotation) & _PASSWORD
    if is_secret or pdfium.FPDFAnnot_GetFlags(annotation) & _UNSEEN:
        return ""
    size = pdfium.FPDFAnnot_GetFormFieldValue(pdf.formenv, annotation, None, 0)
    if size > _MOST_BYTES:
        raise TooLarge(
            "document.field_too_long",
            what="Một ô của biểu mẫu trong tệp có quá nhiều chữ.",
            why="Ô dài {size} byte, quá {limit} byte.",
            todo="Hãy kiểm tra lại tệp.",
            size=size,
            limit=_MOST_BYTES,
        )
    kept = ctypes.create_string_buffer(max(size, 2))
    pdfium.FPDFAnnot_GetFormFieldValue(
        pdf.formenv, annotation, ctypes.cast(kept, ctypes.POINTER(pdfium.FPDF_WCHAR)), size
    )
    return kept.raw[:size].decode("utf-16-le", "replace").rstrip("\0")


def placed_words(text: str, left: float, top: float, right: float, bottom: float) -> Iterator[Word]:
    """The words of a field inside its box, each line of the text in a line there.

    >>> [(word.text, round(word.left), round(word.base)) for word in placed_words("5 ngày", 100, 20, 200, 30)]
    [('5', 100, 28), ('ngày', 110, 28)]
    """
    lines = [line for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n") if line.strip()]
    size = min(_LARGEST, (bottom - top) / max(1, len(lines)))
    for number, line in enumerate(lines):
        wide = min(_OF_SIZE * size, (right - left) / len(line))
        base = top + (number + _BASE) * size
        at = left
        for word in line.split():
            yield Word(word, at, at + wide * len(word), base, size)
            at += wide * (len(word) + 1)
