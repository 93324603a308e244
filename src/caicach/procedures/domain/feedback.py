"""Feedback of citizens and businesses (phản ánh, kiến nghị): its course, its dated limits, the rows of form 06."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from caicach.kernel.calendar import WorkingCalendar
from caicach.kernel.errors import InvalidInput


class FeedbackKind(StrEnum):
    """About how somebody behaved, or about what a rule says: two routes (NĐ 20/2008, Điều 14)."""

    BEHAVIOUR = "behaviour"
    RULE = "rule"


class FeedbackChannel(StrEnum):
    COUNTER = "counter"
    LETTER = "letter"
    PHONE = "phone"
    PORTAL = "portal"
    PAGE = "page"  # sent by whoever spoke, without signing in


class FeedbackState(StrEnum):
    RECEIVED = "received"
    ROUTED = "routed"
    LATE = "late"
    REFUSED = "refused"
    ANSWERED = "answered"
    PUBLISHED = "published"


@dataclass(frozen=True, slots=True)
class FeedbackLimit:
    """Working days: to refuse and to answer from receipt, to publish from the answer."""

    since: date
    refuse: int
    answer: int
    publish: int
    source: str
    is_verified: bool


LIMITS: Final = (
    FeedbackLimit(
        since=date(2021, 12, 8),
        refuse=2,
        answer=15,
        publish=2,
        source="QĐ 31/2021/QĐ-TTg, theo mô tả công thức bộ chỉ số 766",
        is_verified=False,
    ),
)
"""Quyết định 29/2026/QĐ-TTg replaces this from 20/7/2026; its limits have not been read, so these stand, unverified."""


@dataclass(frozen=True, slots=True)
class FeedbackCourse:
    received_on: date
    routed_on: date | None = None
    refused_on: date | None = None
    answered_on: date | None = None
    published_on: date | None = None

    @property
    def handled_on(self) -> date | None:
        return self.answered_on or self.refused_on

    def state_on(self, on: date, due_on: date | None) -> FeedbackState:
        if self.published_on is not None and self.published_on <= on:
            return FeedbackState.PUBLISHED
        if self.answered_on is not None and self.answered_on <= on:
            return FeedbackState.ANSWERED
        if self.refused_on is not None and self.refused_on <= on:
            return FeedbackState.REFUSED
        if due_on is not None and due_on < on:
            return FeedbackState.LATE
        return FeedbackState.RECEIVED if self.routed_on is None else FeedbackState.ROUTED


def limit_on(on: date) -> FeedbackLimit | None:
    """
    >>> limit_on(date(2023, 1, 1)).answer, limit_on(date(2020, 1, 1))
    (15, None)
    """
    return max((one for one in LIMITS if one.since <= on), key=lambda one: one.since, default=None)


def answer_due(received_on: date, calendar: WorkingCalendar) -> date | None:
    """None where no limit is known for the day, or the calendar of its year is not published."""
    limit = limit_on(received_on)
    try:
        return calendar.add_working_days(received_on, limit.answer) if limit else None
    except InvalidInput:
        return None


@dataclass(frozen=True, slots=True)
class FeedbackCounts:
    """A row of form 06: received before and in the period, handled, in hand at its end, published in it."""

    kind: FeedbackKind | None
    before: int
    received: int
    handled: int
    in_hand: int
    published: int


def counts_in_period(
    courses: Iterable[tuple[FeedbackKind, FeedbackCourse]], first: date, last: date
) -> tuple[FeedbackCounts, ...]:
    """Each kind, then all: before + received = handled + in hand.

    >>> course = FeedbackCourse(date(2023, 1, 5), answered_on=date(2023, 2, 1))
    >>> counts_in_period([(FeedbackKind.RULE, course)], date(2023, 2, 1), date(2023, 2, 28))[-1]
    FeedbackCounts(kind=None, before=1, received=0, handled=1, in_hand=0, published=0)
    """
    known = [(kind, one) for kind, one in courses if one.received_on <= last]
    known = [(kind, one) for kind, one in known if one.handled_on is None or one.handled_on >= first]
    return (*(_counts(kind, known, first, last) for kind in FeedbackKind), _counts(None, known, first, last))


def _counts(
    kind: FeedbackKind | None, known: Iterable[tuple[FeedbackKind, FeedbackCourse]], first: date, last: date
) -> FeedbackCounts:
    rows = [one for of_kind, one in known if kind is None or of_kind is kind]
    before = sum(one.received_on < first for one in rows)
    handled = sum(one.handled_on is not None and one.handled_on <= last for one in rows)
    published = sum(one.published_on is not None and first <= one.published_on <= last for one in rows)
    return FeedbackCounts(kind, before, len(rows) - before, handled, len(rows) - handled, published)
