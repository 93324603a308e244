"""Pages of acts over many: what is meant is shown before it is done, and what was left is told."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from caicach.organisations.models import UnitFact
from caicach.organisations.queries import user_id_of
from caicach.plans.models import Assignment, Task
from factories.correspondence import HEALTH, JUSTICE
from factories.plans import asked_for_later, confirmed, report, row

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]
WAITING, REQUESTS = "/theo-doi/cho-chap-nhan/", "/nhiem-vu/de-nghi-gia-han/"


def text_of(client: Client, address: str, given: dict[str, object] | None = None) -> str:
    answer = client.get(address) if given is None else client.post(address, given, follow=True)
    return answer.content.decode()


def test_reports_are_read_and_accepted_together(sign_in: SignIn) -> None:
    office = sign_in("thuongtruc")
    confirmed()
    both = [report(JUSTICE, row("STP").assignment_id), report(HEALTH, row("SYT").assignment_id)]
    assert WAITING in text_of(office, "/theo-doi/")
    assert text_of(office, WAITING).count('name="bao-cao"') == 2
    refused = office.post(WAITING, {"quality": ""})
    assert refused.status_code == 422
    assert "Hãy chọn ít nhất một báo cáo" in refused.content.decode()
    shown = text_of(office, WAITING, {"bao-cao": both, "quality": "good"})
    assert "Đã chấp nhận 2 báo cáo" in shown
    assert "Không có báo cáo nào chờ bạn quyết định" in shown
    assert sign_in("tuphap").get(WAITING).status_code == 403


def test_requests_are_decided_together_and_what_was_typed_is_kept(sign_in: SignIn) -> None:
    office = sign_in("thuongtruc")
    confirmed()
    Assignment.objects.update(due_on=date(2023, 3, 10))
    ids = [asked_for_later(JUSTICE, row("STP").assignment_id), asked_for_later(HEALTH, row("SYT").assignment_id)]
    assert text_of(office, REQUESTS).count('name="de-nghi"') == 2
    refused = office.post(REQUESTS, {"de-nghi": ids, "decision": "refuse", "reason": ""})
    assert refused.status_code == 422
    assert refused.content.decode().count("checked") == 3  # both requests, and the decision
    assert "Hãy chọn ít nhất một đề nghị" in office.post(REQUESTS, {"decision": "grant"}).content.decode()
    shown = text_of(office, REQUESTS, {"de-nghi": ids, "decision": "grant", "due_on": "", "reason": ""})
    assert "Đã gia hạn theo 2 đề nghị" in shown
    assert "Không có đề nghị gia hạn nào đang chờ" in shown
    unit = sign_in("tuphap")
    assert 'name="de-nghi"' not in text_of(unit, REQUESTS)
    assert unit.post(REQUESTS, {"de-nghi": ids, "decision": "grant"}).status_code == 403


def test_what_was_ticked_is_extended_and_what_was_left_is_told(sign_in: SignIn) -> None:
    office = sign_in("thuongtruc")
    confirmed()
    ids = list(Assignment.objects.filter(due_on__isnull=False).order_by("id").values_list("pk", flat=True))
    listed = text_of(office, "/nhiem-vu/")
    assert listed.count('name="phan-cong"') == Assignment.objects.count()
    address = f"/nhiem-vu/nhieu/?viec=gia-han&phan-cong={ids[0]}&phan-cong={ids[1]}"
    assert "2 phân công của" in text_of(office, address)
    assert office.post(address, {"due_on": "", "reason": ""}).status_code == 422
    done = text_of(office, address, {"due_on": "29/12/2023", "reason": "Chờ hướng dẫn"})
    assert "Đã gia hạn" in done or "giữ nguyên" in done


def test_all_of_the_filter_is_meant_where_that_is_ticked(sign_in: SignIn) -> None:
    office = sign_in("thuongtruc")
    confirmed()
    count = Assignment.objects.filter(unit_id="STP").count()
    shown = text_of(office, "/nhiem-vu/nhieu/?viec=nhac&tat-ca=1&don-vi=STP")
    assert f"{count} phân công của 1 đơn vị" in shown
    told = text_of(office, "/nhiem-vu/nhieu/?viec=nhac&tat-ca=1&don-vi=STP", {"reason": "Khẩn trương"})
    assert "Đã nhắc" in told
    assert "Chưa chọn dòng nào" in text_of(office, "/nhiem-vu/nhieu/?viec=nhac&don-vi=STP")


def test_tasks_are_cancelled_with_a_reason_and_other_acts_lead_to_their_pages(sign_in: SignIn) -> None:
    office = sign_in("thuongtruc")
    confirmed()
    one = row("STP").assignment_id
    chased = office.get(f"/nhiem-vu/nhieu/?viec=don-doc&phan-cong={one}")
    assert chased["Location"] == f"/van-ban-di/don-doc/?phan-cong={one}"
    dated = office.get("/nhiem-vu/nhieu/?viec=dat-han&tat-ca=1&don-vi=STP")
    assert dated["Location"] == "/nhiem-vu/dat-han/?don-vi=STP"
    assert office.get("/nhiem-vu/nhieu/?viec=khac").status_code == 404
    done = text_of(office, f"/nhiem-vu/nhieu/?viec=huy&phan-cong={one}", {"reason": "Trùng"})
    assert "Đã hủy 1 nhiệm vụ" in done
    assert Task.objects.filter(cancelled_at__isnull=False).count() == 1
    assert sign_in("tuphap").get(f"/nhiem-vu/nhieu/?viec=huy&phan-cong={one}").status_code == 403


def test_many_get_an_area_a_unit_and_a_person(sign_in: SignIn) -> None:
    office, unit = sign_in("thuongtruc"), sign_in("tuphap")
    confirmed()
    one, other = row("STP").assignment_id, row("SYT").assignment_id
    both = f"phan-cong={one}&phan-cong={other}"
    area = f"/nhiem-vu/nhieu/?viec=linh-vuc&{both}"
    assert office.post(area, {"area": "", "reason": "x"}).status_code == 422
    assert "Đã đặt lĩnh vực cho" in text_of(office, area, {"area": "procedures", "reason": "Theo kế hoạch"})
    listed = text_of(unit, "/nhiem-vu/")
    assert 'value="giao-nguoi"' in listed
    assert 'value="chuyen"' not in listed
    person = f"/nhiem-vu/nhieu/?viec=giao-nguoi&phan-cong={one}"
    assert "Chuyên viên Sở Y tế" not in text_of(unit, person)
    given = {"person": user_id_of("tuphap2"), "reason": ""}
    assert "Đã giao người thực hiện 1 việc" in text_of(unit, person, given)
    assert "người làm: Giám đốc Sở Tư pháp" in text_of(unit, "/nhiem-vu/")
    move = f"/nhiem-vu/nhieu/?viec=chuyen&phan-cong={one}"
    assert office.post(move, {"unit": "", "reason": "x"}).status_code == 422
    assert "Đã chuyển 1 phân công" in text_of(office, move, {"unit": "HBS", "reason": "Nhầm đơn vị"})
    shown = text_of(office, f"/nhiem-vu/{row('HBS').task_id}/")
    assert "Chuyển việc của Sở Tư pháp sang đơn vị khác" in shown
    assert unit.get(move).status_code == 403


def test_the_filter_offers_units_that_have_ended_and_keeps_the_one_chosen(sign_in: SignIn) -> None:
    office = sign_in("thuongtruc")
    confirmed()
    UnitFact.objects.filter(unit_id="SYT").update(valid_to=date(2023, 2, 16))
    shown = text_of(office, "/nhiem-vu/?don-vi=SYT")
    assert "Sở Y tế (đến 15/02/2023)" in shown
    assert re.search(r'<option value="SYT" selected>', shown)
    assert "optgroup" not in text_of(sign_in("tuphap"), "/nhiem-vu/")
