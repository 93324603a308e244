"""On a phone the head leaves room for the page, and what one taps is as large as a fingertip."""

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from factories.web import people
from stories.visitor import CHROMIUM, Visitor

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed (apt-get install chromium)"),
]
PAGES = (
    "/theo-doi/",
    "/nhiem-vu/",
    "/van-ban/",
    "/ke-hoach/",
    "/ke-hoach/moi/",
    "/kiem-tra/moi/",
    "/chi-so/",
    "/thong-bao/",
)
ROOMS = (
    *PAGES, "/tro-giup/", "/the-che/", "/ho-so/", "/thu-tuc/", "/thu-tuc/kiem-tra/", "/khao-sat/", "/khao-sat/moi/",
    "/kiem-tra/ton-tai/", "/bao-cao-dinh-ky/", "/bao-cao-tien-do/", "/cong-bo/", "/van-ban-di/", "/chi-so/mo-ky/",
    "/tai-khoan/buoc-hai/", "/tim-kiem/?tim=so",
)  # fmt: skip
SHOWN = "[...document.querySelectorAll('.top, .menu, button, main form')].filter((e) => e.checkVisibility()).length"
HEAD = "[...document.querySelectorAll('header.top, nav.menu')].reduce((h, e) => h + e.offsetHeight, 0)"
# A link within a sentence may be as high as the sentence; a box that is ticked by its label, as the label.
SMALL = """() => Array.from(document.querySelectorAll(
  'a[href], button, input:not([type=hidden]), select, summary'
)).filter((e) => {
  if (e.closest('[popover]:not(:popover-open), .visually-hidden, .skip, [aria-hidden=true]')) return false;
  const box = e.getBoundingClientRect(), is_sentence = e.matches('a') && getComputedStyle(e).display === 'inline';
  if (!box.width || !box.height || (box.height >= 24 && box.width >= 24) || is_sentence) return false;
  return !Array.from(e.labels || []).some((label) => label.getBoundingClientRect().height >= 24);
}).map((e) => e.outerHTML.slice(0, 120))"""


def test_the_head_is_small_and_targets_are_large(live_server: LiveServer, browser: Browser) -> None:
    people()
    office = Visitor(browser, live_server.url, "thuongtruc")
    office.page.set_viewport_size({"width": 390, "height": 844})
    for page in PAGES:
        office.page.goto(live_server.url + page)
        assert office.page.evaluate(HEAD) <= 0.15 * 844, page
        assert office.page.evaluate(SMALL) == [], page
        assert office.page.evaluate("document.documentElement.scrollWidth") <= 390, page


def test_every_room_fits_the_narrowest_window_and_prints_without_what_is_pressed(
    live_server: LiveServer, browser: Browser
) -> None:
    people()
    office = Visitor(browser, live_server.url, "thuongtruc")
    office.page.set_viewport_size({"width": 320, "height": 640})
    for page in ROOMS:
        answer = office.page.goto(live_server.url + page)
        assert answer is not None
        assert answer.status == 200, page
        assert office.page.evaluate("document.documentElement.scrollWidth") <= 320, page
        office.page.emulate_media(media="print")
        assert office.page.evaluate(SHOWN) == 0, page
        office.page.emulate_media(media="screen")
