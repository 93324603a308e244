"""Tables of plans; private to this module."""

from caicach.plans.models.lines import PlanFile, PlanLine
from caicach.plans.models.plans import Basis, Objective, Plan, Provision
from caicach.plans.models.tasks import BEFORE_GIVEN, Assignment, DeadlineChange, Evidence, ProgressReport, Task
from caicach.plans.models.work import (
    AwaitedEvent,
    DeadlineRecount,
    Delegation,
    ExtensionRequest,
    Pause,
    SubTask,
    TaskSeries,
)

__all__ = [
    "BEFORE_GIVEN",
    "Assignment",
    "AwaitedEvent",
    "Basis",
    "DeadlineChange",
    "DeadlineRecount",
    "Delegation",
    "Evidence",
    "ExtensionRequest",
    "Objective",
    "Pause",
    "Plan",
    "PlanFile",
    "PlanLine",
    "ProgressReport",
    "Provision",
    "SubTask",
    "Task",
    "TaskSeries",
]
