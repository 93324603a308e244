"""Every entry on the smallest phone: the head leaves the page its room, the menu shows each entry whole."""

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from factories.sample_room import sample_room
from factories.web import people
from stories.visitor import CHROMIUM, Visitor

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed (apt-get install chromium)"),
]
PHONE = {"width": 360, "height": 640}


def _heights(page: Page) -> float:
    return sum(
        float(page.locator(part).evaluate("part => part.getBoundingClientRect().height"))
        for part in ("header.top", "nav.menu")
    )


def test_seventeen_entries_stay_legible_on_a_phone(live_server: LiveServer, browser: Browser) -> None:
    people()
    with sample_room():
        office = Visitor(browser, live_server.url, "thuongtruc")
        office.page.set_viewport_size(PHONE)
        for language in ("vi", "en"):
            office.open("/kiem-tra/")
            assert _heights(office.page) <= 0.15 * PHONE["height"]
            office.page.locator("nav > .frame > .menu-button").click()
            entries = office.page.locator("#menu li a")
            assert entries.count() >= 17
            for entry in entries.all():
                entry.scroll_into_view_if_needed()  # on the smallest phone the sheet of all rooms scrolls a little
                box = entry.bounding_box()
                assert box is not None
                assert box["height"] >= 32
                assert 0 <= box["y"] <= PHONE["height"] - box["height"] + 1
                assert entry.evaluate("link => link.scrollWidth <= link.clientWidth")
            office.check()
            assert office.page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
            if language == "vi":
                office.page.get_by_role("button", name="English").click()
                office.page.wait_for_load_state()
        office.page.get_by_role("button", name="Sign out").click()
        expect(office.page).to_have_url(f"{live_server.url}/dang-nhap/")
