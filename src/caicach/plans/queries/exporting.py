"""Plans and their alignment as files."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from caicach.documents.plan.values import PlanRow
from caicach.documents.plan.writing import PlanHead, plan_as_docx, plan_as_xlsx, table_as_csv, table_as_xlsx
from caicach.documents.values import Recurrence
from caicach.kernel.access import Actor
from caicach.kernel.errors import NotFound
from caicach.plans.domain.plans import PlanListRow, PlanTaskRow
from caicach.plans.queries.coverage import provision_choices, units_without_plan
from caicach.plans.queries.plan_pages import plan_page, plan_task_names
from caicach.plans.queries.plans import plan_row

MEDIA: Final = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
_COVERAGE: Final = ("Loại", "Văn bản cấp trên", "Mục", "Nội dung", "Được thực hiện bởi")


@dataclass(frozen=True, slots=True)
class ExportedFile:
    name: str
    media_type: str
    data: bytes = field(repr=False)


def plan_export(actor: Actor, plan_id: int, form: str, *, on: date) -> ExportedFile:
    """The tasks of a plan in force as a DOCX or XLSX table of the usual columns."""
    writers = {"docx": plan_as_docx, "xlsx": plan_as_xlsx}
    if form not in writers:
        raise _no_form()
    page = plan_page(actor, plan_id, on=on)
    return _file(page.plan, "ke-hoach", form, writers[form](plan_head(page.plan), plan_row_values(page.tasks)))


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
            deadline_raw=task.deadline_raw,
            deadline_on=task.due_on,
            recurrence=Recurrence(task.recurrence) if task.recurrence else None,
            budget_raw=task.budget_raw,
        )
        for task in tasks
    )


def coverage_export(actor: Actor, plan_id: int, form: str, *, on: date) -> ExportedFile:
    """The alignment of a plan as an XLSX or CSV table."""
    if form not in {"xlsx", "csv"}:
        raise _no_form()
    rows = _coverage_rows(actor, plan_id, on)
    data = table_as_csv(_COVERAGE, rows) if form == "csv" else table_as_xlsx("Đối chiếu", _COVERAGE, rows)
    return _file(plan_row(actor, plan_id, on=on), "doi-chieu", form, data)


def _coverage_rows(actor: Actor, plan_id: int, on: date) -> list[tuple[str, ...]]:
    provisions, tasks = provision_choices(actor, plan_id), plan_task_names(actor, plan_id)
    words = {task.id: f"{task.number} {task.text}".strip() for task in tasks}
    based = {task for one in provisions for task in one.carried_out_by}
    rows: list[tuple[str, ...]] = []
    for one in provisions:
        carried = "; ".join(words[task] for task in one.carried_out_by)
        kind = "Quy định có nhiệm vụ" if carried else "Quy định chưa có nhiệm vụ"
        rows.append((kind, one.reference, one.item, one.text, carried))
    rows += [("Nhiệm vụ chưa có căn cứ", "", task.number, task.text, "") for task in tasks if task.id not in based]
    rows += [("Đơn vị chưa có kế hoạch", "", *unit, "") for unit in units_without_plan(actor, plan_id, on=on)]
    return rows


def _file(plan: PlanListRow, stem: str, form: str, data: bytes) -> ExportedFile:
    return ExportedFile(f"{stem}-{plan.period.replace('–', '-')}-{plan.unit.lower()}.{form}", MEDIA[form], data)


def _no_form() -> NotFound:
    return NotFound("plan.no_such_form", what="Không xuất được dạng tệp này.", todo="Hãy chọn DOCX hoặc XLSX.")
