"""A file to look at without opening it: pages of a PDF and pictures drawn anew, of all else the words.

Nothing of the file itself reaches a browser: a picture is drawn from its pixels, so that scripts, links and what hides
behind the last byte stay behind. Runs in the bounded child.
"""

import io
from dataclasses import dataclass
from typing import Final

import pypdfium2
from PIL import Image, ImageOps

from caicach.documents.plan.opening import plan_source
from caicach.documents.read.loading import load
from caicach.kernel.errors import InvalidInput

PAGES_AT_ONCE: Final = 4
MOST_CHARACTERS: Final = 60_000
_WIDE, _HIGH = 1_000, 1_600
_ZIP: Final = b"PK\x03\x04"
_PICTURES: Final = frozenset({"PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF"})


@dataclass(frozen=True, slots=True)
class Preview:
    """``pictures`` are PNG files of pages ``first`` and after, of ``pages``; or ``text``, cut where ``is_cut``."""

    pictures: tuple[bytes, ...] = ()
    first: int = 1
    pages: int = 0
    text: str = ""
    is_cut: bool = False


def preview(data: bytes, *, filename: str, first: int) -> Preview:
    """Raises InvalidInput where the file is damaged, or of a kind that nobody can read."""
    if b"%PDF-" in data[:1024]:
        return _pages_of_pdf(data, first)
    if not data.startswith(_ZIP) and (drawn := _drawn(data, first)) is not None:
        return drawn
    text = _words(data, filename)
    return Preview(text=text[:MOST_CHARACTERS], is_cut=len(text) > MOST_CHARACTERS)


def _pages_of_pdf(data: bytes, first: int) -> Preview:
    try:
        with pypdfium2.PdfDocument(data) as pdf:
            pages = len(pdf)
            start = min(max(first, 1), max(pages, 1))
            numbers = range(start - 1, min(start - 1 + PAGES_AT_ONCE, pages))
            return Preview(tuple(_page(pdf[number]) for number in numbers), start, pages)
    except pypdfium2.PdfiumError as error:
        raise InvalidInput(
            "document.cannot_be_shown",
            what="Không xem trước được tệp này.",
            why="Tệp PDF hỏng, hoặc có mật khẩu.",
            todo="Hãy tải về và mở bằng phần mềm trên máy.",
        ) from error


def _page(page: pypdfium2.PdfPage) -> bytes:
    """At most so wide and high, whatever the size of the page says."""
    width, height = page.get_size()
    scale = min(_WIDE / max(width, 1), _HIGH / max(height, 1), 4.0)
    return _png(page.render(scale=scale).to_pil())


def _drawn(data: bytes, first: int) -> Preview | None:
    """A frame of a picture; None where the bytes are no picture."""
    try:
        with Image.open(io.BytesIO(data)) as picture:
            if picture.format not in _PICTURES:
                return None
            frames = getattr(picture, "n_frames", 1)
            start = min(max(first, 1), frames)
            shown = []
            for number in range(start - 1, min(start - 1 + PAGES_AT_ONCE, frames)):
                picture.seek(number)
                shown.append(_png(ImageOps.exif_transpose(picture.convert("RGB"))))
            return Preview(tuple(shown), start, frames)
    except (OSError, SyntaxError, ValueError, EOFError):
        return None


def _png(picture: Image.Image) -> bytes:
    picture.thumbnail((_WIDE, _HIGH))
    out = io.BytesIO()
    picture.convert("P", palette=Image.Palette.ADAPTIVE, colors=128).save(out, "PNG", optimize=True)
    return out.getvalue()


def _words(data: bytes, filename: str) -> str:
    try:
        return load(data, filename=filename).text
    except InvalidInput:
        return plan_source(data, filename=filename).text
