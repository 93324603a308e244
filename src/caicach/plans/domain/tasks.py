"""Tasks, assignments, reports and boards, as values that leave the module."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from caicach.correspondence.domain.received import DocumentRow
from caicach.documents.deadlines.values import Deadline, Recurrence
from caicach.documents.values import Span
from caicach.drafts.domain.task_fields import TaskFields
from caicach.kernel.metrics import Missing
from caicach.kernel.ordering import Order
from caicach.kernel.said import Said
from caicach.kernel.vocabulary import AddressRole, ProposalKind, ReformArea
from caicach.plans.domain.extending import DeadlineCause, ExtensionRequestView, RequestState
from caicach.plans.domain.pausing import PauseView
from caicach.plans.domain.progress import DelegationView, EventView, SubTaskView, TargetProgress
from caicach.plans.domain.recurring import SeriesView
from caicach.plans.domain.states import DONE, TaskState


class ReportState(StrEnum):
    WAITING = "waiting"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    REPLACED = "replaced"  # by a newer report of the same unit, before it was decided


class TaskOrigin(StrEnum):
    """What a task comes from."""

    DIRECTIVE = "directive"  # a document received and confirmed
    PLAN = "plan"
    LETTER = "letter"  # a commitment that a letter demanded
    REMEDY = "remedy"  # a shortcoming found at the appraisal
    MANUAL = "manual"  # given by a person


class Quality(StrEnum):
    """Quality judged at acceptance; None where it was not judged."""

    GOOD = "good"  # tốt
    SATISFACTORY = "satisfactory"  # đạt yêu cầu
    LIMITED = "limited"  # còn hạn chế


class GroupBy(StrEnum):
    UNIT = "unit"
    DOCUMENT = "document"
    AREA = "area"
    HEAD = "head"  # the post answerable


@dataclass(frozen=True, slots=True)
class NewFile:
    name: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class ConfirmedDirective:
    document_id: int
    task_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class TaskFilters:
    """``units``, ``documents`` and ``areas`` narrow; empty means all that the actor may see. ``without_area`` asks for
    tasks of no area beside those of the areas named, ``without_document`` for those of none. ``heads`` are codes of
    posts answerable ("" = nobody known); ``worker`` is a user to whom the work, or an open sub-task of it, is given;
    ``is_recurring`` asks for work of a period, or done once; ``chosen`` are names and codes of chosen fields.
    """

    units: tuple[str, ...] = ()
    documents: tuple[int, ...] = ()
    without_document: bool = False
    plans: tuple[int, ...] = ()
    areas: tuple[ReformArea, ...] = ()
    without_area: bool = False
    states: tuple[TaskState, ...] = ()
    role: AddressRole | None = None
    heads: tuple[str, ...] = ()
    worker: int | None = None
    is_recurring: bool | None = None
    quality: Quality | None = None
    chosen: tuple[tuple[str, str], ...] = ()
    due_from: date | None = None
    due_to: date | None = None
    text: str = ""
    order: Order | None = None
    page: int = 1
    size: int = 50


@dataclass(frozen=True, slots=True)
class TaskRow(TaskFields):
    """One assignment in a list.

    ``days_late`` and ``days_left`` count working days: None where nothing is late, or nothing is left to count (done,
    without deadline), Missing where the calendar of that year is not published.
    """

    assignment_id: int
    task_id: int
    origin: TaskOrigin
    origin_ref: Said
    document_id: int | None
    document_reference: str
    plan_id: int | None
    plan_name: str  # reference of the plan, or its title where it has none
    item: str | None  # of the document, or TT of the plan
    kind: ProposalKind
    text: str
    area: ReformArea | None
    unit: str
    unit_name: str
    role: AddressRole
    answerable: str | None
    original_due_on: date | None
    due_on: date | None
    recurrence: Recurrence | None
    state: TaskState
    days_late: int | Missing | None
    days_left: int | Missing | None
    completed_on: date | None
    is_waiting: bool
    waiting_report_id: int | None
    is_returned: bool  # the newest report was sent back: it is the unit's turn
    post_code: str | None = None
    holder: str = ""  # who held the post answerable on the day of the assignment
    period: str = ""  # of a recurring task; "" for work done once
    delegate: str = ""
    quality: Quality | None = None
    is_late_report: bool = False  # the newest report came after the deadline
    entered_on: date | None = None  # when it was given here, whatever the day of its source


@dataclass(frozen=True, slots=True)
class StateCounts:
    """How many assignments stand in each state; ``waiting`` counts those with a report to decide, in any state."""

    done_on_time: int = 0
    done_late: int = 0
    done_undated: int = 0  # without a deadline: neither on time nor late
    in_time: int = 0
    overdue: int = 0
    not_yet_due: int = 0
    no_deadline: int = 0
    awaiting: int = 0  # for an event
    paused: int = 0
    waiting: int = 0

    def __add__(self, other: "StateCounts") -> "StateCounts":
        """
        >>> StateCounts(overdue=1, paused=1) + StateCounts(overdue=2, waiting=1)
        StateCounts(done_on_time=0, done_late=0, done_undated=0, in_time=0, overdue=3, not_yet_due=0, no_deadline=0, \
awaiting=0, paused=1, waiting=1)
        """
        names = self.__dataclass_fields__
        return StateCounts(**{name: getattr(self, name) + getattr(other, name) for name in names})

    def of(self, state: TaskState) -> int:
        found: int = getattr(self, state.value)
        return found

    @property
    def total(self) -> int:
        return sum(self.of(state) for state in TaskState)

    @property
    def done(self) -> int:
        return sum(self.of(state) for state in DONE)


def total(counts: Iterable[StateCounts]) -> StateCounts:
    return sum(counts, StateCounts())


@dataclass(frozen=True, slots=True)
class RollUpRow:
    """Counts of one unit (key = code), document (key = id), area (key = value) or head (key = post); "" for none."""

    key: str
    name: str
    counts: StateCounts


@dataclass(frozen=True, slots=True)
class WaitingReport:
    """A report that waits for acceptance, in the coordinator's list; ``may_decide`` is False for one's own unit."""

    report_id: int
    assignment_id: int
    task_id: int
    task_text: str
    unit: str
    unit_name: str
    reported_at: datetime
    reported_by: str
    is_completed: bool
    completed_on: date | None
    due_on: date | None
    may_decide: bool


@dataclass(frozen=True, slots=True)
class CoordinatorBoard:
    """``late`` and ``waiting`` hold at most the first rows; the counts are of all."""

    on: date
    counts: StateCounts
    late: tuple[TaskRow, ...]
    waiting: tuple[WaitingReport, ...]
    by_unit: tuple[RollUpRow, ...]
    by_document: tuple[RollUpRow, ...]
    by_area: tuple[RollUpRow, ...]


@dataclass(frozen=True, slots=True)
class EvidenceView:
    file_id: int
    name: str
    size: int
    media_type: str


@dataclass(frozen=True, slots=True)
class ReportView:
    id: int
    number: int
    state: ReportState
    text: str
    is_completed: bool
    completed_on: date | None
    reported_at: datetime
    reported_by: str
    evidence: tuple[EvidenceView, ...]
    decided_at: datetime | None
    decided_by: str
    decision_reason: str
    quality: Quality | None
    may_decide: bool
    figure: Decimal | None = None
    is_late: bool = False


@dataclass(frozen=True, slots=True)
class DeadlineChangeView:
    decided_at: datetime
    decided_by: str
    old_due_on: date | None
    new_due_on: date
    reason: Said
    cause: DeadlineCause = DeadlineCause.EXTENSION


@dataclass(frozen=True, slots=True)
class WorkView:
    """What happens to an assignment besides reports: ``progress`` is that of its sub-tasks, None where it has none."""

    requests: tuple[ExtensionRequestView, ...] = ()
    pauses: tuple[PauseView, ...] = ()
    delegations: tuple[DelegationView, ...] = ()
    sub_tasks: tuple[SubTaskView, ...] = ()
    progress: int | None = None
    target: TargetProgress | None = None
    event: EventView | None = None
    delegate_id: int | None = None

    @property
    def waiting_request(self) -> ExtensionRequestView | None:
        return next((request for request in self.requests if request.state is RequestState.WAITING), None)


@dataclass(frozen=True, slots=True)
class AssignmentView:
    """``phrase`` are the words of the document that named the unit; ``reason`` says how they were understood."""

    row: TaskRow
    phrase: str
    reason: Said
    post_code: str | None
    judged_due_on: date | None
    quality: Quality | None
    reports: tuple[ReportView, ...]
    deadline_changes: tuple[DeadlineChangeView, ...]
    may_report: bool
    may_extend: bool
    may_assign: bool = False
    work: WorkView = WorkView()


@dataclass(frozen=True, slots=True)
class TaskHistoryLine:
    at: datetime
    action: str
    actor_name: str
    old: dict[str, object]
    new: dict[str, object]
    why: str


@dataclass(frozen=True, slots=True)
class TaskView(TaskFields):
    """``proposal_id`` and ``quote`` are those of the document's review; None for a task that no document gave."""

    id: int
    origin: TaskOrigin
    origin_ref: Said
    proposal_id: int | None
    kind: ProposalKind
    item: str | None
    text: str
    quote_text: str
    quote: Span | None
    plan_id: int | None
    plan_name: str
    objective: str
    section: tuple[str, ...]
    budget_raw: str | None
    effective_on: date
    product: str | None
    deadline_raw: str | None
    deadline: Deadline | None
    recurrence: Recurrence | None
    area: ReformArea | None
    created_at: datetime
    cancelled_at: datetime | None
    cancelled_reason: str


@dataclass(frozen=True, slots=True)
class LinkedTask:
    id: int
    item: str | None
    text: str


@dataclass(frozen=True, slots=True)
class BasisView:
    """A provision that a task carries out; ``task_id`` where it is a task of the plan above."""

    provision_id: int
    reference: str
    item: str
    text: str
    task_id: int | None


@dataclass(frozen=True, slots=True)
class PeriodLine:
    """One period of a recurring task, over the units that the actor may see."""

    period: str
    label: Said
    due_on: date | None
    counts: StateCounts


@dataclass(frozen=True, slots=True)
class SeriesRow:
    """A recurring task as one line with its present period; ``series`` None: nobody has set how it repeats."""

    task_id: int
    text: str
    document_reference: str
    recurrence: Recurrence | None
    series: SeriesView | None
    latest: PeriodLine | None
    periods: int


@dataclass(frozen=True, slots=True)
class TaskPage:
    """Assignments that the actor may see, leads first; ``history`` oldest first, of the task and those assignments.

    ``document`` is None for a task that no document gave; ``parent`` and ``parts`` are tasks the actor may see.
    """

    task: TaskView
    document: DocumentRow | None
    parent: LinkedTask | None
    parts: tuple[LinkedTask, ...]
    bases: tuple[BasisView, ...]
    assignments: tuple[AssignmentView, ...]
    history: tuple[TaskHistoryLine, ...]
    may_cancel: bool
    series: SeriesView | None = None
    period: str = ""  # whose assignments are shown
    periods: tuple[PeriodLine, ...] = ()  # newest first
    may_assign: bool = False


@dataclass(frozen=True, slots=True)
class AssignmentPage:
    task: TaskView
    document: DocumentRow | None
    assignment: AssignmentView
