"""What was typed survives; every refusal says what, why and what to do, with the right status."""

from collections.abc import Callable

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from caicach.correspondence import queries as letters
from caicach.correspondence import services
from factories.correspondence import JUSTICE, NOW, OFFICE, OFFICE_COLLEAGUE
from factories.plans import report, rows
from factories.web import read_letter, version

pytestmark = pytest.mark.django_db

SignIn = Callable[[str], Client]


def _send(client: Client, data: bytes, name: str = "thu.txt", arrived_on: str = "14/02/2023") -> tuple[int, str]:
    file = SimpleUploadedFile(name, data)
    answer = client.post("/van-ban/tiep-nhan/", {"file": file, "arrived_on": arrived_on})
    return answer.status_code, answer.content.decode()


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("rong.txt", b"", "Tệp trống"),
        ("khoa.docx", b"PK\x03\x04" + b"\x00" * 40, "Hãy"),
        ("anh.bin", bytes(range(256)) * 20, "Hãy"),
        ("hong.pdf", b"%PDF-1.7\n1 0 obj", "Hãy"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_what_to_do(
    sign_in: SignIn, name: str, data: bytes, words: str
) -> None:
    status, page = _send(sign_in("thuongtruc"), data, name)
    assert status in {413, 422}
    assert words in page
    assert 'value="14/02/2023"' in page


def test_a_body_above_the_bound_is_refused_before_it_is_read(sign_in: SignIn, settings: LazySettings) -> None:
    client = sign_in("thuongtruc")
    settings.UPLOAD_BYTES = 1000
    status, page = _send(client, b"x" * 1_100_000)
    assert status == 413
    assert "quá lớn" in page


def test_a_day_that_is_no_day_is_said_beside_its_field(sign_in: SignIn) -> None:
    status, page = _send(sign_in("thuongtruc"), b"abc", arrived_on="31/02/2023")
    assert status == 422
    assert 'href="#id_arrived_on"' in page
    assert 'aria-invalid="true"' in page
    assert 'value="31/02/2023"' in page


def test_a_stale_correction_keeps_the_words_and_names_who_was_first(sign_in: SignIn) -> None:
    client, letter = sign_in("thuongtruc"), read_letter()
    seen = version(letter)
    services.correct_value(OFFICE_COLLEAGUE, document_id=letter, version=seen, path="place", value="Vinh", now=NOW)
    address = f"/van-ban/{letter}/soat/gia-tri/subject/"
    answer = client.post(address, {"version": seen, "value": "Trích yếu tôi vừa gõ"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert OFFICE_COLLEAGUE.name in page
    assert "Trích yếu tôi vừa gõ" in page
    assert "Vinh" in page
    # Seen both, sent again: now it is a decision.
    assert client.post(address, {"version": version(letter), "value": "Trích yếu tôi vừa gõ"}).status_code == 302


def test_confirming_what_a_colleague_confirmed_is_told(sign_in: SignIn) -> None:
    client, letter = sign_in("thuongtruc"), read_letter()
    seen = version(letter)
    assert client.post(f"/van-ban/{letter}/soat/xac-nhan/", {"version": seen}).status_code == 302
    again = client.post(f"/van-ban/{letter}/soat/xac-nhan/", {"version": seen})
    assert again.status_code == 409
    assert "Văn bản" in again.content.decode()


def test_a_second_report_keeps_its_text_when_one_already_waits(sign_in: SignIn) -> None:
    client, letter = sign_in("tuphap"), read_letter()
    office = Client()
    office.post("/dang-nhap/", {"username": "thuongtruc", "password": "mot-mat-khau-dai-2023"})
    office.post(f"/van-ban/{letter}/soat/xac-nhan/", {"version": version(letter)})
    assignment = next(row.assignment_id for row in rows() if row.unit == "STP")
    report(JUSTICE, assignment)
    answer = client.post(
        f"/phan-cong/{assignment}/bao-cao/", {"text": "Bản của tôi", "is_completed": "0", "completed_on": ""}
    )
    assert answer.status_code == 409
    assert "Bản của tôi" in answer.content.decode()


def test_an_item_is_split_at_a_blank_line_and_only_with_its_own_words(sign_in: SignIn) -> None:
    client, letter = sign_in("thuongtruc"), read_letter()
    item = next(p for p in letters.review_of(OFFICE, letter).proposals if p.item == "1")
    address = f"/van-ban/{letter}/soat/nhiem-vu/{item.id}/tach/"
    changed = client.post(address, {"version": version(letter), "parts": "Sở Tư pháp bịa ra\n\nviệc khác"})
    assert changed.status_code == 422
    assert "Không thấy trong bản gốc" in changed.content.decode()
    head, tail = item.quote_text.split(", cập nhật", 1)
    parts = f"{head}\r\n\r\ncập nhật{tail}"
    assert client.post(address, {"version": version(letter), "parts": parts}).status_code == 302
    kept = [p for p in letters.review_of(OFFICE, letter).proposals if not p.is_dropped and p.split_from == item.id]
    assert [p.quote_text for p in kept] == [head, f"cập nhật{tail}"]


def test_units_are_chosen_by_hand_and_given_back_to_the_words(sign_in: SignIn) -> None:
    client, letter = sign_in("thuongtruc"), read_letter()
    item = letters.review_of(OFFICE, letter).proposals[0]
    form = client.get(f"/van-ban/{letter}/soat/?mo=p-{item.id}-lead").content.decode()
    assert "UBND huyện Bình Sơn" in form
    address = f"/van-ban/{letter}/soat/nhiem-vu/{item.id}/don-vi/lead/"
    client.post(address, {"version": version(letter), "units": ["SYT", "HBS"]})
    assert letters.review_of(OFFICE, letter).proposals[0].lead_units == ("SYT", "HBS")
    client.post(address, {"version": version(letter), "theo-van-ban": "1"})
    assert letters.review_of(OFFICE, letter).proposals[0].lead_units is None


def test_nonsense_in_an_address_is_no_server_error(sign_in: SignIn) -> None:
    client, letter = sign_in("thuongtruc"), read_letter()
    for address in (
        f"/van-ban/{letter}/soat/?mo=p-99999999999999999999",
        f"/van-ban/{letter}/soat/?mo=v-khong-co",
        "/nhiem-vu/?trang=abc&tu=hom-qua&trang-thai=x&van-ban=-1&linh-vuc=x&vai-tro=y&tim=%00",
        "/theo-doi/?theo=x&don-vi=KHONG-CO&don-vi=%00&den=99/99/2023",
        "/van-ban/?trang=999999999&tu=1/1/1&trang-thai=",
    ):
        assert client.get(address).status_code == 200, address


def test_wrong_passwords_slow_one_account_from_one_address_and_nobody_else(sign_in: SignIn) -> None:
    sign_in("lanhdao")
    guesser = Client(REMOTE_ADDR="203.0.113.7")
    for _ in range(5):
        guesser.post("/dang-nhap/", {"username": "tuphap", "password": "sai"})
    right = {"username": "tuphap", "password": "mot-mat-khau-dai-2023"}
    waiting = guesser.post("/dang-nhap/", right)
    assert waiting.status_code == 422
    assert "Hãy đợi 30 giây" in waiting.content.decode()
    assert Client(REMOTE_ADDR="203.0.113.8").post("/dang-nhap/", right).status_code == 302
    colleague = {"username": "huyen", "password": "mot-mat-khau-dai-2023"}
    assert Client(REMOTE_ADDR="203.0.113.7").post("/dang-nhap/", colleague).status_code == 302
