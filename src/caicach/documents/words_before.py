"""Marks and recurrences kept by their Vietnamese words, in columns and in JSON, made into codes once, by migrations."""

from collections.abc import Mapping
from typing import Any, Final

from caicach.documents.deadlines.before import RECURRENCES_BEFORE
from caicach.documents.values import Secrecy, Urgency

_BATCH: Final = 500
URGENCIES_BEFORE: Final = {mark.label: mark.value for mark in Urgency}
_SECRECIES_BEFORE: Final = {mark.label: mark.value for mark in Secrecy}
Json = dict[str, Any]


def coded_deadline(kept: Json | None) -> Json | None:
    """A deadline as ``deadline_as_json`` wrote it.

    >>> coded_deadline({"words": "hàng quý", "recurrence": "hằng quý"})
    {'words': 'hàng quý', 'recurrence': 'quarterly'}
    """
    return _coded(kept, {"recurrence": RECURRENCES_BEFORE}) if kept else kept


def coded_reading(kept: Json) -> Json:
    """A reading, or the value of a letter, as ``reading_to_keep`` wrote it."""
    coded = _coded(kept, {"urgency": URGENCIES_BEFORE, "secrecy": _SECRECIES_BEFORE})
    tasks = [_coded(task, {"recurrence": RECURRENCES_BEFORE}) for task in kept.get("tasks", ())]
    tasks = [{**task, "deadline": coded_deadline(task["deadline"])} if task.get("deadline") else task for task in tasks]
    return {**coded, "tasks": tasks} if "tasks" in kept else coded


def _coded(kept: Json, codes: Mapping[str, Mapping[str, str]]) -> Json:
    """What is none of the words before stays as it is."""
    return {**kept, **{name: known.get(kept[name], kept[name]) for name, known in codes.items() if kept.get(name)}}


def code_column(rows: Any, column: str, codes: Mapping[str, str]) -> None:  # noqa: ANN401
    """A column of words becomes one of codes."""
    for words, code in codes.items():
        rows.filter(**{column: words}).update(**{column: code})


def code_deadlines(rows: Any) -> None:  # noqa: ANN401
    """The recurrence of drafts and tasks, in its column and in the deadline."""
    code_json(rows.exclude(deadline=None), "deadline", coded_deadline)
    code_column(rows, "recurrence", RECURRENCES_BEFORE)


def code_json(rows: Any, column: str, coded: Any) -> None:  # noqa: ANN401
    """A column of JSON; rows in which nothing changes are not written."""
    changed: list[Any] = []
    for row in rows.order_by("pk").only("pk", column).iterator(chunk_size=_BATCH):
        before = getattr(row, column)
        after = coded(before)
        if after != before:
            setattr(row, column, after)
            changed.append(row)
        if len(changed) >= _BATCH:
            rows.model.objects.bulk_update(changed, (column,))
            changed = []
    rows.model.objects.bulk_update(changed, (column,))
