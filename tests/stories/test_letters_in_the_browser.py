"""From late tasks to a signed and sent chasing letter, and a reply: three people at their browsers."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from caicach.correspondence import services as correspondence
from caicach.kernel.access import SYSTEM
from caicach.plans import services
from factories.correspondence import NOW, OFFICE
from factories.keys import SECRET, pkcs12_file
from factories.letters import COMMITTEE
from factories.web import people, read_letter, version
from stories.visitor import CHROMIUM, Visitor

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine"),
]
APRIL = datetime(2023, 4, 10, 3, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def april(written_day: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: APRIL)


def test_late_tasks_become_a_letter_that_is_signed_sent_and_answered(
    browser: Browser, live_server: LiveServer, tmp_path: Path
) -> None:
    people()
    letter = read_letter()
    services.confirm_directive(OFFICE, document_id=letter, version=version(letter), now=NOW)
    correspondence.save_office(SYSTEM, office=COMMITTEE, now=NOW)
    key = tmp_path / "khoa.p12"
    key.write_bytes(pkcs12_file("Chủ tịch UBND tỉnh"))

    office = Visitor(browser, live_server.url, "thuongtruc")
    address = _drafted(office)
    _numbered(office)
    office.picture("van-ban-di")

    leader = Visitor(browser, live_server.url, "lanhdao")
    leader.open(address)
    leader.page.get_by_role("link", name="Ký số").click()
    leader.check()
    leader.page.locator("#id_file").set_input_files(key)
    leader.page.get_by_label("Mật khẩu tệp khóa").fill(SECRET)
    leader.page.get_by_role("button", name="Ký số").click()
    leader.check()
    assert "Đã ký, chờ phát hành" in leader.page.content()

    office.open(address)
    office.page.get_by_role("button", name="Phát hành").click()
    office.check()
    assert "0 trên 2 đơn vị đã trả lời" in office.page.content()

    unit = Visitor(browser, live_server.url, "tuphap")
    unit.open(address)
    assert "Đôn đốc thực hiện" in unit.page.content()
    unit.open("/nhiem-vu/?tim=cam+ket")
    assert "20/04/2023" in unit.page.content()

    office.page.get_by_role("link", name="Ghi trả lời Sở Tư pháp").click()
    office.check()
    office.page.get_by_label("Hoặc số, ký hiệu").fill("15/BC-STP")
    office.page.get_by_role("button", name="Ghi trả lời").click()
    office.check()
    assert "1 trên 2 đơn vị đã trả lời" in office.page.content()
    for page in ("", "so-di/", "so-den/", "so-theo-doi/", "day-so/", "co-quan/", "co-quan/sua/bcd/", "soan/"):
        office.open(f"/van-ban-di/{page}")


def _drafted(office: Visitor) -> str:
    """Two late assignments ticked, the letter drafted and its opening changed; the address of the letter."""
    office.open("/nhiem-vu/?trang-thai=overdue")
    for tick in office.page.locator("input[name=phan-cong]").all():
        tick.check()
    office.page.get_by_role("button", name="Đôn đốc nhiệm vụ đã chọn").click()
    office.check()
    office.page.get_by_label("Hạn gửi cam kết").fill("20/04/2023")
    office.page.get_by_role("button", name="Soạn công văn đôn đốc").click()
    office.check()
    address = office.page.url.removeprefix(office.address)
    office.page.get_by_role("link", name="Sửa dự thảo").click()
    office.check()
    opening = office.page.get_by_label("Mở đầu")
    opening.fill(opening.input_value() + " ")
    office.page.get_by_label("Kết thúc").fill("Yêu cầu các đơn vị khẩn trương thực hiện./.")
    office.page.get_by_role("button", name="Lưu và xem").click()
    office.check()
    return address


def _numbered(office: Visitor) -> None:
    office.page.get_by_role("button", name="Trình").click()
    office.check()
    office.page.get_by_role("link", name="Cấp số").click()
    office.check()
    office.page.get_by_role("button", name="Cấp số").click()
    office.check()
    assert "01/BCĐCCHC-TGV" in office.page.content()
