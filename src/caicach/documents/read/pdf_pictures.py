"""What the pictures of a PDF page cover, and the page drawn as a picture to be recognised."""

import ctypes
from collections.abc import Sequence

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image, ImageChops

from caicach.documents.read.pdf_annotations import take_off
from caicach.documents.read.scan_promise import PROMISE_DPI, Box, words_promised
from caicach.documents.read.words import Word

_WORTH = 0.15
"""A logo, a seal or a signature covers less of the page than this."""
_DPI = 300
_MAX_SIDE_PIXELS = 6000
"""An A3 page at 300 dpi has 4961; larger pages (posters, forged sizes) are rendered smaller."""
_DEPTH = 4
_SEEN, _UNSEEN = 40, 0.0002
"""Levels of grey that show, and the part of a page in which that is chance."""


def is_covered(page: pypdfium2.PdfPage) -> bool:
    """Whether pictures cover a good part of the page; strips add up, one inside a form counts as the whole page."""
    width, height = page.get_size()
    area, corners = 0.0, [ctypes.c_float() for _ in range(4)]
    for at in range(pdfium.FPDFPage_CountObjects(page)):
        shape = pdfium.FPDFPage_GetObject(page, at)
        kind = pdfium.FPDFPageObj_GetType(shape)
        if kind == pdfium.FPDF_PAGEOBJ_FORM and _holds_picture(shape, _DEPTH):
            return True
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE and pdfium.FPDFPageObj_GetBounds(shape, *corners):
            left, bottom, right, top = (corner.value for corner in corners)
            area += max(0.0, right - left) * max(0.0, top - bottom)
    return bool(area >= _WORTH * width * height)


def _holds_picture(shape: "pdfium.FPDF_PAGEOBJECT", depth: int) -> bool:
    kind = pdfium.FPDFPageObj_GetType(shape)
    if kind == pdfium.FPDF_PAGEOBJ_FORM and depth:
        inside = (pdfium.FPDFFormObj_GetObject(shape, at) for at in range(pdfium.FPDFFormObj_CountObjects(shape)))
        return any(_holds_picture(one, depth - 1) for one in inside if one)
    return bool(kind == pdfium.FPDF_PAGEOBJ_IMAGE)


def shows_anything(page: pypdfium2.PdfPage) -> bool:
    """Whether a page without text shows anything at all: pictures, or letters drawn as shapes."""
    return bool(pdfium.FPDFPage_CountObjects(page))


def promised_beside(page: pypdfium2.PdfPage, words: Sequence[Word]) -> int:
    """How many words the page promises, its annotations aside, where the given ones do not stand."""
    return words_promised(_small(page), _boxes(words, _scale(page, PROMISE_DPI)))


def _small(page: pypdfium2.PdfPage) -> Image.Image:
    picture: Image.Image = page.render(
        scale=_scale(page, PROMISE_DPI), grayscale=True, draw_annots=False, may_draw_forms=False
    ).to_pil()
    return picture


def _boxes(words: Sequence[Word], scale: float) -> list[Box]:
    return [
        (scale * word.left, scale * (word.base - word.size), scale * word.right, scale * (word.base + word.size / 3))
        for word in words
    ]


def hides_its_text(page: pypdfium2.PdfPage) -> bool:
    """Whether the page looks the same without its text: that was put under or into a picture, not to be seen.

    Changes the page in memory: it is to be closed after.
    """
    seen = _small(page)
    _take_text_off(page)
    changed = ImageChops.difference(seen, _small(page)).point(lambda level: 255 if level > _SEEN else 0)
    return changed.histogram()[255] <= _UNSEEN * changed.width * changed.height


def _take_text_off(page: pypdfium2.PdfPage) -> None:
    shapes = [pdfium.FPDFPage_GetObject(page, at) for at in range(pdfium.FPDFPage_CountObjects(page))]
    for shape in shapes:
        if pdfium.FPDFPageObj_GetType(shape) == pdfium.FPDF_PAGEOBJ_TEXT:
            pdfium.FPDFPage_RemoveObject(page, shape)
            pdfium.FPDFPageObj_Destroy(shape)


def picture_of(page: pypdfium2.PdfPage, *, with_text: bool) -> tuple[Image.Image, float]:
    """The page to be recognised and its points a pixel; without its own text where that is known already.

    Changes the page in memory: it is to be closed after.
    """
    take_off(page)
    if not with_text:
        _take_text_off(page)
    scale = _scale(page, _DPI)
    picture: Image.Image = page.render(scale=scale, may_draw_forms=False).to_pil()
    return picture.convert("RGB"), scale


def _scale(page: pypdfium2.PdfPage, dpi: int) -> float:
    return float(min(dpi / 72, _MAX_SIDE_PIXELS / max(*page.get_size(), 1)))
