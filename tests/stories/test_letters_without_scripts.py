"""The story of a chasing letter again in a browser that runs no scripts."""

import pytest

from stories.test_letters_in_the_browser import (  # noqa: F401
    april,
    test_late_tasks_become_a_letter_that_is_signed_sent_and_answered,
)
from stories.visitor import CHROMIUM, Visitor

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine"),
]


@pytest.fixture(autouse=True)
def no_scripts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Visitor, "scripts", False)
