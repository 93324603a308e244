"""Feedback: received, routed to who answers, refused with the reason, answered, published."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from caicach.kernel.access import SYSTEM, Actor, Permission, require
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import Conflict, InvalidInput, NotFound
from caicach.kernel.text.folding import squeeze
from caicach.procedures.domain.feedback import FeedbackChannel, FeedbackKind
from caicach.procedures.domain.feedback_list import ListedFeedback
from caicach.procedures.models import Feedback
from caicach.procedures.obtaining import feedback_seen
from caicach.procedures.record.codes import code_in, family


@dataclass(frozen=True, slots=True)
class FeedbackFacts:
    received_on: date
    channel: FeedbackChannel
    kind: FeedbackKind
    content: str
    sender: str = ""
    contact: str = ""
    code: str = ""
    unit: str = ""


@transaction.atomic
def receive_feedback(actor: Actor, *, facts: FeedbackFacts, now: datetime) -> int:
    """Put down what somebody said; with a unit it is routed at once. Its id."""
    require(actor, Permission.PROCEDURE_MANAGE)
    return _put_down(actor, facts, now)


@transaction.atomic
def send_feedback(*, facts: FeedbackFacts, now: datetime) -> int:
    """What somebody sends by the open page, without signing in; the office routes it. Its id: the number of receipt.

    Raises InvalidInput where name, contact or content is missing, NotFound where the page is not switched on.
    """
    if not settings.PUBLIC_FEEDBACK:
        raise no_open_page()
    if not facts.sender.strip() or not facts.contact.strip():
        raise _refusal("Cần họ tên và cách liên hệ.", "Hãy ghi để nhận được trả lời.", "sender")
    own = replace(facts, channel=FeedbackChannel.PAGE, received_on=timezone.localdate(now), unit="")
    return _put_down(SYSTEM, own, now)


def no_open_page() -> NotFound:
    return NotFound(
        "procedures.no_open_page",
        what="Trang này không nhận phản ánh, kiến nghị.",
        why="Tỉnh chưa mở việc tiếp nhận ở đây.",
        todo="Hãy gửi tại nơi tiếp nhận hồ sơ hoặc trên Cổng Dịch vụ công quốc gia.",
    )


def family_of(code: str) -> str:
    return family(code_in(code)) if code.strip() else ""


def kept_feedback(
    actor: Actor,
    facts: FeedbackFacts | ListedFeedback,
    *,
    routed_on: date,
    now: datetime,
    answered_on: date | None = None,
    answer: str = "",
) -> Feedback:
    """The row of a feedback, typed or of a table, where it may have been answered before."""
    return Feedback.objects.create(
        received_on=facts.received_on,
        channel=facts.channel.value,
        kind=facts.kind.value,
        content=facts.content.strip(),
        sender=squeeze(facts.sender),
        contact=squeeze(facts.contact),
        family=family_of(facts.code),
        unit_id=facts.unit or None,
        routed_on=routed_on if facts.unit else None,
        made_at=now,
        made_by_name=actor.name,
        answered_on=answered_on,
        answer=answer,
    )


def _put_down(actor: Actor, facts: FeedbackFacts, now: datetime) -> int:
    if not facts.content.strip() or facts.received_on > timezone.localdate(now):
        raise _refusal("Cần nội dung, và ngày tiếp nhận không ở tương lai.", "Hãy sửa nội dung hoặc ngày.", "content")
    row = kept_feedback(actor, facts, routed_on=timezone.localdate(now), now=now)
    _record(actor, "received", row, now, kind=row.kind, unit=facts.unit)
    return row.pk


@transaction.atomic
def route_feedback(actor: Actor, *, feedback_id: int, unit: str, seen: int, now: datetime) -> None:
    """To the unit that answers; another one may be named until there is an answer."""
    require(actor, Permission.PROCEDURE_MANAGE)
    row = _open_one(actor, feedback_id, seen)
    if not unit:
        raise _refusal("Chưa chọn đơn vị.", "Hãy chọn đơn vị trả lời.", "unit")
    row.unit_id, row.routed_on = unit, timezone.localdate(now)
    _save(actor, "routed", row, now, unit=unit)


@transaction.atomic
def refuse_feedback(actor: Actor, *, feedback_id: int, refusal: str, seen: int, now: datetime) -> None:
    """Not taken up, with the reason that the sender is told."""
    require(actor, Permission.PROCEDURE_MANAGE)
    row = _open_one(actor, feedback_id, seen)
    if not refusal.strip():
        raise _refusal("Chưa ghi lý do.", "Hãy ghi lý do từ chối.", "refusal")
    row.refused_on, row.refusal = timezone.localdate(now), refusal.strip()
    _save(actor, "refused", row, now, refusal=row.refusal)


@transaction.atomic
def answer_feedback(actor: Actor, *, feedback_id: int, answer: str, seen: int, now: datetime) -> None:
    """By the unit it was routed to, or the office for it."""
    row = _open_one(actor, feedback_id, seen)
    if not actor.may(Permission.PROCEDURE_MANAGE):
        require(actor, Permission.PROCEDURE_ANSWER, unit=row.unit_id or "")
    if not answer.strip() or row.unit_id is None:
        raise _refusal("Cần nội dung trả lời và đơn vị trả lời.", "Hãy chuyển cho đơn vị, rồi ghi trả lời.", "answer")
    row.answered_on, row.answer = timezone.localdate(now), answer.strip()
    _save(actor, "answered", row, now, answer=row.answer)


@transaction.atomic
def publish_feedback(actor: Actor, *, feedback_id: int, seen: int, now: datetime) -> None:
    """Content and answer for everybody to read; nothing of the sender."""
    require(actor, Permission.PROCEDURE_MANAGE)
    row = _feedback_as_seen(actor, feedback_id, seen)
    if row.answered_on is None or row.published_on is not None:
        raise Conflict(
            "procedures.feedback_unpublishable",
            what="Chưa công khai được.",
            why="Chỉ công khai phản ánh đã trả lời và chưa công khai.",
            todo="Hãy tải lại trang.",
        )
    row.published_on = timezone.localdate(now)
    _save(actor, "published", row, now)


def _open_one(actor: Actor, feedback_id: int, seen: int) -> Feedback:
    row = _feedback_as_seen(actor, feedback_id, seen)
    if row.answered_on is not None or row.refused_on is not None:
        raise Conflict(
            "procedures.feedback_handled",
            what="Phản ánh này đã xử lý xong.",
            why="Đã trả lời hoặc đã từ chối.",
            todo="Hãy tải lại trang để xem.",
        )
    return row


def _feedback_as_seen(actor: Actor, feedback_id: int, seen: int) -> Feedback:
    row = feedback_seen(actor, feedback_id, for_update=True)
    if row.version != seen:
        raise Conflict(
            "procedures.feedback_changed",
            what="Phản ánh đã được người khác xử lý.",
            why="Bạn đang xem một bản cũ hơn.",
            todo="Hãy tải lại trang rồi làm tiếp.",
        )
    return row


def _save(actor: Actor, act: str, row: Feedback, now: datetime, **new: str) -> None:
    row.version += 1
    row.save()
    _record(actor, act, row, now, **new)


def _record(actor: Actor, act: str, row: Feedback, now: datetime, **new: str) -> None:
    audit.record(actor, f"procedures.feedback.{act}", subject=("feedback", row.pk), now=now, new=dict(new))


def _refusal(why: str, todo: str, column: str) -> InvalidInput:
    return InvalidInput("procedures.feedback", what="Chưa lưu được phản ánh.", why=why, todo=todo, column=column)
