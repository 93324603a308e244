"""Received documents: hand in, list, review, correct, confirm."""

from datetime import date
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import File, Form, Query, Router, Schema, Status
from ninja.files import UploadedFile

from caicach.api.auth import actor_of
from caicach.api.errors import ERRORS
from caicach.api.identifiers import Offset, RowId, Version
from caicach.correspondence import queries, services
from caicach.correspondence.domain.received import DocumentFilters, DocumentRow, Received, ReceivedState
from caicach.correspondence.domain.review import Review
from caicach.documents.values import Span
from caicach.drafts.domain.addressing import DraftAddressing
from caicach.kernel.files.services import check_size
from caicach.kernel.http.downloads import attachment
from caicach.kernel.pages import Page
from caicach.kernel.vocabulary import AddressRole, ProposalKind
from caicach.plans import services as plans
from caicach.plans.domain.tasks import ConfirmedDirective

router = Router(tags=["documents"])
PREFIX = "/documents"


class Versioned(Schema):
    """``version`` is the one the caller saw; a stale one is refused with 409."""

    version: Version


class NewVersion(Schema):
    version: int


class ValueIn(Versioned):
    path: str
    value: str | list[str] | None


class EffectiveDateIn(Versioned):
    on: date
    reason: str


class SpanIn(Schema):
    start: Offset
    end: Offset

    def span(self) -> Span:
        return Span(max(0, self.start), max(0, self.start, self.end))


class SplitIn(Versioned):
    parts: list[SpanIn]


class ProposalIn(Versioned):
    quote: SpanIn
    kind: ProposalKind = ProposalKind.TASK


class DropIn(Versioned):
    reason: str


class UnitsIn(Versioned):
    role: AddressRole
    units: list[str] | None


class ReviewOut(Schema):
    """The review, and for each proposal which units its phrases mean and why."""

    review: Review
    addressing: dict[int, DraftAddressing]


@router.post("", response={201: Received, **ERRORS}, summary="Hand in a received document")
def receive_document(
    request: HttpRequest, file: Annotated[UploadedFile, File()], arrived_on: Annotated[date, Form()]
) -> Status[Received]:
    name = file.name or "tep"
    check_size(file.size or 0, name=name)
    received = services.receive_document(
        actor_of(request), data=file.read(), filename=name, arrived_on=arrived_on, now=timezone.now()
    )
    return Status(201, received)


@router.get("", response={200: Page[DocumentRow], **ERRORS}, summary="List received documents")
def list_documents(
    request: HttpRequest,
    state: Annotated[list[ReceivedState], Query()] = [],  # noqa: B006  (read by the framework, never changed)
    text: str = "",
    page: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
    size: Annotated[int, Query(ge=1, le=200)] = 50,
) -> Page[DocumentRow]:
    filters = DocumentFilters(states=tuple(state), text=text, page=page, size=size)
    return queries.received_documents(actor_of(request), filters=filters)


@router.get("/{document_id}", response={200: DocumentRow, **ERRORS}, summary="One document")
def get_document(request: HttpRequest, document_id: RowId) -> DocumentRow:
    row = queries.document_of(actor_of(request), document_id)
    _note_reading(request, document_id)
    return row


def _note_reading(request: HttpRequest, document_id: int) -> None:
    services.note_reading(actor_of(request), read=services.Read.DOCUMENT, identity=document_id, now=timezone.now())


@router.get("/{document_id}/review", response={200: ReviewOut, **ERRORS}, summary="Reading, corrections, addressing")
def get_review(request: HttpRequest, document_id: RowId) -> ReviewOut:
    actor = actor_of(request)
    review = queries.review_of(actor, document_id)
    addressing = {one.draft.id: one.addressing for one in queries.reviewed_proposals(actor, document_id)}
    _note_reading(request, document_id)
    return ReviewOut(review=review, addressing=addressing)


@router.get("/{document_id}/source", response={200: bytes, **ERRORS}, summary="The file as received")
def get_source(request: HttpRequest, document_id: RowId) -> HttpResponse:
    found = queries.source_file(actor_of(request), document_id)
    _note_reading(request, document_id)
    return attachment(found)


@router.post("/{document_id}/read-again", response={200: NewVersion, **ERRORS}, summary="Read again; corrections stay")
def read_again(request: HttpRequest, document_id: RowId, body: Versioned) -> NewVersion:
    version = services.read_again(actor_of(request), document_id=document_id, version=body.version, now=timezone.now())
    return NewVersion(version=version)


@router.post("/{document_id}/values", response={200: NewVersion, **ERRORS}, summary="Correct a header value")
def correct_value(request: HttpRequest, document_id: RowId, body: ValueIn) -> NewVersion:
    version = services.correct_value(
        actor_of(request),
        document_id=document_id,
        version=body.version,
        path=body.path,
        value=body.value,
        now=timezone.now(),
    )
    return NewVersion(version=version)


@router.post("/{document_id}/effective-date", response={200: NewVersion, **ERRORS}, summary="Choose the date")
def choose_effective_date(request: HttpRequest, document_id: RowId, body: EffectiveDateIn) -> NewVersion:
    version = services.choose_effective_date(
        actor_of(request),
        document_id=document_id,
        version=body.version,
        on=body.on,
        reason=body.reason,
        now=timezone.now(),
    )
    return NewVersion(version=version)


@router.post("/{document_id}/proposals", response={200: NewVersion, **ERRORS}, summary="Add a task with its quote")
def add_proposal(request: HttpRequest, document_id: RowId, body: ProposalIn) -> NewVersion:
    version = services.add_proposal(
        actor_of(request),
        document_id=document_id,
        version=body.version,
        quote=body.quote.span(),
        kind=body.kind,
        now=timezone.now(),
    )
    return NewVersion(version=version)


@router.post("/{document_id}/proposals/{proposal_id}/split", response={200: NewVersion, **ERRORS}, summary="Split")
def split_proposal(request: HttpRequest, document_id: RowId, proposal_id: RowId, body: SplitIn) -> NewVersion:
    version = services.split_proposal(
        actor_of(request),
        document_id=document_id,
        version=body.version,
        proposal_id=proposal_id,
        parts=tuple(part.span() for part in body.parts),
        now=timezone.now(),
    )
    return NewVersion(version=version)


@router.post("/{document_id}/proposals/{proposal_id}/drop", response={200: NewVersion, **ERRORS}, summary="Drop")
def drop_proposal(request: HttpRequest, document_id: RowId, proposal_id: RowId, body: DropIn) -> NewVersion:
    version = services.drop_proposal(
        actor_of(request),
        document_id=document_id,
        version=body.version,
        proposal_id=proposal_id,
        reason=body.reason,
        now=timezone.now(),
    )
    return NewVersion(version=version)


@router.post("/{document_id}/proposals/{proposal_id}/units", response={200: NewVersion, **ERRORS}, summary="Set units")
def set_units(request: HttpRequest, document_id: RowId, proposal_id: RowId, body: UnitsIn) -> NewVersion:
    version = services.set_units(
        actor_of(request),
        document_id=document_id,
        version=body.version,
        proposal_id=proposal_id,
        role=body.role,
        units=tuple(body.units) if body.units is not None else None,
        now=timezone.now(),
    )
    return NewVersion(version=version)


@router.post("/{document_id}/confirm", response={200: ConfirmedDirective, **ERRORS}, summary="Confirm: tasks exist")
def confirm_directive(request: HttpRequest, document_id: RowId, body: Versioned) -> ConfirmedDirective:
    return plans.confirm_directive(actor_of(request), document_id=document_id, version=body.version, now=timezone.now())
