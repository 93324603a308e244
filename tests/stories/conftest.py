"""A browser on a written day."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Playwright, sync_playwright

from stories.visitor import CHROMIUM, FLAGS

DAY = datetime(2023, 2, 20, 3, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def written_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: DAY)


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    """One for the stories of a file: starting it and a browser takes as long as a dozen pages."""
    with pytest.MonkeyPatch.context() as patched, sync_playwright() as started:
        # Its synchronous interface runs an event loop in this thread, which Django takes for asynchronous code.
        patched.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        yield started


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    launched = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
    yield launched
    launched.close()
