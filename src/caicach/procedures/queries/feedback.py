"""Reads of feedback: the list, one, what was published, the rows of form 06."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from caicach.kernel.access import Actor, Permission
from caicach.kernel.calendar.in_force import calendar_in_force
from caicach.kernel.instants import EVER, Days
from caicach.kernel.pages import Page, page_number
from caicach.organisations.queries import office_names_on
from caicach.procedures.domain.feedback import (
    FeedbackChannel,
    FeedbackCounts,
    FeedbackCourse,
    FeedbackKind,
    FeedbackState,
    answer_due,
    counts_in_period,
    limit_on,
)
from caicach.procedures.domain.feedback_views import FeedbackLine, FeedbackView, PublishedFeedback
from caicach.procedures.models import Feedback
from caicach.procedures.obtaining import feedback_seen, visible_feedback

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class FeedbackFilters:
    """``handled_by`` asks for what was handled as of a day."""

    unit: str = ""
    kind: FeedbackKind | None = None
    state: FeedbackState | None = None
    received: Days = EVER
    due: Days = EVER
    handled_by: date | None = None

    def holds(self, line: FeedbackLine) -> bool:
        """Whether a line is asked for by what days tell."""
        handled = line.course.handled_on
        return (
            (self.state is None or line.state is self.state)
            and self.received.holds(line.course.received_on)
            and self.due.holds(line.due_on)
            and (self.handled_by is None or (handled is not None and handled <= self.handled_by))
        )


def feedback(
    actor: Actor, *, on: date, filters: FeedbackFilters | None = None, page: int = 1, size: int = PER_PAGE
) -> Page[FeedbackLine]:
    """What the actor sees, the newest first; a state is told from days, so that all are read. Two SQL queries."""
    asked = filters or FeedbackFilters()
    rows = visible_feedback(actor)
    if asked.unit:
        rows = rows.filter(unit_id=asked.unit)
    if asked.kind is not None:
        rows = rows.filter(kind=asked.kind.value)
    lines = _lines(rows.order_by("-received_on", "-pk"), on)
    lines = [line for line in lines if asked.holds(line)]
    number = page_number(page, total=len(lines), size=size)
    return Page(tuple(lines[(number - 1) * size : number * size]), len(lines), number, size)


def feedback_view(actor: Actor, feedback_id: int, *, on: date) -> FeedbackView:
    """Two SQL queries."""
    row = feedback_seen(actor, feedback_id)
    (line,) = _lines([row], on)
    is_office = actor.may(Permission.PROCEDURE_MANAGE)
    is_open = line.course.handled_on is None
    is_own = row.unit_id is not None and actor.may(Permission.PROCEDURE_ANSWER, unit=row.unit_id)
    return FeedbackView(
        line=line,
        sender=row.sender,
        contact=row.contact,
        answer=row.answer,
        refusal=row.refusal,
        version=row.version,
        limit=limit_on(row.received_on),
        may_route=is_office and is_open,
        may_answer=is_open and row.unit_id is not None and (is_office or is_own),
        may_publish=is_office and row.answered_on is not None and row.published_on is None,
    )


def published_feedback(*, on: date) -> tuple[PublishedFeedback, ...]:
    """What everybody may read, the newest first. Two SQL queries."""
    names = office_names_on(on)
    rows = Feedback.objects.filter(published_on__lte=on).order_by("-answered_on", "-pk")
    return tuple(
        PublishedFeedback(
            row.pk,
            row.content,
            row.answer,
            names.get(row.unit_id or "", row.unit_id or ""),
            row.received_on,
            row.answered_on or row.received_on,
        )
        for row in rows
    )


def feedback_counts(actor: Actor, *, first: date, last: date, unit: str = "") -> tuple[FeedbackCounts, ...]:
    """The rows of form 06a of a unit, or of all that the actor sees (06b). One SQL query."""
    rows = visible_feedback(actor)
    rows = rows.filter(unit_id=unit) if unit else rows
    return counts_in_period(((FeedbackKind(row.kind), course_of(row)) for row in rows.order_by("pk")), first, last)


def course_of(row: Feedback) -> FeedbackCourse:
    return FeedbackCourse(row.received_on, row.routed_on, row.refused_on, row.answered_on, row.published_on)


def _lines(rows: Iterable[Feedback], on: date) -> list[FeedbackLine]:
    names, calendar = office_names_on(on), calendar_in_force()
    found = []
    for row in rows:
        course, due = course_of(row), answer_due(row.received_on, calendar)
        found.append(
            FeedbackLine(
                id=row.pk,
                content=row.content,
                kind=FeedbackKind(row.kind),
                channel=FeedbackChannel(row.channel),
                code=row.family,
                unit=row.unit_id or "",
                unit_name=names.get(row.unit_id or "", row.unit_id or ""),
                course=course,
                due_on=due,
                state=course.state_on(on, due),
            )
        )
    return found
