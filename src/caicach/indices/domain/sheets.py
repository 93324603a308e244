"""Values of a unit's sheet and of one component of it."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from caicach.indices.domain.asking import Asked
from caicach.indices.domain.cycle import Cells, ObjectionState, Stage, Step, Treatment
from caicach.indices.domain.sampled_points import SampledPoints
from caicach.indices.domain.years import YearHead
from caicach.kernel.metrics import Provenance
from caicach.kernel.said import Said


@dataclass(frozen=True, slots=True)
class EntryView:
    """One thing said of a component, by whom and when."""

    id: int
    stage: Stage
    number: int
    is_current: bool
    cells: Cells
    points: Decimal | None
    note: str
    agrees: bool
    request: str
    source: str
    provenance: Provenance | None
    missing_reason: Said
    sample_size: int | None
    standard_error: Decimal | None
    sampled: SampledPoints | None
    made_at: datetime
    made_by: str


@dataclass(frozen=True, slots=True)
class EvidenceView:
    id: int
    stage: Stage
    name: str
    size: int
    added_at: datetime
    added_by: str
    removed_at: datetime | None


@dataclass(frozen=True, slots=True)
class ObjectionView:
    id: int
    sheet_id: int
    unit_name: str
    component: str
    text: str
    state: ObjectionState
    raised_at: datetime
    raised_by: str
    decided_at: datetime | None
    decided_by: str
    decision_reason: str


@dataclass(frozen=True, slots=True)
class FindingView:
    id: int
    year_id: int
    year: int
    unit: str
    unit_name: str
    node_code: str
    node_name: str
    text: str
    lost_points: Decimal | None
    source: Said
    state: str
    recorded_at: datetime
    recorded_by: str
    remedy: str
    owner: str
    due_on: date | None
    task_id: int | None
    evidence_text: str
    evidence: tuple[tuple[int, str], ...]
    evidenced_at: datetime | None
    closed_at: datetime | None
    closed_by: str
    closing_note: str


@dataclass(frozen=True, slots=True)
class NodeRow:
    """A node of the sheet: its points as the unit, the appraisal and the data see them, beside last year's."""

    code: str
    name: str
    depth: int
    is_component: bool
    is_self_scored: bool
    method: str
    maximum: Decimal
    own: Decimal | None  # as the unit scored it; survey and computed figures included in totals
    appraised: Decimal | None
    counted: Decimal | None
    computed: Decimal | None
    last_year: Decimal | None
    cells: str
    is_missing: bool
    is_not_applicable: bool
    lacks_proof: bool
    asks: bool
    is_answered: bool
    objected: bool
    findings: int
    note: Said

    @property
    def differs(self) -> bool:
        """Whether the appraisal came to other points than the unit."""
        return self.appraised is not None and self.own is not None and self.appraised != self.own

    @property
    def differs_from_data(self) -> bool:
        return self.computed is not None and self.own is not None and self.computed != self.own


@dataclass(frozen=True, slots=True)
class SheetHead:
    id: int
    year: YearHead
    unit: str
    unit_name: str
    treatment: Treatment
    treatment_reason: str
    removed_reason: str
    locked_at: datetime | None
    locked_by: str
    explained_at: datetime | None
    explained_by: str


@dataclass(frozen=True, slots=True)
class SheetRights:
    """What the reader may do to a sheet at the step it stands at; ``may_appraise`` names the components."""

    may_score: bool
    may_explain: bool
    may_object: bool
    may_appraise: frozenset[str]
    may_decide: bool
    may_manage: bool
    may_enter: bool


_CLAIMED = ("bonus", "shown")  # nobody has to give these figures


@dataclass(frozen=True, slots=True)
class SheetPage:
    head: SheetHead
    rows: tuple[NodeRow, ...]
    total: NodeRow
    last_year: int | None
    rights: SheetRights

    @property
    def shows_counted(self) -> bool:
        """From the council's step on, the points that count stand beside those of the unit and the appraisal."""
        return not self.head.year.step.is_before(Step.COUNCIL)

    @property
    def components(self) -> tuple[NodeRow, ...]:
        return tuple(row for row in self.rows if row.is_component)

    @property
    def to_score(self) -> tuple[NodeRow, ...]:
        return tuple(row for row in self.components if row.is_self_scored and row.method not in _CLAIMED)

    @property
    def left(self) -> tuple[NodeRow, ...]:
        """Self-scored components that lack a figure or its proof."""
        return tuple(row for row in self.to_score if row.is_missing or row.lacks_proof)

    @property
    def done(self) -> int:
        return sum(1 for row in self.to_score if not row.is_missing and not row.lacks_proof)

    def row(self, code: str) -> NodeRow | None:
        return next((row for row in self.rows if row.code == code), None)


@dataclass(frozen=True, slots=True)
class TraceLine:
    code: str
    name: str
    rule: Said
    steps: tuple[Said, ...]
    points: Decimal | None
    maximum: Decimal
    reference: Said


@dataclass(frozen=True, slots=True)
class ComponentPage:
    """Everything about one node of a sheet: the figures side by side, their history, proof, and why the points."""

    row: NodeRow
    asked: Asked | None
    rule_text: str
    evidence_wanted: str
    reference: str
    source: str
    data_source: str
    verifier: str
    contradictions: tuple[Said, ...]
    entries: tuple[EntryView, ...]
    evidence: tuple[EvidenceView, ...]
    objections: tuple[ObjectionView, ...]
    findings: tuple[FindingView, ...]
    trace: tuple[TraceLine, ...]
    children: tuple[NodeRow, ...]
    previous: str
    next: str

    def current(self, stage: Stage) -> EntryView | None:
        return next((entry for entry in self.entries if entry.stage is stage and entry.is_current), None)

    @property
    def side_by_side(self) -> tuple[EntryView, ...]:
        order = tuple(Stage)
        found = [entry for entry in self.entries if entry.is_current]
        return tuple(sorted(found, key=lambda entry: order.index(entry.stage)))

    @property
    def history(self) -> tuple[EntryView, ...]:
        return tuple(sorted(self.entries, key=lambda entry: entry.id))

    @property
    def open_objection(self) -> ObjectionView | None:
        return next((one for one in self.objections if one.state is ObjectionState.OPEN), None)
