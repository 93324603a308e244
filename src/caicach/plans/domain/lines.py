"""The rows of a plan under review, as values: what each says, whom it falls to, and what is wrong with it."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from caicach.correspondence.domain.review import UNCHANGED, ProposalAddressing, Unchanged
from caicach.documents.plan.values import TableCell
from caicach.documents.values import Recurrence
from caicach.kernel.vocabulary import ReformArea


class LineOrigin(StrEnum):
    READ = "read"
    PERSON = "person"


class LineShown(StrEnum):
    """Which rows the review shows."""

    OPEN = "open"
    PROBLEMS = "problems"
    FINE = "fine"
    DROPPED = "dropped"
    CONFIRMED = "confirmed"


@dataclass(frozen=True, slots=True)
class Line:
    """A row in force: as read, with what a person changed laid over it. ``parent`` is the id of another row."""

    id: int
    version: int
    origin: LineOrigin
    position: int
    text: str
    number: str = ""
    section: tuple[str, ...] = ()
    product: str = ""
    lead: tuple[str, ...] = ()
    cooperate: tuple[str, ...] = ()
    lead_units: tuple[str, ...] | None = None
    cooperate_units: tuple[str, ...] | None = None
    deadline_raw: str = ""
    due_on: date | None = None
    recurrence: Recurrence | None = None
    budget_raw: str = ""
    area: ReformArea | None = None
    objective_id: int | None = None
    parent: int | None = None
    is_edited: bool = False
    is_looked_at: bool = False
    is_dropped: bool = False
    drop_reason: str = ""
    task_id: int | None = None
    file_id: int | None = None
    table: int | None = None
    table_row: int | None = None
    page: int | None = None
    sheet: str | None = None
    cells: tuple[TableCell, ...] = ()

    @property
    def is_open(self) -> bool:
        return self.task_id is None and not self.is_dropped


@dataclass(frozen=True, slots=True)
class LineProblem:
    """``blocks`` says that the row cannot be confirmed so; else a person may say that it is meant so."""

    code: str
    message: str
    blocks: bool
    values: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class ReviewedLine:
    line: Line
    addressing: ProposalAddressing
    problems: tuple[LineProblem, ...]

    @property
    def is_blocked(self) -> bool:
        return any(problem.blocks for problem in self.problems)

    @property
    def is_fine(self) -> bool:
        """Whether it goes along when everything that is fine is confirmed."""
        return self.line.is_open and not self.is_blocked and (not self.problems or self.line.is_looked_at)

    @property
    def needs_look(self) -> bool:
        return self.line.is_open and not self.is_fine


@dataclass(frozen=True, slots=True)
class LineChanges:
    """What a person changes of a row; what is not named stays as it is."""

    number: str | Unchanged = UNCHANGED
    section: tuple[str, ...] | Unchanged = UNCHANGED
    text: str | Unchanged = UNCHANGED
    product: str | Unchanged = UNCHANGED
    lead: tuple[str, ...] | Unchanged = UNCHANGED
    cooperate: tuple[str, ...] | Unchanged = UNCHANGED
    deadline_raw: str | Unchanged = UNCHANGED
    due_on: date | None | Unchanged = UNCHANGED
    recurrence: Recurrence | None | Unchanged = UNCHANGED
    budget_raw: str | Unchanged = UNCHANGED
    area: ReformArea | None | Unchanged = UNCHANGED
    objective_id: int | None | Unchanged = UNCHANGED
    parent: int | None | Unchanged = UNCHANGED


@dataclass(frozen=True, slots=True)
class FileView:
    id: int
    stored_id: int
    filename: str
    warnings: tuple[str, ...]


@dataclass(frozen=True)
class PlanReview:
    """``lines`` are the rows of one page; the counts are of all."""

    lines: tuple[ReviewedLine, ...]
    counts: dict[LineShown, int]
    files: tuple[FileView, ...]
    parents: dict[int, str]  # every row that may be a parent, by id: its number and the start of its words
    page: int
    pages: int
    total: int
