"""The only way to inspections and findings: what an actor sees, and what is locked for writing.

Who sees all sees all; a member of the team the own inspections; a unit what was concluded of it and below, and its own
self-inspections. A surprise inspection does not exist for the unit before its conclusion.
"""

from django.db.models import Q, QuerySet

from caicach.inspections.domain.cycle import InspectionKind, State
from caicach.inspections.models import Finding, Inspection, Programme, TeamMember
from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.errors import NotAllowed, NotFound


def visible_inspections(actor: Actor) -> QuerySet[Inspection]:
    if actor.may(Permission.INSPECTION_SEE_ALL):
        return Inspection.objects.all()
    own = Q(unit_id__in=sorted(actor.visible_units))
    seen = own & (Q(state=State.CONCLUDED.value) | Q(kind=InspectionKind.SELF.value))
    if actor.user_id is not None:
        teams = TeamMember.objects.filter(user_id=actor.user_id).order_by().values("inspection_id")
        seen |= Q(pk__in=teams)
    return Inspection.objects.filter(seen)


def inspection_seen(actor: Actor, inspection_id: int, *, for_update: bool = False) -> Inspection:
    rows = visible_inspections(actor)
    found = (rows.select_for_update() if for_update else rows).filter(pk=inspection_id).order_by("pk").first()
    if found is None:
        raise NotFound(
            "inspection.not_found",
            what="Không có cuộc kiểm tra này.",
            why="Cuộc kiểm tra không tồn tại, chưa kết luận, hoặc không thuộc phạm vi của bạn.",
            todo="Hãy quay lại danh sách kiểm tra.",
        )
    return found


def may_write(actor: Actor, row: Inspection) -> bool:
    """Whether the actor writes at the place: the team and the office; of a self-inspection the unit."""
    if row.kind == InspectionKind.SELF.value:
        return actor.may(Permission.INSPECTION_ANSWER, unit=row.unit_id)
    if actor.may(Permission.INSPECTION_MANAGE):
        return True
    return actor.user_id is not None and any(one.user_id == actor.user_id for one in row.team.all())


def may_conclude(actor: Actor, row: Inspection) -> bool:
    if row.kind == InspectionKind.SELF.value:
        return actor.may(Permission.INSPECTION_ANSWER, unit=row.unit_id)
    return actor.may(Permission.INSPECTION_MANAGE)


def written_inspection(actor: Actor, inspection_id: int) -> Inspection:
    """An inspection to be written in, locked until the transaction ends."""
    row = inspection_seen(actor, inspection_id, for_update=True)
    if not may_write(actor, row):
        raise NotAllowed(
            "inspection.not_in_team",
            what="Bạn không ghi được cuộc kiểm tra này.",
            why="Chỉ thành viên đoàn và cơ quan thường trực ghi; tự kiểm tra do chính đơn vị ghi.",
            todo="Hãy nhờ người trong đoàn, hoặc đề nghị cơ quan thường trực thêm bạn vào đoàn.",
        )
    return row


def concluded_inspection(actor: Actor, inspection_id: int) -> Inspection:
    """An inspection for who concludes, locked until the transaction ends."""
    row = inspection_seen(actor, inspection_id, for_update=True)
    if not may_conclude(actor, row):
        require(actor, Permission.INSPECTION_MANAGE)
        require(actor, Permission.INSPECTION_ANSWER, unit=row.unit_id)
    return row


def visible_findings(actor: Actor) -> QuerySet[Finding]:
    """Those of concluded inspections that the actor sees."""
    seen = visible_inspections(actor).filter(state=State.CONCLUDED.value).order_by()
    return Finding.objects.filter(inspection_id__in=seen.values("pk"))


def finding_seen(actor: Actor, finding_id: int, *, for_update: bool = False) -> Finding:
    rows = visible_findings(actor).select_related("inspection")
    found = (rows.select_for_update(of=("self",)) if for_update else rows).filter(pk=finding_id).order_by("pk").first()
    if found is None:
        raise NotFound(
            "inspection.no_finding",
            what="Không có tồn tại này.",
            why="Tồn tại không có, chưa kết luận, hoặc không thuộc phạm vi của bạn.",
            todo="Hãy quay lại danh sách tồn tại.",
        )
    return found


def visible_programmes(actor: Actor) -> QuerySet[Programme]:
    """A programme names units that are to be surprised: it is for who sees all."""
    return Programme.objects.all() if actor.may(Permission.INSPECTION_SEE_ALL) else Programme.objects.none()


def programme_seen(actor: Actor, programme_id: int, *, for_update: bool = False) -> Programme:
    rows = visible_programmes(actor)
    found = (rows.select_for_update() if for_update else rows).filter(pk=programme_id).order_by("pk").first()
    if found is None:
        raise NotFound(
            "inspection.no_programme",
            what="Không có kế hoạch kiểm tra này.",
            why="Kế hoạch không tồn tại, hoặc không thuộc phạm vi của bạn.",
            todo="Hãy quay lại danh sách kiểm tra.",
        )
    return found
