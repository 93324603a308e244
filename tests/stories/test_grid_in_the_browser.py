"""A sheet entered as a grid: by keyboard alone, and nothing typed is left behind without a word."""

import pytest
from playwright.sync_api import Browser, Dialog, expect
from pytest_django.live_server_helper import LiveServer

from caicach.indices.models import ScoreEntry
from factories.indices import sheet_of
from factories.web import people
from stories.visitor import CHROMIUM, Visitor
from web.test_index_pages import opened_for_people

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed (apt-get install chromium)"),
]


@pytest.fixture
def unit(browser: Browser, live_server: LiveServer) -> Visitor:
    people()
    sheet = sheet_of(opened_for_people(), "STP")
    visitor = Visitor(browser, live_server.url, "tuphap")
    visitor.open(f"/chi-so/phieu/{sheet}/bang/")
    return visitor


def leaving_is_asked(visitor: Visitor) -> bool:
    asked: list[Dialog] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog)
        dialog.dismiss()

    visitor.page.once("dialog", stay)
    visitor.page.evaluate("setTimeout(() => location.assign('/chi-so/'))")
    visitor.page.wait_for_timeout(500)
    return bool(asked)


def test_a_row_is_entered_by_keyboard_and_saves_itself(unit: Visitor) -> None:
    page = unit.page
    page.locator("[name='first:1.2']").focus()
    page.keyboard.type("90")
    page.keyboard.press("Tab")
    page.keyboard.type("100")
    page.keyboard.press("ArrowDown")
    expect(page.locator("[data-row='1.2']")).to_contain_text("đã lưu")
    assert ScoreEntry.objects.get(component="1.2").numerator == "90"
    unit.check()
    unit.picture("nhap-theo-bang")
    unit.open("/chi-so/")  # nobody asks: all is kept


def test_who_leaves_before_a_row_is_kept_is_asked_first(unit: Visitor) -> None:
    page = unit.page
    page.locator("[name='first:1.2']").fill("9")
    assert leaving_is_asked(unit), "typed, and still in the box"
    page.route("**/bang/", lambda route: route.abort())
    page.locator("[name='first:1.2']").press("Tab")
    expect(page.locator(".grid-told")).to_contain_text("Dòng 1.2 chưa lưu được")
    assert leaving_is_asked(unit), "the server was not there"


def test_a_row_that_was_refused_is_still_asked_about(unit: Visitor) -> None:
    page = unit.page
    page.locator("[name='first:1.2']").fill("chín mươi")
    page.locator("[name='first:1.2']").press("Tab")
    expect(page.locator("[data-row='1.2'] [role=alert]")).to_be_visible()
    assert leaving_is_asked(unit)
