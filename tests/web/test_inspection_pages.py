"""Inspections on pages: the form for the place without scripts, what is final, the way to a closed finding."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from caicach.inspections import queries, services
from caicach.inspections.domain.views import InspectionView
from caicach.inspections.models import Inspection
from caicach.kernel.access import Role
from caicach.organisations.models import User
from factories.inspections import (
    DONE,
    OFFICE,
    answered,
    begun,
    concluded,
    minuted,
    planned,
    programme,
    said,
    teams,
    view,
)

pytestmark = pytest.mark.django_db
AT = {"on": "07/02/2023", "at": "09:30"}


@pytest.fixture(autouse=True)
def on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: DONE)
    teams(("thuongtruc", "Chuyên viên Sở Nội vụ", Role.STANDING_OFFICE, "SNV"))


def signed_in(username: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(username=username))
    return client


def stored(inspection: int) -> InspectionView:
    return queries.inspection_view(OFFICE, inspection, on=DONE.date())


def form_of(inspection: int, **typed: object) -> dict[str, object]:
    """Everything the form sends: what stood there, and what was typed."""
    sent: dict[str, object] = dict(AT)
    for section in stored(inspection).sections:
        for item in section.items:
            name, answer = item.judgement.item.code.replace(".", "-"), item.judgement.answer
            sent |= {
                f"s-{name}": item.seen,
                f"n-{name}": "" if answer is None or answer.count is None else answer.count,
            }
    return sent | typed


def test_a_section_saved_keeps_everything_typed_so_far() -> None:
    inspection, client = begun(), signed_in("thamdinh")
    photo = SimpleUploadedFile("anh.png", b"\x89PNG\r\n\x1a\n" + b"0" * 40)
    typed = {"n-1-1": "2", "n-2-1": "18", "w-2-1": "20", "c-2-2": "yes", "t-2-1": "phòng Hành chính", "f-2-1": photo}
    response = client.post(f"/kiem-tra/{inspection}/ghi/", form_of(inspection, phan="2", **typed))
    assert (response.status_code, response["Location"]) == (302, f"/kiem-tra/{inspection}/ghi/#phan-2")
    found = stored(inspection)
    assert (found.answered, [file.item for file in found.files]) == (3, ["2.1"])
    page = client.get(f"/kiem-tra/{inspection}/ghi/").content.decode()
    assert "Vắng mặt không có lý do 2/20 người. phòng Hành chính" in page
    assert "Đã lưu 3 câu trả lời" in page


def test_a_section_whose_answer_was_lost_on_the_way_is_sent_again_and_kept_once() -> None:
    inspection, client = begun(), signed_in("thamdinh")
    place, token = f"/kiem-tra/{inspection}/ghi/", {"csrfmiddlewaretoken": "a" * 32}
    typed = form_of(inspection, phan="2", **{"n-2-1": "18", "w-2-1": "20"}) | token
    for _again in range(2):
        photo = SimpleUploadedFile("anh.png", b"\x89PNG\r\n\x1a\n" + b"0" * 40)
        sent = client.post(place, {**typed, "f-2-1": photo}, headers={"X-Upload": "1"})
        assert (sent.status_code, sent.headers["X-Location"]) == (204, f"{place}#phan-2")
    assert [file.item for file in stored(inspection).files] == ["2.1"]


def test_what_is_wrong_comes_back_as_typed_and_the_rest_is_saved() -> None:
    inspection, client = begun(), signed_in("thamdinh")
    typed = {"n-1-1": "hai", "n-2-1": "30", "w-2-1": "20", "n-1-2": "0"}
    response = client.post(f"/kiem-tra/{inspection}/ghi/", form_of(inspection, **typed))
    page = response.content.decode()
    assert response.status_code == 422
    assert 'value="hai"' in page
    assert 'value="30"' in page
    assert stored(inspection).answered == 1
    assert "Các câu khác đã lưu" in page


def test_what_somebody_else_answered_meanwhile_is_told_and_kept() -> None:
    inspection = begun()
    before = form_of(inspection)
    answered(inspection, i1_1=said(count=4))
    response = signed_in("thamdinh").post(f"/kiem-tra/{inspection}/ghi/", {**before, "n-1-1": "5"})
    assert response.status_code == 422
    assert "Người khác trong đoàn" in response.content.decode()
    assert next(iter(stored(inspection).sections)).items[0].judgement.answer.count == 4  # type: ignore[union-attr]


def test_a_form_sent_after_the_minutes_changes_nothing_and_says_so() -> None:
    inspection = begun()
    answered(inspection, i1_1=said(count=4))
    late = form_of(inspection)
    minuted(inspection)
    response = signed_in("thamdinh").post(f"/kiem-tra/{inspection}/ghi/", {**late, "n-1-1": "9"})
    assert response.status_code == 409
    page = response.content.decode()
    assert 'value="9"' in page
    assert "đã lập biên bản" in page
    assert signed_in("thamdinh").get(f"/kiem-tra/{inspection}/ghi/").status_code == 302


def test_a_wrong_moment_saves_nothing_and_keeps_everything() -> None:
    inspection = begun()
    response = signed_in("thamdinh").post(
        f"/kiem-tra/{inspection}/ghi/", {**form_of(inspection, **{"n-1-1": "3"}), "at": "chín giờ"}
    )
    assert response.status_code == 422
    assert 'value="3"' in response.content.decode()
    assert stored(inspection).answered == 0


def test_from_a_plan_to_a_conclusion_on_pages() -> None:
    office, team = signed_in("hoidong"), signed_in("thamdinh")
    assert office.get("/kiem-tra/moi/").status_code == 403
    inspection = planned()
    assert team.post(f"/kiem-tra/{inspection}/bat-dau/", AT).status_code == 302
    team.post(f"/kiem-tra/{inspection}/ghi/", form_of(inspection, **{"n-2-1": "18", "w-2-1": "20"}))
    witness = {"unit_person": "Lê Văn Bình", "unit_post": "Phó Giám đốc"}
    assert team.post(f"/kiem-tra/{inspection}/bien-ban/", {"unit_person": ""}).status_code == 422
    assert team.post(f"/kiem-tra/{inspection}/bien-ban/", witness).status_code == 302
    for form in ("docx", "pdf"):
        file = team.get(f"/kiem-tra/{inspection}/van-ban/bien-ban/{form}/")
        assert b"".join(iter(file))[:2] in (b"PK", b"%P")
    assert team.get(f"/kiem-tra/{inspection}/van-ban/ket-luan/docx/").status_code == 404
    assert signed_in("tuphap").get(f"/kiem-tra/{inspection}/").status_code == 404
    services.conclude_inspection(
        OFFICE, inspection_id=inspection, text="Chấn chỉnh", due_on=DONE.date().replace(month=3), now=DONE
    )
    unit = signed_in("tuphap")
    assert "Chấn chỉnh" in unit.get(f"/kiem-tra/{inspection}/").content.decode()
    finding = stored(inspection).findings[0].id
    answer = unit.post(f"/kiem-tra/ton-tai/{finding}/", {"act": "answer", "unit_says": "Hai người đi công tác"})
    assert answer.status_code == 302
    remedy = {"act": "remedy", "remedy": "Chấm công", "owner": "Văn phòng", "due_on": ""}
    assert unit.post(f"/kiem-tra/ton-tai/{finding}/", remedy).status_code == 302
    page = unit.get(f"/kiem-tra/ton-tai/{finding}/").content.decode()
    assert "Mở nhiệm vụ" in page
    assert "Hai người đi công tác" in page
    assert unit.post(f"/kiem-tra/ton-tai/{finding}/", {"act": "close", "note": "Xong"}).status_code == 403


def test_lists_are_filtered_and_leave_as_tables() -> None:
    concluded()
    client = signed_in("tuphap")
    assert "2 tồn tại" in client.get("/kiem-tra/ton-tai/?don-vi=STP&nam=2023").content.decode()
    assert "Không có tồn tại nào" in client.get("/kiem-tra/ton-tai/?nam=2022").content.decode()
    for address in ("/kiem-tra/?tai=csv", "/kiem-tra/ton-tai/?tai=csv"):
        table = b"".join(iter(client.get(address))).decode("utf-8-sig")
        assert "Sở Tư pháp" in table


def test_pages_are_english_whole() -> None:
    inspection = concluded()
    client = signed_in("tuphap")
    client.cookies["caicach_language"] = "en"
    page = client.get(f"/kiem-tra/{inspection}/").content.decode()
    assert "Concluded: it cannot be changed." in page


def test_the_programme_tells_how_far_it_reaches() -> None:
    made = programme()
    assert signed_in("thamdinh").get(f"/kiem-tra/ke-hoach/{made}/").status_code == 404
    assert view(planned(programme_id=made)).programme == (made, "Kế hoạch kiểm tra năm 2023")


def test_a_file_holds_what_the_filters_leave_and_not_the_page_shown() -> None:
    first = Inspection.objects.get(pk=planned())
    columns = {field.attname: getattr(first, field.attname) for field in Inspection._meta.concrete_fields}
    del columns["id"]
    Inspection.objects.bulk_create(Inspection(**columns) for _ in range(59))
    lines = b"".join(signed_in("thuongtruc").get("/kiem-tra/?tai=csv")).decode().splitlines()
    assert len(lines) == 61
