"""Guard rails and fixtures shared by every test."""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path

import pytest
from django.test import TransactionTestCase
from pytest_django import DjangoDbBlocker

from empty_database import drop_database, empty_again, open_empty_database

REPOSITORY = Path(__file__).resolve().parents[1]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--on-database-only",
        action="store_true",
        help="run only the tests that use the database: the second run, on PostgreSQL, need not repeat the pure ones",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    _skip_without_tesseract(items)
    if config.getoption("--on-database-only"):
        _keep(config, items, _uses_database)
    if config.getoption("--pure"):
        _keep(config, items, _is_pure)
        for item in items:
            _without_django(item)
    if hasattr(config, "workerinput"):
        items[:] = _both_sides(items)


def _both_sides(items: list[pytest.Item]) -> list[pytest.Item]:
    """Two processes take a half of the list each, and the first that has none left takes from the end of the other's.

    pytest-django puts what asks no database last, so that one half held every test with a database and the other began
    with the cheap ones. Here each half begins with installations and what is slow without a database, goes on with
    databases and stories, and ends with what takes milliseconds; a file stays in one half.
    """
    sides: tuple[list[pytest.Item], list[pytest.Item]] = ([], [])
    taken, side_of = [0, 0], dict[Path, int]()
    ordered = sorted(items, key=_place)
    for path, group in groupby(ordered, lambda item: item.path):
        some = list(group)
        side = side_of.setdefault(path, int(taken[1] < taken[0]))
        sides[side].extend(some)
        taken[side] += sum(map(_about, some))
    half = len(items) // 2
    first, second = sides
    if len(first) < half:
        return [*first, *second[len(second) - (half - len(first)) :], *second[: len(second) - (half - len(first))]]
    return [*first[:half], *second, *first[half:]]


def _place(item: pytest.Item) -> int:
    if item.get_closest_marker("installation"):
        return 0
    return 2 if _asks_database(item) or _about(item) == 1 else 1


def _about(item: pytest.Item) -> int:
    """What a test takes, next to others: nearly all of the time goes to stories, installations and slow tests."""
    if any(item.get_closest_marker(name) for name in ("installation", "browser", "slow")):
        return 100
    return 10 if _asks_database(item) else 1


def _keep(config: pytest.Config, items: list[pytest.Item], wanted: Callable[[pytest.Item], bool]) -> None:
    kept, left = list[pytest.Item](), list[pytest.Item]()
    for item in items:
        (kept if wanted(item) else left).append(item)
    config.hook.pytest_deselected(items=left)
    items[:] = kept


# What pytest-django makes before every test, for mail, addresses, templates and test cases of its own.
_OF_DJANGO = {
    "_django_clear_site_cache", "_django_db_helper", "_django_db_marker", "_django_set_urlconf",
    "_django_setup_unittest", "_dj_autoclear_mailbox", "_fail_for_invalid_template_variable",
    "_template_string_if_invalid_marker", "_django_isolate_apps", "_live_server_helper",
}  # fmt: skip


def _without_django(item: pytest.Item) -> None:
    """A pure test asks none of them, and they take as long as many a test; the database stays closed."""
    if isinstance(item, pytest.Function):
        asked = set(item._fixtureinfo.initialnames)
        names = item.fixturenames
        names[:] = [name for name in names if name not in _OF_DJANGO and (name != "monkeypatch" or name in asked)]


def _is_pure(item: pytest.Item) -> bool:
    return not _asks_database(item) and not any(item.get_closest_marker(name) for name in ("browser", "ocr", "slow"))


# What pages read and write is tried beneath them, on both; by these files every room of pages is opened on both too.
_ON_BOTH = {
    f"test_{name}.py"
    for name in (
        "busy_database", "html", "index_pages", "leader_board", "letters", "messages_to_people", "plans",
        "report_pages", "rights", "story_without_scripts", "unit_board",
    )
}  # fmt: skip


# What a door gives the database is looked at before any takes it; by ``test_matrix.py`` every door is opened on both.
_ONCE = {"test_every_text.py"}


def _uses_database(item: pytest.Item) -> bool:
    return _asks_database(item) and not _is_of_pages_alone(item) and item.path.name not in _ONCE


def _is_of_pages_alone(item: pytest.Item) -> bool:
    """Stories and the words and forms of pages run once, on the embedded database."""
    is_page = item.path.parent == REPOSITORY / "tests" / "web" and item.path.name not in _ON_BOTH
    return is_page or item.get_closest_marker("browser") is not None


def _asks_database(item: pytest.Item) -> bool:
    names = set(getattr(item, "fixturenames", ()))
    marked = item.get_closest_marker("django_db") or item.get_closest_marker("installation")
    return bool(marked or names & {"db", "transactional_db", "live_server"})


def _skip_without_tesseract(items: list[pytest.Item]) -> None:
    if any(item.get_closest_marker("ocr") for item in items) and not _reads_vietnamese():
        skip = pytest.mark.skip(reason="Tesseract with Vietnamese is not installed (tesseract-ocr tesseract-ocr-vie)")
        for item in items:
            if item.get_closest_marker("ocr"):
                item.add_marker(skip)


def _reads_vietnamese() -> bool:
    program = shutil.which("tesseract")
    if program is None:
        return False
    listed = subprocess.run([program, "--list-langs"], capture_output=True, text=True, check=False).stdout
    return "vie" in listed.split()


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_blocker: DjangoDbBlocker, django_db_modify_db_settings: None
) -> Iterator[None]:
    """A copy of the kept empty database; pytest-django would migrate anew for every run and every worker."""
    with django_db_blocker.unblock():
        open_empty_database()
    yield
    with django_db_blocker.unblock():
        drop_database()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real letters beside the project; tests that need it skip where it is absent."""
    folder = REPOSITORY.parent / "shared"
    if not (folder / "directives").is_dir():
        pytest.skip("the folder of real letters is not beside this checkout")
    return folder


def _empty_again(case: TransactionTestCase) -> None:
    """After a test that commits; a flush fills in again what migrations made, and is refused by the audit trail."""
    empty_again()


TransactionTestCase._fixture_teardown = _empty_again  # type: ignore[method-assign]
