"""The pages where work is given, dated and moved: what they say, what they keep, whom they let in."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from caicach.kernel.access import SYSTEM
from caicach.organisations.services import record_merge
from factories.correspondence import NOW, received, review
from factories.plans import ON, open_ended, row, rows

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]


def text(answer: object) -> str:
    return " ".join(answer.content.decode().split())  # type: ignore[attr-defined]


@pytest.fixture
def office(sign_in: SignIn) -> Client:
    return sign_in("thuongtruc")


@pytest.fixture
def letter(office: Client) -> int:
    return received(read=open_ended())


def test_the_review_counts_before_it_gives_and_keeps_a_wrong_day(office: Client, letter: int) -> None:
    page = text(office.get(f"/van-ban/{letter}/soat/"))
    assert "Sẽ giao 2 nhiệm vụ: 4 phân công của 2 đơn vị." in page
    assert "2 phân công không có hạn." in page
    address = f"/van-ban/{letter}/soat/xac-nhan/"
    wrong = office.post(address, {"version": review(letter).version, "common_due_on": "31/2/2023"})
    assert wrong.status_code == 422
    assert 'value="31/2/2023"' in text(wrong)
    assert rows() == ()
    done = office.post(address, {"version": review(letter).version, "common_due_on": "31/3/2023"}, follow=True)
    assert "Đã xác nhận: giao 2 nhiệm vụ, 4 phân công" in text(done)
    task = row("STP", "2").task_id
    page = text(office.get(f"/nhiem-vu/{task}/"))
    assert "31/03/2023" in page.split("Hạn chung khi giao")[1][:60]


def test_a_deadline_is_given_from_the_letter_the_task_and_the_list(office: Client, letter: int) -> None:
    office.post(f"/van-ban/{letter}/soat/xac-nhan/", {"version": review(letter).version})
    second = row("STP", "2")
    for page in (f"/van-ban/{letter}/", f"/nhiem-vu/{second.task_id}/", "/nhiem-vu/?trang-thai=no_deadline"):
        assert "/nhiem-vu/dat-han/?" in text(office.get(page))
    address = f"/nhiem-vu/dat-han/?phan-cong={second.assignment_id}"
    assert "1 phân công chưa có hạn của 1 đơn vị · 1 nhiệm vụ" in text(office.get(address))
    past = office.post(address, {"due_on": "1/2/2023"})
    assert past.status_code == 422
    assert "Ngày 01/02/2023 đã qua." in text(past)
    done = office.post(f"/nhiem-vu/dat-han/?van-ban={letter}", {"due_on": "31/3/2023"}, follow=True)
    assert "Đã đặt hạn 31/03/2023 cho 2 phân công." in text(done)
    assert "mọi phân công còn mở đều đã có hạn" in text(office.get(address))


def test_who_may_not_give_work_neither_dates_nor_moves_it(sign_in: SignIn, office: Client, letter: int) -> None:
    for name in ("tuphap", "huyen", "lanhdao"):
        client = Client()
        client.post("/dang-nhap/", {"username": name, "password": "mot-mat-khau-dai-2023"})
        for address in ("/nhiem-vu/dat-han/", "/nhiem-vu/don-vi-cu/"):
            assert client.get(address).status_code == 403


def test_work_of_a_unit_that_ended_is_offered_to_who_follows_it(office: Client, letter: int) -> None:
    office.post(f"/van-ban/{letter}/soat/xac-nhan/", {"version": review(letter).version})
    day = datetime.combine(ON, NOW.time(), NOW.tzinfo)
    record_merge(SYSTEM, from_codes=("SYT", "SNV"), into="SNV", effective_on=ON, order_document="01/QĐ", now=day)
    assert "2 phân công đang ở đơn vị nay không còn." in text(office.get(f"/van-ban/{letter}/"))
    address = f"/nhiem-vu/don-vi-cu/?van-ban={letter}"
    page = text(office.get(address))
    assert '<option value="SNV" selected>Sở Nội vụ</option>' in page
    kept = office.post(address, {"ke-tiep-SYT": ""})
    assert "Chưa chọn đơn vị nhận nào." in text(kept)
    done = office.post(address, {"ke-tiep-SYT": "SNV"}, follow=True)
    assert "Đã chuyển 2 phân công." in text(done)
    assert {one.unit for one in rows()} == {"STP", "SNV"}
    assert "Không còn việc đang mở nào" in text(office.get(address))
