"""What a plan's task table says: one value for each task, and what a person should look at."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Annotated

from caicach.documents.deadlines.values import Deadline, Recurrence
from caicach.kernel.kept_form import FROZEN_MAPPING
from caicach.kernel.said import Said


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row stands: table and row count from 1 as a person would; ``page`` or sheet where the file has them."""

    table: int
    row: int
    page: int | None = None
    sheet: str | None = None


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell of a row as the file writes it; ``is_merged`` tells that it reaches here from the row above."""

    title: str
    text: str
    is_merged: bool = False


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One task. ``section`` is the path of section rows, outermost first; None where the table hides its sections.

    ``deadline`` is what the cell's words set; ``deadline_on`` and ``recurrence`` are its own, or what holds instead of
    them since. ``other`` keeps the columns that have no meaning here,
    ``cells`` all that stands in the table's rows.
    """

    no: str | None
    section: tuple[str, ...] | None
    task: str
    product: str = ""
    lead: tuple[str, ...] = ()
    cooperate: tuple[str, ...] = ()
    deadline: Deadline | None = None
    deadline_on: datetime.date | None = None
    recurrence: Recurrence | None = None
    budget_raw: str = ""
    responsible_head_raw: str = ""
    other: Annotated[Mapping[str, str], FROZEN_MAPPING] = field(default_factory=lambda: MappingProxyType({}))
    place: Place = Place(1, 1)
    cells: tuple[TableCell, ...] = ()

    @property
    def deadline_raw(self) -> str:
        """The words of the cell."""
        return self.deadline.words if self.deadline else ""


@dataclass(frozen=True, slots=True)
class PlanWarning:
    """Something to look at: a stable code, a sentence, the row (index into ``rows``), its place."""

    code: str
    message: Said
    row: int | None = None
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class PlanReading:
    """Every task of a file in its order; ``issued``, ``reference`` and ``title`` as the document's head shows them."""

    rows: tuple[PlanRow, ...]
    warnings: tuple[PlanWarning, ...] = ()
    issued: datetime.date | None = None
    reference: str = ""
    title: str = ""
