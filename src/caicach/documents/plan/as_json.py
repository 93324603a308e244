"""A plan's reading as JSON: as ``caicach plan import --json`` prints it, and whole, as it comes from the child process.

pydantic writes and reads the values. By hand is what the printed object has otherwise than they: places and days of a
row beside its words, warnings in finished words.
"""

from collections.abc import Mapping
from typing import Any, Final

from caicach.documents.deadlines.as_json import deadline_as_json
from caicach.documents.deadlines.values import Recurrence
from caicach.documents.plan.values import PlanReading, PlanRow, PlanWarning
from caicach.kernel.codec import Codec

_READING: Final = Codec(PlanReading, is_brief=True)


def plan_to_keep(reading: PlanReading) -> dict[str, Any]:
    """With nothing lost; what has its default is left out."""
    kept: dict[str, Any] = _READING.plain(reading)
    return kept


def plan_from_kept(kept: Mapping[str, Any]) -> PlanReading:
    """The reading that ``plan_to_keep`` wrote."""
    return _READING.value(kept)


def plan_as_json(reading: PlanReading) -> dict[str, Any]:
    """``section`` is null where it is not known; ``row`` of a warning counts ``rows`` from 1."""
    return {
        "rows": [_row(row) for row in reading.rows],
        "warnings": [_warning(warning) for warning in reading.warnings],
        "issued": reading.issued.isoformat() if reading.issued else None,
    }


def _row(row: PlanRow) -> dict[str, Any]:
    return {
        "no": row.no,
        "section": None if row.section is None else list(row.section),
        "task": row.task,
        "product": row.product,
        "lead": list(row.lead),
        "cooperate": list(row.cooperate),
        "deadline_raw": row.deadline_raw,
        "deadline_iso": row.deadline_on.isoformat() if row.deadline_on else None,
        "recurrence": row.recurrence.label if row.recurrence else None,
        "year_assumed": row.deadline is not None and row.deadline.year_assumed,
        "deadline": deadline_as_json(row.deadline) if row.deadline else None,
        "budget_raw": row.budget_raw,
        "responsible_head_raw": row.responsible_head_raw,
        "other": dict(row.other),
        "table": row.place.table,
        "table_row": row.place.row,
        "page": row.place.page,
        "sheet": row.place.sheet,
    }


def _warning(warning: PlanWarning) -> dict[str, Any]:
    place = warning.place
    return {
        "code": warning.code,
        "message": str(warning.message),
        "row": None if warning.row is None else warning.row + 1,
        "table": place.table if place else None,
        "table_row": place.row if place else None,
    }


def plan_from_json(printed: Mapping[str, Any]) -> PlanReading:
    """The reading that ``plan_as_json`` wrote, without the cells of its rows; keys may be left out."""
    rows, warnings = printed["rows"], printed.get("warnings") or ()
    plain = {
        **_without_empty(printed),
        "rows": [_row_of(row) for row in rows],
        "warnings": [_warning_of(w) for w in warnings],
    }
    return _READING.value(plain)


def _without_empty(printed: Mapping[str, Any]) -> dict[str, Any]:
    """A key with nothing is as good as none."""
    return {name: value for name, value in printed.items() if value is not None}


def _row_of(printed: Mapping[str, Any]) -> dict[str, Any]:
    recurrence = printed.get("recurrence")
    return {
        **_without_empty(printed),
        "no": printed.get("no"),
        "section": printed.get("section"),
        "deadline_on": printed.get("deadline_iso"),
        "recurrence": Recurrence.of(recurrence) if recurrence else None,
        "place": _place(printed),
    }


def _warning_of(printed: Mapping[str, Any]) -> dict[str, Any]:
    row = printed.get("row")
    place = _place(printed) if printed.get("table") else None
    return {**printed, "row": None if row is None else row - 1, "place": place}


def _place(printed: Mapping[str, Any]) -> dict[str, Any]:
    return {**_without_empty(printed), "table": printed.get("table") or 1, "row": printed.get("table_row") or 1}
