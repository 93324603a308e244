"""A leader reaches the task behind a figure in two clicks; the office makes a report, opens a figure, takes the PDF."""

import pytest
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from caicach.plans import services
from factories.correspondence import NOW, OFFICE
from factories.web import people, read_letter, version
from stories.visitor import CHROMIUM, Visitor

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed (apt-get install chromium)"),
]


@pytest.fixture
def work() -> None:
    people()
    letter = read_letter()
    services.confirm_directive(OFFICE, document_id=letter, version=version(letter), now=NOW)


def test_a_leader_opens_a_figure_and_then_the_task(live_server: LiveServer, browser: Browser, work: None) -> None:
    leader = Visitor(browser, live_server.url, "lanhdao")
    leader.open("/dieu-hanh/")
    leader.picture("dieu-hanh")
    leader.page.locator(".tally a").first.click()
    leader.check()
    leader.page.locator("table.stack tbody a").first.click()
    leader.check()
    assert "/nhiem-vu/" in leader.page.url
    leader.page.set_viewport_size({"width": 390, "height": 844})
    for path in ("/dieu-hanh/?theo=area&ngay=2023-02-18", "/sau-ky-nghi/", "/bao-cao-tien-do/"):
        leader.open(path)
        assert leader.page.evaluate("document.documentElement.scrollWidth") <= 390, path


def test_the_office_makes_a_report_and_opens_a_figure(live_server: LiveServer, browser: Browser, work: None) -> None:
    office = Visitor(browser, live_server.url, "thuongtruc")
    office.open("/bao-cao-tien-do/")
    office.page.get_by_role("button", name="Lập báo cáo").click()
    expect(office.page.get_by_role("status").first).to_contain_text("Đã lập báo cáo")
    office.check()
    with office.page.expect_download() as saved:
        office.page.get_by_role("link", name="Tải PDF").click()
    assert saved.value.suggested_filename.endswith(".pdf")
    office.page.locator("table.roll-up tbody a").first.click()
    office.check()
    expect(office.page.get_by_role("heading", level=1)).to_contain_text("Số liệu I")
    office.page.locator("table.stack tbody a").first.click()
    office.check()
