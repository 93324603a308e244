"""Scans with signatures, stamps and layers over them: what the page shows is read, what was put over it is not."""

import pytest

from caicach.documents.read.loading import load
from caicach.documents.read.reader import read_file
from caicach.documents.read.source import SourceFormat
from caicach.kernel.text.folding import fold
from documents.file_builders import picture_bytes
from documents.scan_files import LETTER, page_picture, pdf_with, turned, with_signature, write_by_hand

pytestmark = pytest.mark.ocr

PERSON = ("Ký bởi: Nguyễn Thị Mẫu", "Thời gian ký: 16.02.2023 09:30:00 +07:00")
AGENCY = ("SỞ NỘI VỤ, TỈNH MẪU", "Thời gian ký: 2023-02-16T10:00:00+07:00")
STAMP = (
    (400, 25, 7, "Ký bởi: Cổng Thông tin điện tử tỉnh Mẫu"), (400, 34, 7, "Email: congbao@mau.gov.vn"),
    (400, 43, 7, "Cơ quan: Văn phòng Ủy ban nhân dân tỉnh Mẫu"), (400, 52, 7, "Thời gian ký: 17.02.2023 08:15:01 Z"),
)  # fmt: skip
FIRST_TASK = "Giao Sở Tài chính chủ trì rà soát thủ tục hành chính"


@pytest.fixture(scope="module")
def signed_twice() -> bytes:
    scan = pdf_with((page_picture(), 0))
    once = with_signature(scan, "person", (320, 480, 480, 530), *PERSON)
    return with_signature(once, "agency", (300, 800, 560, 835), *AGENCY)


def test_a_scan_with_two_signatures_is_recognised_and_their_words_are_none_of_it(signed_twice: bytes) -> None:
    source = load(signed_twice, filename="quet.pdf")
    assert source.format is SourceFormat.SCAN
    assert FIRST_TASK in source.text
    assert "ky boi" not in fold(source.text)
    assert "thoi gian ky" not in fold(source.text)
    assert "source.ocr" in {warning.code for warning in source.warnings}


def test_a_date_far_from_the_day_of_signing_is_doubtful() -> None:
    text = pdf_with(over=[(x, y + 10, 12, words) for x, y, words in LETTER])
    signed = with_signature(text, "person", (320, 480, 480, 530), "Nguyễn Thị Mẫu")  # three years later
    reading = read_file(signed, filename="ky.pdf")
    assert reading.document.date is not None
    assert "Nguyễn Thị Mẫu" not in reading.text
    assert [w.path for w in reading.warnings if w.code == "reading.date_against_signature"] == ["date"]


def test_a_date_within_days_before_the_signature_is_not_doubted() -> None:
    reading = read_file(pdf_with(over=[(x, y + 10, 12, words) for x, y, words in LETTER] + [*STAMP]), filename="ky.pdf")
    assert "reading.date_against_signature" not in {w.code for w in reading.warnings}


def test_a_number_filled_into_a_signature_field_belongs_to_the_letter() -> None:
    scan = pdf_with((page_picture([p for p in LETTER if "12/" not in p[2]] + [(85, 110, "Số:          /SNV-CCHC")]), 0))
    numbered = with_signature(scan, "number", (108, 718, 138, 734), "345")
    assert read_file(numbered, filename="quet.pdf").document.number == "345"


def test_a_scan_in_strips_with_the_stamp_of_a_gazette_over_it_is_no_page_of_text() -> None:
    page = page_picture()
    cuts = [(top, min(top + 200, page.height)) for top in range(0, page.height, 200)]
    strips = [(page.crop((0, top, page.width, end)), top * 72 / 150) for top, end in cuts]
    source = load(pdf_with(*strips, over=STAMP), filename="congbao.pdf")
    assert FIRST_TASK in source.text
    assert "congbao" not in source.text
    assert [day.isoformat() for day in source.signed_on] == ["2023-02-17"]


def test_a_layer_of_words_that_are_none_gives_way_to_what_the_page_shows() -> None:
    layer = [(x, y + 10, 11, fold(words).upper().replace("I", "J").replace("O", "Q")) for x, y, words in LETTER]
    text = load(pdf_with((page_picture(), 0), under=layer), filename="lop.pdf").text
    assert FIRST_TASK in text
    assert "CQNG HQA" not in text


def test_a_layer_of_good_words_is_taken_as_it_is() -> None:
    layer = [(x, y + 10, 12, words.replace("Tài chính", "Công Thương")) for x, y, words in LETTER]
    text = load(pdf_with((page_picture(), 0), under=layer), filename="lop.pdf").text
    assert "Giao Sở Công Thương chủ trì" in text


def test_half_a_page_of_picture_under_half_a_page_of_text_is_read_too() -> None:
    lower = page_picture([(x, y - 180, words) for x, y, words in LETTER if y >= 200] * 1, height=200)
    above = [
        (85, 60 + 18 * n, 13, f"{n}. Sở Nội vụ hướng dẫn các đơn vị thực hiện nội dung số {n}.") for n in range(1, 9)
    ]
    text = load(pdf_with((lower, 500), over=above), filename="nua.pdf").text
    assert "Sở Nội vụ hướng dẫn các đơn vị thực hiện nội dung số 8." in text
    assert FIRST_TASK in text
    assert text.index("nội dung số 8") < text.index(FIRST_TASK)


def test_a_page_that_gives_less_than_it_promises_is_said() -> None:
    page = page_picture()
    blurred = page.resize((page.width // 7, page.height // 7)).resize(page.size)
    blurred.paste(page.crop((0, 0, page.width, 270)), (0, 0))
    source = load(pdf_with((blurred, 0)), filename="mo.pdf")
    assert any(w.code == "source.page_partly_read" and "Trang 1" in str(w.message) for w in source.warnings)


def test_a_page_on_its_side_is_read_upright() -> None:
    pdf = turned(pdf_with((page_picture().rotate(90, expand=True), 0)), 90)
    assert FIRST_TASK in load(pdf, filename="xoay.pdf").text


def test_number_and_day_written_by_hand_are_read_with_digits_only_and_marked() -> None:
    printed = [piece for piece in LETTER if "12/" not in piece[2] and "ngày 15" not in piece[2]]
    blanks = ((85, 110, "Số:                 /SNV-CCHC"), (330, 110, "Mẫu, ngày           tháng 02 năm 2023"))
    page = page_picture([*printed, *blanks])
    write_by_hand(page, 108, 103, "347")
    write_by_hand(page, 388, 104, "15")
    reading = read_file(picture_bytes(page), filename="tay.png")
    assert (reading.document.number, str(reading.document.date)) == ("347", "2023-02-15")
    assert {w.path for w in reading.warnings if w.code == "source.digits_doubtful"} == {"number", "date"}
