"""The appraiser's desk and the council's table."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from caicach.indices.definition.values import Definition, Node
from caicach.indices.domain.cycle import APPRAISALS, Cells, ObjectionState, Stage, Step
from caicach.indices.domain.resolving import base_stage
from caicach.indices.domain.sheets import EntryView, ObjectionView
from caicach.indices.domain.years import YearHead
from caicach.indices.gathering import scored_sheets
from caicach.indices.kept_definitions import definition_of
from caicach.indices.models import AppraiserField, Objection, ScoreEntry, ScoreEvidence, ScoringYear, Sheet
from caicach.indices.obtaining import components_under, fields_of, year_seen
from caicach.indices.queries.components import objection_view
from caicach.indices.queries.sheets import entry_view, unit_score
from caicach.indices.queries.years import year_head
from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.pages import Page, page_number

DESK_SIZE = 50
COUNCIL_SIZE = 40


@dataclass(frozen=True, slots=True)
class DeskRow:
    """One component of one unit on an appraiser's desk."""

    sheet_id: int
    unit: str
    unit_name: str
    component: str
    component_name: str
    cells: str
    own: Decimal | None
    computed: Decimal | None
    appraised: Decimal | None
    is_waiting: bool
    differs: bool
    no_evidence: bool
    is_missing: bool
    explained: bool


@dataclass(frozen=True, slots=True)
class Desk:
    head: YearHead
    page: Page[DeskRow]
    waiting: int
    differs: int
    no_evidence: int
    explained: int
    total: int
    fields: tuple[tuple[str, str], ...]
    components: tuple[tuple[str, str], ...]
    is_running: bool


@dataclass(frozen=True, slots=True)
class DeskFilters:
    show: str = ""  # "", waiting, differs, no_evidence, explained
    unit: str = ""
    component: str = ""
    page: int = 1
    size: int = DESK_SIZE


def desk(actor: Actor, year_id: int, filters: DeskFilters) -> Desk:
    """The components that the actor answers for, of every locked sheet. Seven SQL queries."""
    year = year_seen(actor, year_id)
    require(actor, Permission.INDEX_APPRAISE)
    definition = definition_of(year)
    fields = fields_of(year, actor.user_id)
    mine = components_under(definition, fields)
    nodes = [node for node in definition.components() if node.code in mine]
    rows = _desk_rows(actor, year, nodes)
    shown = [row for row in rows if _wanted(row, filters)]
    number = page_number(filters.page, total=len(shown), size=filters.size)
    part = shown[(number - 1) * filters.size : number * filters.size]
    return Desk(
        head=year_head(year),
        page=Page(tuple(part), len(shown), number, filters.size),
        waiting=sum(row.is_waiting for row in rows),
        differs=sum(row.differs for row in rows),
        no_evidence=sum(row.no_evidence for row in rows),
        explained=sum(row.explained for row in rows),
        total=len(rows),
        fields=tuple((node.code, node.name) for node in definition.walk() if node.code in fields),
        components=tuple((node.code, node.name) for node in nodes),
        is_running=Step(year.step) in APPRAISALS,
    )


def _wanted(row: DeskRow, filters: DeskFilters) -> bool:
    shows = {
        "waiting": row.is_waiting,
        "differs": row.differs,
        "no_evidence": row.no_evidence,
        "explained": row.explained,
    }
    if filters.show and not shows.get(filters.show, True):
        return False
    return filters.unit in ("", row.unit) and filters.component in ("", row.component)


def _desk_rows(actor: Actor, year: ScoringYear, nodes: list[Node]) -> list[DeskRow]:
    sheets = [s for s in scored_sheets(year) if s.locked_at is not None and s.unit_id not in actor.acts_for]
    codes = [node.code for node in nodes]
    said: dict[tuple[int, str], dict[Stage, tuple[Cells, Decimal | None]]] = defaultdict(dict)
    stages = {stage.value: stage for stage in Stage}
    current = ScoreEntry.objects.filter(sheet__year=year, component__in=codes, is_current=True).order_by()
    for sheet, code, stage, value, above, below, points in current.values_list(
        "sheet_id", "component", "stage", "value", "numerator", "denominator", "points"
    ):
        said[sheet, code][stages[stage]] = (Cells(value, above, below), points)
    shown = ScoreEvidence.objects.filter(sheet__year=year, component__in=codes, removed_at=None)
    proved = set(shown.values_list("sheet_id", "component"))
    running = APPRAISALS.get(Step(year.step), Stage.APPRAISAL_1)
    return [
        _desk_row(sheet, node, said.get((sheet.pk, node.code), {}), (sheet.pk, node.code) in proved, running)
        for sheet in sheets
        for node in nodes
    ]


def _desk_row(
    sheet: Sheet,
    node: Node,
    entries: Mapping[Stage, tuple[Cells, Decimal | None]],
    is_proved: bool,
    running: Stage,
) -> DeskRow:
    base = base_stage(node)
    first = entries.get(base) if base else None
    computed = entries.get(Stage.COMPUTED)
    appraised = entries.get(Stage.APPRAISAL_2) or entries.get(Stage.APPRAISAL_1)
    own = first[1] if first else None
    is_second = running is Stage.APPRAISAL_2
    explained = Stage.EXPLANATION in entries
    return DeskRow(
        sheet_id=sheet.pk,
        unit=sheet.unit_id,
        unit_name=sheet.unit_name,
        component=node.code,
        component_name=node.name,
        cells=first[0].shown if first else "",
        own=own,
        computed=computed[1] if computed else None,
        appraised=appraised[1] if appraised else None,
        is_waiting=running not in entries and (explained if is_second else base is not None),
        differs=computed is not None and computed[1] is not None and own is not None and computed[1] != own,
        no_evidence=base is Stage.SELF and first is not None and not is_proved,
        is_missing=base is not None and (first is None or first[0].is_blank),
        explained=explained,
    )


@dataclass(frozen=True, slots=True)
class CouncilCell:
    own: Decimal | None
    counted: Decimal | None
    computed: Decimal | None
    is_missing: bool

    @property
    def differs(self) -> bool:
        return self.own is not None and self.counted is not None and self.own != self.counted

    @property
    def differs_from_data(self) -> bool:
        return self.computed is not None and self.counted is not None and self.computed != self.counted


@dataclass(frozen=True, slots=True)
class CouncilRow:
    sheet_id: int
    unit: str
    unit_name: str
    total: CouncilCell
    cells: tuple[CouncilCell, ...]


@dataclass(frozen=True, slots=True)
class CouncilTable:
    """Units by the nodes under ``node`` (the fields where it is empty), each as the unit and as appraised."""

    head: YearHead
    node: str
    node_name: str
    parent: str
    columns: tuple[tuple[str, str, bool], ...]  # code, name, whether it has nodes below
    page: Page[CouncilRow]
    objections: tuple[ObjectionView, ...]


def council_table(
    actor: Actor, year_id: int, *, node: str = "", unit: str = "", page: int = 1, all_units: bool = False
) -> CouncilTable:
    """A page of units, for those who see every unit's scores. Six SQL queries."""
    year = year_seen(actor, year_id)
    require(actor, Permission.INDEX_SEE_ALL)
    definition = definition_of(year)
    above = definition.node(node) if node else None
    columns = above.children if above is not None and above.children else definition.tree
    sheets = [sheet for sheet in scored_sheets(year) if unit in ("", sheet.unit_id)]
    size = max(1, len(sheets)) if all_units else COUNCIL_SIZE
    number = page_number(page, total=len(sheets), size=size)
    part = sheets[(number - 1) * size : number * size]
    said = _entries(part)
    rows = [_council_row(definition, sheet, said.get(sheet.pk, {}), columns) for sheet in part]
    waiting = Objection.objects.filter(sheet__year=year, state=ObjectionState.OPEN.value).select_related("sheet")
    return CouncilTable(
        head=year_head(year),
        node=node if above is not None and above.children else "",
        node_name=above.name if above is not None and above.children else "",
        parent=_parent(definition, node),
        columns=tuple((one.code, one.name, bool(one.children)) for one in columns),
        page=Page(tuple(rows), len(sheets), number, size),
        objections=tuple(objection_view(row) for row in waiting.order_by("id")),
    )


def _parent(definition: Definition, code: str) -> str:
    return next((node.code for node in definition.walk() if code in {child.code for child in node.children}), "")


def _entries(sheets: list[Sheet]) -> Mapping[int, dict[str, dict[Stage, EntryView]]]:
    found: dict[int, dict[str, dict[Stage, EntryView]]] = defaultdict(lambda: defaultdict(dict))
    for row in ScoreEntry.objects.filter(sheet__in=sheets, is_current=True).order_by("sheet_id", "component", "id"):
        entry = entry_view(row)
        found[row.sheet_id][row.component][entry.stage] = entry
    return found


def _council_row(
    definition: Definition, sheet: Sheet, said: Mapping[str, dict[Stage, EntryView]], columns: tuple[Node, ...]
) -> CouncilRow:
    own = unit_score(definition, sheet, said, Stage.SELF)
    counted = unit_score(definition, sheet, said, Stage.COUNCIL)
    cells = []
    for node in columns:
        computed = said.get(node.code, {}).get(Stage.COMPUTED) if node.is_component else None
        score = counted.nodes[node.code]
        cells.append(
            CouncilCell(own.nodes[node.code].points, score.points, computed.points if computed else None, score.missing)
        )
    total = CouncilCell(own.points, counted.points, None, bool(counted.missing))
    return CouncilRow(sheet.pk, sheet.unit_id, sheet.unit_name, total, tuple(cells))


@dataclass(frozen=True, slots=True)
class AppraiserRow:
    user_id: int
    name: str
    node_codes: tuple[str, ...]


def appraisers(actor: Actor, year_id: int) -> tuple[AppraiserRow, ...]:
    """Who appraises which nodes. Two SQL queries."""
    year = year_seen(actor, year_id)
    require(actor, Permission.INDEX_SEE_ALL)
    found: dict[int, tuple[str, list[str]]] = {}
    for row in AppraiserField.objects.filter(year=year).order_by("user_name", "user_id", "node_code"):
        found.setdefault(row.user_id, (row.user_name, []))[1].append(row.node_code)
    return tuple(AppraiserRow(user, name, tuple(codes)) for user, (name, codes) in found.items())


def nodes_of(actor: Actor, year_id: int) -> tuple[tuple[str, str, int], ...]:
    """Code, name and depth of the nodes that have others below, and of the components at the top. One SQL query."""
    definition = definition_of(year_seen(actor, year_id))

    def walk(node: Node, depth: int) -> list[tuple[str, str, int]]:
        below = [line for child in node.children for line in walk(child, depth + 1)]
        return [(node.code, node.name, depth), *below]

    return tuple(line for root in definition.tree for line in walk(root, 0))
