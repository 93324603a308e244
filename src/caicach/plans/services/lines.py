"""What a person does to the rows of a plan under review; from then on no reading changes the row."""

from datetime import datetime

from django.db import transaction
from django.db.models import F, Max

from caicach.drafts import services as drafts
from caicach.drafts.domain.draft import DraftOrigin
from caicach.drafts.domain.typed_deadlines import SourceDay
from caicach.drafts.values_of_rows import differences
from caicach.kernel.access import Actor
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import Conflict, InvalidInput, NotFound
from caicach.kernel.said import Said, tell
from caicach.kernel.text.folding import nfc
from caicach.kernel.vocabulary import AddressRole
from caicach.plans.domain.lines import LineChanges
from caicach.plans.models import Objective, Plan, PlanLine
from caicach.plans.obtaining import locked_plan
from caicach.plans.services.importing import refuse_closed, year_of
from caicach.plans.services.planning import needs_reason
from caicach.plans.values_of_lines import line_of


@transaction.atomic
def edit_line(actor: Actor, *, plan_id: int, line_id: int, version: int, changes: LineChanges, now: datetime) -> None:
    row = open_line(actor, plan_id, line_id, version)
    before = line_of(row)
    source = SourceDay(row.plan.issued_on, year_of(row.plan))
    drafts.edit(row, changes, source=source, columns={"parent": "parent_id"})
    _check(row)
    _save(row)
    old, new = differences(before, line_of(row))
    _record(actor, "plans.line.edited", row, now, old=old, new=new)


@transaction.atomic
def set_line_units(
    actor: Actor,
    *,
    plan_id: int,
    line_id: int,
    version: int,
    role: AddressRole,
    units: tuple[str, ...] | None,
    now: datetime,
) -> None:
    """The units that a person chose for a role; None goes back to the words of the row."""
    row = open_line(actor, plan_id, line_id, version)
    if unknown := drafts.unknown_units(units, row.plan.issued_on):
        raise _invalid(tell("Ngày của kế hoạch không có đơn vị: {units}.", units=", ".join(unknown)))
    name = f"{role.value}_units"
    old, new = drafts.choose_units(row, role, units)
    _save(row)
    _record(actor, "plans.line.edited", row, now, old={name: old}, new={name: new})


@transaction.atomic
def look_at_line(actor: Actor, *, plan_id: int, line_id: int, version: int, now: datetime) -> None:
    """What is odd in the row is meant so: it goes along when everything that is fine is confirmed."""
    row = open_line(actor, plan_id, line_id, version)
    drafts.look_at(row)
    _save(row)
    _record(actor, "plans.line.looked_at", row, now)


@transaction.atomic
def drop_line(actor: Actor, *, plan_id: int, line_id: int, version: int, reason: str, now: datetime) -> None:
    row = open_line(actor, plan_id, line_id, version)
    if not reason.strip():
        raise needs_reason()
    drafts.drop(row, reason.strip())
    _save(row)
    _record(actor, "plans.line.dropped", row, now, why=reason.strip())


@transaction.atomic
def restore_line(actor: Actor, *, plan_id: int, line_id: int, version: int, now: datetime) -> None:
    """Take a row back. One that was split becomes whole again: its parts that are no tasks yet step back instead."""
    row = _line(actor, plan_id, line_id, version)
    if drafts.restore(row):
        parts = PlanLine.objects.filter(split_from=row, task=None)
        parts.update(is_dropped=True, drop_reason=drafts.JOINED, version=F("version") + 1)
    _save(row)
    _record(actor, "plans.line.restored", row, now)


@transaction.atomic
def add_line(actor: Actor, *, plan_id: int, text: str, now: datetime) -> int:
    """A row that the file does not have, at the end; its id."""
    plan = locked_plan(actor, plan_id)
    refuse_closed(plan)
    last = PlanLine.objects.filter(plan=plan).aggregate(last=Max("position"))["last"] or 0
    row = PlanLine(
        plan=plan, origin=DraftOrigin.PERSON.value, position=last + 1, text=nfc(text).strip(), is_edited=True
    )
    if not row.text:
        raise _invalid(tell("Nhiệm vụ phải có nội dung."))
    row.save()
    _record(actor, "plans.line.added", row, now, new={"text": row.text})
    return row.pk


@transaction.atomic
def split_line(
    actor: Actor, *, plan_id: int, line_id: int, version: int, parts: tuple[str, ...], now: datetime
) -> tuple[int, ...]:
    """Several rows in place of one, each with the units and the deadline of the whole; their ids."""
    row = open_line(actor, plan_id, line_id, version)
    texts = [nfc(part).strip() for part in parts if part.strip()]
    if len(texts) < 2:
        raise _invalid(tell("Cần ít nhất hai phần, ngăn cách bằng dòng trống."))
    made = [_part(row, text) for text in texts]
    PlanLine.objects.bulk_create(made)
    drafts.drop(row, drafts.SPLIT)
    row.is_edited = True
    _save(row)
    _record(actor, "plans.line.split", row, now, new={"parts": [part.pk for part in made]})
    return tuple(part.pk for part in made)


def _part(row: PlanLine, text: str) -> PlanLine:
    copied = {
        field.attname: getattr(row, field.attname)
        for field in PlanLine._meta.concrete_fields
        if field.attname not in {"id", "version", "text", "split_from_id", "is_edited", "is_looked_at"}
    }
    return PlanLine(**copied, text=text, split_from=row, is_edited=True)


def open_line(actor: Actor, plan_id: int, line_id: int, version: int) -> PlanLine:
    row = _line(actor, plan_id, line_id, version)
    if row.task_id is not None:
        raise Conflict(
            "plan.line_confirmed",
            what="Dòng này đã thành nhiệm vụ.",
            why="Nhiệm vụ đã giao được sửa ở trang kế hoạch, có lý do và lịch sử.",
            todo="Hãy mở trang kế hoạch.",
        )
    return row


def _line(actor: Actor, plan_id: int, line_id: int, version: int) -> PlanLine:
    plan = locked_plan(actor, plan_id)
    refuse_closed(plan)
    row = PlanLine.objects.filter(plan=plan, pk=line_id).order_by("pk").first()
    if row is None:
        raise NotFound(
            "plan.no_line",
            what="Không có dòng này trong kế hoạch.",
            why="Tệp có thể đã được đọc lại từ khi trang được mở.",
            todo="Hãy tải lại trang soát.",
        )
    if row.version != version:
        raise Conflict(
            "plan.line_changed",
            what="Dòng này vừa được người khác thay đổi.",
            why="Trang bạn đang xem là bản cũ.",
            todo="Hãy xem lại nội dung mới rồi lưu lại.",
        )
    row.plan = plan
    return row


def _check(row: PlanLine) -> None:
    if why := drafts.what_is_wrong(row):
        raise _invalid(why)
    if len(row.number) > 20:
        raise _invalid(tell("Số thứ tự dài quá 20 ký tự."))
    if row.parent_id is not None and not PlanLine.objects.filter(plan_id=row.plan_id, pk=row.parent_id).exists():
        raise _invalid(tell("Nhiệm vụ cha không thuộc kế hoạch này."))
    if row.objective_id is not None:
        _check_objective(row.plan, row.objective_id)


def _check_objective(plan: Plan, objective_id: int) -> None:
    if not Objective.objects.filter(plan=plan, pk=objective_id).exists():
        raise _invalid(tell("Mục tiêu không thuộc kế hoạch này."))


def _invalid(problem: Said) -> InvalidInput:
    return InvalidInput(
        "plan.line_invalid",
        what="Chưa lưu được dòng này.",
        why="{problem}",
        todo="Hãy sửa rồi lưu lại.",
        problem=problem,
    )


def _save(row: PlanLine) -> None:
    row.version += 1
    row.save()


def _record(
    actor: Actor,
    action: str,
    row: PlanLine,
    now: datetime,
    *,
    old: dict[str, object] | None = None,
    new: dict[str, object] | None = None,
    why: str = "",
) -> None:
    audit.record(
        actor,
        action,
        subject=("plan_line", row.pk),
        now=now,
        old=old,
        new={"plan": row.plan_id, **(new or {})},
        why=why,
    )
