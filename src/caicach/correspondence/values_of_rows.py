"""Rows of this module as values, and values as columns: the one place that knows both."""

from typing import Any

from caicach.correspondence.domain.header import Correction
from caicach.correspondence.domain.received import DocumentRow, ReceivedState
from caicach.correspondence.domain.review import Proposal
from caicach.correspondence.failures import failure_of
from caicach.correspondence.models import DocumentReading, HeaderCorrection, ReceivedDocument, TaskProposal
from caicach.documents.as_json import reading_from_json
from caicach.documents.values import Reading, Recurrence, Span
from caicach.drafts.domain.draft import DraftOrigin, LeadPhrase
from caicach.kernel.vocabulary import DueUnit, ProposalKind, ReformArea


def document_row(document: ReceivedDocument) -> DocumentRow:
    return DocumentRow(
        id=document.pk,
        state=ReceivedState(document.state),
        version=document.version,
        filename=document.filename,
        format=document.format,
        arrived_on=document.arrived_on,
        arrival_number=document.arrival_number,
        received_at=document.received_at,
        received_by=document.received_by_name,
        doc_type=document.doc_type,
        superior=document.superior,
        issuer=document.issuer,
        number=document.number,
        symbol=document.symbol,
        issued_on=document.issued_on,
        date_partial=document.date_partial,
        effective_on=document.effective_on,
        subject=document.subject,
        urgency=document.urgency,
        failure=failure_of(document.failure),
        duplicate_of=document.duplicate_of_id,
        confirmed_at=document.confirmed_at,
        confirmed_by=document.confirmed_by_name,
    )


def correction(row: HeaderCorrection) -> Correction:
    value = tuple(row.value) if isinstance(row.value, list) else row.value
    return Correction(row.path, value, row.corrected_by_name)


def corrections_of(document: ReceivedDocument) -> dict[str, Correction]:
    return {row.path: correction(row) for row in document.corrections.order_by("path")}


def reading_of(row: DocumentReading) -> Reading:
    return reading_from_json({**row.body, "text": row.text})


def proposal(row: TaskProposal) -> Proposal:
    return Proposal(
        id=row.pk,
        kind=ProposalKind(row.kind),
        item=row.item,
        text=row.text,
        quote=Span(row.quote_start, row.quote_end),
        quote_text=row.quote_text,
        lead=phrases(row.lead),
        cooperate=phrases(row.cooperate),
        lead_units=None if row.lead_units is None else tuple(row.lead_units),
        cooperate_units=None if row.cooperate_units is None else tuple(row.cooperate_units),
        deadline_raw=row.deadline_raw,
        deadline_on=row.deadline_on,
        due_days=row.due_days,
        due_unit=DueUnit(row.due_unit) if row.due_unit else None,
        recurrence=Recurrence(row.recurrence) if row.recurrence else None,
        area=ReformArea(row.area) if row.area else None,
        area_reason=row.area_reason,
        product=row.product,
        origin=DraftOrigin(row.origin),
        split_from=row.split_from_id,
        is_edited=row.is_edited,
        is_dropped=row.is_dropped,
        drop_reason=row.drop_reason,
        is_uncertain=row.is_uncertain,
        is_accepted=row.is_accepted,
    )


def phrases(value: list[dict[str, Any]]) -> tuple[LeadPhrase, ...]:
    return tuple(LeadPhrase(item["phrase"], Span(*item["quote"]) if item["quote"] else None) for item in value)


def phrases_as_json(value: tuple[LeadPhrase, ...]) -> list[dict[str, Any]]:
    return [{"phrase": p.phrase, "quote": [p.quote.start, p.quote.end] if p.quote else None} for p in value]


def proposal_row(
    document: ReceivedDocument, draft: Proposal, origin: DraftOrigin, split_from: TaskProposal | None = None
) -> TaskProposal:
    """An unsaved row of a draft; one of the reader keeps where it was read."""
    is_read = origin is DraftOrigin.READ
    return TaskProposal(
        document=document,
        kind=draft.kind.value,
        origin=origin.value,
        item=draft.item,
        text=draft.text,
        quote_start=draft.quote.start,
        quote_end=draft.quote.end,
        quote_text=draft.quote_text,
        read_start=draft.quote.start if is_read else None,
        read_end=draft.quote.end if is_read else None,
        lead=phrases_as_json(draft.lead),
        cooperate=phrases_as_json(draft.cooperate),
        deadline_raw=draft.deadline_raw,
        deadline_on=draft.deadline_on,
        due_days=draft.due_days,
        due_unit=draft.due_unit.value if draft.due_unit else None,
        recurrence=draft.recurrence.value if draft.recurrence else None,
        area=draft.area.value if draft.area else None,
        area_reason=draft.area_reason,
        product=draft.product,
        split_from=split_from,
        is_uncertain=draft.is_uncertain,
        is_accepted=draft.is_accepted,
    )
