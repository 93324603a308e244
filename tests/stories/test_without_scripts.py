"""Every story again in a browser that runs no scripts: after each act there is a word of what happened and a way on."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from factories.web import people
from stories.test_in_the_browser import _confirm, _decide, _receive, _report
from stories.test_plan_in_the_browser import test_a_plan_is_read_reviewed_given_and_taken_over  # noqa: F401
from stories.test_scoring_year import test_a_year_from_opening_to_the_published_ranking  # noqa: F401
from stories.test_work_in_the_browser import (  # noqa: F401
    meet,
    test_a_later_deadline_is_asked_for_and_granted,
    test_a_monthly_task_over_two_periods,
    test_an_event_is_recorded_and_the_clock_starts,
    test_work_is_given_and_split_inside_the_unit,
    test_work_is_paused_and_resumed,
)
from stories.visitor import CHROMIUM, Visitor

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed (apt-get install chromium)"),
]


@pytest.fixture(autouse=True)
def no_scripts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Visitor, "scripts", False)


def press(visitor: Visitor, name: str) -> None:
    visitor.page.get_by_role("main").get_by_role("button", name=name, exact=True).first.click()
    visitor.check()


def test_a_letter_is_mended_given_reported_and_decided_by_links_and_forms_alone(
    live_server: LiveServer, browser: Browser, tmp_path: Path
) -> None:
    people()
    office = Visitor(browser, live_server.url, "thuongtruc", types=True)
    _receive(office, tmp_path)
    page = office.page
    page.locator("#v-number").get_by_role("link", name="Sửa").click()
    office.check()
    page.get_by_label("Số", exact=True).fill("81")
    press(office, "Lưu")
    expect(page.locator("#v-number")).to_contain_text("máy đọc là: «80»")
    page.locator("#v-number").get_by_role("link", name="Sửa").click()
    page.get_by_role("link", name="Hủy").click()
    office.check()
    expect(page.locator("[data-editor]")).to_have_count(0)
    page.locator("article.card").first.get_by_role("link", name="Bỏ").click()
    page.get_by_label("Lý do").fill("Không phải nhiệm vụ")
    press(office, "Bỏ mục này")
    expect(page.locator("details.dropped")).to_contain_text("(1)")
    if not page.locator("details.dropped[open]").count():
        page.locator("details.dropped summary").click()
    page.locator("details.dropped").get_by_role("button", name="Lấy lại").click()
    office.check()
    expect(page.locator("details.dropped")).to_have_count(0)
    _confirm(office)
    unit = Visitor(browser, live_server.url, "tuphap")
    _report(unit, tmp_path, "danh-muc.txt", "Đã công khai 118 thủ tục.")
    _decide(office, "Trả lại để bổ sung", "Thiếu quyết định công bố danh mục")
    _report(unit, tmp_path, "quyet-dinh.txt", "Đã bổ sung quyết định công bố.")
    _decide(office, "Chấp nhận")
    page.get_by_label("Tìm kiếm").fill("cong khai thu tuc")
    page.get_by_role("search").get_by_role("button", name="Tìm").first.click()
    office.check()
    page.locator(".found a").first.click()
    office.check()
    expect(page.get_by_role("main")).to_contain_text("Hoàn thành đúng hạn")
