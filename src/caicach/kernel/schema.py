"""In what state the tables are: none, older than this program, as it needs them, or made by a newer one."""

import fcntl
import os
import time
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from django.conf import settings
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connection, connections, models
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import RunPython, RunSQL

from caicach.kernel.errors import Conflict

Node = tuple[str, str]
ADVISORY: Final = 0x6361_6963  # the number of our lock on PostgreSQL
WAIT_SECONDS: Final = 600.0
_OWN_FUNCTIONS: Final = """
    SELECT p.oid::regprocedure::text FROM pg_proc p WHERE p.pronamespace = current_schema()::regnamespace
    AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
"""


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


def schema_now(using: str = DEFAULT_DB_ALIAS) -> Schema:
    """The state of a database, by default the installation's."""
    loader = MigrationLoader(connections[using])
    known, applied = set(loader.disk_migrations), set(loader.applied_migrations)
    unknown = set(_unknown(applied, known))
    missing = known - applied
    if not applied:
        state = State.EMPTY
    elif unknown:
        state = State.NEWER
    else:
        state = State.OLDER if missing else State.READY
    return Schema(state, tuple(sorted(applied)), tuple(sorted(missing)), tuple(sorted(unknown)))


def unknown_steps(nodes: Iterable[Node]) -> tuple[Node, ...]:
    """Those that only a newer program has."""
    return tuple(sorted(_unknown(nodes, MigrationLoader(None).disk_migrations)))


def _unknown(nodes: Iterable[Node], known: Collection[Node]) -> Iterator[Node]:
    """An application that left the program is no newer program; one of ours with a step we lack is."""
    ours = {app for app, _ in known} | {"caicach"}
    return (node for node in nodes if node not in known and node[0] in ours)


def migrate() -> None:
    """Bring the tables to what this program needs. Call it ``alone``."""
    without_time_out()
    if is_bare():
        make_tables(MigrationLoader(None).disk_migrations)
    call_command("migrate", verbosity=0, interactive=False)


def make_tables(nodes: Iterable[Node]) -> None:
    """Make, where there is no table, those that these steps make one after the other, at once and in one transaction.

    The tables are made as they stand after the last step, without the rows that Django adds by itself. A step that
    carries rows over has none to carry and says so (``elidable``); what else a step does by hand, as the triggers of
    the trail, is done.
    """
    executor, wanted = MigrationExecutor(connection), set(nodes)
    children = {node: executor.loader.graph.node_map[node].children for node in wanted}
    last = sorted(node for node in wanted if not any(child.key in wanted for child in children[node]))
    steps = [step for step, _ in executor.migration_plan(last, clean_start=True)]
    state = executor.loader.project_state(sorted(wanted))
    every: tuple[type[models.Model], ...] = (executor.recorder.Migration, *state.apps.get_models())
    with connection.schema_editor() as editor:
        for model in every:
            if model._meta.can_migrate(connection):
                editor.create_model(model)
        for step in steps:
            for operation in step.operations:
                if isinstance(operation, RunPython | RunSQL) and not operation.elidable:
                    operation.database_forwards(step.app_label, editor, state, state)
            executor.recorder.record_applied(step.app_label, step.name)


def models_after(nodes: Iterable[Node]) -> tuple[type[models.Model], ...]:
    """The tables as they stand after these steps, whatever the code of today says."""
    state = MigrationLoader(connection).project_state(sorted(nodes))
    return tuple(state.apps.get_models(include_auto_created=True))


def drop_all() -> None:
    """Take every table of this database away, and what hangs on them. Only inside a transaction that brings others."""
    with connection.cursor() as cursor:
        cascade = " CASCADE" if connection.vendor == "postgresql" else ""
        for name in connection.introspection.table_names(cursor):  # a table of words takes its parts away with it
            cursor.execute(f"DROP TABLE IF EXISTS {connection.ops.quote_name(name)}{cascade}")
        if connection.vendor == "postgresql":
            cursor.execute(_OWN_FUNCTIONS)
            for (signature,) in cursor.fetchall():
                cursor.execute(f"DROP FUNCTION {signature} CASCADE")


def is_bare() -> bool:
    """Whether there is no table at all, ours or another's."""
    return not connection.introspection.table_names()


def without_time_out() -> None:
    if connection.vendor == "postgresql":  # a step over millions of rows takes as long as it takes
        with connection.cursor() as cursor:
            cursor.execute("SET statement_timeout = 0")
        connection.longest_silence = None  # type: ignore[attr-defined]  # of config.postgresql


@contextmanager
def alone(purpose: str) -> Iterator[None]:
    """Nobody else of this installation does the same meanwhile: here by a file, elsewhere by the database."""
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (settings.DATA_DIR / f".{purpose}.lock").open("a") as file:
        _wait_for(lambda: _locked(file.fileno()))
        os.umask(0o077)  # what is made here, the embedded database above all, is for this account alone
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
