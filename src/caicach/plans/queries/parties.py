"""What a task is called and which units it falls to: for who talks about it."""

from dataclasses import dataclass

from caicach.kernel.access import Actor
from caicach.plans.models import Task
from caicach.plans.obtaining import task_not_found, visible_assignments


@dataclass(frozen=True, slots=True)
class TaskParties:
    """``units`` are the codes of those that have the task in force, seen by the actor or not."""

    text: str
    units: frozenset[str]


def task_parties(actor: Actor, task_id: int) -> TaskParties:
    """Raises NotFound for a task that the actor may not see. Three SQL queries."""
    if not visible_assignments(actor).filter(task_id=task_id).exists():
        raise task_not_found()
    task = Task.objects.get(pk=task_id)
    units = task.assignments.filter(is_cancelled=False).order_by("unit_id").values_list("unit_id", flat=True)
    return TaskParties(task.text, frozenset(units))
