"""What was read is given again for as long as nobody wrote; whoever writes, and wherever, it is read anew."""

from collections.abc import Callable, Hashable
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread

import pytest
from django.db import connection, transaction
from django.test import override_settings
from django.utils import translation

from caicach.kernel.access import SYSTEM
from caicach.kernel.files import services
from caicach.kernel.files.models import StoredFile
from caicach.kernel.unchanged import MOST, while_unchanged

NOW = datetime(2023, 2, 10, 8, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def files(tmp_path: Path):
    with override_settings(FILES_DIR=tmp_path):
        yield


def is_alone() -> bool:
    """Whether nobody else writes meanwhile: on a server other databases do, and what is kept is then asked again."""
    return connection.vendor == "sqlite"


class Counted:
    """A read of the database that counts how often it was asked."""

    def __init__(self, *beside: Callable[[], Hashable]) -> None:
        self.asked = 0
        self.read = while_unchanged(*beside)(self._read)

    def _read(self, name: str = "") -> tuple[str, int]:
        self.asked += 1
        return name, StoredFile.objects.count()


def write(name: str = "a.txt") -> None:
    services.store(SYSTEM, data=name.encode(), name=name, now=NOW)


def elsewhere(act: Callable[[], None]) -> None:
    """In another connection."""

    def acted() -> None:
        act()
        connection.close()

    thread = Thread(target=acted)
    thread.start()
    thread.join()


def test_it_is_asked_once_for_as_long_as_nobody_writes() -> None:
    counted = Counted()
    assert [counted.read("x"), counted.read("x"), counted.read("y")] == [("x", 0), ("x", 0), ("y", 0)]
    assert counted.asked == 2 or not is_alone()


def test_among_others_it_is_still_kept_now_and_then() -> None:
    counted = Counted()
    for _ in range(300):
        counted.read()
    assert counted.asked < 300


def test_what_this_connection_wrote_is_seen() -> None:
    counted = Counted()
    found = [counted.read()[1]]
    for number in range(3):
        write(f"{number}.txt")
        found += [counted.read()[1], counted.read()[1]]
    assert found == [0, 1, 1, 2, 2, 3, 3]
    assert counted.asked == 4 or not is_alone()


def test_what_another_connection_wrote_is_seen() -> None:
    counted = Counted()
    found = [counted.read()[1]]
    for number in range(3):
        elsewhere(lambda name=f"{number}.txt": write(name))
        found += [counted.read()[1], counted.read()[1]]
    assert found == [0, 1, 1, 2, 2, 3, 3]
    assert counted.asked == 4 or not is_alone()


def test_inside_a_transaction_nothing_is_kept() -> None:
    counted = Counted()
    with transaction.atomic():
        before = counted.read()
        write()
        assert (before, counted.read(), counted.asked) == (("", 0), ("", 1), 2)
        transaction.set_rollback(True)
    assert counted.read() == ("", 0)


def test_what_could_not_be_kept_fails_inside_a_transaction_too() -> None:
    @while_unchanged()
    def read(codes: object) -> object:
        return codes

    with transaction.atomic(), pytest.raises(TypeError):
        read(["STP"])


def test_languages_and_what_stands_beside_are_kept_apart() -> None:
    days = iter((1, 1, 2))
    counted = Counted(lambda: next(days))
    counted.read()
    with translation.override("en"):
        counted.read()
        counted.read()
    assert counted.asked == 3 or not is_alone()


def test_a_line_that_was_closed_takes_its_values_with_it() -> None:
    counted = Counted()
    counted.read()
    connection.close()
    counted.read()
    assert counted.asked == 2


def test_the_newest_are_kept_and_no_more() -> None:
    counted = Counted()
    for number in range(MOST + 1):
        counted.read(str(number))
    counted.read(str(MOST))
    counted.read("0")
    assert counted.asked == MOST + 2 or not is_alone()
