"""Columns of versions before: finished sentences become template and values, places of texts are filled in.

Only migrations use it.
"""

from typing import Any, Final

from django.db.models import Manager, Model

from caicach.kernel.ordering import text_order
from caicach.kernel.said import as_json, as_text
from caicach.kernel.sentences_before import Templates

_AT_ONCE: Final = 2_000


def text_as_sentences(rows: Manager[Any], column: str, templates: Templates) -> None:
    """A column of text: every finished sentence in it becomes template and values."""
    for kept in map(str, list(rows.order_by(column).values_list(column, flat=True).distinct())):
        if kept and not kept.startswith('["'):
            rows.filter(**{column: kept}).update(**{column: as_text(templates.sentence(kept))})


def lists_as_sentences(rows: Manager[Any], column: str, templates: Templates) -> None:
    """A column with a list of sentences each."""
    for row in rows.order_by("pk").iterator(chunk_size=500):
        before = getattr(row, column)
        after = [as_json(templates.sentence(kept)) if isinstance(kept, str) else kept for kept in before]
        if after != before:
            rows.filter(pk=row.pk).update(**{column: after})


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
