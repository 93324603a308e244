"""Signing in at a real provider in a real browser on a phone, with scripts and without; what goes wrong is told."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from factories.provider import real_provider
from factories.single_sign_on import link, use
from factories.web import PASSWORD, people
from stories.visitor import CHROMIUM, Visitor

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed (apt-get install chromium)"),
]


_HERE = {"127.0.0.1", "localhost"}  # the provider's own page would fetch its styles from elsewhere


@pytest.fixture(autouse=True)
def written_day() -> None:
    """The provider is a process of its own, with the machine's clock: the product has to keep to the same."""


@pytest.fixture(scope="module")
def real() -> Iterator[str]:
    with real_provider() as issuer:
        yield issuer


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def phone(
    request: Any, monkeypatch: pytest.MonkeyPatch, live_server: LiveServer, browser: Browser, settings: Any, real: str
) -> Visitor:
    """Signed out, in the small province that has a provider."""
    monkeypatch.setattr(Visitor, "scripts", request.param)
    people()
    use(settings, real, PUBLIC_URL=live_server.url)
    visitor = Visitor(browser, live_server.url, "tuphap")
    visitor.page.set_viewport_size({"width": 360, "height": 640})
    visitor.page.context.clear_cookies(name="sessionid")
    visitor.page.context.route(lambda url: urlsplit(url).hostname not in _HERE, lambda route: route.abort())
    return visitor


def looked_at(visitor: Visitor) -> None:
    visitor.check()
    assert visitor.page.evaluate("document.documentElement.scrollWidth") <= 360, visitor.page.url


def to_the_provider(visitor: Visitor) -> None:
    visitor.page.goto(f"{visitor.address}/nhiem-vu/")
    looked_at(visitor)
    visitor.page.get_by_role("link", name="Đăng nhập bằng").click()
    visitor.page.locator("input[name=sub]").wait_for()
    visitor.complaints.clear()  # of the provider's own page


def test_somebody_who_is_linked_comes_in_where_the_link_led_and_goes_out(phone: Visitor) -> None:
    link("so-77")
    to_the_provider(phone)
    phone.page.locator("input[name=sub]").fill("so-77")
    phone.page.get_by_role("button", name="Authorize").click()
    expect(phone.page).to_have_url(f"{phone.address}/nhiem-vu/")
    looked_at(phone)
    for own in ("dang-nhap-chung", "phien", "buoc-hai", "mat-khau"):
        phone.page.goto(f"{phone.address}/tai-khoan/{own}/")
        looked_at(phone)
    phone.page.locator("nav > .frame > .menu-button").click()
    phone.page.get_by_role("button", name="Đăng xuất").last.click()
    expect(phone.page.get_by_role("heading", level=1)).to_contain_text("Đã đăng xuất")
    looked_at(phone)


def test_who_is_not_linked_or_declines_is_told_and_the_password_stays(phone: Visitor) -> None:
    page = phone.page
    for button, said in (
        ("Authorize", "Chưa có tài khoản nào ở đây gắn"),
        ("Deny", "không còn dùng được"),
    ):  # it sends no state with a no
        to_the_provider(phone)
        page.locator("input[name=sub]").fill("ai-do")
        page.get_by_role("button", name=button).click()
        expect(page.get_by_role("status").first).to_contain_text(said)
        looked_at(phone)
    page.get_by_label("Tên đăng nhập").fill("tuphap")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Việc hôm nay")


def test_a_provider_that_does_not_answer_is_told_on_the_page_of_signing_in(phone: Visitor, settings: Any) -> None:
    use(settings, "http://127.0.0.1:1", PUBLIC_URL=phone.address)
    phone.page.goto(f"{phone.address}/nhiem-vu/")
    phone.page.get_by_role("link", name="Đăng nhập bằng").click()
    expect(phone.page.get_by_role("status").first).to_contain_text("đăng nhập chung")
    expect(phone.page.get_by_label("Mật khẩu")).to_be_visible()
    looked_at(phone)
