"""Feedback as values that leave the module; the sender only for who handles it."""

from dataclasses import dataclass
from datetime import date

from caicach.procedures.domain.feedback import (
    FeedbackChannel,
    FeedbackCourse,
    FeedbackKind,
    FeedbackLimit,
    FeedbackState,
)


@dataclass(frozen=True, slots=True)
class FeedbackLine:
    id: int
    content: str
    kind: FeedbackKind
    channel: FeedbackChannel
    code: str
    unit: str
    unit_name: str
    course: FeedbackCourse
    due_on: date | None
    state: FeedbackState


@dataclass(frozen=True, slots=True)
class FeedbackView:
    line: FeedbackLine
    sender: str
    contact: str
    answer: str
    refusal: str
    version: int
    limit: FeedbackLimit | None
    may_route: bool
    may_answer: bool
    may_publish: bool


@dataclass(frozen=True, slots=True)
class PublishedFeedback:
    """What everybody may read: nothing of the sender."""

    id: int
    content: str
    answer: str
    unit_name: str
    received_on: date
    answered_on: date
