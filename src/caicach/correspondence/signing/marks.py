"""What a signature shows on the page: a picture of the signature or the seal, or words; as a small PDF of its own."""

import io
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from PIL import Image, UnidentifiedImageError

from caicach.correspondence.signing.places import Place
from caicach.documents.write.measuring import font_file
from caicach.kernel.errors import InvalidInput

if TYPE_CHECKING:
    from fpdf import FPDF

_SIZE: Final = 10.0
_LEAST: Final = 6.0
_LARGEST_PICTURE: Final = 2000


@dataclass(frozen=True, slots=True)
class Mark:
    """``picture`` is a PNG; without one the words are shown."""

    words: tuple[str, ...]
    picture: bytes | None = None


def agency_words(agency: str, at: datetime) -> tuple[str, ...]:
    """Name of the agency and time in the form of ISO 8601 (Phụ lục I, II.8)."""
    return (agency, f"Thời gian ký: {at.isoformat(timespec='seconds')}")


def person_words(name: str, at: datetime) -> tuple[str, ...]:
    return (f"Ký bởi: {name}", f"Thời gian ký: {at.isoformat(timespec='seconds')}")


def checked_picture(data: bytes) -> bytes:
    """The picture as a PNG of bounded size. Raises InvalidInput for what is no picture."""
    try:
        with Image.open(io.BytesIO(data)) as opened:
            if opened.format != "PNG" or max(opened.size) > _LARGEST_PICTURE:
                raise UnidentifiedImageError
            picture = opened.convert("RGBA")
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError) as error:
        raise InvalidInput(
            "signing.picture",
            what="Ảnh chữ ký hoặc con dấu không dùng được.",
            why="Ảnh phải là PNG, mỗi cạnh không quá {most} điểm ảnh.",
            todo="Hãy lưu lại ảnh dạng PNG, nền trong suốt.",
            most=_LARGEST_PICTURE,
        ) from error
    stream = io.BytesIO()
    picture.save(stream, "PNG")
    return stream.getvalue()


def mark_as_pdf(mark: Mark, place: Place) -> bytes:
    """One page of the size of the place, fonts embedded."""
    from fpdf import FPDF  # noqa: PLC0415 -- heavy

    pdf = FPDF(unit="pt", format=(place.width, place.height))
    pdf.set_auto_page_break(False)
    pdf.set_margin(0)
    pdf.add_page()
    if mark.picture is not None:
        with Image.open(io.BytesIO(mark.picture)) as picture:
            scale = min(place.width / picture.width, place.height / picture.height)
            width, height = picture.width * scale, picture.height * scale
        pdf.image(io.BytesIO(mark.picture), (place.width - width) / 2, (place.height - height) / 2, width, height)
    else:
        _write(pdf, mark.words, place)
    return bytes(pdf.output())


def _write(pdf: "FPDF", words: tuple[str, ...], place: Place) -> None:
    pdf.add_font("serif", "", font_file(bold=False, italic=False))
    size = _SIZE
    pdf.set_font("serif", "", size)
    while size > _LEAST and max(pdf.get_string_width(line) for line in words) > place.width:
        size -= 0.5
        pdf.set_font("serif", "", size)
    top = (place.height - len(words) * size * 1.2) / 2
    for number, line in enumerate(words):
        pdf.text((place.width - pdf.get_string_width(line)) / 2, top + size + number * size * 1.2, line)
