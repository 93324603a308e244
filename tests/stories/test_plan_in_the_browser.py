"""The story of one plan in a real browser: from its file to tasks, to the unit that takes its share over."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from factories.planning import html_table
from factories.web import people
from stories.visitor import CHROMIUM, Visitor

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed (apt-get install chromium)"),
]


def _import(office: Visitor, folder: Path) -> None:
    file = folder / "ke-hoach.html"
    file.write_bytes(html_table())
    office.open("/ke-hoach/")
    office.page.get_by_role("link", name="Lập kế hoạch").first.click()
    office.check()
    office.page.get_by_label("Tệp có bảng nhiệm vụ").set_input_files(file)
    office.page.get_by_label("Tên kế hoạch").fill("Kế hoạch cải cách hành chính năm 2023")
    office.page.get_by_label("Của đơn vị").select_option("TINH")
    office.page.get_by_label("Năm", exact=True).fill("2023")
    office.page.get_by_label("Ngày ban hành").fill("05/01/2023")
    office.page.get_by_role("button", name="Lập kế hoạch").click()
    office.page.wait_for_url("**/soat/")
    office.check()


def _correct(office: Visitor) -> None:
    page = office.page
    card = page.locator("article", has_text="Kiểm tra bộ phận một cửa")
    expect(card).to_contain_text("Không có ngày hoặc kỳ «31/2/2023»")
    card.get_by_role("link", name="Sửa").click()
    office.check()
    page.get_by_label("Chủ trì").fill("Sở Nội vụ")
    page.get_by_label("Hạn là ngày").fill("28/02/2023")
    page.get_by_role("button", name="Lưu").click()
    office.check()
    expect(page.locator("article", has_text="Kiểm tra bộ phận một cửa")).to_contain_text("28/02/2023")


def _give(office: Visitor) -> str:
    office.page.get_by_role("button", name="Giao 4 dòng đã ổn").click()
    expect(office.page.get_by_role("status").first).to_contain_text("Đã giao 4 nhiệm vụ")
    office.check()
    office.page.get_by_label("Vị trí").get_by_role("link").last.click()
    office.check()
    address = office.page.url
    office.page.get_by_role("link", name="Đối chiếu với cấp trên").click()
    expect(office.page.get_by_role("heading", name="Đối chiếu với cấp trên")).to_be_visible()
    office.check()
    return address.rstrip("/").rpartition("/")[2]


def test_a_plan_is_read_reviewed_given_and_taken_over(
    browser: Browser, live_server: LiveServer, tmp_path: Path
) -> None:
    people()
    office = Visitor(browser, live_server.url, "thuongtruc")
    _import(office, tmp_path)
    if office.scripts:
        office.open(office.page.url.removeprefix(office.address).replace("/soat/", "/soat/bang/"))
        office.picture("bang-ke-hoach")
        office.page.go_back()
    _correct(office)
    plan_id = _give(office)
    unit = Visitor(browser, live_server.url, "tuphap")
    unit.open("/ke-hoach/moi/")
    unit.page.get_by_label("Tên kế hoạch").fill("Kế hoạch của Sở Tư pháp")
    unit.page.get_by_label("Ngày ban hành").fill("01/02/2023")
    unit.page.get_by_label("Năm", exact=True).fill("2023")
    unit.page.get_by_label("Kế hoạch cấp trên").select_option(plan_id)
    unit.page.get_by_role("button", name="Lập kế hoạch").click()
    unit.check()
    unit.page.get_by_role("button", name="Nhận phần việc của đơn vị").click()
    expect(unit.page.get_by_role("status").first).to_contain_text("Đã nhận 3 nhiệm vụ")
    unit.check()
