"""What a person does to the tasks and obligations that the reading proposes."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date, datetime
from enum import StrEnum

from django.db import transaction

from caicach.correspondence.domain.proposing import checked_quote, draft_of_quote, parts_of, phrases_typed
from caicach.correspondence.domain.review import ProposalChanges
from caicach.correspondence.models import ReceivedDocument, TaskProposal
from caicach.correspondence.obtaining import locked_document, newest_reading, proposal_in
from caicach.correspondence.services.reviewing import needs_reason
from caicach.correspondence.values_of_rows import phrases_as_json, proposal, proposal_row
from caicach.documents.values import Span
from caicach.drafts.domain.draft import UNCHANGED, DraftOrigin, LeadPhrase
from caicach.kernel.access import Actor
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import InvalidInput
from caicach.kernel.vocabulary import AddressRole, ProposalKind
from caicach.organisations.queries import directory_on

SPLIT = "split"


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
    old, new = _apply(row, changes, _text(document))
    row.is_edited, row.is_uncertain = True, False
    _check(row)
    row.save()
    _record(actor, "correspondence.proposal.edited", row, old, new, now=now)
    return document.version


def _apply(row: TaskProposal, changes: ProposalChanges, text: str) -> tuple[dict[str, object], dict[str, object]]:
    """Write the named changes on the row; the values before and after, for the trail."""
    before = proposal(row)
    if isinstance(changes.quote, Span):
        quote = checked_quote(text, changes.quote)
        row.quote_start, row.quote_end, row.quote_text = quote.start, quote.end, quote.of(text)
    for name in ("lead", "cooperate"):
        phrases = getattr(changes, name)
        if phrases is not UNCHANGED:
            typed = phrases_typed(phrases, text, Span(row.quote_start, row.quote_end))
            setattr(row, name, phrases_as_json(typed))
    for name in _PLAIN:
        value = getattr(changes, name)
        if value is not UNCHANGED:
            setattr(row, name, _column(value))
    if changes.area is not UNCHANGED:
        row.area_reason = None
    after = proposal(row)
    changed = [f.name for f in fields(before) if getattr(before, f.name) != getattr(after, f.name)]
    return (
        {name: _json(getattr(before, name)) for name in changed},
        {name: _json(getattr(after, name)) for name in changed},
    )


_PLAIN = (
    "kind",
    "item",
    "text",
    "deadline_raw",
    "deadline_on",
    "due_days",
    "due_unit",
    "recurrence",
    "area",
    "product",
    "is_accepted",
)


def _column(value: object) -> object:
    if isinstance(value, StrEnum):
        return value.value
    return value.strip() if isinstance(value, str) else value


def _json(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Span):
        return [value.start, value.end]
    if isinstance(value, tuple):
        return [item.phrase if isinstance(item, LeadPhrase) else item for item in value]
    return value


def _check(row: TaskProposal) -> None:
    if not row.text:
        raise _invalid("Nhiệm vụ phải có nội dung.")
    if row.due_days is not None and (row.due_days < 1 or row.due_unit is None):
        raise _invalid("Thời hạn tính theo ngày cần số ngày lớn hơn 0 và loại ngày (làm việc hay theo lịch).")
    if row.due_days is not None and row.deadline_on is not None:
        raise _invalid("Thời hạn là một ngày cụ thể, hoặc là số ngày, không phải cả hai.")


def _invalid(why: str) -> InvalidInput:
    return InvalidInput(
        "proposal.invalid", what="Chưa lưu được nhiệm vụ dự kiến.", why=why, todo="Hãy sửa rồi lưu lại."
    )


@transaction.atomic
def split_proposal(
    actor: Actor, *, document_id: int, version: int, proposal_id: int, parts: tuple[Span, ...], now: datetime
) -> int:
    """Cut one item into tasks, each with its own quote; the item itself steps back. Returns the new version."""
    document = locked_document(actor, document_id, version)
    row = proposal_in(document, proposal_id)
    drafts = parts_of(proposal(row), _text(document), parts)
    made = [proposal_row(document, draft, DraftOrigin.PERSON, row) for draft in drafts]
    for part in made:
        part.lead_units, part.cooperate_units = row.lead_units, row.cooperate_units
    TaskProposal.objects.bulk_create(made)
    row.is_dropped, row.drop_reason = True, SPLIT
    row.save()
    new: dict[str, object] = {"parts": [[draft.quote.start, draft.quote.end] for draft in drafts]}
    _record(actor, "correspondence.proposal.split", row, {}, new, now=now)
    return document.version


@transaction.atomic
def add_proposal(
    actor: Actor, *, document_id: int, version: int, quote: Span, kind: ProposalKind, now: datetime
) -> int:
    """Propose the words that a person selected; returns the new version."""
    document = locked_document(actor, document_id, version)
    draft = draft_of_quote(_text(document), quote, kind)
    row = proposal_row(document, draft, DraftOrigin.PERSON)
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
    row.is_dropped, row.drop_reason = True, reason.strip()
    row.save()
    _record(actor, "correspondence.proposal.dropped", row, {}, {"is_dropped": True}, now=now, why=reason.strip())
    return document.version


@transaction.atomic
def restore_proposal(actor: Actor, *, document_id: int, version: int, proposal_id: int, now: datetime) -> int:
    """Take a dropped proposal back. An item that was split becomes whole again: its parts step back instead."""
    document = locked_document(actor, document_id, version)
    row = proposal_in(document, proposal_id)
    if row.drop_reason == SPLIT:
        row.parts.update(is_dropped=True, drop_reason="Gộp lại")
    row.is_dropped, row.drop_reason, row.is_edited = False, "", True
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
    codes = None if units is None else list(dict.fromkeys(units))
    if codes:
        check_units(document, codes)
    column = "lead_units" if role is AddressRole.LEAD else "cooperate_units"
    old: dict[str, object] = {column: getattr(row, column)}
    setattr(row, column, codes)
    row.is_edited = True
    row.save()
    _record(actor, "correspondence.proposal.units_set", row, old, {column: codes}, now=now)
    return document.version


def check_units(document: ReceivedDocument, codes: list[str]) -> None:
    if document.effective_on is None:
        raise InvalidInput(
            "document.date_not_chosen",
            what="Chưa chọn được đơn vị.",
            why="Văn bản chưa có ngày; đơn vị được xác định theo ngày đó.",
            todo="Hãy chọn ngày áp dụng trước.",
        )
    known = directory_on(document.effective_on).by_code
    if unknown := [code for code in codes if code not in known]:
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
