"""After the number: the wet-signed copy, dispatch, recall, and the letters that mend a letter."""

from datetime import datetime
from typing import Final

from django.db import transaction

from caicach.correspondence.domain.letters import LetterPurpose, LetterState, SignatureRole
from caicach.correspondence.domain.mending import correction_of, replacement_of
from caicach.correspondence.domain.numbering import NumberState, written_number
from caicach.correspondence.letter_obtaining import locked_letter, visible_letter
from caicach.correspondence.letter_values import document_of
from caicach.correspondence.models import GivenNumber, LetterSignature, SentLetter
from caicach.correspondence.services.drafting import draft_letter, said_reason
from caicach.correspondence.services.secret_marks import looked_at
from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import Conflict, InvalidInput
from caicach.kernel.files import services as files
from caicach.kernel.files.media import media_type_of
from caicach.kernel.files.values import NamedFile
from caicach.kernel.said import as_text, plain, tell

WET: Final = "wet"
_SCANS: Final = frozenset({"application/pdf", "image/png", "image/jpeg", "image/tiff"})


def record_wet_signature(
    actor: Actor, *, letter_id: int, version: int, data: bytes, filename: str, now: datetime
) -> None:
    """The scan of the printed letter, signed by hand and sealed, as evidence of its signature.

    Its first page is looked at for a mark of secrecy, by the worker. Raises NotAllowed where one is seen at once.
    """
    with looked_at(actor, (NamedFile(filename, "", data),), now):
        _keep_scan(actor, letter_id=letter_id, version=version, data=data, filename=filename, now=now)


def _keep_scan(actor: Actor, *, letter_id: int, version: int, data: bytes, filename: str, now: datetime) -> None:
    states = (LetterState.NUMBERED, LetterState.SIGNED)
    letter = locked_letter(actor, letter_id, version, Permission.LETTER_ISSUE, states)
    if data and media_type_of(data) not in _SCANS:
        raise InvalidInput(
            "letter.scan_kind",
            what="Tệp «{name}» không phải bản quét.",
            why="Bản quét của văn bản đã ký là PDF hoặc ảnh PNG, JPEG, TIFF.",
            todo="Hãy quét bản giấy (màu, từ 200 dpi) rồi tải lại.",
            name=filename,
        )
    letter.scan = files.store(actor, data=data, name=filename, now=now)
    letter.state, letter.signed_at, letter.signed_by_name = LetterState.SIGNED.value, now, letter.signer
    letter.save(update_fields=("scan", "state", "signed_at", "signed_by_name"))
    LetterSignature.objects.update_or_create(
        letter=letter,
        role=SignatureRole.PERSON.value,
        defaults={"method": WET, "subject": letter.signer, "signed_at": now, "signed_by_name": actor.name},
    )
    new = {"sha256": letter.scan.sha256}
    audit.record(actor, "correspondence.letter.scan_recorded", subject=("letter", letter.pk), now=now, new=new)


@transaction.atomic
def dispatch_letter(actor: Actor, *, letter_id: int, version: int, now: datetime) -> None:
    """Send a signed letter. A letter that replaces another ends that one.

    Letters with a demand are sent through ``plans.services.send_letter``, which makes the demand a task of each unit.
    """
    letter = locked_letter(actor, letter_id, version, Permission.LETTER_ISSUE, (LetterState.SIGNED,))
    letter.state, letter.dispatched_at, letter.dispatched_by_name = LetterState.DISPATCHED.value, now, actor.name
    letter.save(update_fields=("state", "dispatched_at", "dispatched_by_name"))
    if letter.purpose == LetterPurpose.REPLACEMENT.value and letter.mends is not None:
        _end_replaced(actor, letter.mends, letter, now)
    new = {"number": letter.number, "symbol": letter.symbol}
    audit.record(actor, "correspondence.letter.dispatched", subject=("letter", letter.pk), now=now, new=new)


def _end_replaced(actor: Actor, former: SentLetter, letter: SentLetter, now: datetime) -> None:
    number = f"{written_number(letter.number or 0)}/{letter.symbol}"
    reason = tell("Thay thế bằng văn bản số {number}", number=number)
    changed = SentLetter.objects.filter(pk=former.pk, state=LetterState.DISPATCHED.value).update(
        state=LetterState.REPLACED.value,
        version=former.version + 1,
        changed_by=actor.name,
        ended_at=now,
        ended_reason=reason,
    )
    if not changed:
        raise Conflict(
            "letter.already_ended",
            what="Văn bản được thay thế không còn hiệu lực phát hành.",
            why="Văn bản đó đã được thu hồi hoặc thay thế bằng văn bản khác.",
            todo="Hãy mở trang của văn bản đó để xem, rồi hủy văn bản thay thế này nếu không còn cần.",
        )
    audit.record(actor, "correspondence.letter.replaced", subject=("letter", former.pk), now=now, why=as_text(reason))


@transaction.atomic
def recall_letter(actor: Actor, *, letter_id: int, version: int, reason: str, now: datetime) -> None:
    """Thu hồi (NĐ 30/2020, Điều 18 khoản 4): who got it sends paper back and deletes the electronic document."""
    letter = locked_letter(actor, letter_id, version, Permission.LETTER_ISSUE, (LetterState.DISPATCHED,))
    said = said_reason(reason, what="Chưa thu hồi được văn bản.")
    letter.state, letter.ended_at, letter.ended_reason = LetterState.RECALLED.value, now, plain(said)
    letter.save(update_fields=("state", "ended_at", "ended_reason"))
    audit.record(actor, "correspondence.letter.recalled", subject=("letter", letter.pk), now=now, why=said)


@transaction.atomic
def cancel_letter(actor: Actor, *, letter_id: int, version: int, reason: str, now: datetime) -> None:
    """Give up a letter that has not gone out. Its number, where it had one, stays cancelled with the reason."""
    visible_letter(actor, letter_id)
    states = (LetterState.DRAFT, LetterState.SUBMITTED, LetterState.NUMBERED, LetterState.SIGNED)
    letter = locked_letter(actor, letter_id, version, Permission.LETTER_DRAFT, states)
    said = said_reason(reason, what="Chưa hủy được văn bản.")
    if letter.number is not None:
        require(actor, Permission.LETTER_ISSUE)
        GivenNumber.objects.filter(letter=letter).update(
            state=NumberState.CANCELLED.value, reason=said, given_by_name=actor.name
        )
    letter.state, letter.ended_at, letter.ended_reason = LetterState.CANCELLED.value, now, plain(said)
    letter.save(update_fields=("state", "ended_at", "ended_reason"))
    audit.record(actor, "correspondence.letter.cancelled", subject=("letter", letter.pk), now=now, why=said)


@transaction.atomic
def draft_mending(actor: Actor, *, letter_id: int, purpose: LetterPurpose, now: datetime) -> int:
    """A draft that replaces a sent letter (wrong content) or corrects it (wrong form or technique): Điều 18.

    ``purpose`` is REPLACEMENT or CORRECTION. Returns the id of the draft.
    """
    former = visible_letter(actor, letter_id)
    require(actor, Permission.LETTER_DRAFT)
    if former.state not in {LetterState.DISPATCHED.value, LetterState.CANCELLED.value}:
        raise Conflict(
            "letter.not_mendable",
            what="Chưa soạn được văn bản thay thế hoặc đính chính.",
            why="Chỉ văn bản đã phát hành mới được thay thế hoặc đính chính; văn bản đã hủy thì soạn lại.",
            todo="Hãy mở lại trang của văn bản để xem trạng thái hiện tại.",
        )
    document = document_of(former)
    is_correction = purpose is LetterPurpose.CORRECTION
    draft = draft_letter(
        actor,
        document=correction_of(document) if is_correction else replacement_of(document),
        purpose=purpose if former.state == LetterState.DISPATCHED.value else LetterPurpose(former.purpose),
        units=tuple(former.units.values_list("unit_id", flat=True)),
        profile=former.profile_id,
        now=now,
    )
    if former.state == LetterState.DISPATCHED.value:
        SentLetter.objects.filter(pk=draft).update(mends=former)
    return draft
