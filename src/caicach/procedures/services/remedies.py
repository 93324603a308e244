"""What becomes of findings on a portal: a task of the unit, or a closing by the office with what it saw."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import Conflict, InvalidInput
from caicach.kernel.said import tell
from caicach.plans.domain.new_tasks import NewTask
from caicach.plans.domain.tasks import TaskOrigin
from caicach.plans.queries.completion import completed_on
from caicach.plans.services import create_task
from caicach.procedures.models import PortalFinding
from caicach.procedures.obtaining import visible_portal_findings


@transaction.atomic
def give_task(
    actor: Actor, *, finding_ids: Collection[int], remedy: str, owner: str, due_on: date | None, now: datetime
) -> int:
    """One task of the unit that mends findings of it: what is done, who answers, until when; the task's id.

    The unit, or the office for it.
    """
    rows = _open_ones(actor, finding_ids)
    unit = rows[0].unit_id
    if not actor.may(Permission.PROCEDURE_MANAGE):
        require(actor, Permission.PROCEDURE_ANSWER, unit=unit)
    _need(remedy, "remedy", "Chưa ghi biện pháp khắc phục.", "Hãy ghi việc cụ thể sẽ làm.")
    _need(owner, "owner", "Chưa ghi người chịu trách nhiệm.", "Hãy ghi chức danh, bộ phận.")
    _without_task(rows)
    task = create_task(actor, task=_task(rows, unit, remedy.strip(), due_on, timezone.localdate(now)), now=now)
    for one in rows:
        one.remedy, one.owner, one.due_on, one.task_id = remedy.strip(), " ".join(owner.split()), due_on, task
    PortalFinding.objects.bulk_update(rows, ("remedy", "owner", "due_on", "task_id"))
    new = {"task": task, "owner": rows[0].owner, "due": str(due_on or "")}
    for one in rows:
        audit.record(actor, "procedures.finding.planned", subject=("portal_finding", one.pk), now=now, new=new)
    return task


def _open_ones(actor: Actor, finding_ids: Collection[int]) -> list[PortalFinding]:
    """Open findings of one unit, locked."""
    rows = list(
        visible_portal_findings(actor).select_for_update().filter(pk__in=finding_ids, closed_at=None).order_by("pk")
    )
    if len(rows) != len(set(finding_ids)) or not rows or len({one.unit_id for one in rows}) != 1:
        raise InvalidInput(
            "procedures.findings_chosen",
            what="Chưa giao được nhiệm vụ.",
            why="Cần chọn ít nhất một tồn tại đang mở, đều của một đơn vị.",
            todo="Hãy tải lại trang rồi chọn lại.",
        )
    return rows


def _without_task(rows: Collection[PortalFinding]) -> None:
    held = completed_on([one.task_id for one in rows if one.task_id is not None])
    if any(one.task_id in held for one in rows):
        raise Conflict(
            "procedures.remedy_exists",
            what="Có tồn tại đã có nhiệm vụ khắc phục.",
            why="Mỗi tồn tại có một nhiệm vụ đang thực hiện.",
            todo="Hãy bỏ chọn tồn tại đó, hoặc mở nhiệm vụ đã có.",
        )


def _task(rows: list[PortalFinding], unit: str, remedy: str, due_on: date | None, on: date) -> NewTask:
    names = "; ".join(dict.fromkeys(f"{one.code} {one.name}".strip() for one in rows))
    text = tell("Khắc phục công khai thủ tục trên cổng ({names}): {remedy}", names=names[:1500], remedy=remedy)
    ref = tell("Kiểm tra cổng ngày {day}", day=f"{timezone.localdate(rows[0].seen_in.asked_at):%d/%m/%Y}")
    return NewTask(
        text=str(text),
        lead=(unit,),
        effective_on=on,
        due_on=due_on,
        origin=TaskOrigin.REMEDY,
        origin_ref=ref,
        reason=tell("Cổng của đơn vị chưa đúng với danh mục thủ tục"),
    )


@transaction.atomic
def close_portal_finding(actor: Actor, *, finding_id: int, note: str, now: datetime) -> None:
    """The office closes a finding before the next audit, with what it saw."""
    require(actor, Permission.PROCEDURE_MANAGE)
    (one,) = _open_ones(actor, [finding_id])
    _need(note, "note", "Chưa ghi căn cứ đóng.", "Hãy ghi kết quả đã thấy, hoặc vì sao không phải lỗi.")
    one.closed_at, one.closed_by_name, one.closing_note = now, actor.name, note.strip()
    one.save(update_fields=("closed_at", "closed_by_name", "closing_note"))
    new = {"note": one.closing_note}
    audit.record(actor, "procedures.finding.closed", subject=("portal_finding", one.pk), now=now, new=new)


def _need(text: str, column: str, why: str, todo: str) -> None:
    if not text.strip():
        raise InvalidInput("procedures.empty", what="Chưa lưu được.", why=why, todo=todo, column=column)
