"""Findings: recorded by appraisers or the council, answered by a remedy and its evidence, closed by the council."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from caicach.correspondence.services.secret_marks import refusing_secret
from caicach.indices.domain.cycle import FindingState
from caicach.indices.kept_definitions import definition_of
from caicach.indices.models import Finding, FindingEvidence, ScoringYear
from caicach.indices.obtaining import components_under, fields_of, year_seen
from caicach.indices.services.evidence import NewFile, stored_evidence
from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import Conflict, InvalidInput, NotAllowed, NotFound


@transaction.atomic
def record_finding(
    actor: Actor,
    *,
    year_id: int,
    unit: str,
    node_code: str,
    text: str,
    lost_points: Decimal | None = None,
    now: datetime,
) -> int:
    """Record a shortcoming: the council and the office anywhere, an appraiser in the own fields."""
    year = year_seen(actor, year_id)
    _may_record(actor, year, node_code)
    if not year.sheets.filter(unit_id=unit).exists():
        raise NotFound("index_finding.no_unit", what="Đơn vị không có trong kỳ chấm.", todo="Hãy chọn lại đơn vị.")
    _need(text, column="text", what="Chưa ghi tồn tại, hạn chế.", todo="Hãy ghi tồn tại, hạn chế cụ thể.")
    finding = Finding.objects.create(
        year=year,
        unit_id=unit,
        node_code=node_code,
        text=text.strip(),
        lost_points=lost_points,
        state=FindingState.OPEN.value,
        recorded_at=now,
        recorded_by_name=actor.name,
    )
    _record(actor, "recorded", finding, now, why=finding.text)
    return finding.pk


def _may_record(actor: Actor, year: ScoringYear, node_code: str) -> None:
    if actor.may(Permission.INDEX_DECIDE) or actor.may(Permission.INDEX_MANAGE):
        return
    require(actor, Permission.INDEX_APPRAISE)
    definition = definition_of(year)
    node = definition.node(node_code)
    below = {one.code for one in node.components()} if node else set()
    if not below or not below <= components_under(definition, fields_of(year, actor.user_id)):
        raise NotAllowed(
            "index_finding.other_field",
            what="Tiêu chí này không thuộc lĩnh vực bạn được phân công.",
            why="Mỗi lĩnh vực có thành viên chịu trách nhiệm riêng.",
            todo="Hãy chọn tiêu chí trong lĩnh vực của bạn.",
        )


@transaction.atomic
def plan_remedy(actor: Actor, *, finding_id: int, remedy: str, owner: str, due_on: date | None, now: datetime) -> None:
    """The unit (or the office for it) says what will be done, by whom and until when."""
    finding = locked_finding(actor, finding_id)
    _require_unit_or_office(actor, finding)
    _refuse_closed(finding)
    _need(remedy, column="remedy", what="Chưa ghi biện pháp khắc phục.", todo="Hãy ghi việc cụ thể sẽ làm.")
    _need(owner, column="owner", what="Chưa ghi người chịu trách nhiệm.", todo="Hãy ghi chức danh, đơn vị.")
    finding.remedy, finding.owner, finding.due_on = remedy.strip(), owner.strip(), due_on
    finding.planned_at, finding.planned_by_name = now, actor.name
    if finding.state == FindingState.OPEN.value:
        finding.state = FindingState.PLANNED.value
    finding.save()
    _record(actor, "planned", finding, now, why=finding.remedy)


@refusing_secret("files")
def show_remedy_done(
    actor: Actor, *, finding_id: int, text: str, files: tuple[NewFile, ...] = (), now: datetime
) -> None:
    """The unit shows that the remedy was carried out: words, files, or both."""
    finding = locked_finding(actor, finding_id)
    _require_unit_or_office(actor, finding)
    _refuse_closed(finding)
    if finding.state == FindingState.OPEN.value:
        raise Conflict(
            "index_finding.no_remedy",
            what="Chưa có biện pháp khắc phục.",
            why="Minh chứng là minh chứng của một biện pháp.",
            todo="Hãy ghi biện pháp và người chịu trách nhiệm trước.",
        )
    if not files:
        _need(text, column="text", what="Chưa có minh chứng.", todo="Hãy kèm tệp, hoặc ghi kết quả kiểm chứng được.")
    for file in files:
        FindingEvidence.objects.create(finding=finding, file=stored_evidence(actor, file, now=now))
    finding.evidence_text, finding.evidenced_at, finding.evidenced_by_name = text.strip(), now, actor.name
    finding.state = FindingState.EVIDENCED.value
    finding.save()
    _record(actor, "evidenced", finding, now, why=finding.evidence_text)


@transaction.atomic
def close_finding(actor: Actor, *, finding_id: int, is_enough: bool, note: str, now: datetime) -> None:
    """The council closes a finding whose remedy is shown, or sends it back with what is still lacking."""
    finding = locked_finding(actor, finding_id)
    require(actor, Permission.INDEX_DECIDE)
    _refuse_closed(finding)
    if finding.state != FindingState.EVIDENCED.value:
        raise Conflict(
            "index_finding.not_shown",
            what="Chưa có minh chứng khắc phục.",
            why="Hội đồng chỉ đóng tồn tại đã có minh chứng.",
            todo="Hãy chờ đơn vị gửi minh chứng.",
        )
    _need(note, column="note", what="Chưa ghi kết luận của Hội đồng.", todo="Hãy ghi kết luận.")
    finding.closing_note = note.strip()
    finding.state = (FindingState.CLOSED if is_enough else FindingState.PLANNED).value
    if is_enough:
        finding.closed_at, finding.closed_by_name = now, actor.name
    finding.save()
    _record(actor, "closed" if is_enough else "returned", finding, now, why=finding.closing_note)


def locked_finding(actor: Actor, finding_id: int) -> Finding:
    """The finding, locked; of another unit it does not exist for a unit."""
    found = Finding.objects.select_for_update().filter(pk=finding_id).order_by("pk").first()
    if found is None or not (actor.may(Permission.INDEX_SEE_ALL) or found.unit_id in actor.visible_units):
        raise NotFound(
            "index_finding.not_found",
            what="Không có tồn tại, hạn chế này.",
            why="Không tồn tại, hoặc không thuộc phạm vi của bạn.",
            todo="Hãy quay lại danh sách.",
        )
    return found


def _require_unit_or_office(actor: Actor, finding: Finding) -> None:
    if not actor.may(Permission.INDEX_MANAGE):
        require(actor, Permission.INDEX_SCORE, unit=finding.unit_id)


def _refuse_closed(finding: Finding) -> None:
    if finding.state == FindingState.CLOSED.value:
        raise Conflict(
            "index_finding.closed",
            what="Hội đồng đã đóng tồn tại này.",
            why="{note}",
            todo="Không cần làm gì thêm.",
            note=finding.closing_note,
        )


def _need(text: str, *, column: str, what: str, todo: str) -> None:
    if not text.strip():
        raise InvalidInput("index_finding.empty", what=what, todo=todo, column=column)


def _record(actor: Actor, act: str, finding: Finding, now: datetime, why: str) -> None:
    new = {"unit": finding.unit_id, "node": finding.node_code, "state": finding.state}
    audit.record(actor, f"indices.finding.{act}", subject=("finding", finding.pk), now=now, new=new, why=why)
