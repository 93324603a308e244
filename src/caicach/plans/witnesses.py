"""What the trail answers for of plans: a task with its assignments, what was reported, decided and put off.

Left out: plans and their lines (drafts, until they become tasks), sub-tasks and delegations (a unit's own order of
work), columns for search.
"""

from collections.abc import Sequence

from django.utils.translation import gettext_noop

from caicach.kernel.audit.witnesses import About, Table, Witness, register, themselves, through
from caicach.kernel.files.queries import name_as_given
from caicach.plans.models import (
    Assignment,
    DeadlineChange,
    Evidence,
    ExtensionRequest,
    Pause,
    ProgressReport,
    Task,
)


def _tasks(about: Sequence[About]) -> dict[int, set[int]]:
    return themselves("task", about) | through("assignment", Assignment, "task_id", about)


register(
    Witness(
        kind="task",
        stream="plans",
        title=gettext_noop("Nhiệm vụ"),
        form=2,
        tables=(
            Table(
                Task,
                "pk",
                (
                    "text",
                    "product",
                    "deadline_raw",
                    "origin",
                    "origin_ref",
                    "document_id",
                    "plan_id",
                    "parent_id",
                    "effective_on",
                    "cancelled_at",
                    "cancelled_by_name",
                    "cancelled_reason",
                ),
            ),
            Table(
                Assignment,
                "task_id",
                (
                    "unit_id",
                    "role",
                    "period",
                    "original_due_on",
                    "due_on",
                    "claimed_on",
                    "completed_on",
                    "accepted_on",
                    "judged_due_on",
                    "quality",
                    "is_cancelled",
                    "paused_on",
                    "is_awaiting",
                    "target_value",
                    "target_unit",
                ),
            ),
            Table(
                ProgressReport,
                "assignment__task_id",
                (
                    "assignment_id",
                    "number",
                    "state",
                    "text",
                    "is_completed",
                    "figure",
                    "completed_on",
                    "reported_at",
                    "reported_by_name",
                    "decided_at",
                    "decided_by_name",
                    "decision_reason",
                    "quality",
                ),
            ),
            Table(Evidence, "report__assignment__task_id", ("report_id", "file__sha256", name_as_given("file"))),
            Table(
                DeadlineChange,
                "assignment__task_id",
                ("assignment_id", "old_due_on", "new_due_on", "cause", "reason", "decided_on", "decided_by_name"),
            ),
            Table(Pause, "assignment__task_id", ("assignment_id", "paused_on", "reason", "resumed_on")),
            Table(
                ExtensionRequest,
                "assignment__task_id",
                ("assignment_id", "state", "proposed_on", "reason", "granted_on", "decision_reason", "decided_by_name"),
            ),
        ),
        roots=_tasks,
    )
)
