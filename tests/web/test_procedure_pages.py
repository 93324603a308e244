"""The register on pages: brought, looked at, confirmed; found without marks; a page for citizens without sign-in."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from caicach.organisations.models import User
from caicach.procedures import queries
from caicach.procedures.record.register import records_of
from factories.procedures import DAY, OFFICE, audited, lines, made, registered

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]


def test_a_list_is_brought_looked_at_and_confirmed(sign_in: SignIn) -> None:
    office = sign_in("thuongtruc")
    file = SimpleUploadedFile("danh-muc.jsonl", lines(made(1), made(2, code="sai")))
    answer = office.post("/thu-tuc/nhap/", {"file": file, "default_from": "01/01/2023"})
    assert answer.status_code == 302
    page = office.get(answer["Location"])
    assert "mã «sai» không theo mẫu" in page.content.decode()
    (line,) = queries.imports(OFFICE)
    key = queries.import_preview(OFFICE, line.id).key
    assert office.post(answer["Location"], {"key": "khác"}).status_code == 409
    assert office.post(answer["Location"], {"key": key}).status_code == 302
    found = office.get("/thu-tuc/", {"tim": "chung chi"}).content.decode()
    assert made(1)["code"] in found
    assert "Phiên bản" in office.get(f"/thu-tuc/ma/{made(1)['code']}/").content.decode()


def test_a_citizen_reads_and_prints_without_signing_in_what_is_not_internal(sign_in: SignIn) -> None:
    sign_in("thuongtruc")
    registered(made(1), made(2, code="6.000002"))
    stranger = Client()
    assert made(1)["name"] in stranger.get("/thu-tuc/cong-khai/").content.decode()
    assert made(2)["name"] not in stranger.get("/thu-tuc/cong-khai/").content.decode()
    assert made(1)["papers"][1]["name"] in stranger.get(f"/thu-tuc/cong-khai/{made(1)['code']}/").content.decode()
    assert [stranger.get(f"/thu-tuc/cong-khai/{code}/").status_code for code in ("6.000002", "1.999999")] == [404, 404]


def test_the_register_leaves_whole_and_comes_back_the_same(sign_in: SignIn) -> None:
    office = sign_in("thuongtruc")
    registered(made(1), made(2))
    assert "cpsv:PublicService" in office.get("/thu-tuc/tep/jsonld/").content.decode()
    data = office.get("/thu-tuc/tep/jsonl/").content
    sheet = b"".join(office.get("/thu-tuc/", {"tai": "xlsx"}).streaming_content)
    kept = list(queries.records_in_force(OFFICE, on=DAY.date()))
    assert [[one for _, one in records_of("x", file)[0]] for file in (data, sheet)] == [kept, kept]


def test_audits_show_shares_with_their_error_and_findings_become_one_task(sign_in: SignIn) -> None:
    office = sign_in("thuongtruc")
    registered(made(1))
    portal, audit, fault = audited("STP")
    never = {"unit": "SYT", "url": "https://syt.tinh.example/", "most_pages": "9"}
    assert office.post("/thu-tuc/kiem-tra/trang/moi/", never).status_code == 302
    assert "62,5% (" in office.get("/thu-tuc/kiem-tra/").content.decode()
    assert "Trang đòi đăng nhập" in office.get(f"/thu-tuc/kiem-tra/{audit}/").content.decode()
    page = office.get(f"/thu-tuc/ton-tai/{fault}/").content.decode()
    assert "20.000 đồng" in page
    assert "25.000 đồng" in page
    unit = sign_in_again("tuphap")
    typed = {"chon": [fault], "remedy": "Sửa phí", "owner": "Văn phòng", "due_on": ""}
    assert unit.post("/thu-tuc/ton-tai/", {**typed, "owner": ""}).status_code == 422
    assert unit.post("/thu-tuc/ton-tai/", typed).status_code == 302
    assert "Mở nhiệm vụ" in unit.get(f"/thu-tuc/ton-tai/{fault}/").content.decode()
    seen = office.get(f"/thu-tuc/ton-tai/{fault}/trang/ton-tai/").content.decode()
    assert "Phí: 25.000 đồng" in seen
    assert "alert(1)" not in seen
    original = office.get(f"/thu-tuc/ton-tai/{fault}/trang/ton-tai/", {"tai": "1"})
    assert original["Content-Type"].startswith("text/plain")
    assert b"alert(1)" in original.content
    assert office.get(f"/thu-tuc/ton-tai/{fault}/trang/dong/").status_code == 404
    started = office.post(f"/thu-tuc/kiem-tra/trang/{portal}/chay/")
    assert started.status_code == 302
    assert "Xem tiến độ" in office.get(started["Location"]).content.decode()


def sign_in_again(username: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(username=username))
    return client


def test_the_board_of_decisions_says_what_is_late(sign_in: SignIn) -> None:
    office = sign_in("thuongtruc")
    typed = {"number": "9/QĐ-UBND", "issuer": "province", "signed_on": "03/02/2023", "effective_on": ""}
    assert office.post("/thu-tuc/quyet-dinh/moi/", typed).status_code == 302
    page = office.get("/thu-tuc/quyet-dinh/", {"chi": "late"}).content.decode()
    assert "hạn 10/02/2023" in page
    assert "9/QĐ-UBND" not in office.get("/thu-tuc/quyet-dinh/", {"chi": "in_time"}).content.decode()
