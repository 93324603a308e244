"""Invented plans in forms that offices use, read against what a careful person reads in them."""

import pytest

from documents.invented_ministries import PLANS as MINISTRIES
from documents.invented_plans import PLANS, Gold, InventedPlan
from documents.plan_tables import docx_plan, html_plan, read, xlsx_plan


def built(plan: InventedPlan) -> bytes:
    if plan.form == "xlsx":
        return xlsx_plan(*plan.tables)
    build = docx_plan if plan.form == "docx" else html_plan
    return build(*plan.tables, between=plan.between)


@pytest.mark.parametrize("plan", [*PLANS, *MINISTRIES], ids=lambda plan: plan.name)
def test_every_row_with_its_units_and_days_and_no_other_row(plan: InventedPlan) -> None:
    rows = read(built(plan)).rows
    starts = [gold[0] for gold in plan.gold]
    found: list[Gold] = [
        (
            next((start for start in starts if row.task.startswith(start)), row.task),
            row.lead,
            row.cooperate,
            row.deadline_on,
            row.recurrence.value if row.recurrence else None,
        )
        for row in rows
    ]
    assert found == list(plan.gold)
