"""Rows of every table as lines of JSON and back, by the types of their columns, the same from both databases."""

import base64
import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from django.apps.registry import Apps
from django.db import DataError, IntegrityError, connections, models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.functions import Collate

from caicach.kernel.errors import InvalidInput

Model = type[models.Model]
if TYPE_CHECKING:
    Field = models.Field[Any, Any]
else:
    Field = models.Field
BATCH: Final = 1_000
LEFT_OUT: Final = frozenset({"django_session", "search_entry", "search_mark", "search_form"})
"""Who is signed in, for a stolen backup opens nobody's session; and the index of the search, which is made anew."""
_REFUSALS = (DataError, IntegrityError, ValueError, OverflowError)


def kept_tables(every: Iterable[Model]) -> tuple[Model, ...]:
    """Tables that a backup holds, in the order of their names, with their columns as the database has them: no
    relations, no columns that turn what they read into something else.
    """
    held = (m for m in every if m._meta.managed and not m._meta.proxy and m._meta.db_table not in LEFT_OUT)
    registry = Apps()
    return tuple(_as_stored(model, registry) for model in sorted(held, key=lambda model: model._meta.db_table))


def _as_stored(model: Model, registry: Apps) -> Model:
    name = model._meta.db_table
    meta = type("Meta", (), {"apps": registry, "app_label": "backups", "db_table": name})
    columns = {field.attname: _column(field) for field in model._meta.concrete_fields}
    return type(name, (models.Model,), {"__module__": __name__, "Meta": meta, **columns})


def _column(field: Field) -> Field:
    kind = field
    while isinstance(kind, models.ForeignKey):
        kind = kind.target_field
    name = kind.get_internal_type()
    if not field.primary_key:
        name = name.replace("AutoField", "IntegerField")
    more = {part: getattr(kind, part) for part in ("max_digits", "decimal_places") if hasattr(kind, part)}
    column: Field = getattr(models, name)(
        null=field.null, db_column=field.column, primary_key=field.primary_key, **more
    )
    return column


def columns_of(model: Model) -> tuple[str, ...]:
    return tuple(field.attname for field in model._meta.concrete_fields)


def lines_of(model: Model, using: str) -> Iterator[bytes]:
    """Each row as one line, in the order of its key: of a text, that of its bytes, whatever the database's language."""
    is_text = isinstance(model._meta.pk, models.CharField | models.TextField)
    of_bytes = Collate("pk", "C" if connections[using].vendor == "postgresql" else "BINARY")
    rows = model._base_manager.using(using).order_by(of_bytes if is_text else "pk").values_list(*columns_of(model))
    for row in rows.iterator(chunk_size=BATCH):
        plain = [_plain(value) for value in row]
        yield json.dumps(plain, sort_keys=True, separators=(",", ":"), allow_nan=False).encode() + b"\n"


def _plain(value: object) -> object:
    match value:
        case datetime():
            return value.astimezone(UTC).isoformat() if value.tzinfo else value.isoformat()
        case date() | time():
            return value.isoformat()
        case Decimal():
            return format(value, "f")
        case UUID():
            return str(value)
        case bytes() | memoryview():
            return base64.b64encode(value).decode()
    return value


def sum_of(model: Model, using: str) -> str:
    """SHA-256 over all lines of a table."""
    return sum_of_lines(lines_of(model, using))


def sum_of_lines(lines: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for line in lines:
        digest.update(line)
    return digest.hexdigest()


def load(model: Model, lines: Iterable[bytes], using: str) -> None:
    """Insert the rows of a table with their keys; references are checked when the transaction ends.

    Raises InvalidInput where this database cannot hold a value, naming table and row.
    """
    fields = model._meta.concrete_fields
    left = iter(lines)
    while some := list(islice(left, BATCH)):
        made = [
            model(**{f.attname: _value(f, v) for f, v in zip(fields, json.loads(line), strict=True)}) for line in some
        ]
        try:
            with transaction.atomic(using=using):
                model._base_manager.using(using).bulk_create(made)
        except _REFUSALS as error:
            raise _not_held(model, made, using, error) from error


def _value(field: Field, plain: object) -> object:
    if isinstance(field, models.JSONField):
        return plain
    return field.to_python(plain)


def _not_held(model: Model, made: list[models.Model], using: str, error: Exception) -> InvalidInput:
    return InvalidInput(
        "backup.value",
        what="Cơ sở dữ liệu này không giữ được một dòng của bảng {table} (khóa {key}).",
        why="Cơ sở dữ liệu báo: {said}.",
        todo="Không có gì đã được ghi. Hãy sửa dòng đó ở nơi cũ rồi sao lưu lại, "
        "hoặc khôi phục vào loại cơ sở dữ liệu cũ.",
        table=model._meta.db_table,
        key=_first_refused(model, made, using),
        said=" ".join(str(error).split()).rstrip("."),
    )


def _first_refused(model: Model, made: list[models.Model], using: str) -> object:
    for row in made:
        try:
            with transaction.atomic(using=using):
                model._base_manager.using(using).bulk_create([row])
        except _REFUSALS:
            return row.pk
    return "?"


def sequences(tables: Iterable[Model], using: str) -> dict[str, int]:
    """The last number each table's key was given: one that was deleted is not given to another row later.

    A table that has given none is left out: whether a database notes that depends on how its tables were made.
    """
    connection = connections[using]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, seq FROM sqlite_sequence WHERE seq > 0")
            return dict(cursor.fetchall())
        found: dict[str, int] = {}
        for model in tables:
            sequence = _sequence_of(model, connection)
            if sequence is not None:
                cursor.execute(f"SELECT last_value FROM {sequence} WHERE is_called")  # noqa: S608
                found.update((model._meta.db_table, int(last)) for (last,) in cursor.fetchall())
        return found


def set_sequence(model: Model, last: int, using: str) -> None:
    """Have the next key of a table be greater than ``last``."""
    connection, table = connections[using], model._meta.db_table
    if last < 1:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, last])
            return
        sequence = _sequence_of(model, connection)
        if sequence is not None:
            cursor.execute("SELECT setval(%s, %s, true)", [sequence, last])


def _sequence_of(model: Model, connection: BaseDatabaseWrapper) -> str | None:
    key = model._meta.pk
    assert key is not None
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [f'"{model._meta.db_table}"', key.column])
        name: str | None = cursor.fetchone()[0]
    return name
