"""The figure that an assignment is to reach. Reaching it completes nothing: a report and its acceptance do."""

from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

from django.db import transaction

from caicach.kernel.access import Actor
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import InvalidInput
from caicach.plans.models import Assignment
from caicach.plans.obtaining import assigned_task
from caicach.plans.services.reporting import FOURTH, MAX_FIGURE


@transaction.atomic
def set_target(
    actor: Actor, *, task_id: int, value: Decimal, unit: str, now: datetime, assignment_id: int | None = None
) -> None:
    """Set the target of every unit of a task, or of one assignment; what is finished stays as it was judged."""
    assigned_task(actor, task_id)
    if not value.is_finite() or not FOURTH <= value < MAX_FIGURE or not unit.strip() or len(unit.strip()) > 60:
        raise InvalidInput(
            "target.invalid",
            what="Chưa đặt được chỉ tiêu.",
            why="Chỉ tiêu là một số lớn hơn 0 kèm đơn vị tính không quá 60 chữ (ví dụ 60 dịch vụ công, 100 %).",
            todo="Hãy nhập lại số và đơn vị tính.",
        )
    value = value.quantize(FOURTH, rounding=ROUND_HALF_UP)
    rows = Assignment.objects.filter(task_id=task_id, is_cancelled=False, completed_on__isnull=True)
    if assignment_id is not None:
        rows = rows.filter(pk=assignment_id)
    count = rows.update(target_value=value, target_unit=unit.strip())
    new = {"target": str(value), "unit": unit.strip(), "assignments": count}
    audit.record(actor, "plans.task.target_set", subject=("task", task_id), now=now, new=new)
