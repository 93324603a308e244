"""Columns that kept finished sentences: turned into template and values, word for word. Only migrations use it."""

from typing import Any

from django.db.models import Manager

from caicach.kernel.said import as_json, as_text
from caicach.kernel.sentences_before import Templates


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
