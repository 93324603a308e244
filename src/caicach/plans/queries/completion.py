"""Which tasks are done: for modules that made them and wait for their result."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from caicach.kernel.vocabulary import AddressRole
from caicach.plans.models import Assignment


@dataclass(frozen=True, slots=True)
class Lead:
    """Who leads a task, by the unit's code, and the deadline in force."""

    unit: str
    due_on: date | None


def completed_on(task_ids: Collection[int]) -> Mapping[int, date | None]:
    """The day on which the last unit of each task was accepted as done; None while any is not. One SQL query.

    Tasks that are cancelled, or that do not exist, are left out.
    """
    rows = Assignment.objects.filter(task_id__in=task_ids, is_cancelled=False, task__cancelled_at__isnull=True)
    found: dict[int, date | None] = {}
    for task_id, day in rows.order_by("task_id", "unit_id").values_list("task_id", "completed_on"):
        before = found.get(task_id, day)
        found[task_id] = None if before is None or day is None else max(before, day)
    return found


def leads_of(task_ids: Collection[int]) -> Mapping[int, Lead]:
    """The first unit that leads each task. One SQL query."""
    rows = Assignment.objects.filter(task_id__in=task_ids, role=AddressRole.LEAD.value)
    found: dict[int, Lead] = {}
    for task_id, unit, due_on in rows.order_by("task_id", "id").values_list("task_id", "unit_id", "due_on"):
        found.setdefault(task_id, Lead(unit, due_on))
    return found
