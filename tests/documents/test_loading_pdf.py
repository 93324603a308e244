"""PDF with text to text: columns, marks, pages; what is refused before any work."""

import itertools

import pytest
from PIL import Image

from caicach.documents.read.limits import MAX_SCANNED_PAGES
from caicach.documents.read.loading import load
from caicach.documents.read.source import SourceFormat
from caicach.kernel.errors import InvalidInput, TooLarge
from documents.file_builders import encrypted_pdf, pdf_of, picture_bytes

LONG = "The committee asks every department of the province to report before the end of the month."
LETTER = [
    [
        (90, 780, 12, "UBND TINH MAU"), (320, 780, 12, "CONG HOA XA HOI"),
        (90, 764, 12, "SO NOI VU"), (320, 764, 12, "Doc lap - Tu do"),
        (90, 748, 12, "So: 12/SNV"),
        (90, 700, 12, LONG), (90, 684, 12, "By the decision of the province"), (243, 689, 7, "1"),
        (250, 684, 12, "and the plan."),
        (90, 640, 11, "Noi nhan:"), (380, 640, 12, "GIAM DOC"), (90, 626, 11, "- Nhu tren;"),
        (90, 612, 11, "- Luu: VT."), (390, 600, 12, "Ho Ten"),
    ],
    [(90, 780, 12, "second page")],
]  # fmt: skip


def test_head_and_foot_are_read_column_by_column_and_the_body_line_by_line():
    lines = [line for line in load(pdf_of(LETTER), filename="a.pdf").text.splitlines() if line]
    assert lines[:5] == ["UBND TINH MAU", "SO NOI VU", "So: 12/SNV", "CONG HOA XA HOI", "Doc lap - Tu do"]
    assert lines[5] == LONG
    assert lines[7:] == ["Noi nhan:", "- Nhu tren;", "- Luu: VT.", "GIAM DOC", "Ho Ten", "second page"]


def test_a_small_raised_digit_is_a_footnote_mark():
    assert "province¹ and the plan." in load(pdf_of(LETTER), filename="a.pdf").text


def test_pages_begin_where_the_file_begins_them():
    source = load(pdf_of(LETTER), filename="a.pdf")
    assert source.format is SourceFormat.PDF
    assert source.text[source.page_starts[1] :].strip() == "second page"


def test_a_pdf_with_a_password_says_so():
    with pytest.raises(InvalidInput, match="mật khẩu") as refused:
        load(encrypted_pdf(), filename="a.pdf")
    assert refused.value.code == "document.encrypted"


@pytest.mark.parametrize("share", [0.02, 0.3])
def test_a_truncated_pdf_is_damaged(share):
    data = pdf_of(LETTER)
    with pytest.raises(InvalidInput):
        load(data[: int(len(data) * share)], filename="a.pdf")


def test_a_scan_of_three_hundred_pages_is_refused_before_the_work():
    page = Image.new("L", (40, 56), 255)
    page.putpixel((5, 5), 0)
    data = picture_bytes(page, "PDF", save_all=True, append_images=list(itertools.repeat(page, 299)))
    with pytest.raises(TooLarge) as refused:
        load(data, filename="quet.pdf")
    assert refused.value.code == "document.too_many_scanned_pages"
    assert "300 trang" in refused.value.why
    assert str(MAX_SCANNED_PAGES) in refused.value.why


def test_the_letter_with_stamped_number_and_day_is_read_with_them(shared):
    text = load((shared / "directives" / "002.pdf").read_bytes(), filename="002.pdf").text
    assert "507" in text
    assert "ngày 24 tháng 01 năm 2025" in text


def test_a_hyphen_at_the_end_of_a_line_is_kept():
    page = [(90, 780, 12, LONG), (90, 764, 12, "Under decision 15/QD-"), (90, 748, 12, "TTg of the prime minister")]
    assert "15/QD-\nTTg of" in load(pdf_of([page]), filename="a.pdf").text
