"""Between rows of letters and the values that leave the module."""

from datetime import date

from caicach.correspondence.domain.letters import (
    Demand,
    LetterLink,
    LetterPurpose,
    LetterRow,
    LetterState,
    ReplyKind,
    ReplyView,
    SignatureRole,
    SignatureView,
    UnitReplies,
)
from caicach.correspondence.domain.numbering import LETTER, written_number
from caicach.correspondence.models import LetterReply, LetterSignature, LetterUnit, SentLetter
from caicach.documents.as_json import Json, reading_from_json, reading_to_keep
from caicach.documents.values import OfficialDocument, Reading, Urgency
from caicach.kernel.text.folding import fold


def document_as_json(document: OfficialDocument) -> Json:
    return reading_to_keep(Reading(text="", document=document))


def document_of(letter: SentLetter) -> OfficialDocument:
    return reading_from_json(letter.document).document


def apply_document(letter: SentLetter, document: OfficialDocument) -> None:
    """The value and the columns that lists and registers read."""
    signatory = document.signatory
    letter.document = document_as_json(document)
    letter.doc_type = document.doc_type or LETTER
    letter.issuer = document.issuer or ""
    letter.symbol = document.symbol or ""
    letter.subject = document.subject or ""
    letter.urgency = document.urgency.value if document.urgency else ""
    letter.addressed_to = "; ".join(document.addressees or tuple(r.text for r in document.recipients))
    letter.signer = (signatory.name or "") if signatory else ""
    written = written_number(letter.number) if letter.number else ""
    words = (written, letter.symbol, letter.subject, letter.issuer, letter.addressed_to, letter.signer)
    letter.search_text = fold(" ".join(words))


def letter_row(letter: SentLetter) -> LetterRow:
    """``asked`` and ``replied`` are there where the query counted them."""
    return LetterRow(
        id=letter.pk,
        state=LetterState(letter.state),
        purpose=LetterPurpose(letter.purpose),
        version=letter.version,
        doc_type=letter.doc_type,
        number=written_number(letter.number) if letter.number else "",
        symbol=letter.symbol,
        issuer=letter.issuer,
        subject=letter.subject,
        urgency=Urgency(letter.urgency) if letter.urgency else None,
        addressed_to=letter.addressed_to,
        signer=letter.signer,
        issued_on=letter.issued_on,
        year=letter.year,
        copies=letter.copies,
        drafted_at=letter.drafted_at,
        dispatched_at=letter.dispatched_at,
        demand_due_on=letter.demand_due_on,
        asked=getattr(letter, "asked", 0),
        replied=getattr(letter, "replied", 0),
        note=letter.note,
        ended_reason=letter.ended_reason,
    )


def demand_of(letter: SentLetter) -> Demand | None:
    return Demand(letter.demand, letter.demand_due_on) if letter.demand_due_on else None


def letter_link(letter: SentLetter) -> LetterLink:
    row = letter_row(letter)
    return LetterLink(letter.pk, row.reference, row.purpose, row.state, letter.issued_on)


def unit_replies(row: LetterUnit, due_on: date | None, on: date) -> UnitReplies:
    replies = tuple(reply_view(reply) for reply in row.replies.all())
    in_time = due_on is None or any(reply.replied_on <= due_on for reply in replies)
    return UnitReplies(row.unit_id, replies, is_late=due_on is not None and due_on < on and not in_time)


def reply_view(reply: LetterReply) -> ReplyView:
    return ReplyView(
        id=reply.pk,
        kind=ReplyKind(reply.kind),
        document_id=reply.document_id,
        reference=reply.reference,
        note=reply.note,
        replied_on=reply.replied_on,
        recorded_by=reply.recorded_by_name,
    )


def signature_view(row: LetterSignature) -> SignatureView:
    return SignatureView(SignatureRole(row.role), row.method, row.subject, row.serial, row.signed_at)
