"""The empty database that tests begin with: made once for a set of migrations, kept, and copied for every run.

It is made as a first start makes it (``kernel.schema``); that the steps one after the other make the same, one test of
``operations`` holds. What is kept carries the hash of all migrations in its name, so that a changed migration makes a
new one. SQLite keeps a file in ``var/tests`` of the checkout, PostgreSQL a template database.
"""

import fcntl
import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from caicach.kernel import schema
from caicach.kernel.search.registry import sources
from caicach.kernel.search.structure import digest

KEPT = Path(__file__).resolve().parents[1] / "var" / "tests"
_BEGUN_WITH: dict[str, bytes] = {}
"""What the tables of a server held before the first test, by table."""


def open_empty_database() -> None:
    """Points the connection at a copy of the kept empty database, which is made first where there is none."""
    name = connection.creation._get_test_db_name()
    if connection.vendor == "sqlite":
        _copy_file(name)
    else:
        name = f"{name}_{hashlib.sha256(bytes(KEPT)).hexdigest()[:8]}"  # each checkout has its own on a server
        _copy_template(name)
    connection.close()
    settings.DATABASES[connection.alias]["NAME"] = name
    connection.settings_dict["NAME"] = name
    if connection.vendor != "sqlite":
        with connection.cursor() as cursor:
            _BEGUN_WITH.update({table: _rows(cursor, table) for table in _with_rows(cursor)})


def empty_again() -> None:
    """What a test committed goes: the kept empty database is laid over the run's own, with its triggers and numbers.

    SQLite by a line of its own: to those that are open it is a write of somebody else, which values kept by them heed.
    A server empties the tables that have rows, past their triggers: to empty all the usual way takes it a second. Its
    numbers run on: rows kept by factories (``factories/kept_rows.py``) come with numbers that were given before.
    """
    if connection.vendor == "sqlite":
        _copy_sqlite(_kept_file(), Path(connection.settings_dict["NAME"]))
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for table in _with_rows(cursor):
            cursor.execute(f'DELETE FROM "{table}"')
        for table, rows in _BEGUN_WITH.items():
            with cursor.copy(f'COPY "{table}" FROM STDIN') as copied:
                copied.write(rows)


def _with_rows(cursor: CursorWrapper) -> list[str]:
    tables = connection.introspection.table_names(cursor)
    cursor.execute(" UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM \"{name}\")" for name in tables))
    return [name for (name,) in cursor.fetchall()]


def _rows(cursor: CursorWrapper, table: str) -> bytes:
    with cursor.copy(f'COPY "{table}" TO STDOUT') as copied:
        return b"".join(bytes(part) for part in copied)


def drop_database() -> None:
    """Removes this run's copy from a database server; a file goes with the folder it is in."""
    name = connection.settings_dict["NAME"]
    connection.close()
    if connection.vendor != "sqlite":
        with connection._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {connection.ops.quote_name(name)} WITH (FORCE)")


@cache
def migrations_key() -> str:
    """The hash of every migration, of the search's triggers, what makes tables and of Django's version: 12 digits."""
    found = hashlib.sha256(django.__version__.encode() + Path(schema.__file__).read_bytes())
    for app in sorted(apps.get_app_configs(), key=lambda app: app.label):
        for file in sorted((Path(app.path) / "migrations").glob("*.py")):
            found.update(f"{app.label}/{file.name}\0".encode() + file.read_bytes())
    found.update(digest(sources()).encode())  # the triggers of the search are no step of the tables
    return found.hexdigest()[:12]


def _kept_file() -> Path:
    return KEPT / f"empty-{migrations_key()}.sqlite3"


def _copy_file(name: str) -> None:
    kept = _kept_file()
    with _alone():
        if not kept.exists():
            for old in KEPT.glob("empty-*.sqlite3"):
                old.unlink()
            _make()
            made = kept.with_suffix(".new")
            made.unlink(missing_ok=True)
            _copy_sqlite(Path(name), made)
            made.rename(kept)
    for suffix in ("", "-wal", "-shm"):
        Path(f"{name}{suffix}").unlink(missing_ok=True)
    _copy_sqlite(kept, Path(name))


def _copy_sqlite(source: Path, target: Path) -> None:
    first, second = sqlite3.connect(source), sqlite3.connect(target)
    second.execute("PRAGMA synchronous=OFF")
    first.backup(second)
    second.close()
    first.close()


def _copy_template(name: str) -> None:
    kept = f"caicach_empty_{migrations_key()}"
    quote = connection.ops.quote_name
    with _alone(), connection._nodb_cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [kept])
        if cursor.fetchone() is None:
            made = _make()
            cursor.execute(f"CREATE DATABASE {quote(kept)} TEMPLATE {quote(made)}")
            cursor.execute(f"DROP DATABASE {quote(made)} WITH (FORCE)")
        cursor.execute(f"DROP DATABASE IF EXISTS {quote(name)} WITH (FORCE)")
        cursor.execute(f"CREATE DATABASE {quote(name)} TEMPLATE {quote(kept)}")


def _make() -> str:
    """The tables in a new database, whose name it gives."""
    connection.close()
    before = connection.settings_dict["NAME"]
    made = connection.settings_dict["NAME"] = connection.creation._create_test_db(verbosity=0, autoclobber=True)
    schema.migrate()
    connection.close()
    connection.settings_dict["NAME"] = before
    return str(made)


@contextmanager
def _alone() -> Iterator[None]:
    """One process of this checkout at a time: the first makes what the others copy."""
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
