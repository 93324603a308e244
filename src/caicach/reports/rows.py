"""Frozen rows to and from the database."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from caicach.kernel.vocabulary import AddressRole, ReformArea
from caicach.plans.domain.standing import Standing
from caicach.plans.domain.states import TaskState
from caicach.reports.domain.progress import FrozenRow, Part


def row_from_json(data: Mapping[str, Any]) -> FrozenRow:
    """The inverse of ``domain.progress.row_as_json``."""
    return FrozenRow(
        part=Part(data["part"]),
        is_chased=data["is_chased"],
        standing=Standing(
            assignment_id=data["assignment"],
            task_id=data["task"],
            text=data["text"],
            unit=data["unit"],
            unit_name=data["unit_name"],
            area=ReformArea(data["area"]) if data["area"] else None,
            head=data["head"],
            head_name=data["head_name"],
            source=data["source"],
            state=TaskState(data["state"]),
            original_due_on=_day(data["original_due_on"]),
            due_on=_day(data["due_on"]),
            completed_on=_day(data["completed_on"]),
            days_late=data["days_late"],
            is_extended=data["is_extended"],
            role=AddressRole(data["role"]) if data.get("role") else None,
        ),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
