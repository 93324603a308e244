"""Keeping the index: what it is made of, and the entries of what changed."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date
from typing import Final

from django.db import OperationalError, connection, transaction

from caicach.kernel.search import structure
from caicach.kernel.search.models import Entry, Form, Mark
from caicach.kernel.search.registry import NewEntry, source_of, sources
from caicach.kernel.search.words import joined_tags, pair_tags, tag_of, words_of

BATCH: Final = 1_000
LONGEST_BODY: Final = 8_000
ADVISORY: Final = 0x6361_6973  # the number of our lock on PostgreSQL
_WRITTEN: Final = ("head", "body", "tags", "title", "note", "happened_on")


def prepare() -> bool:
    """Make what the index is made of where it is missing; write all entries anew where they say something else by now.

    Returns False while the tables of a source are not there yet. Safe to call at any time.
    """
    known = set(connection.introspection.table_names())
    wanted = {table.table for source in sources() for table in source.watched} | {"search_entry", "search_form"}
    if not wanted <= known:
        return False
    with transaction.atomic():
        if not _is_whole():
            _run(structure.statements(connection.vendor, sources()))
        digest = structure.digest(sources())
        if not Form.objects.filter(digest=digest).exists():
            _run(map(structure.mark_of_all, sources()))
            Form.objects.all().delete()
            Form.objects.create(digest=digest)
    return True


def mark_all() -> None:
    """Have every entry written anew by the next turns of the worker."""
    Form.objects.all().delete()
    prepare()


def refresh(*, on: date, limit: int = 5 * BATCH) -> int:
    """Write the entries of what was marked, the oldest marks first; returns how many marks are done with.

    One process at a time: a mark that comes meanwhile stays, and its row is read again.
    """
    if not Mark.objects.exists():
        return 0
    with transaction.atomic():
        if not _alone():
            return 0
        marks = list(Mark.objects.order_by("id")[:limit])
        roots: dict[str, dict[str, None]] = defaultdict(dict)
        for mark in marks:
            roots[mark.kind][mark.root] = None
        for kind, changed in roots.items():
            source = source_of(kind)
            _write(kind, list(changed), source.entries(list(changed), on) if source else ())
        Mark.objects.filter(pk__in=[mark.pk for mark in marks]).delete()
    return len(marks)


def refresh_now(*, on: date) -> None:
    """Write what waits before somebody looks; where another writes meanwhile, the worker does it a moment later."""
    with suppress(OperationalError):
        refresh(on=on, limit=BATCH)


def refresh_all(*, on: date) -> int:
    """Write whatever waits; returns how many marks there were."""
    total = 0
    while done := refresh(on=on):
        total += done
    if connection.vendor == "postgresql":
        _run(("ANALYZE search_entry",))
    return total


def _write(kind: str, roots: Sequence[str], given: Iterable[NewEntry]) -> None:
    before = {(row.root, row.part): row for row in Entry.objects.filter(kind=kind, root__in=roots).order_by("id")}
    new, changed = [], []
    for entry in given:
        values = _values(kind, entry)
        row = before.pop((entry.root, entry.part), None)
        if row is None:
            new.append(Entry(kind=kind, root=entry.root, part=entry.part, **values))
        elif any(getattr(row, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(row, name, value)
            changed.append(row)
    Entry.objects.filter(pk__in=[row.pk for row in before.values()]).delete()
    Entry.objects.bulk_update(changed, _WRITTEN, batch_size=BATCH // 4)
    Entry.objects.bulk_create(new, batch_size=BATCH)


def _values(kind: str, entry: NewEntry) -> dict[str, object]:
    head, body = words_of(*(entry.head or (entry.title,)), entry.note), words_of(*entry.body)[:LONGEST_BODY]
    scope = [tag_of("for", one) for one in entry.scope]
    return {
        "head": head,
        "body": body,
        "tags": joined_tags([tag_of("kind", kind), *scope, *pair_tags(head, body)]),
        "title": " ".join(entry.title.split())[:400],
        "note": entry.note,
        "happened_on": entry.happened_on,
    }


def _alone() -> bool:
    """On SQLite the transaction writes from its first statement, and is alone."""
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [ADVISORY])
        return bool(cursor.fetchone()[0])


def _is_whole() -> bool:
    """Whether every trigger is there."""
    table = "pg_trigger" if connection.vendor == "postgresql" else "sqlite_master"
    column = "tgname" if connection.vendor == "postgresql" else "name"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table} WHERE {column} LIKE 'search%%'")  # noqa: S608
        there = {name for (name,) in cursor.fetchall()}
    return structure.trigger_names(connection.vendor, sources()) <= there


def _run(statements: Iterable[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
