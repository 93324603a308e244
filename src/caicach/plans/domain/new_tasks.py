"""A task that is to be, as whoever creates it says it."""

from dataclasses import dataclass
from datetime import date

from caicach.documents.deadlines.values import Deadline, Recurrence
from caicach.documents.values import Span
from caicach.drafts.domain.addressing import Addressee
from caicach.drafts.domain.task_fields import TaskFields
from caicach.kernel.said import Said
from caicach.kernel.vocabulary import ProposalKind, ReformArea
from caicach.plans.domain.tasks import TaskOrigin


@dataclass(frozen=True, slots=True)
class LetterItem:
    """The item of a confirmed letter that orders a task, with its words there."""

    document_id: int
    proposal_id: int
    kind: ProposalKind
    item: str | None
    quote: Span
    quote_text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTask(TaskFields):
    """``lead`` and ``cooperate`` are codes of units valid on ``effective_on``, the day the task is given.

    ``origin_ref`` names what a letter or a remedy came from; ``basis`` are ids of provisions of the plan;
    ``section`` is the path of headings in the plan's table, outermost first; ``position`` its place there (None: the
    end); ``letter_item`` is what a directive orders. ``addressees`` say of each unit which words named it and why;
    ``reason`` says it for all others.
    """

    text: str
    lead: tuple[str, ...]
    effective_on: date
    cooperate: tuple[str, ...] = ()
    product: str | None = None
    area: ReformArea | None = None
    due_on: date | None = None
    deadline_raw: str | None = None
    deadline: Deadline | None = None
    recurrence: Recurrence | None = None
    plan_id: int | None = None
    objective_id: int | None = None
    parent_id: int | None = None
    origin: TaskOrigin = TaskOrigin.MANUAL
    origin_ref: str | Said = ""
    basis: tuple[int, ...] = ()
    number: str = ""
    section: tuple[str, ...] = ()
    budget_raw: str | None = None
    position: int | None = None
    letter_item: LetterItem | None = None
    addressees: tuple[Addressee, ...] = ()
    reason: Said | None = None
