"""Rows of the tables of plans as values of the field."""

from collections.abc import Sequence
from typing import Any

from caicach.documents.plan.values import TableCell
from caicach.drafts.values_of_rows import draft_of
from caicach.plans.domain.lines import Line
from caicach.plans.domain.plans import PlanFrame
from caicach.plans.models import Plan, PlanLine


def frame_of(plan: Plan) -> PlanFrame:
    return PlanFrame(plan.issued_on, plan.first_year, plan.last_year)


def line_of(row: PlanLine) -> Line:
    return draft_of(Line, row, parent=row.parent_id, cells=_cells(row.cells))


def _cells(kept: Sequence[Sequence[Any]]) -> tuple[TableCell, ...]:
    return tuple(TableCell(title, text, is_merged) for title, text, is_merged in kept)
