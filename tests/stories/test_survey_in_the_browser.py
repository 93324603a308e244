"""A respondent on a phone: a skip, a wrong age, the line cut in the middle; the answer is counted once."""

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from caicach.kernel.access import SYSTEM
from caicach.surveys.collection import services
from caicach.surveys.collection.domain.values import LinkKind
from caicach.surveys.collection.models import Submission
from factories import surveys as made
from factories.web import people
from stories.pictures import picture
from stories.visitor import CHROMIUM, Visitor

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed (apt-get install chromium)"),
]


def _tick(page: Page, question: str, choice: str) -> None:
    page.locator(f'input[data-name="{question}"][value="{choice}"]').check()


def test_an_answer_given_on_a_bad_line_is_counted_once(live_server: LiveServer, browser: Browser) -> None:
    people()
    number = made.survey()
    (token,) = services.issue_links(
        SYSTEM, survey_id=number, kind=LinkKind.ONCE, label="Thư mời", count=1, days=365, now=made.AT
    ).tokens
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"{live_server.url}/phieu/{token}/")
    age = page.locator('input[name="/data/noi_dung/tuoi"]')
    expect(age).to_be_hidden()  # nobody has agreed yet
    _tick(page, "/data/dong_y", "co")
    age.fill("12")
    age.press("Tab")
    expect(page.get_by_text("Tuổi từ 18 đến 110").first).to_be_visible()
    _tick(page, "/data/noi_dung/khu_vuc", "do_thi")
    other = page.get_by_label("Xin ghi rõ nơi nộp")
    expect(other).to_be_hidden()
    _tick(page, "/data/noi_dung/kenh", "khac")
    other.fill("Bưu điện")
    picture(page, "phieu-khao-sat")
    page.get_by_role("button", name="Gửi phiếu").click()
    expect(page.locator("#state")).to_contain_text("Còn câu chưa trả lời")
    page.reload()
    expect(age).to_have_value("12")  # the draft was kept
    age.fill("42")
    for question in ("tiep_can", "thai_do", "thoi_gian", "ket_qua", "chung"):
        _tick(page, f"/data/noi_dung/{question}", "4")
    context.set_offline(True)
    page.get_by_role("button", name="Gửi phiếu").click()
    expect(page.locator("#state")).to_contain_text("Phiếu còn nguyên trên máy này")
    assert Submission.objects.count() == 0
    context.set_offline(False)
    expect(page.locator("#done-words")).to_contain_text("Đây là bản cuối cùng")
    page.reload()
    expect(page.locator("#used")).to_be_visible()
    assert "<tuoi>42</tuoi>" in Submission.objects.get().xml
    office = Visitor(browser, live_server.url, "thuongtruc")
    office.open(f"/khao-sat/{number}/")
    expect(office.page.get_by_text("1 phiếu", exact=False).first).to_be_visible()


def test_an_interviewer_gets_an_account_to_scan(live_server: LiveServer, browser: Browser) -> None:
    people()
    office = Visitor(browser, live_server.url, "thuongtruc")
    office.open(f"/khao-sat/{made.survey()}/dieu-tra-vien/")
    office.page.get_by_label("Điều tra viên hoặc thiết bị").fill("Tổ 1")
    office.page.get_by_role("button", name="Cấp", exact=True).click()
    expect(office.page.get_by_role("img", name="Mã QR")).to_be_visible()
    office.check()
    office.picture("tai-khoan-thu-thap")
