"""Scans as pictures (PNG, JPEG, TIFF of several pages), to text by OCR."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

from PIL import Image, ImageOps

from caicach.documents.read.limits import MAX_PICTURE_PIXELS
from caicach.documents.read.ocr import OcrPages, ocr_warning
from caicach.documents.read.office_package import damaged_file
from caicach.documents.read.page_lines import write_lines
from caicach.documents.read.scan_pages import check_scanned_pages
from caicach.documents.read.source import SourceFormat, SourceText
from caicach.documents.read.source_writer import SourceWriter
from caicach.documents.read.tesseract import require_tesseract
from caicach.documents.read.words import reading_order, rows_of
from caicach.kernel.errors import TooLarge

FORMATS = ("PNG", "JPEG", "TIFF")
_WRONG_PICTURE = (OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError, OverflowError)
"""What Pillow raises for damaged files, by its own documentation and by trial on mutated ones."""


def read_picture(data: bytes, *, name: str) -> SourceText:
    with _refusals(name):
        picture = Image.open(BytesIO(data), formats=FORMATS)
        count = getattr(picture, "n_frames", 1)
    _check_pixels(picture, name)
    check_scanned_pages(count, name=name)
    require_tesseract()
    writer, ocr = SourceWriter(SourceFormat.SCAN), OcrPages()
    for words in ocr.words((number, _page(picture, number, name)) for number in range(count)):
        writer.page()
        write_lines(writer, reading_order(rows_of(words)))
    ocr.check_legible(name)
    for warning in (ocr_warning(), *ocr.warnings):
        writer.warn(warning)
    return writer.finish()


@contextmanager
def _refusals(name: str) -> Iterator[None]:
    """What Pillow raises becomes a refusal; what it warns of (a bound of its own, an odd tag) is no matter here."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except Image.DecompressionBombError as error:
        raise _too_many_pixels(name) from error
    except _WRONG_PICTURE as error:
        raise damaged_file(name) from error


def _page(picture: Image.Image, number: int, name: str) -> Image.Image:
    with _refusals(name):
        picture.seek(number)
    _check_pixels(picture, name)
    with _refusals(name):
        return _on_paper(ImageOps.exif_transpose(picture))


def _on_paper(frame: Image.Image) -> Image.Image:
    """The page in colour on white: a transparent ground would otherwise come out black."""
    if frame.mode in {"1", "L", "RGB"}:
        return frame.convert("RGB") if frame.mode == "1" else frame.copy()
    if frame.mode.startswith("I") or frame.mode == "F":
        return ImageOps.autocontrast(frame.convert("F").point(lambda level: level / 256).convert("L"))
    clear = frame.convert("RGBA")
    paper = Image.new("RGBA", clear.size, "white")
    return Image.alpha_composite(paper, clear).convert("RGB")


def _check_pixels(picture: Image.Image, name: str) -> None:
    if picture.width * picture.height > MAX_PICTURE_PIXELS:
        raise _too_many_pixels(name)


def _too_many_pixels(name: str) -> TooLarge:
    return TooLarge(
        "document.too_many_pixels",
        what="Không đọc ảnh «{name}».",
        why="Ảnh lớn hơn {limit} triệu điểm ảnh.",
        todo="Hãy quét lại ở 300 dpi, khổ A4 hoặc A3.",
        name=name,
        limit=MAX_PICTURE_PIXELS // 1_000_000,
    )
