"""Units picked at a browser: by the keyboard alone, narrowed, by phrase and by group, at a desk and on a phone."""

import pytest
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from factories.web import people
from stories.visitor import CHROMIUM, Visitor

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed (apt-get install chromium)"),
]


@pytest.mark.parametrize("width", [1280, 390, 320])
def test_units_are_picked_by_the_keyboard_alone(live_server: LiveServer, browser: Browser, width: int) -> None:
    people()
    office = Visitor(browser, live_server.url, "thuongtruc")
    page = office.page
    page.set_viewport_size({"width": width, "height": 800})
    office.open("/kiem-tra/moi/")
    counted = page.locator("[data-counted]")
    page.get_by_label("Tìm trong danh sách").focus()
    page.keyboard.press("Tab")
    page.keyboard.type("Sở Tư pháp, Sở Y tế")
    page.keyboard.press("Enter")
    expect(counted).to_contain_text("Đã chọn 2 trên")
    expect(page.get_by_role("status").first).to_contain_text("2 đơn vị")
    page.get_by_label("Tìm trong danh sách").focus()
    page.keyboard.type("y te")
    expect(page.get_by_label("Sở Y tế", exact=True)).to_be_visible()
    expect(page.get_by_label("Sở Nội vụ", exact=True)).to_be_hidden()
    page.get_by_label("Sở Y tế", exact=True).focus()
    page.keyboard.press("Space")
    expect(counted).to_contain_text("Đã chọn 1 trên")
    page.get_by_label("Tìm trong danh sách").fill("")
    group = page.get_by_role("checkbox", name="Huyện 0/1")
    group.focus()
    page.keyboard.press("Space")
    expect(counted).not_to_contain_text("Đã chọn 1 trên")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    office.check()
