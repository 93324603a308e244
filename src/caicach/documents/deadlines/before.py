"""Deadlines kept before they were one value: words and columns, made into it once, by migrations."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from caicach.documents.deadlines.as_json import deadline_as_json
from caicach.documents.deadlines.reading import read_deadline
from caicach.documents.deadlines.values import Deadline, Recurrence

_BATCH: Final = 500
RECURRENCES_BEFORE: Final = {one.label: one.value for one in Recurrence}
"""A recurrence was kept by its Vietnamese words; its code now."""


def deadline_of_columns(words: str | None, on: date | None, recurrence: str | None) -> dict[str, Any] | None:
    """The day and recurrence kept stay as they are; where neither stood, what the words mean, doubts with it.

    >>> deadline_of_columns("sau khi được công bố", None, None)
    {'words': 'sau khi được công bố', 'event': 'được công bố'}
    """
    read = read_deadline(words or "")
    if on is None and recurrence is None:
        return deadline_as_json(read) if read else None
    event = read.event if read and on is None else None
    duration = read.duration if read and on is None else None
    often = Recurrence(RECURRENCES_BEFORE.get(recurrence, recurrence)) if recurrence else None
    days = (on,) if on else ()
    return deadline_as_json(Deadline(words or "", days, duration=duration, event=event, recurrence=often))


def fill_deadlines(rows: Any, day: str) -> None:  # noqa: ANN401
    """Fills the new column of a table, or of what a query gives of it; ``day`` names what holds the day."""
    changed = []
    known: Iterable[Any] = rows.exclude(deadline_raw=None, recurrence=None).iterator(chunk_size=_BATCH)
    for row in known:
        row.deadline = deadline_of_columns(row.deadline_raw, getattr(row, day), row.recurrence)
        changed.append(row)
        if len(changed) >= _BATCH:
            rows.model.objects.bulk_update(changed, ("deadline",))
            changed = []
    rows.model.objects.bulk_update(changed, ("deadline",))
