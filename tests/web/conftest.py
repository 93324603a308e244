"""Pages on a written day, for people of a small province."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.utils import timezone, translation

from factories.web import PASSWORD, people

DAY = datetime(2023, 2, 20, 3, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def written_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: DAY)


@pytest.fixture(autouse=True)
def own_language() -> Iterator[None]:
    """The test client runs in this thread: a page asked for in English would leave the next test in English."""
    with translation.override(translation.get_language()):
        yield


@pytest.fixture
def sign_in(db: None) -> Callable[[str], Client]:
    """Signs a person of the small province in."""
    people()

    def signed_in(username: str) -> Client:
        client = Client()
        answer = client.post("/dang-nhap/", {"username": username, "password": PASSWORD})
        assert answer.status_code == 302
        return client

    return signed_in
