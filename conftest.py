"""What holds for tests and for the examples in docstrings alike."""

import runpy
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation


def pytest_configure(config: pytest.Config) -> None:
    """The translations of this checkout are compiled before the first test, by the process that starts the others."""
    if not hasattr(config, "workerinput"):
        runpy.run_path(str(Path(__file__).parent / "tools" / "translations.py"))["compile_stale"]()


@pytest.fixture(autouse=True)
def _in_the_language_of_the_installation() -> Iterator[None]:
    """Every test begins in Vietnamese: a page asked for in English leaves its language to the thread."""
    with translation.override(settings.LANGUAGE_CODE):
        yield
