"""From a register brought as a file, over the audit of a served portal, to the audit that closes a finding."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from caicach.kernel.jobs import services as queue
from factories.procedures import DAY, lines
from factories.web import people
from procedures.markups import EVERY
from procedures.portal import Portal, page_shown, served
from procedures.records import record
from stories.visitor import CHROMIUM, Visitor

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed (apt-get install chromium)"),
]
MARKUP = next(iter(EVERY))


@pytest.mark.slow
def test_from_a_file_to_a_finding_that_closes_itself(
    live_server: LiveServer, browser: Browser, settings: LazySettings, tmp_path: Path
) -> None:
    settings.DATA_DIR, settings.AUDIT_PRIVATE_HOSTS = tmp_path, ["127.0.0.1"]
    people()
    due = [{**record(number), "performing_agency": "Sở Y tế"} for number in range(3)]
    portal = Portal(3, markups=(MARKUP,))
    for number, one in enumerate(due):
        wrong = {**one, "results": "Công văn trả lời"} if number == 1 else one
        portal.pages[f"/tthc/chi-tiet-{number}.html"] = page_shown(EVERY[MARKUP](wrong))
    office = Visitor(browser, live_server.url, "thuongtruc")
    page = office.page
    office.open("/thu-tuc/nhap/")
    file = {"name": "danh-muc.jsonl", "mimeType": "application/x-ndjson", "buffer": lines(*due)}
    page.get_by_label("Tệp danh mục, hoặc quyết định công bố").set_input_files(file)  # type: ignore[arg-type]
    page.get_by_label("Có hiệu lực từ ngày").fill("01/01/2023")
    office.check()
    page.get_by_role("button", name="Đọc và đối chiếu").click()
    expect(page.get_by_role("button", name="Xác nhận nhập")).to_be_visible()
    office.check()
    page.get_by_role("button", name="Xác nhận nhập").click()
    expect(page.locator(".notice.success")).to_contain_text("Đã nhập vào danh mục")
    office.check()
    with served(portal) as address:
        office.open("/thu-tuc/kiem-tra/trang/moi/")
        page.get_by_label("Đơn vị").select_option("SYT")
        page.get_by_label("Địa chỉ trang thủ tục hành chính").fill(address)
        page.get_by_label("Đọc nhiều nhất").fill("60")
        page.get_by_role("button", name="Lưu").click()
        page.get_by_role("button", name=re.compile("Kiểm tra.*Sở Y tế")).click()
        expect(page.get_by_text("Chưa xong.")).to_be_visible()
        office.check()
        queue.run_next(now=DAY)
        unit = Visitor(browser, live_server.url, "yte")
        unit.open("/thu-tuc/ton-tai/?loai=contradictory")
        unit.page.get_by_role("link", name=due[1]["name"]).click()
        expect(unit.page.get_by_text("Công văn trả lời")).to_be_visible()
        unit.page.get_by_label("Biện pháp khắc phục").fill("Sửa trang")
        unit.page.get_by_label("Người chịu trách nhiệm").fill("Văn phòng Sở")
        unit.check()
        unit.page.get_by_role("button", name="Giao nhiệm vụ").click()
        expect(unit.page.get_by_role("link", name="Mở nhiệm vụ")).to_be_visible()
        finding = unit.page.url
        portal.pages["/tthc/chi-tiet-1.html"] = page_shown(EVERY[MARKUP](due[1]))
        office.open("/thu-tuc/kiem-tra/")
        page.get_by_role("button", name=re.compile("Kiểm tra.*Sở Y tế")).click()
        expect(page.get_by_text("Chưa xong.")).to_be_visible()
        queue.run_next(now=DAY + timedelta(hours=1))
    unit.page.goto(finding)
    expect(unit.page.get_by_text("cổng đã đúng với danh mục")).to_be_visible()
    unit.check()
    unit.page.get_by_role("link", name="Xem trang khi đóng").click()
    expect(unit.page.get_by_text(due[1]["results"])).to_be_visible()
    unit.check()
