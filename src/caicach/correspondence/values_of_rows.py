"""Rows of this module as values, and values as columns: the one place that knows both."""

from caicach.correspondence.domain.header import Correction
from caicach.correspondence.domain.received import DocumentRow, ReceivedState
from caicach.correspondence.domain.review import Proposal
from caicach.correspondence.failures import failure_of
from caicach.correspondence.models import DocumentReading, HeaderCorrection, ReceivedDocument, TaskProposal
from caicach.documents.as_json import reading_from_json
from caicach.documents.values import Reading, Span, Urgency
from caicach.drafts.domain.draft import DraftOrigin
from caicach.drafts.values_of_rows import draft_of, row_of


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
        urgency=Urgency(document.urgency) if document.urgency else None,
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
    return draft_of(Proposal, row, quote=Span(row.quote_start, row.quote_end))


def proposal_row(
    document: ReceivedDocument, draft: Proposal, *, split_from: TaskProposal | None = None
) -> TaskProposal:
    """An unsaved row of a proposal; one of the reader keeps where it was read."""
    is_read = draft.origin is DraftOrigin.READ
    return row_of(
        TaskProposal,
        draft,
        document=document,
        kind=draft.kind.value,
        item=draft.item,
        quote_start=draft.quote.start,
        quote_end=draft.quote.end,
        quote_text=draft.quote_text,
        read_start=draft.quote.start if is_read else None,
        read_end=draft.quote.end if is_read else None,
        split_from=split_from,
    )
