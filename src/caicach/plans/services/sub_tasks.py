"""A unit's own parts of its work: made, given, moved forward and finished by the unit itself."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.utils import timezone

from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import Conflict, InvalidInput, NotFound
from caicach.plans.domain.progress import is_below
from caicach.plans.models import Assignment, SubTask
from caicach.plans.obtaining import locked_assignment, visible_assignments
from caicach.plans.services.delegating import colleague
from caicach.plans.services.settled import refuse_settled

MAX_PARTS: Final = 200
MAX_WEIGHT: Final = 1000


@dataclass(frozen=True, slots=True)
class NewSubTask:
    """``parent`` None stands right below the assignment; ``weight`` counts against its neighbours."""

    text: str
    owner: int | None = None
    due_on: date | None = None
    weight: int = 1
    parent: int | None = None


@transaction.atomic
def add_sub_task(actor: Actor, *, assignment_id: int, given: NewSubTask, now: datetime) -> int:
    """Cut a part out of the work; returns its id."""
    assignment = _own(actor, assignment_id)
    if assignment.sub_tasks.filter(removed_at__isnull=True).count() >= MAX_PARTS:
        raise _refusal("subtask.too_many", "Mỗi nhiệm vụ có tối đa {limit} việc con.", limit=MAX_PARTS)
    row = SubTask(assignment=assignment, created_at=now, created_by_name=actor.name)
    _fill(assignment, row, given, now)
    row.save()
    _record(actor, "plans.subtask.added", row, now, old={})
    return row.pk


@transaction.atomic
def edit_sub_task(actor: Actor, *, sub_task_id: int, given: NewSubTask, now: datetime) -> None:
    """Change what a part says; a parent that lies below it would make a circle and is refused."""
    assignment, row = _locked(actor, sub_task_id)
    old = _trail_values(row)
    _fill(assignment, row, given, now)
    row.save()
    _record(actor, "plans.subtask.edited", row, now, old=old)


@transaction.atomic
def advance_sub_task(actor: Actor, *, sub_task_id: int, progress: int, is_done: bool, now: datetime) -> None:
    """Say how far a part is. Done only when everything below it is; what was done can be opened again."""
    _, row = _locked(actor, sub_task_id)
    if not 0 <= progress <= 100:
        raise _refusal("subtask.progress", "Tiến độ phải từ 0 đến 100 phần trăm.")
    if is_done and row.parts.filter(removed_at__isnull=True, done_on__isnull=True).exists():
        raise _refusal("subtask.open_parts", "Còn việc nhỏ bên trong chưa xong.")
    old = _trail_values(row)
    row.progress = 100 if is_done else min(progress, 99)
    row.done_on = (row.done_on or timezone.localdate(now)) if is_done else None
    row.save(update_fields=("progress", "done_on"))
    _open_above(row)
    _record(actor, "plans.subtask.done" if is_done else "plans.subtask.advanced", row, now, old=old)


@transaction.atomic
def remove_sub_task(actor: Actor, *, sub_task_id: int, now: datetime) -> None:
    """Take a part and everything below it out of the work; the trail keeps it."""
    assignment, row = _locked(actor, sub_task_id)
    parents = _parents(assignment)
    below = [number for number in parents if is_below(parents, number, row.pk)]
    SubTask.objects.filter(pk__in=below).update(removed_at=now)
    _record(actor, "plans.subtask.removed", row, now, old=_trail_values(row))


def _own(actor: Actor, assignment_id: int) -> Assignment:
    assignment = locked_assignment(actor, assignment_id)
    require(actor, Permission.TASK_REPORT, unit=assignment.unit_id)
    refuse_settled(assignment)
    return assignment


def _locked(actor: Actor, sub_task_id: int) -> tuple[Assignment, SubTask]:
    rows = SubTask.objects.filter(assignment__in=visible_assignments(actor), removed_at__isnull=True)
    found = rows.filter(pk=sub_task_id).order_by("pk").first()
    if found is None:
        raise NotFound(
            "subtask.not_found",
            what="Không có việc con này.",
            why="Việc con đã bị bỏ, hoặc không thuộc phạm vi của bạn.",
            todo="Hãy tải lại trang nhiệm vụ.",
        )
    assignment = _own(actor, found.assignment_id)
    row = SubTask.objects.get(pk=sub_task_id)  # again, now that nobody else can change it
    if row.removed_at is not None:
        raise Conflict("subtask.removed", what="Việc con này vừa bị bỏ.", todo="Hãy tải lại trang nhiệm vụ.")
    return assignment, row


def _fill(assignment: Assignment, row: SubTask, given: NewSubTask, now: datetime) -> None:
    _check(assignment, given)
    parents = _parents(assignment)
    if given.parent is not None and given.parent not in parents:
        raise _refusal("subtask.parent", "Việc cấp trên không thuộc nhiệm vụ này.")
    if row.pk in parents and given.parent is not None and is_below(parents, given.parent, row.pk):
        raise _refusal("subtask.circle", "Một việc không thể nằm trong chính nó hay trong việc con của nó.")
    owner = colleague(assignment.unit_id, given.owner, now)
    row.text, row.parent_id = given.text.strip(), given.parent
    row.owner_id, row.owner_name = (owner.user_id, owner.name) if owner else (None, "")
    row.due_on, row.weight = given.due_on, given.weight
    _open_above(row)


def _check(assignment: Assignment, given: NewSubTask) -> None:
    if not given.text.strip():
        raise _refusal("subtask.text", "Việc con cần có nội dung.")
    if not 1 <= given.weight <= MAX_WEIGHT:
        raise _refusal("subtask.weight", "Trọng số phải từ 1 đến {limit}.", limit=MAX_WEIGHT)
    if given.due_on and assignment.due_on and given.due_on > assignment.due_on:
        why = "Hạn việc con phải trong thời hạn của nhiệm vụ ({due_on})."
        raise _refusal("subtask.due_after_task", why, due_on=f"{assignment.due_on:%d/%m/%Y}")


def _open_above(row: SubTask) -> None:
    """What holds an open part is open: a parent is never done before its children."""
    if row.done_on is not None:
        return
    parents, current = _parents(row.assignment), row.parent_id
    above: list[int] = []
    while current is not None and current not in above:
        above.append(current)
        current = parents.get(current)
    SubTask.objects.filter(pk__in=above, done_on__isnull=False).update(done_on=None, progress=99)


def _parents(assignment: Assignment) -> dict[int, int | None]:
    return dict(assignment.sub_tasks.filter(removed_at__isnull=True).order_by("id").values_list("pk", "parent_id"))


def _trail_values(row: SubTask) -> dict[str, object]:
    return {
        "text": row.text,
        "owner": row.owner_name,
        "due_on": row.due_on.isoformat() if row.due_on else None,
        "progress": row.progress,
    }


def _record(actor: Actor, action: str, row: SubTask, now: datetime, *, old: dict[str, object]) -> None:
    new = {"sub_task": row.pk, **_trail_values(row)}
    audit.record(actor, action, subject=("assignment", row.assignment_id), now=now, old=old, new=new)


def _refusal(code: str, why: str, **values: object) -> InvalidInput:
    return InvalidInput(code, what="Chưa lưu được việc con.", why=why, todo="Hãy sửa lại rồi lưu.", **values)
