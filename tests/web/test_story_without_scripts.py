"""The whole job by forms and links alone."""

import re
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from caicach.correspondence import queries as letters
from factories.correspondence import OFFICE
from factories.plans import rows
from factories.web import LETTER, version

pytestmark = pytest.mark.django_db


def _text(response: HttpResponse) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def _received(office: Client) -> int:
    file = SimpleUploadedFile("cong-van-80.txt", LETTER.encode())
    answer = office.post("/van-ban/tiep-nhan/", {"file": file, "arrived_on": "14/02/2023"})
    assert answer.status_code == 302
    return int(answer["Location"].strip("/").split("/")[-1])


def test_a_letter_is_received_corrected_confirmed_reported_returned_and_accepted(
    sign_in: Callable[[str], Client],
) -> None:
    office, unit = sign_in("thuongtruc"), sign_in("tuphap")
    letter = _received(office)

    review = office.get(f"/van-ban/{letter}/soat/?mo=v-number")
    assert 'id="edit-number-value"' in review.content.decode()
    corrected = office.post(
        f"/van-ban/{letter}/soat/gia-tri/number/", {"version": version(letter), "value": "81"}, follow=True
    )
    assert "máy đọc là: «80»" in _text(corrected)

    confirmed = office.post(f"/van-ban/{letter}/soat/xac-nhan/", {"version": version(letter)}, follow=True)
    assert "Đã xác nhận: giao 2 nhiệm vụ, 2 phân công" in _text(confirmed)
    assert letters.document_of(OFFICE, letter).reference == "81/BCĐ-TGV"

    mine = unit.get("/nhiem-vu/")
    assert "công khai thủ tục hành chính" in _text(mine)
    row = next(r for r in rows() if r.unit == "STP")
    sent = {"text": "Đã công khai 118 thủ tục.", "is_completed": "1", "completed_on": "17/02/2023"}
    proof = SimpleUploadedFile("danh-muc.txt", "Danh mục 118 thủ tục".encode())
    reported = unit.post(f"/phan-cong/{row.assignment_id}/bao-cao/", {**sent, "evidence": [proof]}, follow=True)
    assert "Đã gửi báo cáo" in _text(reported)

    waiting = next(r for r in rows() if r.unit == "STP").waiting_report_id
    decision = f"/phan-cong/{row.assignment_id}/bao-cao/{waiting}/"
    assert "Chờ chấp nhận" in _text(office.get("/theo-doi/"))
    without_reason = office.post(decision, {"decision": "return", "reason": ""})
    assert without_reason.status_code == 422
    office.post(decision, {"decision": "return", "reason": "Thiếu quyết định công bố"})
    assert "Thiếu quyết định công bố" in _text(unit.get(f"/phan-cong/{row.assignment_id}/bao-cao/"))

    proof = SimpleUploadedFile("quyet-dinh.txt", "Quyết định công bố".encode())
    unit.post(f"/phan-cong/{row.assignment_id}/bao-cao/", {**sent, "evidence": [proof]})
    waiting = next(r for r in rows() if r.unit == "STP").waiting_report_id
    accepted = office.post(
        f"/phan-cong/{row.assignment_id}/bao-cao/{waiting}/", {"decision": "accept", "quality": "good"}, follow=True
    )
    assert "Hoàn thành đúng hạn" in _text(accepted)
    assert "Trả lại báo cáo của Sở Tư pháp" in _text(accepted)
    board = office.get("/theo-doi/")
    assert "Không có báo cáo nào đang chờ" in _text(board)
    assert re.search(r"trang-thai=done_on_time\"\s*><strong>1</strong>", board.content.decode())


def test_a_duplicate_leads_to_the_document_there_is(sign_in: Callable[[str], Client]) -> None:
    office = sign_in("thuongtruc")
    first = _received(office)
    assert _received(office) == first
