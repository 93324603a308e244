"""Rows of the tables of plans as values of the field."""

from collections.abc import Sequence
from typing import Any

from caicach.documents.plan.values import TableCell
from caicach.documents.values import Recurrence
from caicach.drafts.domain.draft import DraftOrigin, LeadPhrase
from caicach.kernel.vocabulary import ReformArea
from caicach.plans.domain.lines import Line
from caicach.plans.domain.plans import PlanFrame
from caicach.plans.models import Plan, PlanLine


def frame_of(plan: Plan) -> PlanFrame:
    return PlanFrame(plan.issued_on, plan.first_year, plan.last_year)


def line_of(row: PlanLine) -> Line:
    return Line(
        id=row.pk,
        version=row.version,
        origin=DraftOrigin(row.origin),
        position=row.position,
        text=row.text,
        number=row.number,
        section=tuple(row.section),
        product=row.product or None,
        lead=tuple(LeadPhrase(phrase) for phrase in row.lead),
        cooperate=tuple(LeadPhrase(phrase) for phrase in row.cooperate),
        lead_units=_codes(row.lead_units),
        cooperate_units=_codes(row.cooperate_units),
        deadline_raw=row.deadline_raw or None,
        deadline_on=row.due_on,
        recurrence=Recurrence(row.recurrence) if row.recurrence else None,
        budget_raw=row.budget_raw or None,
        area=ReformArea(row.area) if row.area else None,
        objective_id=row.objective_id,
        parent=row.parent_id,
        is_edited=row.is_edited,
        is_looked_at=row.is_looked_at,
        is_dropped=row.is_dropped,
        drop_reason=row.drop_reason,
        task_id=row.task_id,
        file_id=row.file_id,
        table=row.table,
        table_row=row.table_row,
        page=row.page,
        sheet=row.sheet,
        cells=_cells(row.cells),
    )


def _codes(kept: list[str] | None) -> tuple[str, ...] | None:
    return None if kept is None else tuple(kept)


def _cells(kept: Sequence[Sequence[Any]]) -> tuple[TableCell, ...]:
    return tuple(TableCell(title, text, is_merged) for title, text, is_merged in kept)
