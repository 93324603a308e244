"""Late assignments as a chasing letter names them, with the letters that chased them before."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from django.db.models import F

from caicach.correspondence import queries as letters
from caicach.correspondence.domain.letters import LetterPurpose
from caicach.correspondence.domain.received import DocumentRow
from caicach.kernel.access import Actor
from caicach.kernel.vocabulary import AddressRole
from caicach.plans.domain.chasing import ChasedTask
from caicach.plans.domain.states import TaskState
from caicach.plans.domain.tasks import TaskFilters, TaskRow
from caicach.plans.queries.names import plan_citations
from caicach.plans.queries.rows import task_rows
from caicach.plans.queries.selecting import selected_assignments
from caicach.plans.state_sql import moment_at

ASSIGNMENT: Final = "assignment"
MOST_CHASED: Final = 2_000
"""Assignments in one letter; an annex of more is no letter that anybody reads."""


def chased_tasks(
    actor: Actor, *, on: date, filters: TaskFilters, assignment_ids: tuple[int, ...] = ()
) -> tuple[ChasedTask, ...]:
    """The assignments overdue on the day among those named, else among those that ``filters`` mean; oldest deadline
    first. Who only cooperates is chased where named or asked for: the lead answers. A fixed number of SQL queries."""
    role = filters.role if assignment_ids or filters.role else AddressRole.LEAD
    moment = moment_at(on)
    found = selected_assignments(actor, replace(filters, states=(TaskState.OVERDUE,), role=role), moment)
    if assignment_ids:
        found = found.filter(pk__in=assignment_ids)
    ordered = found.order_by(F("due_then"), "unit_id", "task_id", "id").values_list("pk", flat=True)
    rows = task_rows(actor, list(ordered[:MOST_CHASED]), moment)
    documents = letters.document_rows(actor, sorted({row.document_id for row in rows if row.document_id}))
    plans = plan_citations({row.plan_id for row in rows if row.plan_id})
    earlier = letters.earlier_letters(
        actor, kind=ASSIGNMENT, refs=[str(row.assignment_id) for row in rows], purpose=LetterPurpose.CHASING
    )
    return tuple(
        ChasedTask(
            assignment_id=row.assignment_id,
            task_id=row.task_id,
            text=row.text,
            unit=row.unit,
            unit_name=row.unit_name,
            head=row.answerable or "",
            area=row.area.label if row.area else "",
            role=row.role,
            assigned_by=_assigned_by(row, documents, plans),
            original_due_on=row.original_due_on,
            due_on=row.due_on,
            days_late=row.days_late,
            earlier=earlier.get(str(row.assignment_id), ()),
        )
        for row in rows
    )


def _assigned_by(row: TaskRow, documents: Mapping[int, DocumentRow], plans: Mapping[int, str]) -> str:
    """The assigning document with its number and day; a plan by its title; else what the task came from."""
    document = documents.get(row.document_id) if row.document_id else None
    if document is None:
        return plans.get(row.plan_id or 0) or str(row.origin_ref)
    kind = (document.doc_type or "văn bản").capitalize()
    dated = f" ngày {document.issued_on:%d/%m/%Y}" if document.issued_on else ""
    return f"{kind} số {document.reference}{dated}" if document.reference else f"{kind}{dated}"
