"""Reads of the register of requests about personal data."""

from dataclasses import dataclass
from datetime import date

from caicach.kernel.access import Actor, Permission
from caicach.kernel.errors import NotFound
from caicach.surveys.collection.domain.data_requests import RequestCourse, RequestKind, RequestOutcome, RequestState
from caicach.surveys.collection.models import DataRequest


@dataclass(frozen=True, slots=True)
class DataRequestLine:
    """``outcome`` is None while it is open, ``extended_from`` where its day was not moved."""

    id: int
    survey_id: int
    survey: str
    is_anonymous: bool
    kind: RequestKind
    asked_by: str
    text: str
    received_on: date
    acknowledge_by: date
    acknowledged_on: date | None
    due_on: date
    extended_from: date | None
    extension_reason: str
    closed_on: date | None
    outcome: RequestOutcome | None
    answer: str
    state: RequestState


def data_requests(actor: Actor, *, on: date) -> tuple[DataRequestLine, ...]:
    """Open ones first, by their day. One query; none of them for who does not run surveys."""
    if not actor.may(Permission.SURVEY_MANAGE):
        return ()
    rows = DataRequest.objects.select_related("survey")
    found = [_line(row, on) for row in rows]
    return tuple(sorted(found, key=lambda one: (one.closed_on is not None, one.due_on, one.id)))


def data_request(actor: Actor, request_id: int, *, on: date) -> DataRequestLine:
    """One query. Raises NotFound."""
    row = DataRequest.objects.select_related("survey").filter(pk=request_id).first()
    if row is None or not actor.may(Permission.SURVEY_MANAGE):
        raise NotFound("survey.no_request", what="Không có yêu cầu này trong sổ.")
    return _line(row, on)


def _line(row: DataRequest, on: date) -> DataRequestLine:
    course = RequestCourse(row.acknowledge_by, row.acknowledged_on, row.due_on, row.closed_on)
    return DataRequestLine(
        row.pk,
        row.survey_id,
        row.survey.title,
        row.survey.is_anonymous,
        RequestKind(row.kind),
        row.asked_by,
        row.text,
        row.received_on,
        row.acknowledge_by,
        row.acknowledged_on,
        row.due_on,
        row.extended_from,
        row.extension_reason,
        row.closed_on,
        RequestOutcome(row.outcome) if row.outcome else None,
        row.answer,
        course.state_on(on),
    )
