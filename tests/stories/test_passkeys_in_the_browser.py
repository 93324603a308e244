"""A passkey made and used in a real browser, by Chromium's own virtual device; without one the code stays."""

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from caicach.accounts import services
from caicach.accounts.models import SecondFactor
from caicach.organisations import queries as organisations
from factories.web import PASSWORD, people
from stories.visitor import CHROMIUM, Visitor

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed (apt-get install chromium)"),
]


def with_second_step() -> None:
    people()
    who = organisations.actor_of(organisations.user_id_of("tuphap"), timezone.localdate())
    services.begin_second_factor(who)
    SecondFactor.objects.filter(user_id=who.user_id).update(confirmed_at=timezone.now())


def device_of(page: Page) -> None:
    """As a phone or a security key that says yes to everything."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def password_given(page: Page, address: str) -> None:
    page.goto(f"{address}/dang-nhap/")
    page.get_by_label("Tên đăng nhập").fill("tuphap")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập", exact=True).click()


def test_a_passkey_is_added_signs_in_and_is_removed(live_server: LiveServer, browser: Browser, settings) -> None:
    with_second_step()
    address = settings.PUBLIC_URL = live_server.url.replace("127.0.0.1", "localhost")
    visitor = Visitor(browser, address, "tuphap")
    own = visitor.page
    device_of(own)
    visitor.open("/tai-khoan/buoc-hai/")
    own.get_by_label("Tên khóa").fill("máy ở cơ quan")
    own.get_by_label("Mật khẩu hiện tại").first.fill(PASSWORD)
    own.get_by_role("button", name="Thêm khóa truy cập").click()
    expect(own.get_by_text("Đã thêm khóa truy cập.")).to_be_visible()
    visitor.open("/tai-khoan/buoc-hai/")
    visitor.picture("buoc-hai")
    own.get_by_label("Tên khóa").fill("lần nữa")
    own.get_by_label("Mật khẩu hiện tại").first.fill(PASSWORD)
    own.get_by_role("button", name="Thêm khóa truy cập").click()
    expect(own.get_by_text("thiết bị này đã có khóa")).to_be_visible()  # the device says so, nothing is sent

    own.context.clear_cookies()
    password_given(own, address)
    expect(own.get_by_role("heading", name="Bước xác minh thứ hai")).to_be_visible()
    own.get_by_role("button", name="Dùng khóa truy cập").click()
    expect(own.get_by_role("link", name="Chuyên viên Sở Tư pháp").first).to_be_visible()

    own.goto(f"{address}/tai-khoan/buoc-hai/")
    own.get_by_role("button", name="Gỡ máy ở cơ quan").click()
    expect(own.get_by_text("Đã gỡ khóa truy cập.")).to_be_visible()
    assert not [said for said in visitor.complaints if "Content Security Policy" in said]


def test_without_scripts_or_without_a_device_the_code_stays(
    live_server: LiveServer, browser: Browser, settings
) -> None:
    with_second_step()
    address = settings.PUBLIC_URL = live_server.url.replace("127.0.0.1", "localhost")
    visitor = Visitor(browser, address, "tuphap")
    device_of(visitor.page)
    visitor.open("/tai-khoan/buoc-hai/")
    visitor.page.get_by_label("Tên khóa").fill("khóa USB")
    visitor.page.get_by_label("Mật khẩu hiện tại").first.fill(PASSWORD)
    visitor.page.get_by_role("button", name="Thêm khóa truy cập").click()
    expect(visitor.page.get_by_text("Đã thêm khóa truy cập.")).to_be_visible()
    plain = browser.new_context(java_script_enabled=False)
    page = plain.new_page()
    password_given(page, address)
    expect(page.get_by_label("Mã trên điện thoại, hoặc mã dự phòng")).to_be_visible()
    expect(page.get_by_role("button", name="Dùng khóa truy cập")).to_be_hidden()
    plain.close()
    other = browser.new_context()  # the policy of content holds here: only scripts of this server run
    page = other.new_page()
    device_of(page)  # another one, which holds no passkey of this place
    password_given(page, address)
    page.get_by_role("button", name="Dùng khóa truy cập").click()
    expect(page.get_by_text("Chưa dùng được khóa truy cập")).to_be_visible(timeout=20_000)
    other.close()
