"""The only way to rows of procedures.

The register is published law: whoever may sign in sees it, internal procedures included. Its files are for its keeper.
What audits found is for who sees all, and for the unit itself.
"""

from datetime import date

from django.db.models import Q, QuerySet

from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.errors import NotFound
from caicach.procedures.models import (
    Audit,
    Feedback,
    Portal,
    PortalFinding,
    ProcedureVersion,
    PublicationDecision,
    RegisterImport,
)
from caicach.procedures.record.codes import family
from caicach.procedures.record.values import Change


def versions_on(on: date) -> QuerySet[ProcedureVersion]:
    """One of each procedure in force on a day."""
    begun = ProcedureVersion.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on), valid_from__lte=on)
    return begun.exclude(change=Change.ABOLISHED.value)


def versions_of(code: str) -> QuerySet[ProcedureVersion]:
    return ProcedureVersion.objects.filter(family=family(code)).order_by("valid_from")


def import_seen(actor: Actor, import_id: int, *, for_update: bool = False) -> RegisterImport:
    require(actor, Permission.PROCEDURE_MANAGE)
    rows = RegisterImport.objects.select_related("file")
    found = (rows.select_for_update(of=("self",)) if for_update else rows).filter(pk=import_id).order_by("pk").first()
    if found is None:
        raise NotFound("procedures.no_import", what="Không có lần nhập này.", todo="Hãy quay lại danh mục thủ tục.")
    return found


def decision_seen(decision_id: int, *, for_update: bool = False) -> PublicationDecision:
    rows = PublicationDecision.objects.all()
    found = (rows.select_for_update() if for_update else rows).filter(pk=decision_id).order_by("pk").first()
    if found is None:
        raise NotFound(
            "procedures.no_decision",
            what="Không có quyết định công bố này.",
            todo="Hãy quay lại danh sách quyết định công bố.",
        )
    return found


def no_procedure(code: str) -> NotFound:
    return NotFound(
        "procedures.not_in_register",
        what="Danh mục không có thủ tục {number}.",
        why="Mã không đúng, hoặc thủ tục chưa được nhập vào danh mục.",
        todo="Hãy tìm theo tên ở danh mục thủ tục.",
        number=code[:60],
    )


def visible_portals(actor: Actor) -> QuerySet[Portal]:
    """Who sees all sees all; a unit its own portal and those below it."""
    if actor.may(Permission.PROCEDURE_SEE_ALL):
        return Portal.objects.all()
    return Portal.objects.filter(unit_id__in=sorted(actor.visible_units))


def portal_seen(actor: Actor, portal_id: int, *, for_update: bool = False) -> Portal:
    rows = visible_portals(actor)
    found = (rows.select_for_update() if for_update else rows).filter(pk=portal_id).order_by("pk").first()
    if found is None:
        raise NotFound(
            "procedures.no_portal",
            what="Không có trang này.",
            why="Trang không tồn tại, hoặc không thuộc phạm vi của bạn.",
            todo="Hãy quay lại danh sách kiểm tra công khai.",
        )
    return found


def audit_seen(actor: Actor, audit_id: int) -> Audit:
    rows = Audit.objects.filter(portal__in=visible_portals(actor).order_by().values("pk")).select_related("portal")
    found = rows.filter(pk=audit_id).order_by("pk").first()
    if found is None:
        raise NotFound(
            "procedures.no_audit",
            what="Không có lần kiểm tra này.",
            why="Lần kiểm tra không tồn tại, hoặc không thuộc phạm vi của bạn.",
            todo="Hãy quay lại danh sách kiểm tra công khai.",
        )
    return found


def visible_portal_findings(actor: Actor) -> QuerySet[PortalFinding]:
    if actor.may(Permission.PROCEDURE_SEE_ALL):
        return PortalFinding.objects.all()
    return PortalFinding.objects.filter(unit_id__in=sorted(actor.visible_units))


def portal_finding_seen(actor: Actor, finding_id: int) -> PortalFinding:
    rows = visible_portal_findings(actor).select_related("seen_in", "opened_in", "closed_in")
    found = rows.filter(pk=finding_id).order_by("pk").first()
    if found is None:
        raise NotFound(
            "procedures.no_finding",
            what="Không có tồn tại này.",
            why="Tồn tại không có, hoặc không thuộc phạm vi của bạn.",
            todo="Hãy quay lại danh sách kiểm tra công khai.",
        )
    return found


def visible_feedback(actor: Actor) -> QuerySet[Feedback]:
    """Who sees all sees all; a unit what was routed to it."""
    if actor.may(Permission.PROCEDURE_SEE_ALL):
        return Feedback.objects.all()
    return Feedback.objects.filter(unit_id__in=sorted(actor.visible_units))


def feedback_seen(actor: Actor, feedback_id: int, *, for_update: bool = False) -> Feedback:
    rows = visible_feedback(actor)
    found = (rows.select_for_update() if for_update else rows).filter(pk=feedback_id).order_by("pk").first()
    if found is None:
        raise NotFound(
            "procedures.no_feedback",
            what="Không có phản ánh này.",
            why="Phản ánh không tồn tại, hoặc chưa chuyển cho đơn vị của bạn.",
            todo="Hãy quay lại danh sách phản ánh, kiến nghị.",
        )
    return found
