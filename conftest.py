"""What holds for tests and for the examples in docstrings alike."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.utils import translation


@pytest.fixture(autouse=True)
def _in_the_language_of_the_installation() -> Iterator[None]:
    """Every test begins in Vietnamese: a page asked for in English leaves its language to the thread."""
    with translation.override(settings.LANGUAGE_CODE):
        yield
