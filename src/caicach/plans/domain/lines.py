"""The rows of a plan under review, as values: what each says, whom it falls to, and what is wrong with it."""

from dataclasses import dataclass
from enum import StrEnum

from caicach.documents.plan.values import TableCell
from caicach.drafts.domain.changes import UNCHANGED, Unchanged
from caicach.drafts.domain.draft import Draft, DraftChanges
from caicach.drafts.domain.problems import ReviewedDraft
from caicach.kernel.said import Said
from caicach.plans.domain.giving import NOTHING_GIVEN, Giving


class LineShown(StrEnum):
    """Which rows the review shows."""

    OPEN = "open"
    PROBLEMS = "problems"
    FINE = "fine"
    DROPPED = "dropped"
    CONFIRMED = "confirmed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line(Draft):
    """What the row of a plan's table proposes, and where it stands there. ``parent`` is the id of another row."""

    version: int
    position: int
    number: str = ""
    section: tuple[str, ...] = ()
    objective_id: int | None = None
    parent: int | None = None
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

    @property
    def name(self) -> str:
        """As people find it: its number in the table, else its place."""
        return self.number or str(self.position)


ReviewedLine = ReviewedDraft[Line]


@dataclass(frozen=True, slots=True, kw_only=True)
class LineChanges(DraftChanges):
    number: str | Unchanged = UNCHANGED
    section: tuple[str, ...] | Unchanged = UNCHANGED
    objective_id: int | None | Unchanged = UNCHANGED
    parent: int | None | Unchanged = UNCHANGED


@dataclass(frozen=True, slots=True)
class FileView:
    id: int
    filename: str
    warnings: tuple[Said, ...]


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
    giving: Giving = NOTHING_GIVEN  # what giving every row that is fine would give
