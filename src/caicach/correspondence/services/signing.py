"""Signing the fixed letter: the person's signature first, then the agency's."""

from contextlib import AbstractContextManager
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from caicach.correspondence import printing
from caicach.correspondence.domain.letters import LetterState, SignatureRole
from caicach.correspondence.letter_obtaining import locked_letter
from caicach.correspondence.letter_values import document_of
from caicach.correspondence.models import LetterSignature, SentLetter
from caicach.correspondence.signing.bounded import picture_bounded
from caicach.correspondence.signing.marks import Mark, agency_words, person_words
from caicach.correspondence.signing.places import Place, corner_place, seal_place, signature_place
from caicach.documents.values import OfficialDocument, Signatory
from caicach.kernel.access import Actor, Permission
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import Conflict
from caicach.kernel.files import queries as stored
from caicach.kernel.files import services as files

if TYPE_CHECKING:
    from caicach.correspondence.signing.keys import SigningKey

_RIGHT = {SignatureRole.PERSON: Permission.LETTER_SIGN, SignatureRole.AGENCY: Permission.LETTER_ISSUE}
_STATES = {
    SignatureRole.PERSON: (LetterState.NUMBERED, LetterState.SIGNED),
    SignatureRole.AGENCY: (LetterState.SIGNED,),
}


def sign_letter(
    actor: Actor,
    *,
    letter_id: int,
    version: int,
    role: SignatureRole,
    key: "AbstractContextManager[SigningKey]",
    picture: bytes | None = None,
    now: datetime,
) -> None:
    """Put a digital signature on the letter's PDF.

    ``key`` opens the key (``signing.keys.file_key``, ``signing.tokens.token_key``) after rights and state are checked;
    ``picture`` is a PNG of the signature or the seal. Raises InvalidInput for a wrong password or an unusable
    certificate; then nothing is changed. Not one transaction: the picture is looked at before.
    """
    drawn = picture_bounded(picture) if picture else None
    _sign(actor, letter_id, version, role, key, drawn, now)


@transaction.atomic
def _sign(
    actor: Actor,
    letter_id: int,
    version: int,
    role: SignatureRole,
    key: "AbstractContextManager[SigningKey]",
    drawn: bytes | None,
    now: datetime,
) -> None:
    from caicach.correspondence.signing.sign import signed_pdf  # noqa: PLC0415 -- heavy

    letter = locked_letter(actor, letter_id, version, _RIGHT[role], _STATES[role])
    _refuse_second(letter, role)
    document = document_of(letter)
    data = stored.read_bytes(letter.file) if letter.file else printing.pdf_of(document)
    local = timezone.localtime(now)
    with key as opened:
        place, mark = _place_and_mark(data, document, role, opened, drawn, local)
        data = signed_pdf(data, opened, field=role.value, place=place, mark=mark, location=document.place or "")
        signature = {"method": opened.method, "subject": opened.subject, "serial": opened.serial}
    name = f"{printing.file_stem(document, 'van-ban')}.pdf"
    letter.file, letter.pages = files.store(actor, data=data, name=name, now=now), printing.page_count(data)
    if role is SignatureRole.PERSON:
        letter.state, letter.signed_at, letter.signed_by_name = LetterState.SIGNED.value, now, actor.name
    letter.save(update_fields=("file", "pages", "state", "signed_at", "signed_by_name"))
    LetterSignature.objects.create(
        letter=letter, role=role.value, signed_at=now, signed_by_name=actor.name, **signature
    )
    new = {"role": role.value, "subject": signature["subject"], "sha256": letter.file.sha256}
    audit.record(actor, "correspondence.letter.signed", subject=("letter", letter.pk), now=now, new=new)


def _refuse_second(letter: SentLetter, role: SignatureRole) -> None:
    if letter.signatures.filter(role=role.value).exists():
        raise Conflict(
            "letter.already_signed",
            what="Văn bản đã có chữ ký này.",
            why="Mỗi văn bản mang một chữ ký của người có thẩm quyền và một chữ ký của cơ quan.",
            todo="Hãy mở lại trang của văn bản để xem chữ ký.",
        )


def _place_and_mark(
    data: bytes,
    document: OfficialDocument,
    role: SignatureRole,
    key: "SigningKey",
    drawn: bytes | None,
    at: datetime,
) -> tuple[Place, Mark]:
    """Where the mark stands and what it shows (Nghị định 30/2020/NĐ-CP, Phụ lục I, II.7, II.8)."""
    signatory = document.signatory or Signatory()
    signed = signature_place(
        data,
        title=signatory.title or "",
        name=signatory.name or "",
        lines_above_name=1 if signatory.other_title else 0,
    )
    if role is SignatureRole.PERSON:
        return signed, Mark(person_words(signatory.name or key.subject, at), drawn)
    words = agency_words(document.issuer or key.subject, at)
    return (seal_place(signed), Mark(words, drawn)) if drawn else (corner_place(data), Mark(words))
