"""Legal documents that have to be issued: what they are, whose, by when, and how each stands on a day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from caicach.kernel.calendar import WorkingCalendar
from caicach.kernel.errors import InvalidInput


class DocumentKind(StrEnum):
    """Legal documents that a ministry or a local government drafts (Luật 64/2025/QH15, Điều 4); ``OTHER`` is none: a
    plan, a scheme. Joint resolutions with the Front stand with those of the body that leads them."""

    LAW = "law"
    ASSEMBLY = "assembly"
    STANDING_COMMITTEE = "standing_committee"
    PRESIDENT = "president"
    DECREE = "decree"
    GOVERNMENT = "government"
    PRIME_MINISTER = "prime_minister"
    CIRCULAR = "circular"
    JOINT_CIRCULAR = "joint_circular"
    COUNCIL = "council"
    COMMITTEE = "committee"
    CHAIR = "chair"
    COMMUNE_COUNCIL = "commune_council"
    COMMUNE_COMMITTEE = "commune_committee"
    OTHER = "other"

    @property
    def is_legal(self) -> bool:
        return self is not DocumentKind.OTHER

    @property
    def is_central(self) -> bool:
        return self in _CENTRAL

    @property
    def days_before_effect(self) -> int:
        """Calendar days that lie at least between signing and effect (Điều 53(1)), but for the shortened order."""
        return DAYS_BEFORE_CENTRAL_EFFECT if self.is_central else DAYS_BEFORE_EFFECT


_CENTRAL: Final = frozenset(
    {
        DocumentKind.LAW,
        DocumentKind.ASSEMBLY,
        DocumentKind.STANDING_COMMITTEE,
        DocumentKind.PRESIDENT,
        DocumentKind.DECREE,
        DocumentKind.GOVERNMENT,
        DocumentKind.PRIME_MINISTER,
        DocumentKind.CIRCULAR,
        DocumentKind.JOINT_CIRCULAR,
    }
)


class Origin(StrEnum):
    """Who wants it: a plan of ours, a text from above that leaves details to us, or ourselves."""

    PLAN = "plan"
    HIGHER = "higher"
    OWN = "own"


class DraftingStep(StrEnum):
    """In their order; issuing is the end of them and has days of its own."""

    PROPOSED = "proposed"
    DRAFTED = "drafted"
    CONSULTED = "consulted"
    APPRAISED = "appraised"
    SUBMITTED = "submitted"
    VERIFIED = "verified"


@dataclass(frozen=True, slots=True)
class StepDays:
    due_on: date | None = None
    done_on: date | None = None


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """What is asked for. ``basis_effective_on``: when the text from above takes effect whose details this one gives."""

    year: int
    title: str
    kind: DocumentKind
    origin: Origin
    unit: str
    basis: str = ""
    basis_effective_on: date | None = None
    due_on: date | None = None
    is_shortened: bool = False
    task_id: int | None = None
    steps: Mapping[DraftingStep, StepDays] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Issue:
    """``sent_on``: to the gazette and the national database of legal documents."""

    number: str = ""
    signed_on: date | None = None
    effective_on: date | None = None
    sent_on: date | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """What checking or reviewing found; ``mended_by`` names the document that mends it."""

    reviewed_on: date | None = None
    fault: str = ""
    mended_on: date | None = None
    mended_by: str = ""


@dataclass(frozen=True, slots=True)
class Course:
    """Everything that days are told from."""

    facts: DocumentFacts
    issue: Issue = Issue()
    review: Review = Review()
    dropped_on: date | None = None


class Standing(StrEnum):
    IN_TIME = "in_time"
    DONE_LATE = "done_late"
    LATE = "late"
    SOON = "soon"
    AHEAD = "ahead"
    UNKNOWN = "unknown"


class Milestone(StrEnum):
    """``ISSUED_FOR_BASIS``: soon enough to be in force with the text from above."""

    PROPOSED = "proposed"
    DRAFTED = "drafted"
    CONSULTED = "consulted"
    APPRAISED = "appraised"
    SUBMITTED = "submitted"
    VERIFIED = "verified"
    ISSUED = "issued"
    ISSUED_FOR_BASIS = "issued_for_basis"
    SENT = "sent"
    EFFECTIVE = "effective"


@dataclass(frozen=True, slots=True)
class Clock:
    milestone: Milestone
    standing: Standing
    due_on: date | None = None
    done_on: date | None = None
    source: str = ""


class DocumentState(StrEnum):
    RUNNING = "running"
    SOON = "soon"
    LATE = "late"
    ISSUED = "issued"
    ISSUED_LATE = "issued_late"
    FAULTY = "faulty"
    MENDED = "mended"
    DROPPED = "dropped"


LAW_SINCE: Final = date(2025, 4, 1)
"""Luật 64/2025/QH15 in force; the limits below are its own, read in its consolidated text (54/VBHN-VPQH, 2025)."""
DAYS_BEFORE_EFFECT: Final = 10
DAYS_BEFORE_CENTRAL_EFFECT: Final = 45
DAYS_TO_SEND: Final = 3
SOON_WORKING_DAYS: Final = 10
_OF_EFFECT = "Luật 64/2025/QH15, Điều 53(1)"
_OF_DETAILS = "Luật 64/2025/QH15, Điều 53(1) và 53(2)"
_OF_SENDING = "Luật 64/2025/QH15, Điều 9(1)"


def clocks_of(course: Course, *, on: date, calendar: WorkingCalendar) -> tuple[Clock, ...]:
    """Each day that is set for the document, by the plan or by law, in the order of the work; none of a dropped one."""
    if course.dropped_on is not None and course.dropped_on <= on:
        return ()
    facts, issue = course.facts, course.issue
    soon = soon_until(on, calendar)
    found = [
        Clock(Milestone(step.value), standing_of(days.due_on, days.done_on, on, soon), days.due_on, days.done_on)
        for step in DraftingStep
        if (days := facts.steps.get(step)) and (days.due_on or days.done_on)
    ]
    if facts.due_on or issue.signed_on:
        standing = standing_of(facts.due_on, issue.signed_on, on, soon)
        found.append(Clock(Milestone.ISSUED, standing, facts.due_on, issue.signed_on))
    if (by_law := due_for_basis(facts)) is not None:
        standing = standing_of(by_law, issue.signed_on, on, soon)
        found.append(Clock(Milestone.ISSUED_FOR_BASIS, standing, by_law, issue.signed_on, _OF_DETAILS))
    if facts.kind.is_legal and issue.signed_on is not None and issue.signed_on >= LAW_SINCE:
        found.extend(_after_signing(facts, issue, on, soon, calendar))
    return tuple(found)


def _after_signing(
    facts: DocumentFacts, issue: Issue, on: date, soon: date, calendar: WorkingCalendar
) -> Iterable[Clock]:
    assert issue.signed_on is not None
    if issue.signed_on > on:
        return
    due = end_of_term(issue.signed_on + timedelta(days=DAYS_TO_SEND), calendar)
    standing = standing_of(due, issue.sent_on, on, soon)
    yield Clock(Milestone.SENT, standing, due, issue.sent_on, _OF_SENDING)
    if issue.effective_on is not None and not facts.is_shortened:
        earliest = issue.signed_on + timedelta(days=facts.kind.days_before_effect)
        if issue.effective_on < earliest:
            yield Clock(Milestone.EFFECTIVE, Standing.LATE, earliest, issue.effective_on, _OF_EFFECT)


def due_for_basis(facts: DocumentFacts) -> date | None:
    """The last day of signing on which the document is in force together with the text that it gives details of.

    >>> from dataclasses import replace
    >>> facts = DocumentFacts(2026, "A", DocumentKind.COMMITTEE, Origin.HIGHER, "STP", "B", date(2026, 7, 1))
    >>> due_for_basis(facts)
    datetime.date(2026, 6, 21)
    >>> due_for_basis(replace(facts, kind=DocumentKind.CIRCULAR))
    datetime.date(2026, 5, 17)
    """
    if facts.basis_effective_on is None or facts.origin is not Origin.HIGHER or not facts.kind.is_legal:
        return None
    if facts.basis_effective_on < LAW_SINCE:
        return None
    return facts.basis_effective_on - timedelta(days=0 if facts.is_shortened else facts.kind.days_before_effect)


def due_of(facts: DocumentFacts) -> date | None:
    """By when it has to be issued: the earlier of what the plan and what the law says; None where neither does."""
    return min((day for day in (facts.due_on, due_for_basis(facts)) if day is not None), default=None)


def state_of(course: Course, clocks: Iterable[Clock], *, on: date) -> DocumentState:
    """What there is to say of it first, as known on a day; ``clocks`` are those of the day."""
    if course.dropped_on is not None and course.dropped_on <= on:
        return DocumentState.DROPPED
    signed, review = course.issue.signed_on, course.review
    if signed is not None and signed <= on:
        if review.fault and review.reviewed_on is not None and review.reviewed_on <= on:
            return DocumentState.MENDED if review.mended_on and review.mended_on <= on else DocumentState.FAULTY
        due = due_of(course.facts)
        return DocumentState.ISSUED if due is None or signed <= due else DocumentState.ISSUED_LATE
    before = [clock.standing for clock in clocks]
    if Standing.LATE in before:
        return DocumentState.LATE
    return DocumentState.SOON if Standing.SOON in before else DocumentState.RUNNING


def standing_of(due: date | None, done: date | None, on: date, soon: date) -> Standing:
    """How something to be done by a day stands on another; ``soon`` is the last day that counts as near."""
    if done is not None and done <= on:
        return Standing.UNKNOWN if due is None else Standing.IN_TIME if done <= due else Standing.DONE_LATE
    if due is None:
        return Standing.UNKNOWN
    return Standing.LATE if due < on else Standing.SOON if due <= soon else Standing.AHEAD


def soon_until(on: date, calendar: WorkingCalendar) -> date:
    """Ten working days from a day; fourteen days where the calendar of the year is not published."""
    try:
        return calendar.add_working_days(on, SOON_WORKING_DAYS)
    except InvalidInput:
        return on + timedelta(days=14)


def end_of_term(last: date, calendar: WorkingCalendar) -> date:
    """A term whose last day is a day of rest ends on the next working day (Bộ luật Dân sự 2015, Điều 148(5))."""
    try:
        return last if calendar.is_working_day(last) else calendar.next_working_day(last)
    except InvalidInput:
        return last
