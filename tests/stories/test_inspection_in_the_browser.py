"""A surprise check from the phone of the team to a closed finding: every page checked, without a network too."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from caicach.inspections.services import Member
from caicach.organisations import queries as organisations
from factories.inspections import DAY, planned
from factories.web import people
from stories.visitor import CHROMIUM, Visitor

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed (apt-get install chromium)"),
]
PHONE = {"width": 390, "height": 844}


@pytest.mark.slow
def test_from_a_surprise_to_a_closed_finding(live_server: LiveServer, browser: Browser, tmp_path: Path) -> None:
    people()
    team = (Member(organisations.user_id_of("thamdinh"), is_head=True),)
    inspection = planned(at=DAY, team=team)
    phone = Visitor(browser, live_server.url, "thamdinh")
    page = phone.page
    page.set_viewport_size(PHONE)
    phone.open(f"/kiem-tra/{inspection}/")
    page.get_by_role("button", name="Bắt đầu kiểm tra").click()
    expect(page).to_have_url(f"{live_server.url}/kiem-tra/{inspection}/ghi/")
    phone.check()
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    page.get_by_label("Có mặt hoặc vắng có lý do", exact=True).fill("18")
    page.get_by_label("Số người của đơn vị").fill("20")
    photo = {"name": "anh.png", "mimeType": "image/png", "buffer": b"\x89PNG\r\n\x1a\n" + b"0" * 40}
    page.locator("[name=f-2-1]").set_input_files(photo)
    page.wait_for_selector("[data-is-kept]", state="attached")
    page.context.set_offline(True)
    page.get_by_role("button", name="Lưu (phần 2)").click()
    expect(page.locator("[data-upload-say]")).to_contain_text("Mất mạng: chưa lưu được gì")
    assert page.locator("[name=f-2-1]").evaluate("field => field.files.length") == 1
    expect(page.get_by_role("button", name="Lưu (phần 2)")).to_be_enabled()
    context = page.context
    page.close()  # a phone that runs out of memory throws the tab away
    page = phone.page = context.new_page()
    page.set_viewport_size(PHONE)
    page.goto(f"{live_server.url}/kiem-tra/{inspection}/ghi/")  # still without a network
    expect(page.get_by_label("Có mặt hoặc vắng có lý do", exact=True)).to_have_value("18")
    expect(page.get_by_text("Đây là trang giữ trên máy này từ 10:00 20/02/2023")).to_be_visible()
    today = page.evaluate("new Intl.DateTimeFormat('en-GB', {timeZone: 'Asia/Ho_Chi_Minh'}).format(new Date())")
    expect(page.get_by_label("Ngày", exact=True)).to_have_value(today)  # not the hour that the page was kept
    page.get_by_label("Ngày", exact=True).fill("20/02/2023")
    page.get_by_label("Giờ", exact=True).fill("10:00")
    page.get_by_label("Số người của đơn vị").fill("20")
    page.screenshot(path=tmp_path / "kept.png")
    context.set_offline(False)
    phone.complaints.clear()
    page.get_by_role("button", name="Lưu (phần 2)").click()
    expect(page.locator(".notice.success")).to_contain_text("Đã lưu 1 câu trả lời")
    expect(page.locator("#muc-2-1")).to_contain_text("Vắng mặt không có lý do 2/20 người")
    phone.check()
    page.screenshot(path=tmp_path / "place.png", full_page=True)
    page.get_by_role("link", name="Lập biên bản").click()
    page.get_by_label("Người đại diện đơn vị").fill("Lê Văn Bình")
    page.get_by_label("Chức vụ").fill("Phó Giám đốc")
    phone.check()
    page.get_by_role("button", name="Lập biên bản").click()
    expect(page.locator(".notice.success")).to_contain_text("1 tồn tại")
    phone.check()
    kept = "caches.match(location.origin + '/kiem-tra/%d/ghi/', {}).then(found => !!found)"
    assert page.evaluate(kept % inspection)
    phone.open(f"/kiem-tra/{inspection}/ghi/")  # leads on: nothing is written there any more
    assert not page.evaluate(kept % inspection)
    assert page.evaluate("caches.keys().then(names => names.length)") == 1
    page.set_viewport_size({"width": 1280, "height": 800})
    page.get_by_text("Đăng xuất").first.click()
    page.wait_for_function("caches.keys().then(names => names.length === 0)")

    unit = Visitor(browser, live_server.url, "tuphap")
    unit.open("/kiem-tra/")
    expect(unit.page.get_by_role("main").get_by_role("link", name="Sở Tư pháp")).to_have_count(0)
    office = Visitor(browser, live_server.url, "thuongtruc")
    office.open(f"/kiem-tra/{inspection}/")
    office.page.get_by_role("link", name="Kết luận", exact=True).click()
    office.page.get_by_label("Kết luận").fill("Đơn vị cần chấn chỉnh giờ giấc.")
    office.page.get_by_label("Hạn khắc phục chung").fill("15/03/2023")
    office.check()
    office.page.get_by_role("button", name="Kết luận").click()
    expect(office.page.locator(".notice.success")).to_contain_text("Đã kết luận")
    office.check()

    unit.open("/kiem-tra/ton-tai/")
    unit.page.get_by_role("link", name="Vắng mặt không có lý do 2/20 người").click()
    unit.page.get_by_label("Biện pháp khắc phục").fill("Chấm công từng phòng")
    unit.page.get_by_label("Người chịu trách nhiệm").fill("Chánh Văn phòng")
    unit.check()
    unit.page.get_by_role("button", name="Giao nhiệm vụ khắc phục").click()
    expect(unit.page.get_by_role("link", name="Mở nhiệm vụ")).to_be_visible()
    unit.check()

    office.open("/kiem-tra/ton-tai/")
    office.check()
    office.page.get_by_role("link", name="Vắng mặt không có lý do 2/20 người").click()
    office.page.get_by_label("Căn cứ đóng tồn tại").fill("Đã xem sổ chấm công tháng 02.")
    office.page.get_by_role("button", name="Đóng tồn tại").click()
    expect(office.page.locator("h1 + .lead")).to_contain_text("Đã đóng")
    office.check()
    office.page.screenshot(path=tmp_path / "closed.png", full_page=True)
