"""Programmes and plans as values that leave the module."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from caicach.documents.deadlines.values import Deadline, Recurrence
from caicach.drafts.domain.task_fields import TaskFieldChanges, TaskFields
from caicach.kernel.ordering import Order
from caicach.kernel.pages import Page
from caicach.kernel.vocabulary import ReformArea
from caicach.plans.domain.tasks import StateCounts, TaskOrigin


class PlanKind(StrEnum):
    PROGRAMME = "programme"  # chương trình, kế hoạch của một giai đoạn
    ANNUAL = "annual"  # kế hoạch năm


class PlanState(StrEnum):
    """A draft has rows under review and no task; the first task puts the plan in force; a closed one takes no more."""

    DRAFT = "draft"
    IN_FORCE = "in_force"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class PlanFrame:
    """The days that the rows of a plan are judged by."""

    issued_on: date
    first_year: int
    last_year: int

    @property
    def year(self) -> int | None:
        """The year of a day that names none; a plan of several years cannot say."""
        return self.first_year if self.first_year == self.last_year else None


@dataclass(frozen=True, slots=True)
class NewPlan:
    """A programme or plan as whoever makes it says it; ``reference`` is empty until it is issued."""

    kind: PlanKind
    unit: str
    first_year: int
    last_year: int
    title: str
    issued_on: date
    reference: str = ""
    parent_id: int | None = None


@dataclass(frozen=True, slots=True)
class NewObjective:
    """``target`` is the figure to reach, in ``target_unit``; ``metric`` names the figure that shows it."""

    text: str
    area: ReformArea | None = None
    number: str = ""
    target: Decimal | None = None
    target_unit: str = ""
    metric: str = ""


@dataclass(frozen=True, slots=True)
class NewProvision:
    reference: str
    text: str
    item: str = ""


@dataclass(frozen=True, slots=True)
class TaskChanges(TaskFieldChanges):
    """What a task of a plan says from now on."""

    text: str
    product: str = ""
    number: str = ""
    section: tuple[str, ...] = ()
    area: ReformArea | None = None
    budget_raw: str = ""
    objective_id: int | None = None


@dataclass(frozen=True, slots=True)
class PlanFilters:
    kind: PlanKind | None = None
    unit: str = ""
    year: int | None = None
    states: tuple[PlanState, ...] = ()
    text: str = ""
    order: Order | None = None
    page: int = 1
    size: int = 50


@dataclass(frozen=True, slots=True)
class PlanListRow:
    """``tasks`` counts tasks in force, ``open_lines`` the rows still under review."""

    id: int
    kind: PlanKind
    unit: str
    unit_name: str
    first_year: int
    last_year: int
    title: str
    reference: str
    issued_on: date
    state: PlanState
    version: int
    parent_id: int | None
    parent_name: str
    tasks: int
    open_lines: int
    may_edit: bool

    @property
    def period(self) -> str:
        return str(self.first_year) if self.first_year == self.last_year else f"{self.first_year}–{self.last_year}"

    @property
    def name(self) -> str:
        return self.reference or self.title


@dataclass(frozen=True, slots=True)
class ObjectiveView:
    id: int
    area: ReformArea | None
    number: str
    text: str
    target: Decimal | None
    target_unit: str
    metric: str
    tasks: int


@dataclass(frozen=True, slots=True)
class PlanTaskRow(TaskFields):
    """A task of a plan with all its assignments; ``counts`` are of those that the actor may see.

    ``due_on`` is the last deadline in force. ``bases`` counts the provisions that it carries out. ``may_change``: the
    actor edits the plan and acts for every unit that the task binds.
    """

    id: int
    origin: TaskOrigin
    number: str
    section: tuple[str, ...]
    text: str
    product: str
    lead: tuple[str, ...]
    cooperate: tuple[str, ...]
    due_on: date | None
    deadline_raw: str
    deadline: Deadline | None
    recurrence: Recurrence | None
    budget_raw: str
    area: ReformArea | None
    objective_id: int | None
    parent_id: int | None
    bases: int
    counts: StateCounts
    is_cancelled: bool
    may_change: bool


@dataclass(frozen=True, slots=True)
class PlanPage:
    """A plan with its objectives and tasks in their order; ``counts`` of assignments over all tasks."""

    plan: PlanListRow
    objectives: tuple[ObjectiveView, ...]
    tasks: tuple[PlanTaskRow, ...]
    counts: StateCounts
    children: tuple[PlanListRow, ...]
    on: date


@dataclass(frozen=True, slots=True)
class ProvisionView:
    id: int
    reference: str
    item: str
    text: str
    task_id: int | None
    carried_out_by: tuple[int, ...]  # tasks of the plan, in their order


@dataclass(frozen=True, slots=True)
class Coverage:
    """Which provisions no task carries out, which tasks have no basis, which units below have no plan."""

    plan: PlanListRow
    provisions: tuple[ProvisionView, ...]
    tasks: tuple[PlanTaskRow, ...]
    units_without_plan: tuple[tuple[str, str], ...]
    units_with_plan: tuple[PlanListRow, ...]

    @property
    def uncovered(self) -> tuple[ProvisionView, ...]:
        return tuple(provision for provision in self.provisions if not provision.carried_out_by)

    @property
    def without_basis(self) -> tuple[PlanTaskRow, ...]:
        return tuple(task for task in self.tasks if not task.bases)


@dataclass(frozen=True, slots=True)
class TaskName:
    """A task of a plan by its number and words."""

    id: int
    number: str
    text: str


@dataclass(frozen=True, slots=True)
class CoveredProvision:
    """A provision with the tasks of the plan that carry it out, in their order."""

    provision: ProvisionView
    tasks: tuple[TaskName, ...]


@dataclass(frozen=True, slots=True)
class CoverageSheet:
    """The alignment of a plan as it is read: a page of its provisions, a page of its tasks without basis.

    ``provision_count`` and ``task_count`` are of the whole plan; ``uncovered`` counts the provisions of no task.
    """

    plan: PlanListRow
    provisions: Page[CoveredProvision]
    without_basis: Page[TaskName]
    provision_count: int
    uncovered: int
    task_count: int
    units_without_plan: tuple[tuple[str, str], ...]
    units_with_plan: tuple[PlanListRow, ...]
