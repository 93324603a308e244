"""A confirmed letter and its assignments."""

from dataclasses import replace
from datetime import UTC, date, datetime

from caicach.documents.deadlines.reading import read_deadline
from caicach.documents.deadlines.values import Deadline, Recurrence
from caicach.documents.values import Reading
from caicach.kernel.access import Actor
from caicach.plans import queries, services
from caicach.plans.domain.tasks import AssignmentView, NewFile, TaskFilters, TaskRow
from factories.correspondence import NOW, OFFICE, province, reading, received, review
from factories.kept_rows import kept

PROOF = NewFile("ket-qua.txt", "Danh mục thủ tục đã rà soát".encode())
LATER = datetime(2023, 2, 20, 3, 0, tzinfo=UTC)
ON = date(2023, 2, 20)


@kept
def confirmed(read: Reading | None = None) -> int:
    """The invented letter, or a reading of it, confirmed in the small province; its id."""
    province()
    document_id = received(read=read)
    services.confirm_directive(OFFICE, document_id=document_id, version=review(document_id).version, now=NOW)
    return document_id


def open_ended(recurrence: Recurrence | None = None, deadline_raw: str | None = None) -> Reading:
    """The invented letter whose item 2 sets no day: it recurs, or says something else of its time."""
    found = reading()
    deadline = read_deadline(deadline_raw) if deadline_raw else None
    if recurrence:
        deadline = replace(deadline or Deadline(recurrence.label), recurrence=recurrence)
    second = replace(found.tasks[1], deadline=deadline)
    return replace(found, tasks=(found.tasks[0], second))


def at(year: int, month: int, day: int) -> datetime:
    """Ten in the morning of a day in the province."""
    return datetime(year, month, day, 3, 0, tzinfo=UTC)


def rows(actor: Actor = OFFICE, on: date = ON, **filters: object) -> tuple[TaskRow, ...]:
    return queries.unit_tasks(actor, on=on, filters=TaskFilters(**filters)).items  # type: ignore[arg-type]


def row(unit: str, item: str = "1", on: date = ON) -> TaskRow:
    return next(r for r in rows(on=on) if r.unit == unit and r.item == item)


def view(assignment_id: int, actor: Actor = OFFICE, on: date = ON) -> AssignmentView:
    return queries.assignment_page(actor, assignment_id, on=on).assignment


def asked_for_later(actor: Actor, assignment_id: int, *, until: date = date(2023, 3, 20), now: datetime = LATER) -> int:
    """A request for a later deadline; its id."""
    return services.request_extension(
        actor, assignment_id=assignment_id, proposed_on=until, reason="Chờ hướng dẫn", now=now
    )


def report(actor: Actor, assignment_id: int, *, now: datetime = LATER, **changes: object) -> int:
    """A report of completion on the day before ``now``, with proof, unless told otherwise."""
    given: dict[str, object] = {
        "text": "Đã rà soát xong",
        "is_completed": True,
        "completed_on": date(2023, 2, 17),
        "files": (PROOF,),
        **changes,
    }
    return services.report_progress(actor, assignment_id=assignment_id, now=now, **given)  # type: ignore[arg-type]
