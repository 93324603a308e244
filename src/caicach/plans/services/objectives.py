"""Objectives of a plan: what it wants to reach, and the figure by which that is seen."""

from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from caicach.kernel.access import Actor
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import InvalidInput, NotFound
from caicach.kernel.text.folding import nfc, squeeze
from caicach.plans.domain.plans import NewObjective
from caicach.plans.models import Objective, Plan
from caicach.plans.obtaining import locked_plan
from caicach.plans.services.importing import refuse_closed
from caicach.plans.wordings import refuse_other_wording


@transaction.atomic
def add_objective(actor: Actor, *, plan_id: int, objective: NewObjective, now: datetime) -> int:
    plan = _plan(actor, plan_id)
    row = Objective(plan=plan)
    _fill(row, objective)
    row.save()
    _record(actor, "plans.objective.added", row, now, new=_trail_values(objective))
    return row.pk


@transaction.atomic
def edit_objective(
    actor: Actor, *, plan_id: int, objective_id: int, objective: NewObjective, now: datetime, seen: str = ""
) -> None:
    """``seen``: as it came with the objective. Raises Conflict where it was worded anew since."""
    row = _objective(_plan(actor, plan_id), objective_id)
    refuse_other_wording(row, seen)
    old: dict[str, object] = {"text": row.text, "target": None if row.target is None else str(row.target)}
    _fill(row, objective)
    row.save()
    _record(actor, "plans.objective.edited", row, now, old=old, new=_trail_values(objective))


@transaction.atomic
def remove_objective(actor: Actor, *, plan_id: int, objective_id: int, now: datetime) -> None:
    """Only while no task serves it: else its tasks would lose what they are for."""
    row = _objective(_plan(actor, plan_id), objective_id)
    if row.tasks.exists():
        raise InvalidInput(
            "plan.objective_in_use",
            what="Chưa bỏ được mục tiêu.",
            why="Còn nhiệm vụ gắn với mục tiêu này.",
            todo="Hãy chuyển các nhiệm vụ sang mục tiêu khác trước.",
        )
    _record(actor, "plans.objective.removed", row, now, old={"text": row.text})
    row.plan.lines.filter(objective=row).update(objective=None)
    row.delete()


def _plan(actor: Actor, plan_id: int) -> Plan:
    plan = locked_plan(actor, plan_id)
    refuse_closed(plan)
    return plan


def _objective(plan: Plan, objective_id: int) -> Objective:
    row = Objective.objects.filter(plan=plan, pk=objective_id).order_by("pk").first()
    if row is None:
        raise NotFound("plan.no_objective", what="Không có mục tiêu này.", todo="Hãy tải lại trang kế hoạch.")
    return row


def _fill(row: Objective, objective: NewObjective) -> None:
    row.text = squeeze(nfc(objective.text))
    if not row.text:
        raise InvalidInput(
            "plan.objective_text",
            what="Chưa lưu được mục tiêu.",
            why="Mục tiêu chưa có nội dung.",
            todo="Hãy ghi mục tiêu.",
        )
    if objective.target is None and objective.target_unit.strip():
        raise InvalidInput(
            "plan.objective_target",
            what="Chưa lưu được mục tiêu.",
            why="Có đơn vị tính mà chưa có con số cần đạt.",
            todo="Hãy ghi con số, hoặc bỏ đơn vị tính.",
        )
    row.number, row.metric = objective.number.strip(), objective.metric.strip()
    row.area = objective.area.value if objective.area else None
    row.target, row.target_unit = objective.target, squeeze(objective.target_unit)


def _trail_values(objective: NewObjective) -> dict[str, object]:
    return {name: value if value is None else str(value) for name, value in asdict(objective).items()}


def _record(
    actor: Actor,
    action: str,
    row: Objective,
    now: datetime,
    *,
    old: dict[str, object] | None = None,
    new: dict[str, object] | None = None,
) -> None:
    told = {"objective": row.pk, **(new or {})}
    audit.record(actor, action, subject=("plan", row.plan_id), now=now, old=old, new=told)
