"""Plans as files."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from django.utils.translation import gettext_noop

from caicach.documents.plan.values import PlanRow
from caicach.documents.plan.writing import PlanHead, plan_as_docx, plan_as_xlsx
from caicach.drafts.domain.task_fields import dwelt_on
from caicach.kernel.access import Actor
from caicach.kernel.errors import NotFound
from caicach.kernel.files.media import DOCX, XLSX
from caicach.kernel.files.values import NamedFile
from caicach.plans.domain.plans import PlanListRow, PlanTaskRow
from caicach.plans.queries.coverage import provision_choices, units_without_plan
from caicach.plans.queries.plan_pages import plan_page, plan_task_names

MEDIA: Final = {"docx": DOCX, "xlsx": XLSX}


def plan_export(actor: Actor, plan_id: int, form: str, *, on: date) -> NamedFile:
    """The tasks of a plan in force as a DOCX or XLSX table of the usual columns."""
    writers = {"docx": plan_as_docx, "xlsx": plan_as_xlsx}
    if form not in writers:
        raise _no_form()
    page = plan_page(actor, plan_id, on=on)
    head = plan_head(page.plan)
    data = writers[form](head, plan_row_values(page.tasks))
    return NamedFile(f"{file_stem('ke-hoach', page.plan)}.{form}", MEDIA[form], data)


def file_stem(kind: str, plan: PlanListRow) -> str:
    """A name without an ending: «ke-hoach-2026-snv»."""
    return f"{kind}-{plan.period.replace('–', '-')}-{plan.unit.lower()}"


def plan_head(plan: PlanListRow) -> PlanHead:
    year = plan.first_year if plan.first_year == plan.last_year else None
    return PlanHead(plan.title, plan.unit_name, plan.reference, plan.issued_on, year)


def plan_row_values(tasks: Sequence[PlanTaskRow]) -> tuple[PlanRow, ...]:
    return tuple(
        PlanRow(
            no=task.number or None,
            section=task.section,
            task=task.text,
            product=task.product,
            lead=task.lead,
            cooperate=task.cooperate,
            deadline=task.deadline,
            deadline_on=task.due_on,
            recurrence=task.recurrence,
            budget_raw=task.budget_raw,
            other={str(field.label): str(field.words[value]) for field, value in dwelt_on(task)},
        )
        for task in tasks
    )


def coverage_rows(actor: Actor, plan_id: int, *, on: date) -> list[tuple[str, ...]]:
    """The alignment of a plan: kind (a template), document above, item, words, what carries it out."""
    provisions, tasks = provision_choices(actor, plan_id), plan_task_names(actor, plan_id)
    words = {task.id: f"{task.number} {task.text}".strip() for task in tasks}
    based = {task for one in provisions for task in one.carried_out_by}
    rows: list[tuple[str, ...]] = []
    for one in provisions:
        carried = "; ".join(words[task] for task in one.carried_out_by)
        kind = gettext_noop("Quy định có nhiệm vụ") if carried else gettext_noop("Quy định chưa có nhiệm vụ")
        rows.append((kind, one.reference, one.item, one.text, carried))
    rows += [
        (gettext_noop("Nhiệm vụ chưa có căn cứ"), "", task.number, task.text, "")
        for task in tasks
        if task.id not in based
    ]
    rows += [
        (gettext_noop("Đơn vị chưa có kế hoạch"), "", *unit, "") for unit in units_without_plan(actor, plan_id, on=on)
    ]
    return rows


def _no_form() -> NotFound:
    return NotFound("plan.no_such_form", what="Không xuất được dạng tệp này.", todo="Hãy chọn DOCX hoặc XLSX.")
