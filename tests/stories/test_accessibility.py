"""axe on the pages that the story of the letter does not pass: forms of decisions, refusals, errors. One browser."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from caicach.plans import services
from factories.correspondence import NOW, OFFICE
from factories.plans import rows
from factories.web import LETTER, people, read_letter, version
from stories.visitor import CHROMIUM, Visitor

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed (apt-get install chromium)"),
]


def _refused(visitor: Visitor, path: str) -> None:
    """The browser notes in its console that an answer was no success: that is what is asked for here."""
    visitor.page.goto(visitor.address + path)
    visitor.complaints.clear()
    visitor.check()


def _submitted_empty(visitor: Visitor, path: str, button: str) -> None:
    visitor.open(path)
    visitor.page.get_by_role("main").get_by_role("button", name=button, exact=True).click()
    expect(visitor.page.get_by_role("alert").first).to_be_visible()
    visitor.complaints.clear()
    visitor.check()


def _sign_in_error(visitor: Visitor) -> None:
    visitor.open("/dang-nhap/")
    visitor.page.get_by_label("Tên đăng nhập").fill("tuphap")
    visitor.page.get_by_label("Mật khẩu").fill("sai")
    visitor.page.get_by_role("main").get_by_role("button", name="Đăng nhập").click()
    expect(visitor.page.get_by_role("alert").first).to_be_visible()
    visitor.complaints.clear()
    visitor.check()


_IN_THE_WAY = {
    "button-name": "<button type='button'></button>",
    "color-contrast": "<p style='color: #bbb; background: #fff'>mờ</p>",
    "image-alt": "<img src='/static/img/mark.svg'>",
    "label": "<input type='text'>",
    "link-name": "<a href='/tro-giup/'></a>",
}
"""A rule of axe, and what breaks it."""


def _planted(visitor: Visitor) -> None:
    """What stands in somebody's way is found, on a page that was fine before."""
    visitor.open("/tro-giup/")
    visitor.page.locator("main").evaluate("(main, html) => { main.innerHTML += html }", "".join(_IN_THE_WAY.values()))
    with pytest.raises(AssertionError) as told:
        visitor.check()
    assert [rule for rule in _IN_THE_WAY if f'"rule": "{rule}"' not in str(told.value)] == []


def test_the_other_pages_have_no_serious_finding(live_server: LiveServer, browser: Browser, tmp_path: Path) -> None:
    people()
    confirmed = read_letter()
    services.confirm_directive(OFFICE, document_id=confirmed, version=version(confirmed), now=NOW)
    waiting = read_letter(text=LETTER.replace("80/BCĐ-TGV", "95/BCĐ-TGV"))
    task = rows()[0]
    office = Visitor(browser, live_server.url, "thuongtruc")
    for path in ("/van-ban/", "/tro-giup/", "/tai-khoan/", f"/van-ban/{confirmed}/", f"/van-ban/{confirmed}/soat/"):
        office.open(path)
    _submitted_empty(office, f"/phan-cong/{task.assignment_id}/gia-han/", "Gia hạn")
    _submitted_empty(office, f"/nhiem-vu/{task.task_id}/huy/", "Hủy nhiệm vụ")
    _submitted_empty(office, f"/van-ban/{waiting}/rut/", "Rút văn bản")
    _submitted_empty(office, "/van-ban/tiep-nhan/", "Tiếp nhận và đọc")
    _refused(office, "/khong-co-trang-nay/")
    office.page.set_viewport_size({"width": 390, "height": 844})
    for path in (f"/van-ban/{waiting}/soat/", f"/nhiem-vu/{task.task_id}/", "/theo-doi/?theo=area"):
        office.open(path)
    _planted(office)
    unit = Visitor(browser, live_server.url, "tuphap")
    _refused(unit, "/theo-doi/")
    unit.page.context.clear_cookies()
    _sign_in_error(unit)
