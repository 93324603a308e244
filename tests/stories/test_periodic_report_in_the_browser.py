"""A quarter of five units in the browser: opened, sent, one returned, one late, joined, published for everybody."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from caicach.kernel.access import SYSTEM, Actor, Role
from caicach.kernel.periods import parse_period
from caicach.organisations.domain.units import Level, UnitType
from caicach.organisations.services import NewUnit, create_unit, create_user, grant_role
from caicach.regimes import services
from caicach.regimes.domain.catalogue import form_named
from caicach.regimes.models import UnitReport
from caicach.regimes.services import Typed
from factories.correspondence import NOW
from factories.web import PASSWORD, people
from stories.visitor import CHROMIUM, Visitor

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed (apt-get install chromium)"),
]
FORM, QUARTER = form_named("cchc-quarterly"), parse_period("2023Q1")
TYPED = tuple(one for one in FORM.indicators() if one.is_typed and not one.metric)
OPENED = datetime(2023, 3, 16, 2, tzinfo=UTC)
IN_TIME = datetime(2023, 3, 16, 3, tzinfo=UTC)
LATE = datetime(2023, 3, 20, 3, tzinfo=UTC)
PERIOD = f"/bao-cao-dinh-ky/{FORM.id}/{QUARTER.id}/"


def _five_units() -> None:
    people()
    unit = NewUnit("STC", "Sở Tài chính", "STC", Level.DEPARTMENT, UnitType.DEPARTMENT, "TINH")
    create_unit(SYSTEM, unit=unit, effective_on=date(2020, 1, 1), order_document="01/NQ ngày 01/01/2020", now=NOW)
    user = create_user(SYSTEM, username="taichinh", display_name="Sở Tài chính", password=PASSWORD, now=NOW)
    grant_role(SYSTEM, user_id=user, role=Role.FOCAL_POINT, unit="STC", valid_from=date(2023, 1, 1), now=NOW)


def _sent(unit: str) -> None:
    """The report of a unit that types nothing in this story."""
    actor = Actor(99, f"Đầu mối {unit}", frozenset({Role.FOCAL_POINT}), frozenset({unit}), frozenset({unit}))
    number = UnitReport.objects.get(unit=unit).pk
    figures = {one.code: 2 * (one.least or 0) + 1 for one in TYPED}
    typed = Typed(figures, {"I": f"Đơn vị {unit} đã ban hành kế hoạch."})
    seen = services.save_statement(actor, report_id=number, seen=0, typed=typed, now=timezone.now())
    services.send_report(actor, report_id=number, seen=seen, now=timezone.now())


def _fill(page: Page, words: str) -> None:
    for one in TYPED:
        page.locator(f'[name="figure-{one.code}"]').fill("4")
    page.locator('[name="words-I"]').fill(words)


def _decide(office: Visitor, unit: str, button: str, reason: str = "") -> None:
    office.page.goto(office.address + PERIOD)
    office.page.get_by_role("main").get_by_role("link", name=unit, exact=True).first.click()
    if reason:
        office.page.get_by_label("Lý do").fill(reason)
    office.page.get_by_role("button", name=button, exact=True).click()
    expect(office.page.locator(".notice.success")).to_be_visible()


@pytest.mark.slow
def test_from_an_opened_period_to_the_published_report(
    live_server: LiveServer, browser: Browser, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(timezone, "now", lambda: OPENED)
    _five_units()
    office = Visitor(browser, live_server.url, "thuongtruc")
    office.open("/bao-cao-dinh-ky/")
    office.page.get_by_label("Biểu và kỳ").select_option(f"{FORM.id}/{QUARTER.id}")
    office.page.get_by_label("Hạn gửi của đơn vị").fill("17/03/2023")
    office.page.get_by_role("button", name="Mở kỳ báo cáo").click()
    expect(office.page.locator(".notice.success")).to_contain_text("5 đơn vị")
    office.check()

    monkeypatch.setattr(timezone, "now", lambda: IN_TIME)
    for code in ("SNV", "HBS", "STC"):
        _sent(code)
    unit = Visitor(browser, live_server.url, "tuphap")
    unit.open("/bao-cao-dinh-ky/")
    unit.page.get_by_role("main").get_by_role("link", name=FORM.subject).first.click()
    unit.check()
    unit.picture("bao-cao-dinh-ky")
    unit.page.get_by_role("button", name="Lưu và gửi").click()
    expect(unit.page.locator(".notice.error").first).to_contain_text("chưa có số liệu")
    _fill(unit.page, "Sở Tư pháp đã làm.")
    unit.page.get_by_role("button", name="Lưu và gửi").click()
    expect(unit.page.locator(".notice.success")).to_contain_text("Đã gửi báo cáo")
    _decide(office, "Sở Tư pháp", "Trả lại", "Chưa nêu số văn bản")
    unit.open("/bao-cao-dinh-ky/")
    unit.page.get_by_role("main").get_by_role("link", name=FORM.subject).first.click()
    expect(unit.page.get_by_text("Chưa nêu số văn bản").first).to_be_visible()
    unit.check()
    unit.page.locator('[name="words-I"]').fill("Sở Tư pháp đã ban hành Kế hoạch số 12/KH-STP.")
    unit.page.get_by_role("button", name="Lưu và gửi").click()
    expect(unit.page.locator(".notice.success")).to_contain_text("Đã gửi báo cáo")

    monkeypatch.setattr(timezone, "now", lambda: LATE)
    office = Visitor(browser, live_server.url, "thuongtruc")  # sessions of four days ago have ended
    late = Visitor(browser, live_server.url, "yte")
    late.open("/bao-cao-dinh-ky/")
    late.page.get_by_role("main").get_by_role("link", name=FORM.subject).first.click()
    _fill(late.page, "Sở Y tế gửi sau hạn.")
    late.page.get_by_role("button", name="Lưu và gửi").click()
    expect(late.page.locator(".notice.success")).to_contain_text("Đã gửi báo cáo")

    for name in ("Sở Tư pháp", "Sở Y tế", "Sở Nội vụ", "Sở Tài chính", "UBND huyện Bình Sơn"):
        _decide(office, name, "Chấp nhận")
    office.open(PERIOD)
    page = office.page
    page.get_by_text("I. ", exact=False).first.click()
    page.locator('[name="edit-VIII"]').evaluate("area => area.closest('details').open = true")
    page.locator('[name="edit-VIII"]').fill("Quý I toàn tỉnh đúng tiến độ.")
    page.get_by_role("button", name="Lập bản tổng hợp").click()
    expect(page.locator(".notice.success")).to_contain_text("Đã lập bản tổng hợp")
    expect(page.get_by_text("Kế hoạch số 12/KH-STP")).to_be_attached()
    office.check()
    with page.expect_download() as brought:
        page.get_by_role("link", name="Tải DOCX").click()
    assert Path(brought.value.path()).read_bytes().startswith(b"PK")

    office.open("/cong-bo/")
    page.get_by_role("link", name=FORM.subject).first.evaluate("link => link.closest('details').open = true")
    page.get_by_role("link", name=FORM.subject).first.click()
    office.check()
    page.get_by_role("button", name="Công bố", exact=True).click()
    expect(page.locator(".notice.success")).to_contain_text("Đã công bố bản số 1")
    office.check()
    page.get_by_role("link", name="Mở trang công khai").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(FORM.subject)
    expect(page.get_by_text("Quý I toàn tỉnh đúng tiến độ.")).to_have_count(0)
    office.check()
    office.picture("trang-cong-khai")
    page.screenshot(path=tmp_path / "published.png", full_page=True)
