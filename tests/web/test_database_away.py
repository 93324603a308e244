"""A database that is not there, or accepts and never answers: a sentence and 503, on every door, and it comes back."""

import os
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
import pytest
from django.contrib.auth import get_user_model
from django.db import OperationalError, connection
from django.test import Client

from caicach.kernel.http.busy import away_error
from factories.web import people

ADVICE = "xem việc vừa làm đã được lưu chưa"
on_server = pytest.mark.skipif(
    not os.environ.get("DATABASE_URL", "").startswith("postgres"), reason="a server can be silent, a file cannot"
)


@contextmanager
def away(tmp_path: Path, **place: object) -> Iterator[None]:
    """The connection of this process leads nowhere meanwhile."""
    settings = connection.settings_dict
    before = dict(settings)
    connection.close()
    settings.update({"NAME": str(tmp_path / "gone" / "caicach.sqlite3")} if connection.vendor == "sqlite" else place)
    try:
        yield
    finally:
        connection.close()
        settings.clear()
        settings.update(before)


def _refusing() -> dict[str, object]:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        return {"HOST": "127.0.0.1", "PORT": str(nobody.getsockname()[1])}


@pytest.mark.django_db(transaction=True)
def test_pages_and_programs_are_told_and_the_person_is_still_signed_in_afterwards(tmp_path: Path) -> None:
    people()
    clerk = Client(raise_request_exception=False)
    clerk.force_login(get_user_model().objects.get(username="tuphap"))
    with away(tmp_path, **_refusing()):
        page = clerk.get("/nhiem-vu/")
        program = clerk.get("/api/v1/tasks", headers={"authorization": "Bearer caicach_x"})
        assert clerk.get("/health").status_code == 200
        assert clerk.get("/ready").json()["checks"]["database"] == "failed"
    assert (page.status_code, ADVICE in page.content.decode()) == (503, True)
    assert (program.status_code, program.json()["code"]) == (503, "database.away")
    assert clerk.get("/nhiem-vu/").status_code == 200


@contextmanager
def silent() -> Iterator[dict[str, object]]:
    """A socket that accepts and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield {"HOST": "127.0.0.1", "PORT": str(listening.getsockname()[1])}


@on_server
@pytest.mark.django_db(transaction=True)
def test_a_server_that_accepts_and_never_answers_is_given_up(tmp_path: Path) -> None:
    people()
    clerk = Client(raise_request_exception=False)
    clerk.force_login(get_user_model().objects.get(username="tuphap"))
    options = {**connection.settings_dict["OPTIONS"], "connect_timeout": 2}
    with silent() as place, away(tmp_path, **place, OPTIONS=options):
        assert clerk.get("/nhiem-vu/").status_code == 503
    assert clerk.get("/nhiem-vu/").status_code == 200


@contextmanager
def relay() -> Iterator[tuple[dict[str, object], Callable[[bool], None]]]:
    """A place before the server that passes everything on, until it is told to swallow what the server says."""
    target = (connection.settings_dict["HOST"] or "127.0.0.1", int(connection.settings_dict["PORT"] or 5432))
    speaks = threading.Event()
    speaks.set()
    open_ends: list[socket.socket] = []

    def copy(source: socket.socket, other: socket.socket, is_answer: bool) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                if speaks.is_set() or not is_answer:
                    other.sendall(data)

    def accept() -> None:
        with suppress(OSError):
            while True:
                here, _ = listening.accept()
                there = socket.create_connection(target)
                open_ends.extend((here, there))
                threading.Thread(target=copy, args=(here, there, False), daemon=True).start()
                threading.Thread(target=copy, args=(there, here, True), daemon=True).start()

    with socket.create_server(("127.0.0.1", 0)) as listening:
        threading.Thread(target=accept, daemon=True).start()
        try:
            place: dict[str, object] = {"HOST": "127.0.0.1", "PORT": str(listening.getsockname()[1])}
            yield place, lambda on: speaks.set() if on else speaks.clear()
        finally:
            listening.shutdown(socket.SHUT_RDWR)
            for one in open_ends:
                one.close()


@on_server
@pytest.mark.django_db(transaction=True)
def test_a_server_that_falls_silent_in_the_middle_is_given_up_and_found_again(tmp_path: Path) -> None:
    with relay() as (place, speak), away(tmp_path, **place, LONGEST_SILENCE=1.0):
        assert _one() == 1
        speak(False)
        with pytest.raises(OperationalError, match="did not answer within 1 seconds") as raised:
            _one()
        assert away_error(raised.value) is not None
        speak(True)
        connection.close_if_unusable_or_obsolete()
        assert _one() == 1


def _one() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return int(cursor.fetchone()[0])


def test_an_error_of_the_driver_itself_is_told_as_the_one_that_the_framework_wraps() -> None:
    """Closing a cursor of the server that was read to its end, Django leaves the driver's own error as it is."""
    cut = psycopg.OperationalError("consuming input failed: server closed the connection unexpectedly")
    assert away_error(cut) is not None
    assert away_error(psycopg.errors.AdminShutdown("terminating connection")) is not None
    assert away_error(psycopg.errors.UniqueViolation("twice")) is None
