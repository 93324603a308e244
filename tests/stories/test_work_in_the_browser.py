"""Stories of work in a real browser: a later deadline asked for, a pause, an event, a month that repeats."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from caicach.documents.deadlines.values import Recurrence
from caicach.kernel.access import SYSTEM
from caicach.plans import services
from factories.correspondence import NOW, OFFICE, received, review
from factories.plans import at, open_ended, row
from factories.web import people
from stories.visitor import CHROMIUM, Visitor

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed (apt-get install chromium)"),
]
Meet = Callable[[str], Visitor]


@pytest.fixture
def meet(live_server: LiveServer, browser: Browser) -> Meet:
    """The letter whose item 2 says only «hằng tháng» is confirmed; people sign in by name."""
    people()
    document = received(read=open_ended(Recurrence.MONTHLY, "sau khi Bộ Nội vụ công bố"))
    services.confirm_directive(OFFICE, document_id=document, version=review(document).version, now=NOW)
    return lambda username: Visitor(browser, live_server.url, username)


def day(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    monkeypatch.setattr(timezone, "now", lambda: moment)


def press(visitor: Visitor, name: str, says: str) -> None:
    visitor.page.get_by_role("main").get_by_role("button", name=name, exact=True).click()
    expect(visitor.page.get_by_role("status").first).to_contain_text(says)
    visitor.check()


def follow(visitor: Visitor, name: str) -> None:
    visitor.page.get_by_role("main").get_by_role("link", name=name, exact=True).first.click()
    visitor.check()


def test_a_later_deadline_is_asked_for_and_granted(meet: Meet, monkeypatch: pytest.MonkeyPatch) -> None:
    day(monkeypatch, at(2023, 2, 15))
    work = f"/phan-cong/{row('STP').assignment_id}/"
    unit, office = meet("tuphap"), meet("thuongtruc")
    unit.open(work)
    follow(unit, "Đề nghị gia hạn")
    unit.page.get_by_label("Xin gia hạn đến ngày").fill("24/02/2023")
    unit.page.get_by_label("Lý do").fill("Chờ Bộ Tư pháp hướng dẫn")
    press(unit, "Gửi đề nghị", "Đã gửi đề nghị")
    office.open("/nhiem-vu/de-nghi-gia-han/")
    office.page.get_by_role("link", name="Xem và quyết định").click()
    office.check()
    office.page.get_by_label("Đồng ý gia hạn").check()
    office.page.get_by_label("Hạn mới").fill("22/02/2023")
    press(office, "Lưu quyết định", "Đã quyết định")
    unit.open(work)
    expect(unit.page.get_by_role("main")).to_contain_text("Gia hạn từ 17/02/2023 đến 22/02/2023")
    expect(unit.page.get_by_role("main")).to_contain_text("gốc 17/02/2023")


def test_work_is_paused_and_resumed(meet: Meet, monkeypatch: pytest.MonkeyPatch) -> None:
    day(monkeypatch, at(2023, 2, 15))
    work = f"/phan-cong/{row('STP').assignment_id}/"
    office = meet("thuongtruc")
    office.open(work)
    follow(office, "Tạm dừng")
    office.page.get_by_label("Lý do tạm dừng").fill("Chờ Luật có hiệu lực")
    office.page.get_by_label("Căn cứ quyết định").fill("Thông báo 12/TB-UBND")
    press(office, "Tạm dừng", "Đã tạm dừng")
    day(monkeypatch, at(2023, 2, 20))
    office = meet("thuongtruc")  # five days later the session of the first day has ended
    office.open("/theo-doi/")
    expect(office.page.locator(".tally li", has_text="Tạm dừng").locator("strong")).to_have_text("1")
    office.open(work)
    follow(office, "Cho tiếp tục")
    press(office, "Cho tiếp tục", "Nhiệm vụ tiếp tục")
    expect(office.page.get_by_role("main")).to_contain_text("hạn lùi từ 17/02/2023 đến 22/02/2023")


def test_an_event_is_recorded_and_the_clock_starts(meet: Meet) -> None:
    task = row("STP", "2").task_id
    office = meet("thuongtruc")
    office.open(f"/nhiem-vu/{task}/")
    follow(office, "Thời hạn chờ sự kiện")
    office.page.get_by_label("Sự kiện mới", exact=True).fill("Bộ Nội vụ công bố Chỉ số cải cách hành chính")
    office.page.get_by_label("Số ngày sau sự kiện").fill("10")
    press(office, "Gắn sự kiện", "chờ sự kiện này")
    expect(office.page.get_by_role("main")).to_contain_text("Chờ sự kiện")
    follow(office, "Ghi nhận sự kiện")
    office.page.get_by_label("Ngày xảy ra").fill("20/02/2023")
    office.page.get_by_label("Văn bản hoặc nguồn").fill("Quyết định 123/QĐ-BNV")
    press(office, "Ghi nhận", "thời hạn bắt đầu tính")
    office.open(f"/nhiem-vu/{task}/")
    expect(office.page.get_by_role("main")).to_contain_text("06/03/2023")


def test_a_monthly_task_over_two_periods(meet: Meet, monkeypatch: pytest.MonkeyPatch) -> None:
    task = row("STP", "2").task_id
    office = meet("thuongtruc")
    office.open("/nhiem-vu/lap-lai/")
    office.page.get_by_role("link", name="Đặt lịch").first.click()
    office.check()
    press(office, "Đặt lịch", "Đã đặt lịch lặp lại")
    day(monkeypatch, at(2023, 3, 20))
    services.open_occurrences(SYSTEM, on=at(2023, 3, 20).date(), now=at(2023, 3, 20))
    unit = meet("tuphap")
    unit.open("/nhiem-vu/?dinh-ky=lap-lai")
    expect(unit.page.get_by_role("main")).to_contain_text("Tháng 02/2023")
    unit.open(f"/nhiem-vu/{task}/")
    expect(unit.page.get_by_role("main")).to_contain_text("Tháng 03/2023")
    unit.page.get_by_role("link", name="Tháng 02/2023").click()
    unit.check()
    unit.page.get_by_role("link", name="Báo cáo Sở Tư pháp").click()
    unit.page.get_by_label("Đã làm được gì").fill("Đã tổng hợp tháng 02")
    unit.page.get_by_label("Tiến độ: chưa xong", exact=True).check()
    press(unit, "Gửi báo cáo", "Đã gửi báo cáo")


def test_work_is_given_and_split_inside_the_unit(meet: Meet) -> None:
    work = f"/phan-cong/{row('STP').assignment_id}/"
    unit = meet("tuphap")
    unit.open(work)
    follow(unit, "Giao người thực hiện")
    unit.page.get_by_label("Người thực hiện").select_option(label="Giám đốc Sở Tư pháp")
    press(unit, "Giao", "Đã giao người thực hiện")
    follow(unit, "Thêm việc con")
    unit.page.get_by_label("Việc con").fill("Rà soát lĩnh vực hộ tịch")
    press(unit, "Thêm", "Đã thêm việc con")
    follow(unit, "Rà soát lĩnh vực hộ tịch")
    unit.page.get_by_label("Tiến độ (%)").fill("40")
    press(unit, "Lưu", "Đã lưu việc con")
    expect(unit.page.get_by_role("main")).to_contain_text("Việc con: 40 %")
    head = meet("tuphap2")
    head.open("/nhiem-vu/?cua-toi=1")
    expect(head.page.get_by_role("main")).to_contain_text("1 phân công")
