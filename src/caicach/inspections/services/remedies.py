"""What becomes of a finding: the unit answers, a remedy becomes a task, the office closes."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from caicach.inspections.domain.cycle import InspectionKind
from caicach.inspections.models import Finding
from caicach.inspections.obtaining import finding_seen
from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import Conflict, InvalidInput
from caicach.kernel.said import from_text, tell
from caicach.plans.domain.new_tasks import NewTask
from caicach.plans.domain.tasks import TaskOrigin
from caicach.plans.queries.completion import completed_on
from caicach.plans.services import create_task


@transaction.atomic
def answer_finding(actor: Actor, *, finding_id: int, text: str, now: datetime) -> None:
    """What the unit says of a finding; the newest word stands, the trail keeps the others."""
    finding = _open_finding(actor, finding_id)
    require(actor, Permission.INSPECTION_ANSWER, unit=finding.unit_id)
    _need(text, "unit_says", "Chưa ghi ý kiến.", "Hãy ghi ý kiến của đơn vị.")
    old = {"text": finding.unit_says}
    finding.unit_says, finding.unit_said_at, finding.unit_said_by_name = text.strip(), now, actor.name
    finding.save(update_fields=("unit_says", "unit_said_at", "unit_said_by_name"))
    _record(actor, "answered", finding, now, old=old, new={"text": finding.unit_says})


@transaction.atomic
def plan_remedy(
    actor: Actor, *, finding_id: int, remedy: str, owner: str, due_on: date | None = None, now: datetime
) -> int:
    """A task of the unit from the finding: what is done, who answers for it, until when; the task's id.

    The unit, or the office for it. Without ``due_on`` the day of the conclusion; a later one is the office's to give.
    """
    finding = _open_finding(actor, finding_id)
    if not actor.may(Permission.INSPECTION_MANAGE):
        require(actor, Permission.INSPECTION_ANSWER, unit=finding.unit_id)
    _need(remedy, "remedy", "Chưa ghi biện pháp khắc phục.", "Hãy ghi việc cụ thể sẽ làm.")
    _need(owner, "owner", "Chưa ghi người chịu trách nhiệm.", "Hãy ghi chức danh, bộ phận.")
    if finding.task_id is not None and finding.task_id in completed_on([finding.task_id]):
        raise Conflict(
            "inspection.remedy_exists",
            what="Tồn tại này đã có nhiệm vụ khắc phục.",
            why="Mỗi tồn tại có một nhiệm vụ đang thực hiện.",
            todo="Hãy mở nhiệm vụ đã có; cần đổi thì cơ quan giao hủy nhiệm vụ đó trước.",
        )
    finding.due_on = _due(actor, finding, due_on)
    finding.remedy, finding.owner = remedy.strip(), " ".join(owner.split())
    finding.task_id = create_task(actor, task=_task(finding, timezone.localdate(now)), now=now)
    finding.planned_at, finding.planned_by_name = now, actor.name
    finding.save(update_fields=("due_on", "remedy", "owner", "task_id", "planned_at", "planned_by_name"))
    new = {"task": finding.task_id, "owner": finding.owner, "due": str(finding.due_on)}
    _record(actor, "remedy_planned", finding, now, new=new)
    return finding.task_id


def _due(actor: Actor, finding: Finding, due_on: date | None) -> date | None:
    if due_on is None or finding.due_on is None or due_on <= finding.due_on:
        return due_on or finding.due_on
    is_own = finding.inspection.kind == InspectionKind.SELF.value
    if not is_own and not actor.may(Permission.INSPECTION_MANAGE):
        raise InvalidInput(
            "inspection.due_too_late",
            what="Hạn khắc phục muộn hơn kết luận.",
            why="Kết luận kiểm tra yêu cầu khắc phục trước ngày {day}.",
            todo="Hãy chọn ngày sớm hơn; cần thêm thời gian thì đề nghị cơ quan thường trực.",
            day=f"{finding.due_on:%d/%m/%Y}",
            column="due_on",
        )
    return due_on


def _task(finding: Finding, on: date) -> NewTask:
    held = finding.inspection
    ref = tell(
        "Kiểm tra ngày {day}, nội dung {item}",
        day=f"{timezone.localdate(held.begun_at or held.made_at):%d/%m/%Y}",
        item=finding.item,
    )
    text = tell("Khắc phục tồn tại «{finding}»: {remedy}", finding=finding.text, remedy=finding.remedy)
    return NewTask(
        text=str(text),
        lead=(finding.unit_id,),
        effective_on=on,
        due_on=finding.due_on,
        origin=TaskOrigin.REMEDY,
        origin_ref=ref,
        reason=tell("Đơn vị có tồn tại qua kiểm tra"),
    )


@transaction.atomic
def close_finding(actor: Actor, *, finding_id: int, note: str, now: datetime) -> None:
    """The office closes a finding before it is checked again, with what it saw; a self-inspection's the unit."""
    finding = _open_finding(actor, finding_id)
    if finding.inspection.kind == InspectionKind.SELF.value:
        require(actor, Permission.INSPECTION_ANSWER, unit=finding.unit_id)
    else:
        require(actor, Permission.INSPECTION_MANAGE)
    _need(note, "note", "Chưa ghi căn cứ đóng tồn tại.", "Hãy ghi kết quả đã thấy, hoặc văn bản chứng minh.")
    finding.closed_at, finding.closed_by_name, finding.closing_note = now, actor.name, note.strip()
    finding.save(update_fields=("closed_at", "closed_by_name", "closing_note"))
    _record(actor, "closed", finding, now, new={"note": finding.closing_note})


def _open_finding(actor: Actor, finding_id: int) -> Finding:
    finding = finding_seen(actor, finding_id, for_update=True)
    if finding.closed_at is not None:
        raise Conflict(
            "inspection.finding_closed",
            what="Tồn tại này đã đóng.",
            why="{note}",
            todo="Không cần làm gì thêm.",
            note=from_text(finding.closing_note),
        )
    return finding


def _need(text: str, column: str, why: str, todo: str) -> None:
    if not text.strip():
        raise InvalidInput("inspection.empty", what="Chưa lưu được.", why=why, todo=todo, column=column)


def _record(
    actor: Actor,
    act: str,
    finding: Finding,
    now: datetime,
    *,
    new: dict[str, object],
    old: Mapping[str, object] | None = None,
) -> None:
    subject = ("finding_of_inspection", finding.pk)
    audit.record(actor, f"inspections.finding.{act}", subject=subject, now=now, old=old, new=new)
