"""Chasing letters: drafted from late assignments; when one is sent, its demand becomes a task of each unit."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from caicach.correspondence import queries as letters
from caicach.correspondence import services as correspondence
from caicach.correspondence.domain.letters import Demand, LetterPurpose, LetterRow, SubjectRef
from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.errors import InvalidInput
from caicach.kernel.said import tell
from caicach.plans.domain.chasing import COMMITMENT, Chasing, chasing_document
from caicach.plans.domain.new_tasks import NewTask
from caicach.plans.domain.tasks import TaskFilters, TaskOrigin
from caicach.plans.queries.chasing import ASSIGNMENT, chased_tasks
from caicach.plans.services.creating import create_task
from caicach.plans.services.telling import tell_dispatched


@transaction.atomic
def draft_chasing_letter(
    actor: Actor,
    *,
    office: str,
    chasing: Chasing,
    filters: TaskFilters,
    assignment_ids: tuple[int, ...] = (),
    now: datetime,
) -> int:
    """Draft the letter that chases the assignments overdue on ``chasing.cut_off``; the id of the draft.

    Raises InvalidInput where none is overdue, the day of the figures lies ahead, or the commitment is due in the past.
    """
    require(actor, Permission.LETTER_DRAFT)
    _check_days(chasing, timezone.localdate(now))
    tasks = chased_tasks(actor, on=chasing.cut_off, filters=filters, assignment_ids=assignment_ids)
    if not tasks:
        raise InvalidInput(
            "chasing.nothing_late",
            what="Không có nhiệm vụ nào quá hạn để đôn đốc.",
            why="Trong các nhiệm vụ đã chọn, không nhiệm vụ nào quá hạn vào ngày chốt số liệu {day}.",
            todo="Hãy chọn lại nhiệm vụ hoặc ngày chốt số liệu.",
            day=f"{chasing.cut_off:%d/%m/%Y}",
        )
    due_on = chasing.commitment_due_on
    return correspondence.draft_letter(
        actor,
        document=chasing_document(letters.office_of(office), tasks, chasing),
        purpose=LetterPurpose.CHASING,
        subject_refs=tuple(SubjectRef(ASSIGNMENT, str(task.assignment_id)) for task in tasks),
        units=tuple(dict.fromkeys(task.unit for task in tasks)),
        demand=Demand(COMMITMENT, due_on) if due_on else None,
        profile=office,
        now=now,
    )


def _check_days(chasing: Chasing, today: date) -> None:
    if chasing.cut_off > today:
        raise InvalidInput(
            "chasing.cut_off_ahead",
            what="Ngày chốt số liệu {day} ở tương lai.",
            why="Số liệu chỉ chốt được đến hôm nay.",
            todo="Hãy chọn hôm nay hoặc một ngày trước đó.",
            day=f"{chasing.cut_off:%d/%m/%Y}",
        )
    if chasing.commitment_due_on is not None and chasing.commitment_due_on < today:
        raise InvalidInput(
            "chasing.commitment_past",
            what="Hạn gửi cam kết {day} đã qua.",
            why="Đơn vị cần thời gian sau khi nhận văn bản.",
            todo="Hãy chọn một ngày muộn hơn.",
            day=f"{chasing.commitment_due_on:%d/%m/%Y}",
        )


@transaction.atomic
def send_letter(actor: Actor, *, letter_id: int, version: int, now: datetime) -> int | None:
    """Dispatch a signed letter; what it demands becomes a task of each unit it speaks to: the task's id, or None."""
    correspondence.dispatch_letter(actor, letter_id=letter_id, version=version, now=now)
    units, demand = letters.letter_units(actor, letter_id)
    title = citation_of(letters.letter_row_of(actor, letter_id))
    tell_dispatched(actor, letter_id=letter_id, title=title, units=units, now=now)
    if demand is None or not units:
        return None
    row = letters.letter_row_of(actor, letter_id)
    task = NewTask(
        text=f"{demand.text} (theo {citation_of(row)})",
        lead=units,
        effective_on=row.issued_on or timezone.localdate(now),
        product=demand.text,
        due_on=demand.due_on,
        origin=TaskOrigin.LETTER,
        origin_ref=citation_of(row),
        reason=tell("Văn bản yêu cầu đơn vị gửi lại"),
    )
    return create_task(actor, task=task, now=now)


def citation_of(row: LetterRow) -> str:
    dated = f" ngày {row.issued_on:%d/%m/%Y}" if row.issued_on else ""
    return f"{row.doc_type} số {row.reference}{dated}"
