"""In what state the tables are: none, older than this program, as it needs them, or made by a newer one."""

import fcntl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from caicach.kernel.errors import Conflict

Node = tuple[str, str]
ADVISORY: Final = 0x6361_6963  # the number of our lock on PostgreSQL
WAIT_SECONDS: Final = 600.0


class State(StrEnum):
    EMPTY = "empty"
    OLDER = "older"
    READY = "ready"
    NEWER = "newer"


@dataclass(frozen=True, slots=True)
class Schema:
    """``missing`` steps this program has and the database lacks; ``unknown`` ones only the database has."""

    state: State
    applied: tuple[Node, ...]
    missing: tuple[Node, ...]
    unknown: tuple[Node, ...]


def schema_now() -> Schema:
    """The state of the default database."""
    loader = MigrationLoader(connection)
    known, applied = set(loader.disk_migrations), set(loader.applied_migrations)
    ours = {app for app, _ in known}
    unknown = {node for node in applied - known if node[0] in ours or node[0] == "caicach"}
    missing = known - applied
    if not applied:
        state = State.EMPTY
    elif unknown:
        state = State.NEWER
    else:
        state = State.OLDER if missing else State.READY
    return Schema(state, tuple(sorted(applied)), tuple(sorted(missing)), tuple(sorted(unknown)))


def migrate() -> None:
    """Bring the tables to what this program needs. Call it ``alone``."""
    _without_time_out()
    call_command("migrate", verbosity=0, interactive=False)


def _without_time_out() -> None:
    if connection.vendor == "postgresql":  # a step over millions of rows takes as long as it takes
        with connection.cursor() as cursor:
            cursor.execute("SET statement_timeout = 0")


@contextmanager
def alone(purpose: str) -> Iterator[None]:
    """Nobody else of this installation does the same meanwhile: here by a file, elsewhere by the database."""
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    with (settings.DATA_DIR / f".{purpose}.lock").open("a") as file:
        _wait_for(lambda: _locked(file.fileno()))
        if connection.vendor != "postgresql":
            yield
            return
        _wait_for(_advisory)
        try:
            yield
        finally:
            _unlock()


def _locked(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _advisory() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [ADVISORY])
        return bool(cursor.fetchone()[0])


def _unlock() -> None:
    if connection.connection is not None and not connection.needs_rollback:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [ADVISORY])


def _wait_for(has: Callable[[], bool]) -> None:
    until = time.monotonic() + WAIT_SECONDS
    while not has():
        if time.monotonic() > until:
            raise Conflict(
                "installation.being_prepared",
                what="Cơ sở dữ liệu đang được một tiến trình khác chuẩn bị.",
                why="Đã chờ {minutes} phút mà việc đó chưa xong.",
                todo="Hãy xem tiến trình kia (caicach upgrade, caicach serve) rồi chạy lại lệnh.",
                minutes=round(WAIT_SECONDS / 60),
            )
        time.sleep(0.2)
