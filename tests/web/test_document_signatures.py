"""The pages of a document that came in tell its signatures: as judged then, and as judged now."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.test import Client

from caicach.correspondence.services.signature_checks import check_signatures
from factories.correspondence import NOW, received
from factories.signed_files import page_rewritten, plain_pdf, signed_at

SIGNED = datetime(2023, 2, 10, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def test_signatures_stand_on_the_review_page_and_on_their_own(sign_in: Callable[[str], Client]) -> None:
    office = sign_in("thuongtruc")
    document = received(page_rewritten(signed_at(plain_pdf(), SIGNED)))
    before = office.get(f"/van-ban/{document}/chu-ky/").content.decode()
    assert "chưa kiểm tra xong" in before
    check_signatures(document, now=NOW)
    review = office.get(f"/van-ban/{document}/soat/").content.decode()
    assert "Chữ ký số không hợp lệ" in review
    page = office.get(f"/van-ban/{document}/chu-ky/").content.decode()
    assert page.count("làm đổi nội dung nhìn thấy trên trang") == 2
    assert "Kiểm tra lúc 14/02/2023 09:00." in page
    office.post("/ngon-ngu/", {"language": "en", "next": "/"})
    english = office.get(f"/van-ban/{document}/chu-ky/").content.decode()
    assert "changes what the pages show" in english
    assert sign_in("huyen").get(f"/van-ban/{document}/chu-ky/").status_code == 404
