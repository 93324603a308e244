"""Columns that keep the places of texts, filled for rows from before there were such columns; for migrations."""

from typing import Any, Final

from django.db.models import Model

from caicach.kernel.ordering import text_order

_AT_ONCE: Final = 2_000


def fill_order_columns(model: type[Model], columns: dict[str, tuple[str, ...]]) -> None:
    """``columns`` names for each the fields whose words, joined, decide the place. Some queries for 2,000 rows."""
    manager: Any = model._default_manager
    sources = sorted({field for fields in columns.values() for field in fields})
    last = 0
    while rows := list(manager.filter(pk__gt=last).order_by("pk").only("pk", *sources)[:_AT_ONCE]):
        for row in rows:
            for column, fields in columns.items():
                setattr(row, column, text_order(_joined(row, fields)))
        manager.bulk_update(rows, list(columns), batch_size=200)
        last = rows[-1].pk


def _joined(row: Model, fields: tuple[str, ...]) -> str:
    return " ".join(filter(None, (getattr(row, field) for field in fields)))
