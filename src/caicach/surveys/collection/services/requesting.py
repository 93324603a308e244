"""The register of requests about personal data: entered, acknowledged, extended once, closed."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.audit import services as audit
from caicach.kernel.calendar.in_force import calendar_in_force
from caicach.kernel.errors import Conflict, InvalidInput, NotFound
from caicach.kernel.files import services as files
from caicach.surveys.collection.domain.data_requests import RequestKind, RequestOutcome, clocks_of, latest_extension
from caicach.surveys.collection.models import AnswerBlock, DataRequest, PaperEntry, QualityDecision, Submission
from caicach.surveys.collection.obtaining import locked_survey

_LONGEST_NAME, _LONGEST = 300, 4000


@transaction.atomic
def register_request(
    actor: Actor,
    *,
    survey_id: int,
    kind: RequestKind,
    asked_by: str,
    text: str,
    received_on: date,
    now: datetime,
) -> int:
    """``asked_by``: who, and where the answer goes. Raises NotAllowed, NotFound, InvalidInput ("survey.request_…")."""
    survey = locked_survey(actor, survey_id)
    asked_by, text = " ".join(asked_by.split()), text.strip()
    if not 0 < len(asked_by) <= _LONGEST_NAME or not 0 < len(text) <= _LONGEST:
        raise _refusal("words", "Cần người yêu cầu kèm nơi nhận trả lời, và nội dung yêu cầu.", "asked_by")
    if received_on > timezone.localtime(now).date():
        raise _refusal("day", "Ngày nhận không được sau hôm nay.", "received_on")
    clocks = clocks_of(kind, received_on, calendar_in_force())
    row = DataRequest.objects.create(
        survey=survey,
        kind=kind.value,
        asked_by=asked_by,
        text=text,
        received_on=received_on,
        acknowledge_by=clocks.acknowledge_by,
        due_on=clocks.due_on,
    )
    new = {"request": row.pk, "kind": kind.value, "due_on": clocks.due_on.isoformat()}
    audit.record(actor, "surveys.request_registered", subject=("survey", survey.pk), now=now, new=new)
    return row.pk


@transaction.atomic
def acknowledge_request(actor: Actor, *, request_id: int, now: datetime) -> None:
    """Raises NotAllowed, NotFound, Conflict ("survey.request_acknowledged")."""
    row = _locked(actor, request_id)
    if row.acknowledged_on is not None or row.closed_on is not None:
        raise Conflict("survey.request_acknowledged", what="Đã báo nhận yêu cầu này.", todo="Không cần làm gì thêm.")
    row.acknowledged_on = timezone.localtime(now).date()
    row.save(update_fields=["acknowledged_on"])
    new = {"request": row.pk}
    audit.record(actor, "surveys.request_acknowledged", subject=("survey", row.survey_id), now=now, new=new)


@transaction.atomic
def extend_request(actor: Actor, *, request_id: int, until: date, reason: str, now: datetime) -> None:
    """Once, before the day, by at most the days there were. Raises NotAllowed, NotFound, Conflict, InvalidInput."""
    row = _locked(actor, request_id)
    if row.extended_from is not None or row.closed_on is not None or timezone.localtime(now).date() > row.due_on:
        raise Conflict(
            "survey.request_not_extended",
            what="Không gia hạn được yêu cầu này.",
            why="Chỉ gia hạn một lần, khi chưa quá hạn và chưa trả lời.",
        )
    latest = latest_extension(RequestKind(row.kind), row.due_on, calendar_in_force())
    if not row.due_on < until <= latest or not reason.strip() or len(reason) > _LONGEST:
        why = "Cần lý do, và ngày sau hạn cũ, không sau {latest}."
        raise _refusal("extension", why, "until", latest=f"{latest:%d/%m/%Y}")
    row.extended_from, row.due_on, row.extension_reason = row.due_on, until, reason.strip()
    row.save(update_fields=["extended_from", "due_on", "extension_reason"])
    new = {"request": row.pk, "due_on": until.isoformat()}
    audit.record(actor, "surveys.request_extended", subject=("survey", row.survey_id), now=now, new=new, why=reason)


@transaction.atomic
def close_request(
    actor: Actor, *, request_id: int, outcome: RequestOutcome, answer: str, submission: str, now: datetime
) -> None:
    """``submission``: the instance id that is deleted with it, files and all; "" for none.

    Raises NotAllowed, NotFound ("survey.no_submission"), Conflict, InvalidInput.
    """
    row = _locked(actor, request_id)
    if row.closed_on is not None:
        raise Conflict("survey.request_closed", what="Yêu cầu này đã trả lời.", todo="Không cần làm gì thêm.")
    answer, submission = answer.strip(), submission.strip()
    if not 0 < len(answer) <= _LONGEST or (submission and outcome is RequestOutcome.REFUSED):
        raise _refusal("answer", "Cần ghi đã trả lời thế nào; yêu cầu bị từ chối thì không xoá phiếu.", "answer")
    if submission:
        _delete(row.survey_id, submission)
    row.closed_on, row.outcome, row.answer = timezone.localtime(now).date(), outcome.value, answer
    row.deleted_submission = submission
    row.save(update_fields=["closed_on", "outcome", "answer", "deleted_submission"])
    new = {"request": row.pk, "outcome": outcome.value, "submission": submission or None}
    audit.record(actor, "surveys.request_closed", subject=("survey", row.survey_id), now=now, new=new)


def _delete(survey_id: int, instance_id: str) -> None:
    """With its files, its decision and the block that holds its answers by column, which is made anew of the others."""
    mine = Submission.objects.filter(survey_id=survey_id, instance_id=instance_id)
    row = mine.prefetch_related("attachments__file").first()
    if row is None:
        raise NotFound(
            "survey.no_submission",
            what="Cuộc khảo sát không có phiếu này.",
            todo="Hãy xem lại mã phiếu ở trang câu trả lời.",
        )
    kept = [one.file for one in row.attachments.all()]
    if row.block_id is not None:
        AnswerBlock.objects.filter(pk=row.block_id).delete()
    QualityDecision.objects.filter(survey_id=survey_id, instance_id=instance_id).delete()
    number = PaperEntry.objects.filter(submission=row).values_list("number", flat=True).first()
    PaperEntry.objects.filter(survey_id=survey_id, number=number).delete()
    mine.delete()
    for file in kept:
        files.discard(file)


def _locked(actor: Actor, request_id: int) -> DataRequest:
    require(actor, Permission.SURVEY_MANAGE)
    row = DataRequest.objects.select_for_update().filter(pk=request_id).first()
    if row is None:
        raise NotFound("survey.no_request", what="Không có yêu cầu này trong sổ.")
    return row


def _refusal(code: str, why: str, column: str, **values: object) -> InvalidInput:
    what, todo = "Chưa ghi được vào sổ yêu cầu.", "Hãy sửa rồi ghi lại."
    return InvalidInput(f"survey.request_{code}", what=what, why=why, todo=todo, column=column, **values)
