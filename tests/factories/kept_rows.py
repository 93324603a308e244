"""What a factory made, put into the next test's empty database as rows, instead of being made anew.

The services of a small province take half a second, its rows some milliseconds. The first call in a process goes
through the services and its rows are looked at; the next ones insert them, where the test began with nothing and
everything is undone after it. A test that commits, or has made something before, gets the services.
"""

from collections.abc import Callable, Hashable
from copy import deepcopy
from dataclasses import dataclass
from functools import cache, wraps
from typing import Any, Final, ParamSpec, TypeVar

from django.apps import apps
from django.db import connection
from django.utils import timezone

Row = tuple[Any, ...]
P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True)
class _Made:
    """The rows by table, and what the factory answered; no rows where it changed some that were there."""

    tables: dict[str, list[Row]] | None
    answer: Any


_MADE: Final[dict[Hashable, _Made]] = {}
_BEGUN: Final = ("audit_auditline", "organisations_unit", "organisations_user")
"""Whoever did anything before left a row in one of them."""


def kept(factory: Callable[P, T]) -> Callable[P, T]:
    """The factory, its rows kept by its arguments and the day."""

    @wraps(factory)
    def made(*given: P.args, **named: P.kwargs) -> T:
        key = (factory.__module__, factory.__qualname__, given, tuple(named.items()), timezone.now().date())
        if not _is_hashable(key) or not connection.in_atomic_block or _is_begun():
            return factory(*given, **named)
        if key not in _MADE:
            before = _rows()
            answer = factory(*given, **named)
            _MADE[key] = _Made(_new_rows(before, _rows()), deepcopy(answer))
        elif (tables := _MADE[key].tables) is None:
            return factory(*given, **named)
        else:
            _insert(tables)
        return deepcopy(_MADE[key].answer)  # type: ignore[no-any-return]

    return made


def _is_hashable(key: object) -> bool:
    try:
        hash(key)
    except TypeError:
        return False
    return True


def _is_begun() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + " OR ".join(f"EXISTS (SELECT 1 FROM {name})" for name in _BEGUN))
        return bool(cursor.fetchone()[0])


@cache
def _columns() -> dict[str, tuple[str, ...]]:
    """The columns of every table but those of the search, which its triggers fill."""
    return {
        model._meta.db_table: tuple(field.column or "" for field in model._meta.local_concrete_fields)
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label != "search"
    }


def _rows() -> dict[str, list[Row]]:
    with connection.cursor() as cursor:
        found = {}
        for table, columns in _columns().items():
            cursor.execute(f"SELECT {_names(columns)} FROM {table}")
            found[table] = [tuple(row) for row in cursor.fetchall()]
        return found


def _names(columns: tuple[str, ...]) -> str:
    return ", ".join(connection.ops.quote_name(column) for column in columns)


def _new_rows(before: dict[str, list[Row]], after: dict[str, list[Row]]) -> dict[str, list[Row]] | None:
    new: dict[str, list[Row]] = {}
    for table, rows in after.items():
        old = before[table]
        if rows[: len(old)] != old:
            return None
        if added := rows[len(old) :]:
            new[table] = added
    return new


def _insert(tables: dict[str, list[Row]]) -> None:
    with connection.cursor() as cursor:
        for table, rows in tables.items():
            columns = _columns()[table]
            places = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {table} ({_names(columns)}) VALUES ({places})", rows)
