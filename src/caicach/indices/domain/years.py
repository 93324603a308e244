"""Values of scoring years as pages and programs read them."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from caicach.indices.definition.values import Definition
from caicach.indices.domain.cycle import Origin, Step, Treatment
from caicach.indices.domain.targets import TargetLine
from caicach.kernel.said import Said


@dataclass(frozen=True, slots=True)
class YearHead:
    """A scoring year without its units."""

    id: int
    year: int
    set_code: str
    set_name: str
    legal_number: str
    origin: Origin
    step: Step
    is_illustrative: bool
    definition_hash: str
    opened_at: datetime
    published_at: datetime | None
    due: tuple[tuple[Step, date], ...] = ()
    moved_at: datetime | None = None

    def due_on(self, step: Step) -> date | None:
        return dict(self.due).get(step)


@dataclass(frozen=True, slots=True)
class OwnSet:
    """A set of the office's own, as it stands kept with the last year that was scored by it."""

    year_id: int
    year: int
    definition: Definition


@dataclass(frozen=True, slots=True)
class YearRow:
    """A line of the list of years."""

    head: YearHead
    units: int
    locked: int
    own_sheets: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A unit of a year: how far it is, and what waits for whom."""

    id: int
    unit: str
    unit_name: str
    unit_type: str
    treatment: Treatment
    treatment_reason: str
    changed_on: date | None
    successor: str | None
    locked_at: datetime | None
    locked_by: str
    explained_at: datetime | None
    removed_reason: str
    scored: int
    needed: int
    appraised: int
    asked: int
    explained: int
    objections: int

    @property
    def missing(self) -> int:
        return max(0, self.needed - self.scored)


@dataclass(frozen=True, slots=True)
class YearPage:
    head: YearHead
    rows: tuple[SheetRow, ...]
    components: int
    appraisable: int
    may_manage: bool
    result_number: int | None
    fields: tuple[tuple[str, str], ...]  # code and name of the nodes at the top

    @property
    def locked(self) -> int:
        return sum(1 for row in self.rows if row.locked_at is not None and not row.removed_reason)

    @property
    def taking_part(self) -> int:
        return sum(1 for row in self.rows if not row.removed_reason and row.treatment.is_scored)

    @property
    def undecided(self) -> tuple[SheetRow, ...]:
        return tuple(r for r in self.rows if r.treatment is Treatment.UNDECIDED and not r.removed_reason)


@dataclass(frozen=True, slots=True)
class RankRow:
    """A unit's line of a published or frozen result. ``points`` None: not known to this edition."""

    unit: str
    unit_name: str
    points: Decimal | None
    maximum: Decimal | None
    percentage: Decimal | None
    rank: int | None
    group: str
    missing: int
    sheet_id: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class ResultPage:
    """A result as it was; ``fields`` are the nodes at the top with the points of every unit, in the order of rows."""

    head: YearHead
    number: int
    frozen_at: datetime
    frozen_by: str
    result_hash: str
    inputs_hash: str
    rows: tuple[RankRow, ...]
    fields: tuple[tuple[str, str], ...]
    field_points: tuple[tuple[Decimal | None, ...], ...]
    warnings: tuple[Said, ...]
    total: int = 0
    unranked: int = 0
    number_of_page: int = 1
    day: date | None = None
    targets: tuple[TargetLine, ...] = ()
    places: int = 2
