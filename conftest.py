"""What holds for tests and for the examples in docstrings alike."""

import gc
import re
import runpy
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.utils import translation
from hypothesis import HealthCheck, settings
from hypothesis.internal.conjecture import providers

from halves import Halves

_LOADED_AT_START = frozenset(sys.modules)  # pytest-django has loaded the applications; no test is imported yet

# Nothing is asserted of time: a busy machine is no fault of what is tested.
settings.register_profile("whole", deadline=None, suppress_health_check=[HealthCheck.too_slow])
# A glance while one works; `make test` tries all.
settings.register_profile("few", settings.get_profile("whole"), max_examples=15)
_NEVER_PURE = re.compile(
    r"^pytestmark = (?:\[\s*)?pytest\.mark\.(?:django_db|installation|browser|ocr|slow|shared)\b", re.MULTILINE
)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--pure",
        action="store_true",
        help="run only the tests without a database, a browser, a letter's picture or another program: in seconds",
    )
    parser.addoption("--halves", action="store_true", help="run two halves at once, without xdist (with --pure)")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Files that have nothing to run are not imported: those of the product without an example, and with ``--pure``
    the tests whose first mark says that they are not."""
    if collection_path.suffix != ".py":
        return None
    if not collection_path.name.startswith("test_"):
        return ">>>" not in collection_path.read_text(encoding="utf-8") or None
    is_pure = not config.getoption("--pure") or not _NEVER_PURE.search(collection_path.read_text(encoding="utf-8"))
    return None if is_pure else True


def pytest_configure(config: pytest.Config) -> None:
    """The translations of this checkout are compiled before the first test, by the process that starts the others."""
    settings.load_profile("few" if config.getoption("--pure") else "whole")
    if config.getoption("--pure"):
        # With few examples none is sought among all constants of the product: to gather them takes longer than to try.
        providers._get_local_constants = lambda: providers._local_constants
    if config.getoption("--halves"):
        config.pluginmanager.register(Halves(config))
    if not hasattr(config, "workerinput"):
        runpy.run_path(str(Path(__file__).parent / "tools" / "translations.py"))["compile_stale"]()


def pytest_collection_finish() -> None:
    """What was loaded stays: no collection walks it again, and none walks it now."""
    gc.freeze()


@pytest.fixture(scope="session")
def loaded_at_start() -> frozenset[str]:
    """Names of the modules that stand when the applications are loaded, and before any page or test."""
    return _LOADED_AT_START


@pytest.fixture(autouse=True)
def _in_the_language_of_the_installation() -> Iterator[None]:
    """Every test begins in Vietnamese: a page asked for in English leaves its language to the thread."""
    with translation.override(django_settings.LANGUAGE_CODE):
        yield
