"""Making a programme or plan, changing what it says of itself, closing and opening it again."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop

from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import Conflict, InvalidInput
from caicach.kernel.text.folding import nfc, squeeze
from caicach.organisations.queries import directory_on
from caicach.plans.domain.plans import NewPlan, PlanKind, PlanState
from caicach.plans.models import Plan
from caicach.plans.obtaining import locked_plan, visible_plan

YEARS = range(2000, 2101)


@transaction.atomic
def create_plan(actor: Actor, *, plan: NewPlan, now: datetime) -> int:
    """A draft without rows; its id. The standing office makes plans of every unit, a unit its own."""
    if not actor.may(Permission.PLAN_MANAGE):
        require(actor, Permission.PLAN_EDIT, unit=plan.unit)
    _check(actor, plan)
    row = Plan(state=PlanState.DRAFT.value, created_at=now, created_by_name=actor.name, **_columns(plan))
    row.save()
    audit.record(actor, "plans.plan.created", subject=("plan", row.pk), now=now, new=_trail_values(plan))
    return row.pk


@transaction.atomic
def edit_plan(actor: Actor, *, plan_id: int, version: int, plan: NewPlan, now: datetime) -> None:
    """Change what a plan says of itself; its owner stays. Tasks keep the deadlines they were given."""
    row = locked_plan(actor, plan_id)
    refuse_stale(row, version)
    _check(actor, plan, row)
    old = {name: getattr(row, name) for name in _columns(plan)}
    for name, value in _columns(plan).items():
        if name != "unit_id":
            setattr(row, name, value)
    row.version += 1
    row.save()
    changed = {name: value for name, value in _columns(plan).items() if name != "unit_id" and old[name] != value}
    audit.record(
        actor,
        "plans.plan.edited",
        subject=("plan", plan_id),
        now=now,
        old={name: _json(old[name]) for name in changed},
        new={name: _json(value) for name, value in changed.items()},
    )


@transaction.atomic
def close_plan(actor: Actor, *, plan_id: int, version: int, reason: str, now: datetime) -> None:
    """From now on the plan takes no more tasks; those it has go on."""
    _move(actor, plan_id, version, (PlanState.DRAFT, PlanState.IN_FORCE), PlanState.CLOSED, reason=reason, now=now)


@transaction.atomic
def reopen_plan(actor: Actor, *, plan_id: int, version: int, reason: str, now: datetime) -> None:
    plan = visible_plan(actor, plan_id)
    to = PlanState.IN_FORCE if plan.tasks.exists() else PlanState.DRAFT
    _move(actor, plan_id, version, (PlanState.CLOSED,), to, reason=reason, now=now)


def _move(
    actor: Actor,
    plan_id: int,
    version: int,
    before: tuple[PlanState, ...],
    after: PlanState,
    *,
    reason: str,
    now: datetime,
) -> None:
    row = locked_plan(actor, plan_id)
    refuse_stale(row, version)
    if not reason.strip():
        raise needs_reason()
    if PlanState(row.state) not in before:
        raise stale_plan()
    old, row.state, row.version = row.state, after.value, row.version + 1
    row.save(update_fields=("state", "version"))
    audit.record(
        actor,
        f"plans.plan.{'closed' if after is PlanState.CLOSED else 'reopened'}",
        subject=("plan", plan_id),
        now=now,
        old={"state": old},
        new={"state": after.value},
        why=reason.strip(),
    )


def refuse_stale(row: Plan, version: int) -> None:
    if row.version != version:
        raise stale_plan()


def stale_plan() -> Conflict:
    return Conflict(
        "plan.changed",
        what="Kế hoạch vừa được người khác thay đổi.",
        why="Trang bạn đang xem là bản cũ.",
        todo="Hãy xem lại nội dung mới rồi lưu lại.",
    )


def needs_reason() -> InvalidInput:
    return InvalidInput(
        "plan.reason_missing",
        what="Chưa ghi lý do.",
        why="Thay đổi được lưu lại cùng lý do.",
        todo="Hãy ghi lý do.",
    )


def _check(actor: Actor, plan: NewPlan, row: Plan | None = None) -> None:
    if not plan.title.strip():
        raise _refusal("plan.title_missing", why="Kế hoạch chưa có tên.", todo="Hãy ghi tên kế hoạch.")
    years_fit = plan.first_year in YEARS and plan.last_year in YEARS and plan.first_year <= plan.last_year
    if not years_fit or (plan.kind is PlanKind.ANNUAL and plan.first_year != plan.last_year):
        todo = gettext_noop("Hãy ghi một năm cho kế hoạch năm, năm đầu và năm cuối cho chương trình giai đoạn.")
        raise _refusal("plan.years_wrong", why="Năm của kế hoạch không đúng.", todo=todo)
    if plan.unit not in directory_on(plan.issued_on).by_code:
        why = gettext_noop("Ngày {on} không có đơn vị «{unit}».")
        todo = gettext_noop("Hãy chọn đơn vị, hoặc sửa ngày.")
        raise _refusal("plan.unit_unknown", why=why, todo=todo, on=f"{plan.issued_on:%d/%m/%Y}", unit=plan.unit)
    if plan.parent_id is not None:
        _check_parent(visible_plan(actor, plan.parent_id), row)


def _check_parent(parent: Plan, row: Plan | None) -> None:
    above: Plan | None = parent
    while above is not None and row is not None:
        if above.pk == row.pk:
            why = gettext_noop("Kế hoạch cấp trên đang chọn lại nằm dưới kế hoạch này.")
            raise _refusal("plan.parent_circular", why=why, todo="Hãy chọn kế hoạch cấp trên khác.")
        above = above.parent


def _refusal(code: str, *, why: str, todo: str, **values: object) -> InvalidInput:
    return InvalidInput(code, what="Chưa lưu được kế hoạch.", why=why, todo=todo, **values)


def _columns(plan: NewPlan) -> dict[str, Any]:
    return {
        "kind": plan.kind.value,
        "unit_id": plan.unit,
        "first_year": plan.first_year,
        "last_year": plan.last_year,
        "title": squeeze(nfc(plan.title)),
        "reference": squeeze(nfc(plan.reference)),
        "issued_on": plan.issued_on,
        "parent_id": plan.parent_id,
    }


def _trail_values(plan: NewPlan) -> dict[str, object]:
    return {name: _json(value) for name, value in _columns(plan).items()}


def _json(value: object) -> object:
    return value if value is None or isinstance(value, int | str) else str(value)
