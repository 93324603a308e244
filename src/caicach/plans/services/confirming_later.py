"""Giving the rows of a long plan in the background: a slice at a time, with the progress shown to who asked."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.db.models import Count, Max, Sum
from django.utils import timezone

from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.jobs import queries as jobs
from caicach.kernel.jobs import services as queue
from caicach.kernel.jobs.domain import Payload
from caicach.kernel.jobs.runs import Run
from caicach.organisations import queries as organisations
from caicach.plans.domain.lines import ReviewedLine
from caicach.plans.heads import Heads
from caicach.plans.models import PlanLine, Task
from caicach.plans.obtaining import locked_plan, visible_plan
from caicach.plans.reviewing_lines import reviewed_lines
from caicach.plans.services.confirming import check_common
from caicach.plans.services.confirming_lines import give_reviewed, tasks_given
from caicach.plans.services.handing_over import Heirs
from caicach.plans.services.importing import refuse_closed

CONFIRM_KIND: Final = "plans.confirm_lines"
AT_ONCE: Final = 500
"""Rows that one transaction gives; a person does not wait for more of them at a page."""


def confirm_lines_later(
    actor: Actor, *, plan_id: int, now: datetime, common_due_on: date | None = None, heirs: Heirs | None = None
) -> int:
    """Have every row that is fine given by the worker; the id of the job. Asked for twice, it is one job.

    Raises NotAllowed for who may not edit the plan, Conflict where it is closed.
    """
    plan = visible_plan(actor, plan_id)
    if not actor.may(Permission.PLAN_MANAGE):
        require(actor, Permission.PLAN_EDIT, unit=plan.unit_id)
    refuse_closed(plan)
    check_common(common_due_on, timezone.localdate(now))
    given, lines = Task.objects.filter(plan=plan).count(), plan.lines.count()
    key = f"{CONFIRM_KIND}:{plan_id}:{given}:{lines}:{actor.user_id}"
    common = common_due_on.isoformat() if common_due_on else None
    payload: Payload = {"plan": plan_id, "user": actor.user_id, "common_due_on": common, "heirs": _written(heirs)}
    link = f"/ke-hoach/{plan_id}/soat/"
    queue.enqueue(kind=CONFIRM_KIND, key=key, payload=payload, now=now, asked_by=actor.user_id, link=link)
    return jobs.followed(actor, key=key).pk


def confirm_in_slices(payload: Payload, now: datetime, run: Run) -> None:
    """With the rights that the person has when the work is done. After a death or a stop the rest is given.

    The rows are reviewed once, and again where somebody changed one meanwhile: a slice costs what its own rows cost.
    """
    plan_id = int(payload["plan"] or 0)
    actor = organisations.actor_of(int(payload["user"] or 0), timezone.localdate(now))
    plan = visible_plan(actor, plan_id)
    heads = Heads(plan.issued_on)
    given = int(run.checkpoint.get("given") or 0)
    common = payload.get("common_due_on")
    common_due_on = date.fromisoformat(str(common)) if common else None
    heirs = _read(str(payload.get("heirs") or ""))
    while True:
        versions, reviewed = _versions(plan_id), reviewed_lines(plan)
        ready, tasks = _ready(reviewed), tasks_given(reviewed)
        run.expect(given + len(ready))
        if not ready:
            return
        for start in range(0, len(ready), AT_ONCE):
            run.check()
            with transaction.atomic():
                plan = locked_plan(actor, plan_id)
                refuse_closed(plan)
                if _versions(plan_id) != versions:
                    break
                made = give_reviewed(
                    actor,
                    plan,
                    ready[start : start + AT_ONCE],
                    tasks,
                    heads,
                    now=now,
                    common_due_on=common_due_on,
                    heirs=heirs,
                )
                given += len(made)
                run.advance(len(made), checkpoint={"given": given})
                versions = _versions(plan_id)


def _versions(plan_id: int) -> tuple[int, int, int]:
    """Changes with every change of a row of the plan. One SQL query."""
    found = PlanLine.objects.filter(plan=plan_id).aggregate(n=Count("pk"), last=Max("pk"), versions=Sum("version"))
    return found["n"], found["last"] or 0, found["versions"] or 0


def _written(heirs: Heirs | None) -> str:
    """A payload holds texts: «A=B,C;D=E»."""
    return ";".join(f"{code}={','.join(chosen)}" for code, chosen in (heirs or {}).items())


def _read(written: str) -> Heirs:
    """
    >>> _read(_written({"SKHDT": ("STC",), "439": ("18133", "18160")}))
    {'SKHDT': ('STC',), '439': ('18133', '18160')}
    """
    parts = (part.split("=", 1) for part in written.split(";") if part)
    return {code: tuple(chosen.split(",")) for code, chosen in parts}


def _ready(reviewed: Sequence[ReviewedLine]) -> list[ReviewedLine]:
    """Rows that are fine, a whole ahead of its parts; a part whose whole is not given and not fine waits."""
    given = {one.draft.id for one in reviewed if one.draft.task_id is not None}
    waiting, found = [one for one in reviewed if one.is_fine], list[ReviewedLine]()
    while waiting:
        level = [one for one in waiting if one.draft.parent is None or one.draft.parent in given]
        if not level:
            break
        given.update(one.draft.id for one in level)
        found += level
        waiting = [one for one in waiting if one.draft.id not in given]
    return found
