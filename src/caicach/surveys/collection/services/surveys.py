"""A survey from its beginning to its close."""

from datetime import date, datetime

from django.db import transaction

from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import Conflict, InvalidInput
from caicach.surveys.collection.models import Survey
from caicach.surveys.collection.obtaining import locked_survey, refuse_past_retention

_LONGEST_TITLE = 300


@transaction.atomic
def create_survey(
    actor: Actor, *, title: str, is_anonymous: bool, retained_until: date, now: datetime, run_by: str = ""
) -> int:
    """``run_by``: who runs it where that is not the province: lists, visits and progress are kept here, not answers.

    Raises NotAllowed, InvalidInput ("survey.words", "survey.retention")."""
    require(actor, Permission.SURVEY_MANAGE)
    title, run_by = " ".join(title.split()), " ".join(run_by.split())
    if not 0 < len(title) <= _LONGEST_TITLE or len(run_by) > _LONGEST_TITLE:
        raise InvalidInput(
            "survey.words",
            what="Chưa lập được cuộc khảo sát.",
            why="Tên cuộc khảo sát cần có chữ và không quá {longest} chữ.",
            todo="Hãy ghi tên.",
            longest=_LONGEST_TITLE,
        )
    if retained_until <= now.date():
        raise InvalidInput(
            "survey.retention",
            what="Chưa lập được cuộc khảo sát.",
            why="Ngày giữ phiếu đến phải sau hôm nay.",
            todo="Hãy chọn ngày mà sau đó phiếu bị xoá.",
        )
    row = Survey.objects.create(
        title=title, run_by=run_by, is_anonymous=is_anonymous, retained_until=retained_until, created_at=now
    )
    new = {"title": title, "is_anonymous": is_anonymous, "retained_until": retained_until.isoformat()}
    new |= {"run_by": run_by} if run_by else {}
    audit.record(actor, "surveys.created", subject=("survey", row.pk), now=now, new=new)
    return row.pk


@transaction.atomic
def open_survey(actor: Actor, *, survey_id: int, now: datetime) -> None:
    """Opens, or opens again. Raises NotAllowed, NotFound, Conflict ("survey.no_form", "survey.is_open",
    "survey.retention_over")."""
    survey = locked_survey(actor, survey_id)
    if survey.opened_at is not None and survey.closed_at is None:
        raise Conflict(
            "survey.is_open",
            what="Cuộc khảo sát «{title}» đang mở.",
            todo="Không cần làm gì thêm.",
            title=survey.title,
        )
    refuse_past_retention(survey, what="Chưa mở được cuộc khảo sát «{title}».", now=now)
    if not survey.versions.filter(withdrawn_at=None).exists():
        raise Conflict(
            "survey.no_form",
            what="Chưa mở được cuộc khảo sát «{title}».",
            why="Cuộc khảo sát chưa có biểu mẫu nào đang dùng.",
            todo="Hãy nạp biểu mẫu trước.",
            title=survey.title,
        )
    survey.opened_at, survey.closed_at = now, None
    survey.save(update_fields=["opened_at", "closed_at"])
    audit.record(actor, "surveys.opened", subject=("survey", survey.pk), now=now, new={"title": survey.title})


@transaction.atomic
def close_survey(actor: Actor, *, survey_id: int, now: datetime) -> None:
    """Nothing new is received from now on. Raises NotAllowed, NotFound, Conflict ("survey.not_open")."""
    survey = locked_survey(actor, survey_id)
    if survey.opened_at is None or survey.closed_at is not None:
        raise Conflict(
            "survey.not_open",
            what="Cuộc khảo sát «{title}» không mở.",
            why="Chỉ đóng được cuộc khảo sát đang mở.",
            title=survey.title,
        )
    survey.closed_at = now
    survey.save(update_fields=["closed_at"])
    audit.record(actor, "surveys.closed", subject=("survey", survey.pk), now=now, new={"title": survey.title})
