"""A draft of work as a value: what is proposed as a task, and what the person who reviews it decided."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from caicach.documents.deadlines.values import Deadline, Recurrence
from caicach.documents.values import Span
from caicach.drafts.domain.changes import UNCHANGED, Unchanged
from caicach.drafts.domain.task_fields import TaskFieldChanges, TaskFields
from caicach.kernel.vocabulary import DueUnit, ReformArea


class DraftOrigin(StrEnum):
    READ = "read"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class LeadPhrase:
    """Words that name who acts, and where they stand in a letter (None in a plan, or where a person typed them)."""

    phrase: str
    quote: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft(TaskFields):
    """What is proposed as a task, as read, with what a person changed laid over it.

    Each source adds where it stands there: ``correspondence`` the item and quote of a letter, ``plans`` the row of a
    table. ``lead_units`` and ``cooperate_units`` are the codes a person chose by hand; None leaves it to the phrases.
    ``is_accepted`` False: no task comes of it unless a person says so. ``is_uncertain``: the reader doubts what it
    read. ``deadline`` is what the words of its time set, ``deadline_on`` or ``due_days`` from the source's own day what
    holds. ``is_looked_at``: a person says that what is odd is meant so.
    """

    id: int
    text: str
    lead: tuple[LeadPhrase, ...] = ()
    cooperate: tuple[LeadPhrase, ...] = ()
    lead_units: tuple[str, ...] | None = None
    cooperate_units: tuple[str, ...] | None = None
    deadline_raw: str | None = None
    deadline: Deadline | None = None
    deadline_on: date | None = None
    due_days: int | None = None
    due_unit: DueUnit | None = None
    recurrence: Recurrence | None = None
    area: ReformArea | None = None
    area_reason: str | None = None  # the words of the text that decided, or None where a person chose
    product: str | None = None
    budget_raw: str | None = None
    origin: DraftOrigin = DraftOrigin.READ
    split_from: int | None = None
    is_edited: bool = False
    is_dropped: bool = False
    drop_reason: str = ""
    is_uncertain: bool = False
    is_looked_at: bool = False
    is_accepted: bool = True

    @property
    def is_open(self) -> bool:
        """Whether a task is still to come of it."""
        return self.is_accepted and not self.is_dropped


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftChanges(TaskFieldChanges):
    """What a person changes of a draft; what is not named stays as it is. A source adds what it has beside."""

    text: str | Unchanged = UNCHANGED
    lead: tuple[str, ...] | Unchanged = UNCHANGED
    cooperate: tuple[str, ...] | Unchanged = UNCHANGED
    deadline_raw: str | None | Unchanged = UNCHANGED
    deadline_on: date | None | Unchanged = UNCHANGED
    due_days: int | None | Unchanged = UNCHANGED
    due_unit: DueUnit | None | Unchanged = UNCHANGED
    recurrence: Recurrence | None | Unchanged = UNCHANGED
    area: ReformArea | None | Unchanged = UNCHANGED
    product: str | None | Unchanged = UNCHANGED
    budget_raw: str | None | Unchanged = UNCHANGED
    is_accepted: bool | Unchanged = UNCHANGED
