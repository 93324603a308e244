"""The story of a reminder in a real browser: the digest and its bell, channels and a calendar link, a changed rule."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from caicach.kernel.calendar.in_force import calendar_in_force
from caicach.kernel.jobs import services as queue
from caicach.plans import services
from factories.correspondence import NOW, OFFICE
from factories.notifications import reachable
from factories.web import read_letter, version
from stories.visitor import CHROMIUM, Visitor

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed (apt-get install chromium)"),
]
MORNING = datetime(2023, 3, 20, 0, 5, tzinfo=UTC)


@pytest.fixture
def reminded(monkeypatch: pytest.MonkeyPatch) -> None:
    """On the morning of 20/3/2023 the worker's schedule comes due; Sở Tư pháp is three working days late."""
    monkeypatch.setattr(timezone, "now", lambda: MORNING)
    reachable()
    document = read_letter()
    services.confirm_directive(OFFICE, document_id=document, version=version(document), now=NOW)
    assert "plans.reminders:2023-03-20" in queue.tick(now=MORNING, calendar=calendar_in_force())
    while queue.run_next(now=MORNING):
        pass


def test_a_person_is_reminded_chooses_channels_and_the_office_changes_the_rule(
    browser: Browser, live_server: LiveServer, reminded: None
) -> None:
    unit = Visitor(browser, live_server.url, "tuphap")
    unit.page.get_by_role("link", name="Thông báo 2 chưa đọc").click()
    unit.check()
    unit.page.get_by_role("link", name="Nhắc việc ngày 20/03/2023: 1 việc, 1 việc quá hạn").click()
    unit.check()
    expect(unit.page.get_by_text("muộn 3 ngày làm việc")).to_be_visible()
    unit.picture("nhac-viec")
    unit.page.get_by_role("link", name="công khai thủ tục hành chính").click()
    unit.check()
    expect(unit.page.get_by_role("link", name="Thông báo 1 chưa đọc")).to_be_visible()

    unit.open("/thong-bao/kenh/")
    unit.page.get_by_label("Địa chỉ thư điện tử").fill("phongkiemsoat@tuphap.example")
    unit.page.get_by_label("Nhận thư điện tử").uncheck()
    unit.page.get_by_role("button", name="Lưu").click()
    expect(unit.page.get_by_role("status").first).to_contain_text("Đã lưu cách nhận thông báo")
    unit.page.get_by_role("button", name="Mở liên kết lịch").click()
    unit.check()
    link = unit.page.get_by_label("Sao chép địa chỉ này").input_value()
    answer = unit.page.request.get(link)
    assert "DTSTART;VALUE=DATE:20230315" in answer.text()

    office = Visitor(browser, live_server.url, "thuongtruc")
    office.open("/quy-tac-nhac-viec/")
    office.page.get_by_role("link", name="Sửa quy tắc").click()
    office.check()
    office.page.get_by_label("Số ngày làm việc").first.fill("10")
    office.page.get_by_label("Lý do sửa").fill("Việc của cấp xã cần thời gian")
    office.page.get_by_role("button", name="Lưu quy tắc mới").click()
    office.check()
    expect(office.page.get_by_text("Trước hạn 10 ngày làm việc")).to_be_visible()
    operator = Visitor(browser, live_server.url, "quantri")
    operator.open("/hang-doi/")
    operator.picture("hang-doi")
    expect(operator.page.get_by_role("link", name="Nhắc việc trong ngày")).to_be_visible()
