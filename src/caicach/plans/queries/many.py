"""What an act over many is about: reports that wait for a person, and rows of a list that were ticked or filtered."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from caicach.kernel.access import Actor, Permission, require
from caicach.plans.domain.tasks import EvidenceView, ReportState, TaskFilters, TaskRow, WaitingReport
from caicach.plans.models import ProgressReport
from caicach.plans.obtaining import visible_assignments
from caicach.plans.queries.boards import waiting_report
from caicach.plans.queries.names import unit_names
from caicach.plans.queries.rows import task_rows
from caicach.plans.queries.selecting import selected_assignments
from caicach.plans.state_sql import moment_at


@dataclass(frozen=True, slots=True)
class ReportToDecide:
    """A report with what it says and shows."""

    head: WaitingReport
    text: str
    files: tuple[EvidenceView, ...]

    @property
    def is_late(self) -> bool:
        due, done = self.head.due_on, self.head.completed_on
        return due is not None and done is not None and done > due


def reports_to_decide(actor: Actor, *, on: date, size: int) -> tuple[tuple[ReportToDecide, ...], int]:
    """The reports that have waited longest for this person, and how many there are. Four SQL queries."""
    require(actor, Permission.TASK_DECIDE)
    seen = visible_assignments(actor).exclude(unit_id__in=sorted(actor.acts_for)).filter(is_cancelled=False)
    waiting = ProgressReport.objects.filter(
        state=ReportState.WAITING.value, assignment__in=seen.order_by().values("pk")
    )
    names = unit_names(on)
    rows = waiting.select_related("assignment__task").prefetch_related("evidence__file").order_by("reported_at", "id")
    found = tuple(
        ReportToDecide(
            waiting_report(actor, row, names),
            row.text,
            tuple(EvidenceView(f.file_id, f.file.name, f.file.size, f.file.media_type) for f in row.evidence.all()),
        )
        for row in rows[:size]
    )
    return found, waiting.count()


def chosen_rows(
    actor: Actor, *, on: date, filters: TaskFilters, assignment_ids: Collection[int], most: int
) -> tuple[tuple[TaskRow, ...], int]:
    """The rows ticked, or all of the filters where none is; the first of them, and how many there are."""
    moment = moment_at(on)
    found = selected_assignments(actor, filters, moment)
    if assignment_ids:
        found = moment.dated(moment.given(visible_assignments(actor).order_by().filter(pk__in=list(assignment_ids))))
    ids = found.order_by("task_id", "id").values_list("pk", flat=True)
    return task_rows(actor, list(ids[:most]), moment), found.count()
