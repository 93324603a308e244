"""The database of an earlier version, kept as one file: how it is written, and put back on either database.

``python tools/kept_version.py dump FILE`` writes the rows of the database of DATABASE_URL and the migrations it has.
``python tools/kept_version.py load FILE`` migrates an empty database just so far and puts the rows in, as a program of
that version had written them; ``python -m django migrate`` then brings it up to date.

The file is JSON, gzip: ``{"migrations": [[app, name], …], "tables": {table: {"columns": […], "rows": [[…], …]}}}``;
bytes are ``{"base64": …}``.
"""

import base64
import gzip
import json
import os
import sys
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.db.migrations.loader import MigrationLoader

from caicach.kernel import schema

# What Django writes itself while it migrates.
OF_MIGRATIONS = ("django_migrations", "django_content_type", "auth_permission")


def dump(file: Path) -> None:
    with connection.cursor() as cursor:
        names = [t for t in connection.introspection.table_names(cursor) if t not in OF_MIGRATIONS]
        cursor.execute("SELECT app, name FROM django_migrations ORDER BY id")
        kept: dict[str, Any] = {"migrations": [list(row) for row in cursor.fetchall()], "tables": {}}
        for table in sorted(names):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)} ORDER BY 1")
            rows = [[_plain(cell) for cell in row] for row in cursor.fetchall()]
            if rows:
                kept["tables"][table] = {"columns": [c[0] for c in cursor.description], "rows": rows}
    text = json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    file.write_bytes(gzip.compress(text.encode(), mtime=0))


def load(file: Path) -> None:
    kept = json.loads(gzip.decompress(file.read_bytes()))
    wanted = {(app, name) for app, name in kept["migrations"]}
    lost = wanted - MigrationLoader(None).disk_migrations.keys()
    if lost:
        sys.exit(f"The code no longer has the migrations {sorted(lost)}: an upgrade from that version is not possible.")
    schema.make_tables(wanted)
    with transaction.atomic(), connection.constraint_checks_disabled(), connection.cursor() as cursor:
        for table in kept["tables"]:
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")
        for table, content in kept["tables"].items():
            _fill(cursor, table, content["columns"], content["rows"])
        models = [m for m in schema.models_after(wanted) if m._meta.db_table in kept["tables"]]
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)


def _fill(cursor: CursorWrapper, table: str, columns: list[str], rows: list[list[Any]]) -> None:
    booleans: set[int] = set()
    if connection.vendor == "postgresql":
        cursor.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_name = %s AND data_type = 'boolean'",
            [table],
        )
        yes_or_no = {row[0] for row in cursor.fetchall()}
        booleans = {n for n, column in enumerate(columns) if column in yes_or_no}
    names = ", ".join(connection.ops.quote_name(c) for c in columns)
    places = ", ".join("%s" for _ in columns)
    cursor.executemany(
        f"INSERT INTO {connection.ops.quote_name(table)} ({names}) VALUES ({places})",
        [[_stored(cell, n in booleans) for n, cell in enumerate(row)] for row in rows],
    )


def _plain(cell: object) -> object:
    if isinstance(cell, bytes | memoryview):
        return {"base64": base64.b64encode(bytes(cell)).decode()}
    return cell if cell is None or isinstance(cell, int | float | str) else str(cell)


def _stored(cell: object, is_boolean: bool) -> object:
    if isinstance(cell, dict):
        return base64.b64decode(cell["base64"])
    return bool(cell) if is_boolean and cell is not None else cell


if __name__ == "__main__":
    django.setup()
    {"dump": dump, "load": load}[sys.argv[1]](Path(sys.argv[2]))
