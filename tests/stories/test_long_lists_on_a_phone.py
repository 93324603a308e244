"""A long list on a phone shows its first rows; the others are one tap, a search of the browser or a print away."""

from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from caicach import web
from caicach.kernel.access import SYSTEM
from caicach.organisations.services import create_user
from factories.correspondence import NOW
from factories.web import PASSWORD, people
from stories.visitor import CHROMIUM, Visitor

STATIC: Final = Path(web.__file__).parent / "static"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed (apt-get install chromium)"),
]


def test_a_page_that_is_long_all_the_same_keeps_its_last_parts_folded(browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 740})
    script = (STATIC / "js" / "page.js").read_text(encoding="utf-8")
    parts = "".join(f"<section id='p{n}'><div style='height:900px'>{n}</div></section>" for n in range(7))
    page.set_content(f"<body data-more='{{count}} dòng'><main data-fold-last data-more='{{count}} phần'>{parts}</main>")
    page.evaluate(script)
    page.evaluate("document.dispatchEvent(new Event('DOMContentLoaded'))")
    assert page.locator("section[data-folded]").count() == 3
    assert page.evaluate("document.documentElement.scrollHeight") <= 4000
    page.get_by_role("button", name="3 phần").click()
    assert page.locator("section[data-folded]").count() == 0
    page.close()


def test_a_long_list_is_folded_on_a_phone_and_whole_on_a_desk(live_server: LiveServer, browser: Browser) -> None:
    people()
    for number in range(1, 6):
        create_user(SYSTEM, username=f"xa{number}", display_name=f"Đầu mối xã {number}", password=PASSWORD, now=NOW)
    office = Visitor(browser, live_server.url, "quantri")
    rows = office.page.locator("table.stack > tbody > tr")
    office.open("/quan-tri/tai-khoan/")
    office.picture("tai-khoan")
    count = rows.count()
    assert count > 12
    office.page.set_viewport_size({"width": 390, "height": 844})
    office.open("/quan-tri/tai-khoan/")
    shown = [row for row in rows.all() if (row.bounding_box() or {"height": 0})["height"] > 0]
    assert 2 <= len(shown) <= 8
    more = office.page.get_by_role("button", name=f"Xem thêm {count - len(shown)} dòng")
    more.click()
    expect(more).to_have_count(0)
    assert all((row.bounding_box() or {"height": 0})["height"] > 0 for row in rows.all())
    office.check()


def test_words_of_a_table_wrap_between_words_on_a_phone(browser: Browser) -> None:
    """The line's name keeps a third of the window beside long figures; a state's name stands in at most three lines."""
    page = browser.new_page(viewport={"width": 360, "height": 740})
    styles = "".join(
        (STATIC / "css" / f"{name}.css").read_text(encoding="utf-8") for name in ("base", "components", "pages")
    )
    figures = "".join(
        f"<td class='number'>{words}</td>" for words in ("1 trên 19 đơn vị đã khóa điểm", "20.847", "+1.521")
    )
    heads = "".join(f"<th class='number'>{words}</th>" for words in ("Hiện nay", "03/11/2026", "Thay đổi"))
    states = "<th class='number'><span class='badge red'>Đang thực hiện</span></th>" * 8
    page.set_content(
        f"<style>{styles}</style><main><table class='of-state'><thead><tr><th>Nội dung</th>{heads}</tr></thead>"
        f"<tbody><tr><th scope='row'>Chỉ số cải cách hành chính của sở, ngành</th>{figures}</tr></tbody></table>"
        f"<div class='table-box'><table class='roll-up'><thead><tr><th>Đơn vị</th>{states}"
        "</tr></thead></table></div></main>"
    )
    name = page.locator(".of-state tbody th").bounding_box()
    state = page.locator(".roll-up .badge").first.bounding_box()
    line = page.evaluate("parseFloat(getComputedStyle(document.body).lineHeight)")
    assert name is not None
    assert state is not None
    assert name["width"] >= 110
    assert state["height"] <= 3.5 * line
    page.close()
