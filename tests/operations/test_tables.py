"""Tables made at once are those that the steps make one after the other, on both databases.

This test alone takes the steps in an empty place: 18 s of the processor, by Django's own command. What they made is
kept beside the empty database, under all that it follows from, as that is: a checkout takes the same steps once.
"""

import hashlib
import json
import os
import sqlite3

import psycopg
import pytest

from empty_database import KEPT, migrations_key
from operations.places import Places, is_on_postgresql

pytestmark = pytest.mark.installation

_TABLES = """
import json, re
from django.core.management import call_command
from django.db import connection
from caicach.kernel import schema
with schema.alone("test"):
    call_command("migrate", verbosity=0)
with connection.cursor() as cursor:
    def asked(query, *values):
        cursor.execute(query, values or None)
        return cursor.fetchall()
    found = {
        "steps": asked("SELECT app, name FROM django_migrations"),
        "rights": asked("SELECT app_label, model, codename FROM auth_permission p"
            " JOIN django_content_type c ON c.id = content_type_id"),
    }
    on_server = {
        "columns": "SELECT table_name, column_name, data_type, character_maximum_length, numeric_precision,"
            " numeric_scale, is_nullable, column_default, is_identity FROM information_schema.columns"
            " WHERE table_schema = current_schema()",
        "indexes": "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema()",
        "constraints": "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
            " WHERE connamespace = current_schema()::regnamespace",
        "triggers": "SELECT tgrelid::regclass::text, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
        "functions": "SELECT proname, prosrc FROM pg_proc WHERE pronamespace = current_schema()::regnamespace",
    }
    if connection.vendor == "postgresql":
        found |= {name: asked(query) for name, query in on_server.items()}
    else:
        made = asked("SELECT name, type, sql FROM sqlite_master")
        tables = [name for name, kind, _ in made if kind == "table"]
        found["columns"] = [(name, *column[1:]) for name in tables for column in asked(f'PRAGMA table_xinfo("{name}")')]
        # Columns stand in another order: of what a table is made of, the words.
        found["made"] = [(name, *(sorted(re.split(r"[\\s,()]+", sql)) if kind == "table" else [sql]))
            for name, kind, sql in made if sql]
print(json.dumps({name: sorted(json.dumps(row) for row in rows) for name, rows in found.items()}))
"""


def test_tables_made_at_once_are_those_of_the_steps(places: Places) -> None:
    at_once, by_steps = json.loads(places.ready().run(_TABLES)), json.loads(_made_by_steps(places))
    assert at_once.keys() == by_steps.keys()
    for name in at_once:
        assert at_once[name] == by_steps[name]
        assert len(at_once[name]) > 3


def _made_by_steps(places: Places) -> str:
    """Those of other steps, databases or looks are of other names; the newest alone is kept."""
    kind = "postgresql" if is_on_postgresql() else "sqlite"
    follows_from = hashlib.sha256(f"{migrations_key()} {_version()} {_TABLES}".encode()).hexdigest()[:12]
    kept = KEPT / f"steps-{kind}-{follows_from}.json"
    if not kept.exists():
        made = places.new().run(_TABLES)
        for old in KEPT.glob(f"steps-{kind}-*.json"):
            old.unlink(missing_ok=True)
        kept.write_text(made)
    return kept.read_text()


def _version() -> str:
    if not is_on_postgresql():
        return sqlite3.sqlite_version
    with psycopg.connect(os.environ["DATABASE_URL"]) as server:
        return str(server.info.server_version)
