"""The story of one letter in a real browser, with an accessibility check on every page that is visited."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from factories.web import LETTER, people
from stories.visitor import CHROMIUM, Visitor

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed (apt-get install chromium)"),
]


def _receive(office: Visitor, folder: Path) -> None:
    file = folder / "cong-van-80.txt"
    file.write_text(LETTER, encoding="utf-8")
    office.open("/van-ban/")
    office.page.get_by_role("link", name="Tiếp nhận văn bản").first.click()
    office.check()
    office.page.get_by_label("Tệp văn bản").set_input_files(file)
    office.page.get_by_role("button", name="Tiếp nhận và đọc").click()
    office.page.wait_for_url("**/soat/")
    office.check()


def _correct_by_keyboard(office: Visitor) -> None:
    """Either side lights the other; j and k walk, Enter edits, Enter saves."""
    page = office.page
    # What was opened by mistake closes by key and by link, and leaves nothing behind.
    page.locator("#v-symbol").get_by_role("link", name="Sửa").click()
    expect(page.locator("[data-editor]")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator("[data-editor]")).to_have_count(0)
    expect(page.locator("#v-symbol")).to_be_focused()
    page.locator("#them").get_by_role("link").click()
    page.locator("#them").get_by_role("link", name="Hủy").click()
    expect(page.locator("[data-editor]")).to_have_count(0)
    page.locator("#v-number").hover()
    expect(page.locator('mark[data-quotes~="v-number"]')).to_have_class("q-value lit")
    page.locator("#v-issuer").focus()
    page.keyboard.press("j")
    expect(page.locator("#v-number")).to_be_focused()
    page.keyboard.press("Enter")
    field = page.get_by_label("Số", exact=True)
    expect(field).to_be_focused()
    office.check()
    field.fill("81")
    page.keyboard.press("Enter")
    expect(page.locator("#v-number")).to_contain_text("máy đọc là: «80»")
    office.check()


def _confirm(office: Visitor) -> None:
    office.page.get_by_role("button", name="Xác nhận và giao nhiệm vụ").click()
    expect(office.page.get_by_role("status").first).to_contain_text("Đã xác nhận: giao 2 nhiệm vụ, 2 phân công")
    office.check()


def _report(unit: Visitor, folder: Path, name: str, words: str) -> None:
    proof = folder / name
    proof.write_text("Danh mục 118 thủ tục đã công khai", encoding="utf-8")
    unit.open("/nhiem-vu/")
    unit.page.get_by_role("link", name="công khai thủ tục hành chính").click()
    unit.check()
    unit.page.get_by_role("link", name="Báo cáo Sở Tư pháp").click()
    unit.check()
    unit.page.get_by_label("Đã làm được gì").fill(words)
    unit.page.get_by_label("Hoàn thành", exact=True).check()
    unit.page.get_by_label("Ngày hoàn thành").fill("17/02/2023")
    unit.page.get_by_label("Tài liệu kiểm chứng").set_input_files(proof)
    unit.page.get_by_role("button", name="Gửi báo cáo").click()
    expect(unit.page.get_by_role("status").first).to_contain_text("Đã gửi báo cáo")
    expect(unit.page.get_by_role("link", name=name, exact=True)).to_be_visible()
    unit.check()


def _decide(office: Visitor, choice: str, reason: str = "") -> None:
    office.open("/theo-doi/")
    office.page.get_by_role("link", name="Xem và quyết định").click()
    office.check()
    office.page.get_by_label(choice).check()
    if reason:
        office.page.get_by_label("Lý do trả lại").fill(reason)
    office.page.get_by_role("button", name="Lưu quyết định").click()
    expect(office.page.get_by_role("status").first).to_contain_text("báo cáo")
    office.check()


def _figure(office: Visitor, state: str) -> str:
    office.open("/theo-doi/")
    return office.page.locator(".tally li", has_text=state).locator("strong").inner_text()


def test_a_letter_from_its_arrival_to_the_accepted_report(
    live_server: LiveServer, browser: Browser, tmp_path: Path
) -> None:
    people()
    office = Visitor(browser, live_server.url, "thuongtruc", types=True)
    _receive(office, tmp_path)
    office.picture("soat-van-ban")
    _correct_by_keyboard(office)
    _confirm(office)
    office.picture("da-giao")
    unit = Visitor(browser, live_server.url, "tuphap")
    unit.open("/nhiem-vu/")
    unit.picture("viec-don-vi")
    _report(unit, tmp_path, "danh-muc.txt", "Đã công khai 118 thủ tục.")
    assert _figure(office, "Chờ chấp nhận") == "1"
    office.picture("theo-doi")
    office.open("/theo-doi/cho-chap-nhan/")
    office.picture("cho-chap-nhan")
    _decide(office, "Trả lại để bổ sung", "Thiếu quyết định công bố danh mục")
    unit.open("/nhiem-vu/")
    unit.page.get_by_role("link", name="công khai thủ tục hành chính").click()
    unit.picture("bi-tra-lai")
    expect(unit.page.get_by_role("main")).to_contain_text("Thiếu quyết định công bố danh mục")
    _report(unit, tmp_path, "quyet-dinh.txt", "Đã bổ sung quyết định công bố.")
    _decide(office, "Chấp nhận")
    assert _figure(office, "Hoàn thành đúng hạn") == "1"
    assert _figure(office, "Chờ chấp nhận") == "0"


def test_words_selected_in_the_source_become_a_task_and_a_task_is_split(
    live_server: LiveServer, browser: Browser, tmp_path: Path
) -> None:
    people()
    office = Visitor(browser, live_server.url, "thuongtruc")
    _receive(office, tmp_path)
    page = office.page
    page.evaluate(
        """() => {
            const holders = [...document.querySelectorAll('[data-start]')];
            const holder = holders.find((node) => node.textContent.includes('Ban Chỉ đạo yêu cầu'));
            const text = holder.firstChild;
            const from = text.data.indexOf('Ban Chỉ đạo yêu cầu');
            document.getSelection().setBaseAndExtent(text, from, text, from + 'Ban Chỉ đạo yêu cầu thực hiện'.length);
        }"""
    )
    page.get_by_role("button", name="Thêm đoạn đã chọn thành nhiệm vụ").click()
    expect(page.get_by_label("Đoạn nguyên văn")).to_have_value("Ban Chỉ đạo yêu cầu thực hiện")
    office.check()
    page.get_by_role("button", name="Thêm", exact=True).click()
    added = page.locator("article.card", has_text="người soát thêm")
    expect(added).to_contain_text("Ban Chỉ đạo yêu cầu thực hiện")
    added.get_by_role("link", name="Bỏ").click()
    office.check()
    page.get_by_role("button", name="Bỏ mục này").click()
    expect(page.locator("article.card .notice.error")).to_contain_text("Có chỗ cần sửa")
    office.complaints.clear()  # the browser notes the 422 of a refused form
    page.get_by_label("Lý do").fill("Không phải nhiệm vụ")
    page.get_by_role("button", name="Bỏ mục này").click()
    expect(page.locator("details.dropped")).to_contain_text("Đã bỏ hoặc đã tách (1)")
    office.check()


_PAGES = (
    *("/van-ban/", "/van-ban/tiep-nhan/", "/dieu-hanh/", "/theo-doi/", "/sau-ky-nghi/", "/ke-hoach/", "/ke-hoach/moi/"),
    *("/nhiem-vu/", "/nhiem-vu/lap-lai/", "/nhiem-vu/su-kien/", "/nhiem-vu/de-nghi-gia-han/"),
    *("/van-ban-di/", "/van-ban-di/so-di/", "/van-ban-di/so-den/", "/van-ban-di/so-theo-doi/", "/van-ban-di/day-so/"),
    *("/van-ban-di/co-quan/", "/van-ban-di/kiem-tra-chu-ky/", "/bao-cao-tien-do/", "/chi-so/", "/thong-bao/"),
    *("/thong-bao/kenh/", "/quy-tac-nhac-viec/", "/tro-giup/", "/tai-khoan/"),
)


@pytest.mark.parametrize("width", [1366, 390])
def test_no_page_is_wider_than_its_window(
    live_server: LiveServer, browser: Browser, tmp_path: Path, width: int
) -> None:
    people()
    office = Visitor(browser, live_server.url, "thuongtruc")
    _receive(office, tmp_path)
    office.page.set_viewport_size({"width": width, "height": 844})
    here = office.page.url.removeprefix(live_server.url)
    for path in (here, *_PAGES):
        office.open(path)
        assert office.page.evaluate("document.documentElement.scrollWidth") <= width, path
