"""What came back: a unit's reply to a letter, by a received document, a report, or otherwise."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from caicach.correspondence.domain.letters import SENT_STATES, LetterState, ReplyKind
from caicach.correspondence.letter_obtaining import visible_letter
from caicach.correspondence.models import LetterReply, LetterUnit
from caicach.correspondence.obtaining import visible_document
from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import Conflict, InvalidInput, NotFound


@transaction.atomic
def record_reply(
    actor: Actor,
    *,
    letter_id: int,
    unit: str,
    kind: ReplyKind,
    replied_on: date,
    document_id: int | None = None,
    reference: str = "",
    note: str = "",
    now: datetime,
) -> int:
    """Record a unit's reply to a sent letter; its id. Raises InvalidInput where nothing says what the reply was."""
    letter = visible_letter(actor, letter_id)
    require(actor, Permission.LETTER_ISSUE)
    if LetterState(letter.state) not in SENT_STATES:
        raise Conflict(
            "letter.not_sent",
            what="Chưa ghi được trả lời.",
            why="Văn bản chưa phát hành.",
            todo="Hãy phát hành văn bản trước.",
        )
    row = LetterUnit.objects.filter(letter=letter, unit_id=unit).first()
    if row is None:
        raise NotFound("letter.unit_not_asked", what="Văn bản này không gửi đơn vị đó.", todo="Hãy tải lại trang.")
    if document_id is not None:
        visible_document(actor, document_id)
    _check(kind, document_id, f"{reference}{note}".strip())
    day = timezone.localdate(letter.dispatched_at) if letter.dispatched_at else replied_on
    if replied_on < day or replied_on > timezone.localdate(now):
        raise InvalidInput(
            "letter.reply_day",
            what="Ngày trả lời {day} không đúng.",
            why="Ngày trả lời nằm từ ngày phát hành {sent} đến hôm nay.",
            todo="Hãy kiểm tra lại ngày.",
            day=f"{replied_on:%d/%m/%Y}",
            sent=f"{day:%d/%m/%Y}",
        )
    reply = LetterReply.objects.create(
        letter_unit=row,
        kind=kind.value,
        document_id=document_id,
        reference=reference.strip(),
        note=note.strip(),
        replied_on=replied_on,
        recorded_at=now,
        recorded_by_name=actor.name,
    )
    new = {"unit": unit, "kind": kind.value, "document": document_id, "replied_on": replied_on.isoformat()}
    audit.record(actor, "correspondence.letter.reply_recorded", subject=("letter", letter.pk), now=now, new=new)
    return reply.pk


def _check(kind: ReplyKind, document_id: int | None, said: str) -> None:
    if kind is ReplyKind.DOCUMENT and document_id is None and not said:
        raise InvalidInput(
            "letter.reply_without_document",
            what="Chưa rõ văn bản trả lời nào.",
            todo="Hãy chọn văn bản đến, hoặc ghi số, ký hiệu của văn bản trả lời.",
        )
    if kind is not ReplyKind.DOCUMENT and not said:
        raise InvalidInput(
            "letter.reply_without_words",
            what="Chưa rõ đơn vị trả lời thế nào.",
            todo="Hãy ghi số báo cáo hoặc một câu về nội dung trả lời.",
        )


@transaction.atomic
def withdraw_reply(actor: Actor, *, letter_id: int, reply_id: int, now: datetime) -> None:
    """Take back a reply that was recorded by mistake; the trail keeps what it said."""
    letter = visible_letter(actor, letter_id)
    require(actor, Permission.LETTER_ISSUE)
    reply = LetterReply.objects.filter(pk=reply_id, letter_unit__letter=letter).select_related("letter_unit").first()
    if reply is None:
        raise NotFound("letter.no_such_reply", what="Không có trả lời này.", todo="Hãy tải lại trang.")
    old = {"unit": reply.letter_unit.unit_id, "reference": reply.reference, "note": reply.note}
    reply.delete()
    audit.record(actor, "correspondence.letter.reply_withdrawn", subject=("letter", letter.pk), now=now, old=old)
