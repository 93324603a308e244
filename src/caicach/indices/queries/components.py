"""One node of a sheet: the figures side by side, their history and proof, and the trace of the points."""

from dataclasses import dataclass, replace

from caicach.indices.definition.inputs import Inputs
from caicach.indices.definition.tracing import TOTAL, TraceStep, explain
from caicach.indices.definition.values import Definition, Node
from caicach.indices.domain.asking import asked_of
from caicach.indices.domain.cycle import NOT_APPLICABLE, ObjectionState, Stage, Step
from caicach.indices.domain.frozen import inputs_from
from caicach.indices.domain.reading_cells import level_of, rule_in
from caicach.indices.domain.sheets import ComponentPage, EvidenceView, ObjectionView, SheetPage, TraceLine
from caicach.indices.gathering import inputs_of, scored_sheets
from caicach.indices.kept_definitions import definition_of
from caicach.indices.models import Objection, ScoreEntry, ScoreEvidence, Sheet
from caicach.indices.obtaining import evidence_not_found, result_in_force, sheet_seen, visible_sheets
from caicach.indices.queries.findings import findings_of_unit
from caicach.indices.queries.sheets import NOT_YET, entry_view
from caicach.kernel.access import Actor
from caicach.kernel.errors import NotFound
from caicach.kernel.files import queries as files
from caicach.kernel.files.values import NamedFile


@dataclass(frozen=True, slots=True)
class CellName:
    name: str
    unit: str


def cell_named(actor: Actor, sheet_id: int, code: str) -> CellName:
    """A component of a sheet that the actor may see; NotFound otherwise. Two SQL queries."""
    sheet = sheet_seen(actor, sheet_id)
    node = definition_of(sheet.year).node(code)
    if node is None:
        raise no_node(code)
    return CellName(node.name, sheet.unit_id)


def no_node(code: str) -> NotFound:
    return NotFound(
        "index_sheet.no_node",
        what="Bộ chỉ số không có mục «{wanted}».",
        todo="Hãy chọn một mục ở cây bên trái.",
        wanted=code[:60],
    )


def component_page(actor: Actor, page: SheetPage, code: str) -> ComponentPage:
    """The part of a sheet's page that is about one node. Seven SQL queries beside those of the trace."""
    sheet = sheet_seen(actor, page.head.id)
    definition = definition_of(sheet.year)
    node, row = definition.node(code), page.row(code)
    if node is None or row is None:
        raise no_node(code)
    entries = ScoreEntry.objects.filter(sheet=sheet, component=code).order_by("id")
    previous, following = _neighbours(page, code)
    level = level_of(definition, sheet.unit_type)
    codes = {one.code for one in node.walk()}
    return ComponentPage(
        row=row,
        asked=asked_of(definition, node, sheet.year.year, level) if node.is_component else None,
        rule_text=node.rule_text,
        evidence_wanted=node.evidence,
        reference=_reference(definition, node, sheet.year.year),
        source=node.source,
        data_source=node.data_source,
        verifier=node.verifier,
        contradictions=node.contradictions,
        entries=tuple(entry_view(entry) for entry in entries),
        evidence=_evidence(sheet, code),
        objections=objections_of([sheet], code),
        findings=tuple(one for one in findings_of_unit(actor, sheet) if one.node_code in codes),
        trace=trace_of(sheet, node),
        children=tuple(found for child in node.children if (found := page.row(child.code)) is not None),
        previous=previous,
        next=following,
    )


def _reference(definition: Definition, node: Node, year: int) -> str:
    own = next((dated.reference for dated in node.rules if dated.years.holds(year) and dated.reference), "")
    return own or node.reference or str(definition.legal_basis)


def _neighbours(page: SheetPage, code: str) -> tuple[str, str]:
    codes = [row.code for row in page.components]
    if code not in codes:
        return "", ""
    at = codes.index(code)
    return codes[at - 1] if at else "", codes[at + 1] if at + 1 < len(codes) else ""


def _evidence(sheet: Sheet, code: str) -> tuple[EvidenceView, ...]:
    rows = ScoreEvidence.objects.filter(sheet=sheet, component=code).select_related("file").order_by("id")
    return tuple(
        EvidenceView(
            row.pk, Stage(row.stage), row.file.name, row.file.size, row.added_at, row.added_by_name, row.removed_at
        )
        for row in rows
    )


def objections_of(sheets: list[Sheet], code: str | None = None) -> tuple[ObjectionView, ...]:
    """Objections of sheets, the open ones first. One SQL query."""
    rows = Objection.objects.filter(sheet__in=sheets).select_related("sheet")
    if code is not None:
        rows = rows.filter(component=code)
    return tuple(objection_view(row) for row in rows.order_by("decided_at", "id"))


def objection_view(row: Objection) -> ObjectionView:
    return ObjectionView(
        id=row.pk,
        sheet_id=row.sheet_id,
        unit_name=row.sheet.unit_name,
        component=row.component,
        text=row.text,
        state=ObjectionState(row.state),
        raised_at=row.raised_at,
        raised_by=row.raised_by_name,
        decided_at=row.decided_at,
        decided_by=row.decided_by_name,
        decision_reason=row.decision_reason,
    )


def trace_of(sheet: Sheet, node: Node | None = None) -> tuple[TraceLine, ...]:
    """Why the node (None: the total) has its points, made anew from the stored inputs; its parents with it."""
    definition = definition_of(sheet.year)
    inputs, is_whole = _inputs(sheet, definition)
    if sheet.unit_id not in inputs.units:
        return ()
    _, steps = explain(definition, inputs, sheet.unit_id, year=sheet.year.year)
    wanted = _path(definition, node.code) if node else []
    by_code = {step.code: step for step in steps}
    found = [_line(by_code[code]) for code in wanted]
    if is_whole:
        found.append(_line(by_code[TOTAL]))
    return tuple(found)


def _inputs(sheet: Sheet, definition: Definition) -> tuple[Inputs, bool]:
    """The stored inputs; whether they are those of all units, so that the rank is the real one.

    Until the year is settled a unit is explained by its own figures alone: those of others are not its business yet,
    and the best so far is not the best.
    """
    if Step(sheet.year.step).is_settled:
        return inputs_from(result_in_force(sheet.year).inputs).as_inputs(definition), True
    own = inputs_of(sheet.year, [one for one in scored_sheets(sheet.year) if one.pk == sheet.pk]).as_inputs(definition)
    comparing = [
        node.code
        for node in definition.components()
        if (rule := rule_in(definition, node, sheet.year.year)) is not None and rule.needs_all_units
    ]
    asked = [
        (c, unit) for c in comparing for unit, cell in own.given.get(c, {}).items() if cell.value != NOT_APPLICABLE
    ]
    given = {
        code: {unit: cell for unit, cell in cells.items() if (code, unit) not in asked}
        for code, cells in own.given.items()
    }
    return replace(own, given=given, refused={**own.refused, **dict.fromkeys(asked, NOT_YET)}), False


def _path(definition: Definition, code: str) -> list[str]:
    """The node, then its parents up to the root."""

    def down(node: Node) -> list[str]:
        if node.code == code:
            return [node.code]
        for child in node.children:
            if below := down(child):
                return [*below, node.code]
        return []

    return next((found for root in definition.tree if (found := down(root))), [])


def _line(step: TraceStep) -> TraceLine:
    score = step.score
    return TraceLine(step.code, step.name, step.rule, step.steps, score.points, score.maximum, step.reference)


def evidence_file(actor: Actor, evidence_id: int) -> NamedFile:
    """A file behind a score, for whoever may see the sheet."""
    found = ScoreEvidence.objects.filter(pk=evidence_id, sheet__in=visible_sheets(actor)).select_related("file").first()
    if found is None:
        raise evidence_not_found()
    return NamedFile(found.file.name, found.file.media_type, files.read_bytes(found.file))
