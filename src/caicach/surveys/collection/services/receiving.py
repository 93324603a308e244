"""A submission received: kept once however often it is sent, or refused with its reason and left with the sender."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Final

from django.db import IntegrityError, transaction
from django.utils import timezone

from caicach.kernel.access import Actor
from caicach.kernel.errors import Conflict, NotFound
from caicach.kernel.files import services as files
from caicach.surveys.collection.domain.answers import answers_of
from caicach.surveys.collection.domain.form_model import ConsentQuestion, consent_question, moment_paths
from caicach.surveys.collection.domain.submissions import (
    SubmissionHead,
    submission_head,
    without_answers,
    without_hours,
)
from caicach.surveys.collection.domain.values import Collector, Received, SentFile
from caicach.surveys.collection.models import Attachment, FormVersion, Submission, SubmissionOrigin


def receive_submission(
    collector: Collector, *, xml: bytes, attached: Sequence[SentFile], device: str, now: datetime
) -> Received:
    """A program that heard no answer sends again, and one that has many files sends them in parts: the same
    submission is received once, and files that were not there yet are added, after the close too.

    Raises InvalidInput ("submission.…"), NotFound ("submission.no_such_form"), Conflict ("submission.closed",
    ".withdrawn", ".differs", ".file_differs"), TooLarge.
    """
    head = submission_head(xml)
    try:
        with transaction.atomic():
            row, is_new = _row_to_keep(collector, head, device, now)
            added = _attach_all(collector, row, attached, now)
    except IntegrityError:  # "surveys_submission_once" lets one in, however many come at the same moment
        with transaction.atomic():
            before = _before(collector, head)
            if before is None:
                raise
            is_new, added = False, _attach_all(collector, before, attached, now)
    return Received(head.instance_id, is_new, added, now)


def _attach_all(collector: Collector, row: Submission, attached: Sequence[SentFile], now: datetime) -> int:
    return sum(_attach(collector, row, file, _told_moment(row, now)) for file in attached) if attached else 0


def _told_moment(row: Submission, now: datetime) -> datetime:
    """When a file came: of an anonymous survey only the day."""
    if not row.survey.is_anonymous:
        return now
    return timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)


def _row_to_keep(collector: Collector, head: SubmissionHead, device: str, now: datetime) -> tuple[Submission, bool]:
    """A new row, written without a look for it before; IntegrityError where it is there. What was received before is
    known again after the close too."""
    try:
        version = form_to_fill(collector, head, now)
    except (NotFound, Conflict):
        before = _before(collector, head)
        if before is None:
            raise
        return before, False
    text, has_consent = text_to_keep(version, head.text)
    new = Submission(
        survey=version.survey,
        instance_id=head.instance_id,
        version=version,
        replaces=head.replaces,
        sha256=head.sha256,
        xml=text,
        received_on=timezone.localtime(now).date(),
        has_consent=has_consent,
        cell_id=collector.cell_id,
    )
    new.save(force_insert=True)
    if not version.survey.is_anonymous:
        SubmissionOrigin.objects.create(submission=new, collector_id=collector.id, received_at=now, device=device[:200])
    return new, True


def text_to_keep(version: FormVersion, text: str) -> tuple[str, bool | None]:
    """What is kept of a submission: of an anonymous survey without hours, of who did not agree nothing but that."""
    drawn = _drawn(version.pk, version.digest)
    if version.survey.is_anonymous and drawn.moments:
        text = without_hours(text, drawn.moments)
    asked = drawn.consent
    if asked is None:
        return text, None
    if answers_of(text, frozenset()).get(asked.path, "") in asked.agreeing:
        return text, True
    return without_answers(text, kept=asked.path), False


@dataclass(frozen=True, slots=True)
class _Drawn:
    moments: tuple[str, ...]
    consent: ConsentQuestion | None


@lru_cache(256)
def _drawn(version_id: int, digest: str) -> _Drawn:
    """What receiving needs of a form, read once: the form of a version is never changed. One query, or none."""
    xform = FormVersion.objects.values_list("xform", flat=True).get(pk=version_id, digest=digest)
    return _Drawn(moment_paths(xform), consent_question(xform))


def _before(collector: Collector, head: SubmissionHead) -> Submission | None:
    """Locked: parts of one submission that come at the same time wait for one another."""
    same = Submission.objects.select_for_update().filter(survey_id=collector.survey_id, instance_id=head.instance_id)
    row = next(iter(same.only("survey_id", "sha256", "has_consent").order_by()), None)
    return row and _same(row, head)


def _same(row: Submission, head: SubmissionHead) -> Submission:
    if row.sha256 != head.sha256:
        raise Conflict(
            "submission.differs",
            what="Không nhận phiếu này.",
            why="Đã nhận một phiếu cùng mã «{instance}» với nội dung khác.",
            todo="Hãy giữ phiếu trên máy và báo người phụ trách khảo sát; bản đã nhận được giữ nguyên.",
            instance=head.instance_id,
        )
    return row


_STATES: Final = (
    "version",
    "digest",
    "withdrawn_at",
    "survey__title",
    "survey__is_anonymous",
    "survey__opened_at",
    "survey__closed_at",
    "survey__retained_until",
)


def form_to_fill(collector: Collector, head: SubmissionHead, now: datetime) -> FormVersion:
    """Its states as they are now, without its text.

    Raises NotFound ("submission.no_such_form"), Conflict ("submission.closed", ".withdrawn").
    """
    versions = FormVersion.objects.select_related("survey").only(*_STATES).filter(survey_id=collector.survey_id)
    version = next(iter(versions.filter(form_id=head.form_id, version=head.version).order_by()), None)
    if version is None:
        raise NotFound(
            "submission.no_such_form",
            what="Không nhận phiếu này.",
            why="Cuộc khảo sát không có biểu mẫu «{form}» phiên bản «{version}».",
            todo="Hãy giữ phiếu trên máy, tải lại biểu mẫu và báo người phụ trách khảo sát.",
            form=head.form_id[:200],
            version=head.version[:100] or "—",
        )
    if version.survey.opened_at is None or version.survey.closed_at is not None:
        raise Conflict(
            "submission.closed",
            what="Không nhận phiếu này.",
            why="Cuộc khảo sát «{title}» đang không mở.",
            todo="Hãy giữ phiếu trên máy và báo người phụ trách; mở lại khảo sát thì gửi được.",
            title=version.survey.title,
        )
    if version.survey.retained_until < timezone.localdate(now):
        raise Conflict(
            "submission.closed",
            what="Không nhận phiếu này.",
            why="Cuộc khảo sát «{title}» đã hết ngày giữ phiếu ({until}): phiếu nhận thêm sẽ bị xoá ngay.",
            todo="Hãy giữ phiếu trên máy và báo người phụ trách khảo sát.",
            title=version.survey.title,
            until=f"{version.survey.retained_until:%d/%m/%Y}",
        )
    if version.withdrawn_at is not None:
        raise Conflict(
            "submission.withdrawn",
            what="Không nhận phiếu này.",
            why="Phiên bản «{version}» của biểu mẫu đã rút.",
            todo="Hãy giữ phiếu trên máy, tải biểu mẫu mới và báo người phụ trách khảo sát.",
            version=version.version or "—",
        )
    return version


def _attach(collector: Collector, row: Submission, sent: SentFile, now: datetime) -> bool:
    """False where the file is there already, is empty (a recording that was stopped before it began), or comes from
    who did not agree to answer."""
    name = files.clean_name(sent.name)
    if not sent.data or row.has_consent is False:
        return False
    before = Attachment.objects.select_related("file").filter(submission=row, name=name).first()
    if before is None:
        actor = Actor(user_id=None, name=collector.name)
        Attachment.objects.create(
            submission=row, name=name, file=files.store(actor, data=sent.data, name=name, now=now)
        )
        return True
    if before.file.sha256 != hashlib.sha256(sent.data).hexdigest():
        raise Conflict(
            "submission.file_differs",
            what="Không nhận tệp «{name}».",
            why="Phiếu đã có tệp cùng tên với nội dung khác.",
            todo="Hãy giữ phiếu trên máy và báo người phụ trách khảo sát.",
            name=name,
        )
    return False
