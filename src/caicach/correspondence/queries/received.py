"""Reads of received documents. What the actor may not see does not exist."""

from typing import Final

from caicach.correspondence.domain.header import reviewed_values, values_in_force
from caicach.correspondence.domain.proposing import unquoted_count
from caicach.correspondence.domain.received import DocumentFilters, DocumentRow, ReceivedState
from caicach.correspondence.domain.review import Proposal, Quoted, Review, Value
from caicach.correspondence.failures import failure_of
from caicach.correspondence.obtaining import newest_reading, visible_document, visible_documents
from caicach.correspondence.values_of_rows import corrections_of, document_row, proposal, reading_of
from caicach.documents.values import OfficialDocument, Reading, ReadingWarning, Signatory
from caicach.drafts.domain.addressing import addressing_of
from caicach.drafts.domain.problems import ReviewedDraft, problems_of
from caicach.kernel.access import Actor
from caicach.kernel.errors import NotFound
from caicach.kernel.files import queries as stored
from caicach.kernel.files.values import NamedFile
from caicach.kernel.ordered_pages import ByField, ByKey, by_place, ordered_page
from caicach.kernel.pages import Page
from caicach.kernel.said import tell
from caicach.kernel.text.folding import search_words
from caicach.kernel.unchanged import while_unchanged
from caicach.organisations.domain.addressing import Resolution, resolve
from caicach.organisations.domain.directory import Directory
from caicach.organisations.queries import directory_on

DOCUMENT_COLUMNS: Final[dict[str, ByField | ByKey]] = {
    "reference": ByField("reference_order"),
    "issuer": ByField("issuer_order"),
    "issued_on": ByField("issued_on"),
    "arrived_on": ByField("arrived_on"),
    "state": by_place("state", ReceivedState),
}
"""What the list can be ordered by."""


@while_unchanged()
def received_documents(actor: Actor, *, filters: DocumentFilters) -> Page[DocumentRow]:
    """Documents the actor may see, newest first or as the filters order. At most four SQL queries."""
    found = visible_documents(actor)
    if filters.states:
        found = found.filter(state__in=[state.value for state in filters.states])
    for word in search_words(filters.text):
        found = found.filter(search_text__contains=word)
    if filters.issued_from:
        found = found.filter(issued_on__gte=filters.issued_from)
    if filters.issued_to:
        found = found.filter(issued_on__lte=filters.issued_to)
    own = ("-received_at", "-id")
    rows, total, number = ordered_page(
        found, filters.order, DOCUMENT_COLUMNS, own=own, page=filters.page, size=filters.size
    )
    return Page(tuple(document_row(row) for row in rows), total, number, filters.size)


def document_of(actor: Actor, document_id: int) -> DocumentRow:
    return document_row(visible_document(actor, document_id))


def document_rows(actor: Actor, document_ids: list[int]) -> dict[int, DocumentRow]:
    """Several documents at once; those the actor may not see are left out. One SQL query."""
    found = visible_documents(actor).filter(pk__in=document_ids).order_by("id")
    return {row.pk: document_row(row) for row in found}


def source_file(actor: Actor, document_id: int) -> NamedFile:
    """The file as it came in."""
    document = visible_document(actor, document_id)
    if document.file_id is None:
        raise NotFound("file.not_found", what="Không có tệp này.", todo="Hãy quay lại trang trước.")
    file = stored.stored_file(document.file_id)
    return NamedFile(document.filename, file.media_type, stored.read_bytes(file))


def review_of(actor: Actor, document_id: int) -> Review:
    """Everything the review page shows. Four SQL queries."""
    document = visible_document(actor, document_id)
    row = newest_reading(document)
    reading = reading_of(row) if row else Reading(text="", document=OfficialDocument())
    proposals = tuple(proposal(p) for p in document.proposals.order_by("quote_start", "id"))
    return Review(
        id=document.pk,
        version=document.version,
        state=ReceivedState(document.state),
        filename=document.filename,
        format=document.format,
        text=reading.text,
        page_starts=tuple(row.page_starts) if row else (0,),
        values=reviewed_values(reading, corrections_of(document)) if row else (),
        issued_on=document.issued_on,
        date_partial=document.date_partial,
        effective_on=document.effective_on,
        effective_on_reason=document.effective_on_reason,
        proposals=proposals,
        citations=_quoted(reading, "citations", reading.citations),
        footnotes=_quoted(reading, "footnotes", reading.document.footnotes),
        recipients=_quoted(reading, "recipients", reading.document.recipients),
        signatory=_signatory(reading),
        warnings=(*reading.warnings, *_unquoted(reading)),
        reader_version=reading.reader_version,
        read_at=row.read_at if row else None,
        failure=failure_of(document.failure),
        duplicate_of=document.duplicate_of_id,
        not_understood=tuple(
            span for path, span in reading.spans.items() if path.startswith(("not_understood.", "lost_tables."))
        ),
        beside=tuple(
            Quoted(w.message, reading.spans.get(w.path)) for w in reading.warnings if w.path and ".beside." in w.path
        ),
    )


def _quoted(reading: Reading, path: str, values: tuple[Value, ...]) -> tuple[Quoted[Value], ...]:
    return tuple(Quoted(value, reading.spans.get(f"{path}.{index}")) for index, value in enumerate(values))


def _signatory(reading: Reading) -> Quoted[Signatory] | None:
    signatory = reading.document.signatory
    return Quoted(signatory, reading.spans.get("signatory.name")) if signatory else None


def _unquoted(reading: Reading) -> tuple[ReadingWarning, ...]:
    count = unquoted_count(reading)
    message = tell(
        "{count} nhiệm vụ đọc được nhưng không dẫn được nguyên văn nên không đưa vào; hãy thêm bằng cách bôi chọn.",
        count=count,
    )
    return (ReadingWarning("reading.task_without_quote", message),) if count else ()


def reviewed_proposals(actor: Actor, document_id: int) -> tuple[ReviewedDraft[Proposal], ...]:
    """Every proposal with whom it falls to on the document's date and what is wrong with it; the problems of those
    that become tasks. Nothing while no date is known or chosen: units and deadlines are judged by it.
    """
    document = visible_document(actor, document_id)
    row = newest_reading(document)
    if row is None or document.effective_on is None:
        return ()
    proposals = [proposal(p) for p in document.proposals.order_by("quote_start", "id")]
    addressees = values_in_force(reading_of(row), corrections_of(document))["addressees"]
    phrases = addressees if isinstance(addressees, tuple) else ()
    directory = directory_on(document.effective_on)
    return tuple(_reviewed(p, phrases, directory) for p in proposals)


def _reviewed(one: Proposal, addressees: tuple[str, ...], directory: Directory) -> ReviewedDraft[Proposal]:
    def meaning(phrase: str) -> Resolution:
        return resolve(phrase, directory, on=directory.on)

    addressing = addressing_of(one, directory, meaning, addressees=addressees)
    problems = problems_of(one, addressing, issued_on=directory.on) if one.is_open else ()
    return ReviewedDraft(one, addressing, problems)
