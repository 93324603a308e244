"""A task of a unit from its dossiers, by the door that every task comes through."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from caicach.kernel.access import Actor
from caicach.kernel.said import tell
from caicach.plans.domain.new_tasks import NewTask
from caicach.plans.domain.tasks import TaskOrigin
from caicach.plans.services import create_task


@transaction.atomic
def give_task(actor: Actor, *, unit: str, text: str, due_on: date, count: int, as_of: date, now: datetime) -> int:
    """The task's id. Who may give tasks to the unit may; raises what ``create_task`` raises."""
    ref = tell("Hồ sơ một cửa: {count} hồ sơ, ngày {day}", count=count, day=f"{as_of:%d/%m/%Y}")
    task = NewTask(
        text=text.strip(),
        lead=(unit,),
        effective_on=timezone.localdate(now),
        due_on=due_on,
        origin=TaskOrigin.REMEDY,
        origin_ref=ref,
        reason=tell("Đơn vị có hồ sơ một cửa cần giải quyết"),
    )
    return create_task(actor, task=task, now=now)
