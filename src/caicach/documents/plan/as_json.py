"""A plan's reading as JSON values: the keys of ``caicach plan import --json``."""

from typing import Any

from caicach.documents.deadlines.as_json import deadline_as_json
from caicach.documents.plan.values import PlanReading, PlanRow, PlanWarning


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
