"""Giving a deadline to work that has none: to one assignment, to all of a task, to many at once."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import InvalidInput
from caicach.plans.domain.extending import DeadlineCause, RequestState
from caicach.plans.models import Assignment, DeadlineChange, ExtensionRequest
from caicach.plans.obtaining import task_not_found, visible_assignments

AT_ONCE = 500


@transaction.atomic
def give_deadlines(
    actor: Actor, *, assignment_ids: Sequence[int], due_on: date, now: datetime, reason: str = ""
) -> int:
    """Give every open assignment of those named that has no deadline the same one; how many there were.

    What is done, called off, paused, waits for an event or has a deadline by now is left as it is: a deadline that is
    there is moved by an extension only. Raises InvalidInput for a day that has passed, or where nothing is left.
    """
    require(actor, Permission.TASK_EXTEND)
    day = timezone.localdate(now)
    if due_on < day:
        raise _refusal("deadline.in_the_past", "Ngày {due_on} đã qua.", "Hãy chọn hôm nay hoặc một ngày sau.", due_on)
    found = list(_undated(actor, assignment_ids))
    if not found:
        why = "Không có phân công nào còn mở mà chưa có hạn trong số đã chọn."
        raise _refusal("deadline.nothing_undated", why, "Hãy tải lại danh sách.", due_on)
    DeadlineChange.objects.bulk_create(
        (
            DeadlineChange(
                assignment=row,
                old_due_on=None,
                new_due_on=due_on,
                cause=DeadlineCause.GIVEN.value,
                reason=reason.strip(),
                decided_on=day,
                decided_at=now,
                decided_by_name=actor.name,
            )
            for row in found
        ),
        batch_size=AT_ONCE,
    )
    for row in found:
        row.due_on = due_on
    Assignment.objects.bulk_update(found, ("due_on",), batch_size=AT_ONCE)
    for row in found:
        new = {"due_on": due_on.isoformat()}
        audit.record(
            actor, "plans.task.deadline_given", subject=("assignment", row.pk), now=now, new=new, why=reason.strip()
        )
    return len(found)


def _undated(actor: Actor, ids: Sequence[int]) -> Sequence[Assignment]:
    """Locked, in the order of their ids."""
    seen = visible_assignments(actor).filter(pk__in=ids).order_by().values("pk")
    if not seen.exists():
        raise task_not_found()
    asked = ExtensionRequest.objects.filter(state=RequestState.WAITING.value).order_by().values("assignment_id")
    rows = Assignment.objects.select_for_update(of=("self",)).filter(pk__in=seen, due_on__isnull=True)
    rows = rows.filter(is_cancelled=False, accepted_on__isnull=True, is_awaiting=False, paused_on__isnull=True)
    return list(rows.exclude(pk__in=asked).order_by("pk"))


def _refusal(code: str, why: str, todo: str, due_on: date) -> InvalidInput:
    return InvalidInput(code, what="Chưa đặt được hạn.", why=why, todo=todo, due_on=f"{due_on:%d/%m/%Y}")
