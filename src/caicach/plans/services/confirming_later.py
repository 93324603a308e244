"""Giving the rows of a long plan in the background: a slice at a time, with the progress shown to who asked."""

from datetime import date, datetime
from typing import Final

from django.utils import timezone

from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.jobs import queries as jobs
from caicach.kernel.jobs import services as queue
from caicach.kernel.jobs.domain import Payload
from caicach.kernel.jobs.runs import Run
from caicach.organisations import queries as organisations
from caicach.plans.models import Task
from caicach.plans.obtaining import visible_plan
from caicach.plans.services.confirming import check_common
from caicach.plans.services.giving_lines import Giving, give_in_slices
from caicach.plans.services.handing_over import Heirs
from caicach.plans.services.importing import refuse_closed

CONFIRM_KIND: Final = "plans.confirm_lines"


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
    return jobs.followed_job(actor, key=key).pk


def confirm_in_slices(payload: Payload, now: datetime, run: Run) -> None:
    """With the rights that the person has when the work is done. After a death or a stop the rest is given."""
    common = payload.get("common_due_on")
    giving = Giving(
        actor=organisations.actor_of(int(payload["user"] or 0), timezone.localdate(now)),
        plan_id=int(payload["plan"] or 0),
        choose=lambda reviewed: [one for one in reviewed if one.is_fine],
        now=now,
        common_due_on=date.fromisoformat(str(common)) if common else None,
        heirs=_heirs_of(str(payload.get("heirs") or "")),
        expect=run.expect_more,
        check=run.check,
        told=run.advance,
    )
    for _ in give_in_slices(giving):
        pass


def _written(heirs: Heirs | None) -> str:
    """A payload holds texts: «A=B,C;D=E»."""
    return ";".join(f"{code}={','.join(chosen)}" for code, chosen in (heirs or {}).items())


def _heirs_of(written: str) -> Heirs:
    """
    >>> _heirs_of(_written({"SKHDT": ("STC",), "439": ("18133", "18160")}))
    {'SKHDT': ('STC',), '439': ('18133', '18160')}
    """
    parts = (part.split("=", 1) for part in written.split(";") if part)
    return {code: tuple(chosen.split(",")) for code, chosen in parts}
