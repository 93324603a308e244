"""Pages in a year whose working calendar is not published yet."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.utils import timezone

from factories.plans import row
from factories.web import read_letter, version

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("account", ["thuongtruc", "tuphap"])
def test_every_page_stands_and_says_what_cannot_be_counted(
    sign_in: Callable[[str], Client], monkeypatch: pytest.MonkeyPatch, account: str
) -> None:
    office = sign_in("thuongtruc")
    letter = read_letter()
    assert office.post(f"/van-ban/{letter}/soat/xac-nhan/", {"version": version(letter)}).status_code == 302
    task = row("STP").task_id
    monkeypatch.setattr(timezone, "now", lambda: datetime(2028, 3, 1, 3, 0, tzinfo=UTC))
    client = sign_in(account)
    pages = ["/nhiem-vu/", f"/nhiem-vu/{task}/", f"/van-ban/{letter}/"]
    for page in [*pages, "/theo-doi/"] if account == "thuongtruc" else pages:
        answer = client.get(page)
        assert answer.status_code == 200, page
        assert "năm 2028" in answer.content.decode() or page.startswith("/van-ban/"), page
