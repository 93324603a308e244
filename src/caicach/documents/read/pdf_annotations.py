"""What annotations and form fields add to a page: numbers and days that were filled in, and words of signatures.

Offices fill the number and the day of a letter into signature fields, and their signatures show «Ký bởi: ..., Thời
gian ký: ...» there. The first belong to the letter; the second are no words of the page, whatever kind of
annotation holds them.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

from caicach.documents.read.pdf_fields import placed_words, typed_value
from caicach.documents.read.pdf_words import words_of
from caicach.documents.read.words import Word
from caicach.kernel.text.folding import fold

_STAMP_WORDS = re.compile(
    r"\bk[yi] (?:so |dien tu )?boi\b|\bnguoi ky\b|\b(?:thoi gian|ngay|gio) ky\b|\bchu ky so\b|\bdigitally signed\b"
    r"|\bsigned by\b|\w@\w|\b\d{1,2}:\d\d(?::\d\d)?\b|\bsignature\b|\bchung thu\b"
)
_EXPLAINED = re.compile(r"\b(?:so|ngay|thang|nam)\b|\d+|/[a-z0-9&./-]+|[\W_]")
_WHOLE_DATE = re.compile(r"\bngay\b.{0,12}\bthang\b.{0,12}\bnam\b")
_BARE_DATE = re.compile(r"\W*\d{1,2}[./-]\d{1,2}[./-]\d{4}\W*")
_LONGEST_FILLED_IN = 60
_UNREAD = re.compile("[\\x00-\\x08\\ue000-\\uf8ff\\ufffd]")  # letters of a font that does not say which they are
_SIGNATURE = pdfium.FPDF_FORMFIELD_SIGNATURE


@dataclass(frozen=True, slots=True)
class PageText:
    """``own`` words are of the page itself; ``filled`` stand in annotations and belong to the letter too."""

    own: list[Word]
    filled: list[Word]
    stamped: str = ""

    @property
    def all(self) -> list[Word]:
        return [*self.own, *self.filled] if self.filled else self.own


@dataclass(frozen=True, slots=True)
class _Field:
    left: float
    right: float
    top: float
    bottom: float
    is_signature: bool
    typed: str = ""

    @property
    def words(self) -> list[Word]:
        return list(placed_words(self.typed, self.left, self.top, self.right, self.bottom))

    def holds(self, word: Word) -> bool:
        middle, height = (word.left + word.right) / 2, word.base - word.size / 4
        return self.left - 1 <= middle <= self.right + 1 and self.top - 1 <= height <= self.bottom + 1


def text_of(
    pdf: pypdfium2.PdfDocument, page: pypdfium2.PdfPage, number: int, *, drawn: Callable[[], pypdfium2.PdfDocument]
) -> PageText:
    """``page`` has the number; ``drawn`` gives the same file once more, to draw annotations into its pages."""
    own = words_of(page)
    fields = _fields(pdf, page)
    if not fields:
        return PageText(own, [])
    page = drawn()[number]
    try:
        _keep_size(page)
        if pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY) != pdfium.FLATTEN_SUCCESS:
            return _parted(own, own, fields)
    finally:
        page.close()
    page = drawn()[number]
    try:
        return _parted(own, words_of(page), fields)
    finally:
        page.close()


def _keep_size(page: pypdfium2.PdfPage) -> None:
    """Writes down the size of a page that has it from the whole file: flattening would make it a US letter."""
    box = pdfium.FS_RECTF()
    if pdfium.FPDF_GetPageBoundingBox(page, box):
        page.set_mediabox(box.left, box.bottom, box.right, box.top)
        page.set_cropbox(box.left, box.bottom, box.right, box.top)


def _fields(pdf: pypdfium2.PdfDocument, page: pypdfium2.PdfPage) -> list[_Field]:
    found = []
    for index in range(pdfium.FPDFPage_GetAnnotCount(page)):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        if annotation:
            found.append(_field(pdf, page, annotation))
            pdfium.FPDFPage_CloseAnnot(annotation)
    return found


def _field(pdf: pypdfium2.PdfDocument, page: pypdfium2.PdfPage, annotation: "pdfium.FPDF_ANNOTATION") -> _Field:
    box = pdfium.FS_RECTF()
    pdfium.FPDFAnnot_GetRect(annotation, box)
    left, top, right, bottom = shown_box(page, (box.left, box.bottom, box.right, box.top))
    is_signature = bool(pdf.formenv) and pdfium.FPDFAnnot_GetFormFieldType(pdf.formenv, annotation) == _SIGNATURE
    return _Field(left, right, top, bottom, is_signature, typed_value(pdf, annotation))


def shown_box(page: pypdfium2.PdfPage, box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    """Left, top, right, bottom on the page as shown, y growing downwards, of a box in the measure of the file."""
    (x0, y0, x1, y1), (width, height) = box, page.get_size()
    match page.get_rotation():
        case 90:
            return y0, x0, y1, x1
        case 180:
            return width - x1, y0, width - x0, y1
        case 270:
            return width - y1, height - x1, width - y0, height - x0
    return x0, height - y1, x1, height - y0


def _parted(own: list[Word], drawn: list[Word], fields: Sequence[_Field]) -> PageText:
    known = Counter(map(_place, own))
    added: list[Word] = []
    for word in drawn:
        if known[_place(word)] > 0:
            known[_place(word)] -= 1
        else:
            added.append(word)
    filled, stamped, rest = list[Word](), list[str](), added
    for field in fields:
        inside = [word for word in rest if field.holds(word)]
        if field.typed.strip():
            rest = [word for word in rest if not field.holds(word)]
            filled += inside if inside and not _UNREAD.search(" ".join(word.text for word in inside)) else field.words
        elif inside:
            rest = [word for word in rest if not field.holds(word)]
            said = " ".join(word.text for word in inside)
            if _is_of_letter(fold(said), field):
                filled += inside
            else:
                stamped.append(said)
    return PageText(own, [*filled, *rest], "\n".join(stamped))


def _place(word: Word) -> tuple[str, int, int]:
    return word.text, round(word.left), round(word.base)


def _is_of_letter(said: str, field: _Field) -> bool:
    """Of a signature only what was filled in by it: a number, a day; any other field says what it says."""
    if is_stamp(said) or not field.is_signature:
        return not is_stamp(said)
    if len(said) > _LONGEST_FILLED_IN or _BARE_DATE.fullmatch(said):
        return False
    return bool(_WHOLE_DATE.search(said)) or (any(map(str.isdigit, said)) and not _EXPLAINED.sub("", said))


def is_stamp(folded: str) -> bool:
    """Whether words are those of a signature or of the stamp of a gazette: who signed, an address, an hour."""
    return bool(_STAMP_WORDS.search(folded))


def take_off(page: pypdfium2.PdfPage) -> None:
    """Takes the annotations that hold words off a page, in memory only: their words are known or are none of it."""
    for index in reversed(range(pdfium.FPDFPage_GetAnnotCount(page))):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        if not annotation:
            continue
        shapes = (
            pdfium.FPDFAnnot_GetObject(annotation, at) for at in range(pdfium.FPDFAnnot_GetObjectCount(annotation))
        )
        has_words = any(shape and holds_text(shape) for shape in shapes)
        pdfium.FPDFPage_CloseAnnot(annotation)
        if has_words:
            pdfium.FPDFPage_RemoveAnnot(page, index)


def holds_text(shape: "pdfium.FPDF_PAGEOBJECT", depth: int = 4) -> bool:
    """Whether something drawn is text, or a form with text in it."""
    kind = pdfium.FPDFPageObj_GetType(shape)
    if kind == pdfium.FPDF_PAGEOBJ_FORM and depth:
        inside = (pdfium.FPDFFormObj_GetObject(shape, at) for at in range(pdfium.FPDFFormObj_CountObjects(shape)))
        return any(holds_text(one, depth - 1) for one in inside if one)
    return bool(kind == pdfium.FPDF_PAGEOBJ_TEXT)
