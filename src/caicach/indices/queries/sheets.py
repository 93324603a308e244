"""A unit's sheet: every node with its points side by side, and one component with all that was said of it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal

from caicach.indices.definition.component_scoring import NOT_GIVEN
from caicach.indices.definition.inputs import Inputs
from caicach.indices.definition.rules.base import ZERO
from caicach.indices.definition.scores import NodeScore, UnitScore
from caicach.indices.definition.scoring import Engine
from caicach.indices.definition.validation import maximum_of
from caicach.indices.definition.values import Definition, Node
from caicach.indices.domain.cycle import APPRAISALS, Cells, ObjectionState, Stage, Step, Treatment
from caicach.indices.domain.reading_cells import level_of, rule_in, rule_input
from caicach.indices.domain.resolving import base_entry, counted_entry, is_self_scored
from caicach.indices.domain.sampled_points import SAMPLING
from caicach.indices.domain.sheets import EntryView, NodeRow, SheetHead, SheetPage, SheetRights
from caicach.indices.kept_definitions import definition_of
from caicach.indices.models import Finding, Objection, ScoreEntry, ScoreEvidence, Sheet
from caicach.indices.obtaining import components_under, fields_of, sheet_seen
from caicach.indices.queries.results import edition_before, points_of
from caicach.indices.queries.years import year_head
from caicach.kernel.access import Actor, Permission
from caicach.kernel.metrics import provenance_from_json
from caicach.kernel.said import NOTHING, Said, tell

Entries = Mapping[str, dict[Stage, EntryView]]
TOTAL = "total"
NOT_YET = tell("tính khi đủ số liệu của mọi đơn vị")
APPRAISAL_STAGES = frozenset({Stage.APPRAISAL_1, Stage.APPRAISAL_2})


def sheet_page(actor: Actor, sheet_id: int) -> SheetPage:
    """Nine SQL queries, however long the set is."""
    sheet = sheet_seen(actor, sheet_id)
    definition = definition_of(sheet.year)
    said = current_entries(sheet)
    before = edition_before(sheet.year)
    marks = _Marks(sheet, said, points_of(before, sheet.unit_id))
    own, counted = (unit_score(definition, sheet, said, until) for until in (Stage.SELF, Stage.COUNCIL))
    appraised = unit_score(definition, sheet, said, Stage.APPRAISAL_2)
    rows = [
        marks.row(definition, node, depth, own, appraised, counted)
        for root in definition.tree
        for node, depth in _walk(root, 0)
    ]
    return SheetPage(
        head=sheet_head(sheet),
        rows=tuple(rows),
        total=_total(definition, own, appraised if marks.is_appraised else None, counted, marks.last_year),
        last_year=before.year.year if before else None,
        rights=_rights(actor, sheet, definition),
    )


def sheet_head(sheet: Sheet) -> SheetHead:
    return SheetHead(
        id=sheet.pk,
        year=year_head(sheet.year),
        unit=sheet.unit_id,
        unit_name=sheet.unit_name,
        treatment=Treatment(sheet.treatment),
        treatment_reason=sheet.treatment_reason,
        removed_reason=sheet.removed_reason,
        locked_at=sheet.locked_at,
        locked_by=sheet.locked_by_name,
        explained_at=sheet.explained_at,
        explained_by=sheet.explained_by_name,
    )


def _rights(actor: Actor, sheet: Sheet, definition: Definition) -> SheetRights:
    step, acts = Step(sheet.year.step), actor.may(Permission.INDEX_SCORE, unit=sheet.unit_id)
    is_in = sheet.removed_at is None
    is_other = sheet.unit_id not in actor.acts_for
    appraises = actor.may(Permission.INDEX_APPRAISE) and is_other and step in APPRAISALS and sheet.locked_at is not None
    fields = fields_of(sheet.year, actor.user_id) if appraises and is_in else frozenset()
    manages = actor.may(Permission.INDEX_MANAGE)
    return SheetRights(
        may_score=acts and is_in and sheet.locked_at is None and step.is_before(Step.COUNCIL),
        may_explain=acts and is_in and sheet.explained_at is None and step is Step.EXPLANATION,
        may_object=acts and is_in and step is Step.COUNCIL,
        may_appraise=components_under(definition, fields),
        may_decide=actor.may(Permission.INDEX_DECIDE) and is_other and is_in and step is Step.COUNCIL,
        may_manage=manages,
        may_enter=manages and is_in and not step.is_settled,
    )


def current_entries(sheet: Sheet) -> Entries:
    """The newest entry of every component and stage. One SQL query."""
    found: dict[str, dict[Stage, EntryView]] = defaultdict(dict)
    for row in ScoreEntry.objects.filter(sheet=sheet, is_current=True).order_by("component", "id"):
        entry = entry_view(row)
        found[row.component][entry.stage] = entry
    return found


def entry_view(row: ScoreEntry) -> EntryView:
    return EntryView(
        id=row.pk,
        stage=Stage(row.stage),
        number=row.number,
        is_current=row.is_current,
        cells=Cells(row.value, row.numerator, row.denominator),
        points=row.points,
        note=row.note,
        agrees=row.agrees,
        request=row.request,
        source=row.source,
        provenance=provenance_from_json(row.provenance) if row.provenance else None,
        missing_reason=row.missing_reason,
        sample_size=row.sample_size,
        standard_error=row.standard_error,
        sampled=SAMPLING.value(row.sampling) if row.sampling else None,
        made_at=row.made_at,
        made_by=row.made_by_name,
    )


def unit_score(definition: Definition, sheet: Sheet, said: Entries, until: Stage) -> UnitScore:
    """The sheet scored alone; what needs the figures of all units counts as missing until the result is frozen."""
    level = level_of(definition, sheet.unit_type)
    columns: dict[str, dict[str, object]] = {}
    refused: dict[tuple[str, str], Said] = {}
    for node in definition.components():
        entry = counted_entry(node, said.get(node.code, {}), until=until)
        rule = rule_in(definition, node, sheet.year.year)
        columns[node.code] = {}
        if entry is not None and rule is not None and rule.needs_all_units and not entry.cells.is_not_applicable:
            refused[node.code, sheet.unit_id] = NOT_YET
        elif entry is not None:
            columns[node.code][sheet.unit_id] = rule_input(entry.cells, level)
    inputs = Inputs((sheet.unit_id,), columns, refused)  # type: ignore[arg-type]
    return Engine(definition, inputs, year=sheet.year.year).scores().units[sheet.unit_id]


def _walk(node: Node, depth: int) -> Sequence[tuple[Node, int]]:
    found = [(node, depth)]
    for child in node.children:
        found += _walk(child, depth + 1)
    return found


class _Marks:
    """What stands beside the points: evidence, requests, objections, findings, last year."""

    def __init__(self, sheet: Sheet, said: Entries, last_year: Mapping[str, NodeScore]) -> None:
        self.sheet, self.said, self.last_year = sheet, said, last_year
        shown = ScoreEvidence.objects.filter(sheet=sheet, stage=Stage.SELF.value, removed_at=None)
        self._proved = set(shown.values_list("component", flat=True))
        self._appraised = {code for code, entries in said.items() if not APPRAISAL_STAGES.isdisjoint(entries)}
        open_ = Objection.objects.filter(sheet=sheet, state=ObjectionState.OPEN.value)
        self._objected = set(open_.values_list("component", flat=True))
        self._findings: dict[str, int] = defaultdict(int)
        noted = Finding.objects.filter(year=sheet.year, unit_id=sheet.unit_id)
        for code in noted.values_list("node_code", flat=True):
            self._findings[code] += 1

    @property
    def is_appraised(self) -> bool:
        return bool(self._appraised)

    def row(
        self,
        definition: Definition,
        node: Node,
        depth: int,
        own: UnitScore,
        appraised: UnitScore,
        counted: UnitScore,
    ) -> NodeRow:
        entries = self.said.get(node.code, {})
        first = base_entry(node, entries) if node.is_component else None
        decided = counted_entry(node, entries) if node.is_component else None
        computed, last = entries.get(Stage.COMPUTED), self.last_year.get(node.code)
        score = counted.nodes[node.code]
        is_own = node.is_component and is_self_scored(node)
        judged = any(below.code in self._appraised for below, _ in _walk(node, 0))
        return NodeRow(
            code=node.code,
            name=node.name,
            depth=depth,
            is_component=node.is_component,
            is_self_scored=is_own,
            method=node.method.value if node.method else "",
            maximum=maximum_of(node, self.sheet.year.year) or ZERO,
            own=own.nodes[node.code].points if first is not None or not node.is_component else None,
            appraised=appraised.nodes[node.code].points if judged else None,
            counted=score.points,
            computed=computed.points if computed else None,
            last_year=last.points if last else None,
            cells=decided.cells.shown if decided else "",
            is_missing=(first is None) if is_own else score.missing,
            is_not_applicable=decided is not None and decided.cells.is_not_applicable,
            lacks_proof=is_own and first is not None and node.code not in self._proved and not first.note,
            asks=bool(entries.get(Stage.APPRAISAL_1) and entries[Stage.APPRAISAL_1].request),
            is_answered=Stage.EXPLANATION in entries,
            objected=node.code in self._objected,
            findings=self._findings.get(node.code, 0),
            note=_note(computed, score),
        )


def _note(computed: EntryView | None, score: NodeScore) -> Said:
    if score.points is None and computed is not None and computed.missing_reason:
        return computed.missing_reason
    return score.reason if score.missing and score.reason != NOT_GIVEN else NOTHING


def _total(
    definition: Definition,
    own: UnitScore,
    appraised: UnitScore | None,
    counted: UnitScore,
    last_year: Mapping[str, NodeScore],
) -> NodeRow:
    """``appraised`` None: nobody has appraised anything yet, which is not the unit's own total."""
    known = [last_year[root.code].points for root in definition.tree if root.code in last_year]
    before = [points for points in known if points is not None]
    return NodeRow(
        code=TOTAL,
        name="",
        depth=0,
        is_component=False,
        is_self_scored=False,
        method="",
        maximum=counted.maximum,
        own=own.points,
        appraised=appraised.points if appraised else None,
        counted=counted.points,
        computed=None,
        last_year=sum(before, Decimal(0)) if before else None,
        cells="",
        is_missing=bool(counted.missing),
        is_not_applicable=False,
        lacks_proof=False,
        asks=False,
        is_answered=False,
        objected=False,
        findings=0,
        note=NOTHING,
    )
