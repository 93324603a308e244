"""Keeping a reading: header in force, recognition of duplicates, and proposals beside what a person has done."""

from datetime import datetime

from caicach.correspondence.domain.header import date_of, text_of, values_in_force
from caicach.correspondence.domain.identity import content_digest, identity_of
from caicach.correspondence.domain.proposing import drafts_of, missing_from
from caicach.correspondence.domain.quotes import moved_quote
from caicach.correspondence.domain.received import ReceivedState
from caicach.correspondence.models import DocumentReading, ReceivedDocument, TaskProposal
from caicach.correspondence.obtaining import newest_reading
from caicach.correspondence.values_of_rows import corrections_of, proposal_row
from caicach.documents.as_json import reading_to_keep
from caicach.documents.read.source import SourceText
from caicach.documents.values import Reading, Span, Urgency
from caicach.drafts import services as drafts
from caicach.drafts.domain.draft import DraftOrigin
from caicach.drafts.domain.task_fields import of_letter
from caicach.drafts.values_of_rows import phrase_as_json, phrases
from caicach.kernel.ordering import text_order
from caicach.kernel.text.folding import fold
from caicach.kernel.vocabulary import ProposalKind

_NOT_LIVE = (ReceivedState.WITHDRAWN.value, ReceivedState.REFUSED.value)


def keep_reading(document: ReceivedDocument, source: SourceText, reading: Reading, now: datetime) -> None:
    """Add a reading to a saved document and bring its header and proposals up to date; the caller saves the document.

    What a person corrected, edited, added, split or dropped stays; the rest is what this reading says.
    """
    former = newest_reading(document)
    body = reading_to_keep(reading)
    body.pop("text")
    DocumentReading.objects.create(
        document=document,
        number=former.number + 1 if former else 1,
        text=reading.text,
        page_starts=list(source.page_starts),
        body=body,
        reader_version=reading.reader_version,
        read_at=now,
    )
    document.format = source.format.value
    document.content_sha256 = content_digest(reading.text)
    apply_header(document, reading)
    _renew_proposals(document, reading, former.text if former else reading.text)


def apply_header(document: ReceivedDocument, reading: Reading) -> None:
    """Write the header values in force into the document's columns; the caller saves it."""
    values = values_in_force(reading, corrections_of(document) if document.pk else {})
    for path in ("doc_type", "superior", "issuer", "number", "symbol", "subject", "urgency"):
        setattr(document, path, text_of(values, path))
    document.issued_on = date_of(values)
    document.date_partial = None if document.issued_on else reading.document.date_partial
    if document.issued_on:
        document.effective_on, document.effective_on_reason = document.issued_on, ""
    elif not document.effective_on_reason:
        document.effective_on = None
    document.identity = identity_of(
        number=document.number, symbol=document.symbol, issuer=document.issuer, issued_on=document.issued_on
    )
    shown = (document.number, document.symbol, document.issuer, document.subject, document.filename)
    document.search_text = fold(" ".join(part for part in shown if part))
    document.reference_order = text_order(" ".join(filter(None, (document.symbol, document.number))))
    document.issuer_order = text_order(document.issuer)


def same_document(document: ReceivedDocument) -> ReceivedDocument | None:
    """The document registered before that this one is: equal bytes, equal words, or equal identity."""
    others = ReceivedDocument.objects.exclude(state__in=_NOT_LIVE).exclude(pk=document.pk).order_by("id")
    for field in ("file_sha256", "content_sha256", "identity"):
        value = getattr(document, field)
        if value and (found := others.filter(**{field: value}).first()):
            return found
    return None


def _renew_proposals(document: ReceivedDocument, reading: Reading, former_text: str) -> None:
    rows = list(document.proposals.order_by("id"))
    untouched = drafts.untouched_ids(rows, _is_handled)
    handled = [row for row in rows if row.pk not in untouched]
    spans = [span for row in handled for span in _moved(row, former_text, reading.text)]
    document.proposals.filter(pk__in=untouched).delete()
    fresh = [proposal_row(document, draft) for draft in missing_from(drafts_of(reading), spans)]
    parts = [part for row in fresh for part in drafts.apart_by_day(row)]
    TaskProposal.objects.bulk_create(fresh)
    TaskProposal.objects.bulk_create(parts)
    mark_proposals(document)


def _is_handled(row: TaskProposal) -> bool:
    return row.is_edited or row.is_dropped or row.origin != DraftOrigin.READ.value


def mark_proposals(document: ReceivedDocument) -> None:
    """A mark in the head says something of every item that no person has touched."""
    mark = Urgency(document.urgency) if document.urgency else None
    for row in document.proposals.filter(is_edited=False, origin=DraftOrigin.READ.value).order_by("id"):
        said = {name: value.value for name, value in of_letter(mark, row.text).items()}
        if row.kind == ProposalKind.TASK.value and any(getattr(row, name) != code for name, code in said.items()):
            document.proposals.filter(pk=row.pk).update(**said)


def _moved(row: TaskProposal, former: str, text: str) -> list[Span]:
    """Move a person's proposal to the words of the new text; the spans it stands for.

    Where the words are no longer there letter by letter, the person's quote stays as it was and asks to be looked at.
    """
    quote, is_exact = moved_quote(Span(row.quote_start, row.quote_end), former, text)
    if not quote.of(text).strip():
        quote, is_exact = Span(0, len(text)), False
    row.quote_start, row.quote_end = quote.start, quote.end
    row.is_uncertain = row.is_uncertain or not is_exact
    row.lead, row.cooperate = (_phrases_moved(value, former, text) for value in (row.lead, row.cooperate))
    spans = [quote]
    if row.read_start is not None and row.read_end is not None:
        read, _ = moved_quote(Span(row.read_start, row.read_end), former, text)
        row.read_start, row.read_end = read.start, read.end
        spans.append(read)
    row.save()
    return spans


def _phrases_moved(value: list[dict[str, object]], former: str, text: str) -> list[dict[str, object]]:
    if former == text:
        return value
    moved = []
    for phrase in phrases(value):
        place = moved_quote(phrase.quote, former, text) if phrase.quote else None
        moved.append(type(phrase)(phrase.phrase, place[0] if place and place[1] else None))
    return [phrase_as_json(phrase) for phrase in moved]
