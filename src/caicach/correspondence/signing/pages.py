"""What the pages of a file show, now and as they were when a signature was put: the same picture, or another."""

import ctypes
from collections.abc import Iterable, Mapping
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt
import pypdfium2
import pypdfium2.raw as pdfium

MOST_PAGES: Final = 300
_SCALE: Final = 1.0
_WAYS: Final = (None, "print")
_LARGEST_MASK: Final = 0.25
"""A signature put later may cover so much of a page; what covers more could hide words."""

_Picture: TypeAlias = npt.NDArray[np.uint8]


def pages_unchanged(data: bytes, signed: Mapping[int, frozenset[str]]) -> frozenset[int]:
    """Of the lengths in ``signed``, those at which the file showed what it shows now.

    ``signed`` gives, for each length at which the file once ended, the fields signed later: their marks do not count.
    What cannot be drawn counts as changed.
    """
    same = set(signed)
    try:
        with pypdfium2.PdfDocument(data) as now:
            now.init_forms()
            before = {length: _opened(data[:length]) for length in signed}
            try:
                for length, pdf in before.items():
                    if pdf is None or len(pdf) != len(now) or len(now) > MOST_PAGES:
                        same.discard(length)
                for number in range(len(now) if same else 0):
                    _compare(now, number, {length: before[length] for length in same}, signed, same)
            finally:
                for pdf in before.values():
                    if pdf is not None:
                        pdf.close()
    except pypdfium2.PdfiumError:
        return frozenset()
    return frozenset(same)


def _opened(data: bytes) -> pypdfium2.PdfDocument | None:
    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return None
    pdf.init_forms()
    return pdf


def _compare(
    now: pypdfium2.PdfDocument,
    number: int,
    before: Mapping[int, pypdfium2.PdfDocument | None],
    signed: Mapping[int, frozenset[str]],
    same: set[int],
) -> None:
    """On the screen and on paper: a mark may be made for the printer alone."""
    page = now[number]
    for way in _WAYS:
        _compare_as(way, now, page, {length: pdf and pdf[number] for length, pdf in before.items()}, signed, same)


def _compare_as(
    way: str | None,
    now: pypdfium2.PdfDocument,
    page: pypdfium2.PdfPage,
    before: Mapping[int, pypdfium2.PdfPage | None],
    signed: Mapping[int, frozenset[str]],
    same: set[int],
) -> None:
    shown = _drawn(page, way)
    for length, old in before.items():
        former = _drawn(old, way) if old is not None else None
        if former is None or former.shape != shown.shape:
            same.discard(length)
            continue
        differs = (former != shown).any(axis=2) if former.ndim == 3 else former != shown
        if not differs.any():
            continue
        mask = _mask(now, page, signed[length], differs.shape)
        if mask.mean() > _LARGEST_MASK or (differs & ~mask).any():
            same.discard(length)


def _drawn(page: pypdfium2.PdfPage, way: str | None) -> _Picture:
    bitmap = page.render(scale=_SCALE, grayscale=True, may_draw_forms=True, optimize_mode=way)
    return np.array(bitmap.to_numpy(), copy=True)


def _mask(
    pdf: pypdfium2.PdfDocument, page: pypdfium2.PdfPage, fields: Iterable[str], shape: tuple[int, ...]
) -> npt.NDArray[np.bool_]:
    """Where the marks of these fields stand in the picture of the page."""
    mask, wanted = np.zeros(shape, dtype=np.bool_), frozenset(fields)
    if pdf.formenv is None:
        return mask
    for index in range(pdfium.FPDFPage_GetAnnotCount(page)):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        try:
            if _field_name(pdf, annotation) in wanted:
                top, bottom, left, right = _box(page, annotation, shape)
                mask[top:bottom, left:right] = True
        finally:
            pdfium.FPDFPage_CloseAnnot(annotation)
    return mask


def _field_name(pdf: pypdfium2.PdfDocument, annotation: object) -> str:
    size = pdfium.FPDFAnnot_GetFormFieldName(pdf.formenv, annotation, None, 0)
    if size <= 2:
        return ""
    held = (ctypes.c_ushort * (size // 2 + 1))()
    pdfium.FPDFAnnot_GetFormFieldName(pdf.formenv, annotation, held, size)
    return bytes(held)[:size].decode("utf-16-le", errors="replace").rstrip("\0")


def _box(page: pypdfium2.PdfPage, annotation: object, shape: tuple[int, ...]) -> tuple[int, int, int, int]:
    """Top, bottom, left, right in the picture, a point wider on every side."""
    rect = pdfium.FS_RECTF()
    pdfium.FPDFAnnot_GetRect(annotation, rect)
    height, width = shape[:2]
    found = [_device(page, x, y, width, height) for x in (rect.left, rect.right) for y in (rect.top, rect.bottom)]
    xs, ys = [x for x, _ in found], [y for _, y in found]
    return max(0, min(ys) - 1), max(0, max(ys) + 2), max(0, min(xs) - 1), max(0, max(xs) + 2)


def _device(page: pypdfium2.PdfPage, x: float, y: float, width: int, height: int) -> tuple[int, int]:
    across, down = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDF_PageToDevice(page, 0, 0, width, height, 0, x, y, across, down)
    return across.value, down.value
