"""What a person does to the tasks and obligations that the reading proposes."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from caicach.correspondence.domain.proposing import checked_quote, draft_of_quote, parts_of, phrases_typed
from caicach.correspondence.domain.review import ProposalChanges
from caicach.correspondence.models import ReceivedDocument, TaskProposal
from caicach.correspondence.obtaining import locked_document, newest_reading, proposal_in
from caicach.correspondence.services.reviewing import needs_reason
from caicach.correspondence.values_of_rows import proposal, proposal_row
from caicach.documents.values import Span
from caicach.drafts import services as drafts
from caicach.drafts.domain.typed_deadlines import SourceDay
from caicach.drafts.values_of_rows import differences
from caicach.kernel.access import Actor
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import InvalidInput
from caicach.kernel.said import Said
from caicach.kernel.vocabulary import AddressRole, ProposalKind


def _text(document: ReceivedDocument) -> str:
    reading = newest_reading(document)
    return reading.text if reading else ""


@transaction.atomic
def edit_proposal(
    actor: Actor, *, document_id: int, version: int, proposal_id: int, changes: ProposalChanges, now: datetime
) -> int:
    """Change what a proposal says; from now on no reading changes it. Returns the document's new version."""
    document = locked_document(actor, document_id, version)
    row = proposal_in(document, proposal_id)
    before, text = proposal(row), _text(document)
    if isinstance(changes.quote, Span):
        quote = checked_quote(text, changes.quote)
        row.quote_start, row.quote_end, row.quote_text = quote.start, quote.end, quote.of(text)
    quote = Span(row.quote_start, row.quote_end)
    drafts.edit(
        row,
        changes,
        source=SourceDay(document.effective_on),
        phrases=lambda typed: phrases_typed(typed, text, quote),
        columns={"quote": None},
    )
    if why := drafts.what_is_wrong(row):
        raise _invalid(why)
    row.save()
    old, new = differences(before, proposal(row))
    _record(actor, "correspondence.proposal.edited", row, old, new, now=now)
    return document.version


def _invalid(problem: Said) -> InvalidInput:
    return InvalidInput(
        "proposal.invalid",
        what="Chưa lưu được nhiệm vụ dự kiến.",
        why="{problem}",
        todo="Hãy sửa rồi lưu lại.",
        problem=problem,
    )


@transaction.atomic
def split_proposal(
    actor: Actor, *, document_id: int, version: int, proposal_id: int, parts: tuple[Span, ...], now: datetime
) -> int:
    """Cut one item into tasks, each with its own quote; the item itself steps back. Returns the new version."""
    document = locked_document(actor, document_id, version)
    row = proposal_in(document, proposal_id)
    parted = parts_of(proposal(row), _text(document), parts)
    made = [proposal_row(document, part, split_from=row) for part in parted]
    for part in made:
        part.lead_units, part.cooperate_units = row.lead_units, row.cooperate_units
    TaskProposal.objects.bulk_create(made)
    drafts.drop(row, drafts.SPLIT)
    row.save()
    new: dict[str, object] = {"parts": [[draft.quote.start, draft.quote.end] for draft in parted]}
    _record(actor, "correspondence.proposal.split", row, {}, new, now=now)
    return document.version


@transaction.atomic
def add_proposal(
    actor: Actor, *, document_id: int, version: int, quote: Span, kind: ProposalKind, now: datetime
) -> int:
    """Propose the words that a person selected; returns the new version."""
    document = locked_document(actor, document_id, version)
    draft = draft_of_quote(_text(document), quote, kind)
    row = proposal_row(document, draft)
    row.save()
    new: dict[str, object] = {"quote": [row.quote_start, row.quote_end], "kind": kind.value}
    _record(actor, "correspondence.proposal.added", row, {}, new, now=now)
    return document.version


@transaction.atomic
def drop_proposal(actor: Actor, *, document_id: int, version: int, proposal_id: int, reason: str, now: datetime) -> int:
    """Say that a proposal is no task; it stays in sight and no reading brings it back. Returns the new version."""
    document = locked_document(actor, document_id, version)
    row = proposal_in(document, proposal_id)
    if not reason.strip():
        raise needs_reason("Nhiệm vụ bỏ ra được lưu lại cùng lý do.")
    drafts.drop(row, reason.strip())
    row.save()
    _record(actor, "correspondence.proposal.dropped", row, {}, {"is_dropped": True}, now=now, why=reason.strip())
    return document.version


@transaction.atomic
def restore_proposal(actor: Actor, *, document_id: int, version: int, proposal_id: int, now: datetime) -> int:
    """Take a dropped proposal back. An item that was split becomes whole again: its parts step back instead."""
    document = locked_document(actor, document_id, version)
    row = proposal_in(document, proposal_id)
    if drafts.restore(row):
        row.parts.update(is_dropped=True, drop_reason=drafts.JOINED)
    row.save()
    _record(actor, "correspondence.proposal.restored", row, {"is_dropped": True}, {"is_dropped": False}, now=now)
    return document.version


@transaction.atomic
def set_units(
    actor: Actor,
    *,
    document_id: int,
    version: int,
    proposal_id: int,
    role: AddressRole,
    units: tuple[str, ...] | None,
    now: datetime,
) -> int:
    """Choose units by hand in place of what the phrases mean; None goes back to the phrases.

    Codes must name units valid on the document's date. Returns the new version.
    """
    document = locked_document(actor, document_id, version)
    row = proposal_in(document, proposal_id)
    if units:
        _check_units(document, units)
    old, new = drafts.choose_units(row, role, units)
    row.save()
    name = f"{role.value}_units"
    _record(actor, "correspondence.proposal.units_set", row, {name: old}, {name: new}, now=now)
    return document.version


def _check_units(document: ReceivedDocument, codes: tuple[str, ...]) -> None:
    if document.effective_on is None:
        raise InvalidInput(
            "document.date_not_chosen",
            what="Chưa chọn được đơn vị.",
            why="Văn bản chưa có ngày; đơn vị được xác định theo ngày đó.",
            todo="Hãy chọn ngày áp dụng trước.",
        )
    if unknown := drafts.unknown_units(codes, document.effective_on):
        raise InvalidInput(
            "proposal.unit_unknown",
            what="Không có đơn vị: {codes}.",
            why="Mã không tồn tại hoặc đơn vị không còn hiệu lực vào ngày {on}.",
            todo="Hãy chọn đơn vị trong danh sách.",
            codes=", ".join(unknown),
            on=f"{document.effective_on:%d/%m/%Y}",
        )


def _record(
    actor: Actor,
    action: str,
    row: TaskProposal,
    old: Mapping[str, object],
    new: Mapping[str, object],
    *,
    now: datetime,
    why: str = "",
) -> None:
    old, new = {"proposal": row.pk, **old}, {"proposal": row.pk, **new}
    audit.record(actor, action, subject=("document", row.document_id), now=now, old=old, new=new, why=why)
