"""Findings of units, with what was done about each."""

from django.db.models import QuerySet

from caicach.indices.domain.sheets import FindingView
from caicach.indices.kept_definitions import definition_of
from caicach.indices.models import Finding, FindingEvidence, ScoringYear, Sheet, UnitResult
from caicach.indices.obtaining import year_seen
from caicach.kernel.access import Actor, Permission
from caicach.kernel.errors import NotFound
from caicach.kernel.files import queries as files
from caicach.kernel.files.values import NamedFile
from caicach.kernel.said import from_text


def visible_findings(actor: Actor) -> QuerySet[Finding]:
    """Of every unit for those who see all scores, else of the own unit and its subtree."""
    if actor.may(Permission.INDEX_SEE_ALL):
        return Finding.objects.all()
    return Finding.objects.filter(unit_id__in=sorted(actor.visible_units))


def findings(actor: Actor, year_id: int, *, unit: str = "", state: str = "", node: str = "") -> tuple[FindingView, ...]:
    """Findings of a year by unit and node. Five SQL queries."""
    year = year_seen(actor, year_id)
    found = visible_findings(actor).filter(year=year)
    if unit:
        found = found.filter(unit_id=unit)
    if state:
        found = found.filter(state=state)
    if node:
        found = found.filter(node_code=node)
    return _views(found, year)


def findings_of_unit(actor: Actor, sheet: Sheet) -> tuple[FindingView, ...]:
    return _views(visible_findings(actor).filter(year=sheet.year, unit_id=sheet.unit_id), sheet.year)


def finding(actor: Actor, finding_id: int) -> FindingView:
    found = visible_findings(actor).filter(pk=finding_id)
    row = found.select_related("year").first()
    if row is None:
        raise NotFound(
            "index_finding.not_found",
            what="Không có tồn tại, hạn chế này.",
            why="Không tồn tại, hoặc không thuộc phạm vi của bạn.",
            todo="Hãy quay lại danh sách.",
        )
    return _views(found, row.year)[0]


def finding_file(actor: Actor, evidence_id: int) -> NamedFile:
    found = FindingEvidence.objects.filter(pk=evidence_id, finding__in=visible_findings(actor)).select_related("file")
    row = found.first()
    if row is None:
        raise NotFound(
            "index_finding.no_file",
            what="Không có tài liệu này.",
            why="Tài liệu không tồn tại, hoặc không thuộc phạm vi của bạn.",
            todo="Hãy quay lại danh sách.",
        )
    return NamedFile(row.file.name, row.file.media_type, files.read_bytes(row.file))


def _views(found: QuerySet[Finding], year: ScoringYear) -> tuple[FindingView, ...]:
    names = {node.code: node.name for node in definition_of(year).walk()} if year.definition_text else {}
    units = dict(UnitResult.objects.filter(result__year=year).values_list("unit_id", "unit_name"))
    units |= dict(Sheet.objects.filter(year=year).values_list("unit_id", "unit_name"))
    rows = found.prefetch_related("evidence__file").order_by("unit_id", "node_code", "id")
    return tuple(_view(row, year, names.get(row.node_code, ""), units.get(row.unit_id, row.unit_id)) for row in rows)


def _view(row: Finding, year: ScoringYear, node_name: str, unit_name: str) -> FindingView:
    return FindingView(
        id=row.pk,
        year_id=year.pk,
        year=year.year,
        unit=row.unit_id,
        unit_name=unit_name,
        node_code=row.node_code,
        node_name=node_name,
        text=row.text,
        lost_points=row.lost_points,
        source=from_text(row.source),
        state=row.state,
        recorded_at=row.recorded_at,
        recorded_by=row.recorded_by_name,
        remedy=row.remedy,
        owner=row.owner,
        due_on=row.due_on,
        task_id=row.task_id,
        evidence_text=row.evidence_text,
        evidence=tuple((one.pk, one.file.name) for one in row.evidence.all()),
        evidenced_at=row.evidenced_at,
        closed_at=row.closed_at,
        closed_by=row.closed_by_name,
        closing_note=row.closing_note,
    )
