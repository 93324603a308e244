"""The administrator: an invitation used once, a merge looked at before it is kept; a role that ends meanwhile."""

from typing import Any

import pytest
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from caicach.organisations.models import RoleGrant, UnitChange
from caicach.plans import services
from factories.correspondence import NOW, OFFICE
from factories.plans import row
from factories.web import people, read_letter, version
from stories.conftest import DAY
from stories.visitor import CHROMIUM, Visitor

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed (apt-get install chromium)"),
]
NEW = "trau-cay-ruong-sau-ao"


@pytest.fixture(autouse=True, params=[True, False], ids=["with scripts", "without scripts"])
def scripts(request: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Visitor, "scripts", request.param)


def test_an_invitation_opens_the_account_once(live_server: LiveServer, browser: Browser, settings: Any) -> None:
    people()
    settings.PUBLIC_URL = live_server.url
    admin = Visitor(browser, live_server.url, "quantri")
    page = admin.page
    admin.open("/quan-tri/tai-khoan/moi/")
    page.get_by_label("Tên đăng nhập").fill("stp.vanphong")
    page.get_by_label("Tên hiển thị").fill("Văn phòng Sở Tư pháp")
    page.get_by_role("main").get_by_role("button").last.click()
    admin.check()
    page.get_by_role("button", name="Tạo liên kết mời").click()
    admin.check()
    link = page.locator("#lien-ket").input_value()
    person = browser.new_page(viewport={"width": 360, "height": 640})
    for attempt in ("first", "second"):
        person.goto(link)
        if attempt == "first":
            assert person.evaluate("document.documentElement.scrollWidth") <= 360
            person.get_by_label("Mật khẩu mới", exact=True).fill(NEW)
            person.get_by_label("Nhập lại mật khẩu mới").fill(NEW)
            person.get_by_role("button", name="Đặt mật khẩu").click()
            expect(person.get_by_role("status")).to_contain_text("Đã đặt mật khẩu")
    expect(person.get_by_role("heading", level=1)).to_contain_text("không còn dùng được")
    person.goto(f"{live_server.url}/dang-nhap/")
    person.get_by_label("Tên đăng nhập").fill("stp.vanphong")
    person.get_by_label("Mật khẩu").fill(NEW)
    person.get_by_role("main").get_by_role("button", name="Đăng nhập").click()
    expect(person.get_by_role("main")).to_contain_text("Văn phòng Sở Tư pháp")
    person.close()


def test_a_merge_is_looked_at_then_kept(live_server: LiveServer, browser: Browser) -> None:
    people()
    before = UnitChange.objects.count()
    admin = Visitor(browser, live_server.url, "quantri")
    page = admin.page
    admin.open("/quan-tri/don-vi/")
    admin.picture("don-vi")
    admin.open("/quan-tri/don-vi/thay-doi/hop-nhat/")
    ticked = page.locator("input[name=from_units][value=STP]")
    if not ticked.is_visible():
        page.locator("details", has=ticked).locator("summary").click()
    ticked.check()
    page.get_by_label("Hợp nhất thành").select_option("SYT")
    page.get_by_label("Có hiệu lực từ ngày").fill("01/03/2023")
    page.get_by_label("Văn bản quyết định").fill("Nghị quyết 10/NQ-HĐND ngày 20/02/2023")
    page.get_by_role("button", name="Xem trước").click()
    expect(page.get_by_role("main")).to_contain_text("Kết thúc: Sở Tư pháp")
    admin.check()
    admin.picture("hop-nhat")
    assert UnitChange.objects.count() == before
    page.get_by_role("button", name="Ghi nhận").click()
    expect(page.get_by_role("status").first).to_be_visible()
    admin.check()
    assert UnitChange.objects.count() == before + 1


def test_who_loses_the_role_while_writing_keeps_the_words(live_server: LiveServer, browser: Browser) -> None:
    people()
    letter = read_letter()
    services.confirm_directive(OFFICE, document_id=letter, version=version(letter), now=NOW)
    unit = Visitor(browser, live_server.url, "tuphap")
    unit.open(f"/phan-cong/{row('STP').assignment_id}/bao-cao/")
    unit.page.get_by_label("Đã làm được gì").fill("Đã công khai 118 thủ tục.")
    RoleGrant.objects.filter(user__username="tuphap").update(valid_to=DAY.date())
    unit.page.get_by_role("button", name="Gửi báo cáo").click()
    expect(unit.page.get_by_label("Nội dung đã nhập")).to_have_value("Đã công khai 118 thủ tục.")
    unit.complaints.clear()  # the browser notes the status of the refusal
    unit.check()
