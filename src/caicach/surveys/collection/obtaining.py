"""The only way to a survey and to a collector's own."""

import hashlib
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.errors import Conflict, NotFound
from caicach.surveys.collection.models import AnswerImport, AnswerLink, FormVersion, Survey


def visible_surveys(actor: Actor) -> QuerySet[Survey]:
    """Those who run surveys see all of them; nobody else sees any."""
    return Survey.objects.all() if actor.may(Permission.SURVEY_MANAGE) else Survey.objects.none()


def survey_seen(actor: Actor, survey_id: int) -> Survey:
    """Raises NotFound. One query."""
    found = visible_surveys(actor).filter(pk=survey_id).first()
    if found is None:
        raise survey_not_found()
    return found


def locked_survey(actor: Actor, survey_id: int) -> Survey:
    """For writing, inside a transaction. Raises NotAllowed, NotFound."""
    require(actor, Permission.SURVEY_MANAGE)
    found = Survey.objects.select_for_update().filter(pk=survey_id).first()
    if found is None:
        raise survey_not_found()
    return found


def refuse_past_retention(survey: Survey, *, what: str, now: datetime) -> None:
    """Of a survey whose day is over nothing more is taken in. Raises Conflict ("survey.retention_over")."""
    if survey.retained_until < timezone.localdate(now):
        raise Conflict(
            "survey.retention_over",
            what=what,
            why="Ngày giữ phiếu đến {until} đã qua: dữ liệu nhận thêm sẽ bị xoá ngay đêm sau.",
            todo="Hãy lập cuộc khảo sát mới với ngày giữ phiếu mới.",
            title=survey.title,
            until=f"{survey.retained_until:%d/%m/%Y}",
        )


def import_seen(actor: Actor, survey_id: int, import_id: int) -> AnswerImport:
    """With survey, version and file, which is None once its rows are in. Raises NotFound. One query."""
    rows = AnswerImport.objects.filter(survey__in=visible_surveys(actor), survey=survey_id, pk=import_id)
    found = rows.select_related("survey", "version", "file").first()
    if found is None:
        raise NotFound("survey.no_import", what="Cuộc khảo sát không có bảng câu trả lời này.")
    return found


def survey_not_found() -> NotFound:
    return NotFound(
        "survey.not_found",
        what="Không có cuộc khảo sát này.",
        why="Mã không tồn tại, hoặc không thuộc phạm vi của bạn.",
        todo="Hãy xem lại danh sách khảo sát.",
    )


def sample_not_found() -> NotFound:
    return NotFound("survey.no_draw", what="Cuộc khảo sát không có tệp mẫu này, hoặc tệp đã hết ngày giữ.")


def cells_not_found() -> NotFound:
    return NotFound(
        "survey.no_cells",
        what="Mẫu của cuộc khảo sát chưa chia ô.",
        why="Phiếu mang theo tầng và quyền số của đơn vị được chọn nhờ ô mẫu.",
        todo="Hãy chia ô ở trang Chọn mẫu.",
    )


def link_not_found() -> NotFound:
    return NotFound(
        "survey.no_link",
        what="Không mở được phiếu khảo sát này.",
        why="Đường dẫn sai, đã hết hạn hoặc đã thu hồi.",
        todo="Hãy xin người gửi đường dẫn mới.",
    )


def link_of(token: str) -> AnswerLink:
    """Not revoked, whether it has come to its end or not. Raises NotFound."""
    rows = AnswerLink.objects.select_related("links__survey").filter(links__revoked_at=None)
    found = rows.filter(token_digest=hashlib.sha256(token.encode()).hexdigest()).first()
    if found is None:
        raise link_not_found()
    return found


def offered_versions(survey_id: int) -> QuerySet[FormVersion]:
    """Forms that may be filled now: none before the survey opens and after it closes."""
    open_now = {"survey__opened_at__isnull": False, "survey__closed_at": None}
    return FormVersion.objects.filter(survey_id=survey_id, withdrawn_at=None, **open_now)


def offered_version(survey_id: int, version_id: int) -> FormVersion:
    found = offered_versions(survey_id).filter(pk=version_id).first()
    if found is None:
        raise NotFound(
            "survey.form_not_offered",
            what="Không có biểu mẫu này để tải.",
            why="Biểu mẫu đã rút, hoặc cuộc khảo sát chưa mở hay đã đóng.",
            todo="Hãy làm mới danh sách biểu mẫu.",
        )
    return found
