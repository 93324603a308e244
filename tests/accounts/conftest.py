"""The small province, and the providers of single sign-on that its people sign in with."""

import time
from collections.abc import Iterator
from typing import Any

import pytest

from factories.provider import Liar, liar, real_provider
from factories.single_sign_on import link, use


@pytest.fixture(scope="module")
def real() -> Iterator[str]:
    with real_provider() as issuer:
        yield issuer


@pytest.fixture
def lying(settings: Any, db: None) -> Iterator[Liar]:
    """One that holds to the rules until a test tells it otherwise; ``tuphap`` is its «nguoi-1»."""
    with liar() as provider:
        provider.now = time.time()
        use(settings, provider.issuer)
        link("nguoi-1")
        yield provider
