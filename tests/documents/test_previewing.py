"""A file is looked at without being opened: drawn anew or as words, page by page, whatever its bytes hide."""

import io

import pypdfium2
import pytest
from PIL import Image

from caicach.documents.bounded import preview_bounded
from caicach.documents.previewing import PAGES_AT_ONCE, preview
from caicach.kernel.errors import CaicachError, InvalidInput


def pdf(pages: int, size: tuple[int, int] = (595, 842)) -> bytes:
    made = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        made.new_page(*size)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def picture(**kept: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (2400, 300), "white").save(out, "PNG", **kept)  # type: ignore[arg-type]
    return out.getvalue()


@pytest.mark.slow
def test_pages_of_a_pdf_are_drawn_some_at_a_time() -> None:
    shown = preview(pdf(6), filename="a.pdf", first=5)
    assert (shown.first, shown.pages, len(shown.pictures)) == (5, 6, 2)
    assert len(preview(pdf(6), filename="a.pdf", first=1).pictures) == PAGES_AT_ONCE
    assert preview(pdf(1), filename="a.pdf", first=99).first == 1


def test_a_page_of_any_size_is_drawn_small_and_a_damaged_file_is_told() -> None:
    (drawn,) = preview(pdf(1, (14_000, 14_000)), filename="a.pdf", first=1).pictures
    assert max(Image.open(io.BytesIO(drawn)).size) <= 1_600
    with pytest.raises(InvalidInput, match="Không xem trước được"):
        preview(b"%PDF-1.7 khong phai", filename="a.pdf", first=1)


def test_what_hides_in_a_picture_stays_behind() -> None:
    (drawn,) = preview(picture() + b"<script>alert(1)</script>", filename="a.png", first=1).pictures
    assert b"script" not in drawn
    assert Image.open(io.BytesIO(drawn)).size == (1_000, 125)


@pytest.mark.slow
def test_words_are_shown_of_all_else_in_the_child_as_well() -> None:
    shown = preview_bounded("Kế hoạch số 12 <b>".encode(), filename="a.txt")
    assert "Kế hoạch số 12 <b>" in shown.text
    with pytest.raises(CaicachError):
        preview_bounded(b"\x00\x01\x02" * 50, filename="a.bin")
