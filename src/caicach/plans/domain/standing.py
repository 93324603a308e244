"""An assignment as it stood at the end of a period: what reports count."""

from dataclasses import dataclass
from datetime import date

from caicach.kernel.vocabulary import AddressRole, ReformArea
from caicach.plans.domain.states import TaskState


@dataclass(frozen=True, slots=True)
class Standing:
    """``is_extended``: an extension was granted in the period. ``days_late`` is in working days, if known."""

    assignment_id: int
    task_id: int
    text: str
    unit: str
    unit_name: str
    area: ReformArea | None
    head: str
    head_name: str
    source: str
    state: TaskState
    original_due_on: date | None
    due_on: date | None
    completed_on: date | None
    days_late: int | None
    is_extended: bool
    role: AddressRole | None = None  # of reports frozen before it was kept: not known
