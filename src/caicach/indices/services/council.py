"""The council decides: on a component, and on a unit's objection."""

from datetime import datetime

from django.db import IntegrityError, transaction

from caicach.correspondence.services.secret_marks import refusing_secret
from caicach.indices.domain.cycle import BLANK, Cells, ObjectionState, Stage, Step
from caicach.indices.models import Objection, Sheet
from caicach.indices.obtaining import locked_sheet
from caicach.indices.services.entering import NewEntry, add_entry, component_of, refuse_own_unit, refuse_unscored
from caicach.indices.services.evidence import NewFile, attach
from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import Conflict, InvalidInput, NotFound


@refusing_secret("new")
def raise_objection(
    actor: Actor, *, sheet_id: int, component: str, text: str, new: tuple[NewFile, ...] = (), now: datetime
) -> int:
    """The unit does not accept the appraisal of a component; returns the objection's id. One is open at a time."""
    sheet = locked_sheet(actor, sheet_id)
    require(actor, Permission.INDEX_SCORE, unit=sheet.unit_id)
    _refuse_not_council(sheet)
    component_of(sheet, component)
    if not text.strip():
        raise InvalidInput(
            "index_objection.empty",
            what="Chưa ghi nội dung kiến nghị.",
            why="Hội đồng đọc nguyên văn phần này.",
            todo="Hãy ghi điểm đề nghị và căn cứ.",
            column="text",
        )
    objection = Objection(
        sheet=sheet,
        component=component,
        text=text.strip(),
        state=ObjectionState.OPEN.value,
        raised_at=now,
        raised_by_name=actor.name,
    )
    try:
        with transaction.atomic():
            objection.save()
    except IntegrityError as error:
        raise Conflict(
            "index_objection.already_open",
            what="Đã có kiến nghị về «{component}» đang chờ Hội đồng.",
            why="Mỗi thành phần có một kiến nghị đang chờ.",
            todo="Hãy chờ Hội đồng trả lời.",
            component=component,
        ) from error
    if new:
        attach(actor, sheet_id=sheet_id, component=component, stage=Stage.COUNCIL, new=new, now=now)
    recorded = {"component": component, "objection": objection.pk}
    audit.record(
        actor, "indices.objection.raised", subject=("sheet", sheet.pk), now=now, new=recorded, why=objection.text
    )
    return objection.pk


@transaction.atomic
def decide_component(
    actor: Actor, *, sheet_id: int, component: str, cells: Cells, reason: str, seen: int | None, now: datetime
) -> int:
    """The council's figure of a component, over every earlier one; the reason is written down."""
    sheet = locked_sheet(actor, sheet_id)
    require(actor, Permission.INDEX_DECIDE)
    refuse_own_unit(actor, sheet)
    _refuse_not_council(sheet)
    node = component_of(sheet, component)
    _need_reason(reason)
    if cells.is_blank:
        raise InvalidInput(
            "index_council.blank",
            what="Chưa ghi số liệu Hội đồng quyết định.",
            why="Điểm được tính từ số liệu, không nhập trực tiếp.",
            todo="Hãy ghi số liệu.",
            column="value",
        )
    return add_entry(actor, sheet, node, NewEntry(Stage.COUNCIL, cells, reason), seen=seen, now=now).pk


@transaction.atomic
def decide_objection(
    actor: Actor,
    *,
    objection_id: int,
    is_upheld: bool,
    reason: str,
    cells: Cells = BLANK,
    seen: int | None = None,
    now: datetime,
) -> int:
    """Answer an objection; upheld, the council's figure is entered with it. Returns the sheet's id."""
    found = Objection.objects.filter(pk=objection_id).first()
    if found is None:
        raise NotFound(
            "index_objection.not_found", what="Không có kiến nghị này.", todo="Hãy quay lại trang của Hội đồng."
        )
    sheet = locked_sheet(actor, found.sheet_id)
    require(actor, Permission.INDEX_DECIDE)
    refuse_own_unit(actor, sheet)
    _refuse_not_council(sheet)
    _need_reason(reason)
    objection = Objection.objects.get(pk=objection_id)  # again, now that nobody else can decide it
    if objection.state != ObjectionState.OPEN.value:
        raise Conflict(
            "index_objection.decided",
            what="Kiến nghị đã được trả lời.",
            why="«{who}» đã trả lời: {reason}",
            todo="Hãy tải lại trang.",
            who=objection.decided_by_name,
            reason=objection.decision_reason,
        )
    if is_upheld:
        decide_component(
            actor, sheet_id=sheet.pk, component=objection.component, cells=cells, reason=reason, seen=seen, now=now
        )
    objection.state = (ObjectionState.UPHELD if is_upheld else ObjectionState.DISMISSED).value
    objection.decided_at, objection.decided_by_name, objection.decision_reason = now, actor.name, reason.strip()
    objection.save()
    new = {"objection": objection.pk, "component": objection.component, "state": objection.state}
    audit.record(actor, "indices.objection.decided", subject=("sheet", sheet.pk), now=now, new=new, why=reason.strip())
    return sheet.pk


def _refuse_not_council(sheet: Sheet) -> None:
    refuse_unscored(sheet)
    if Step(sheet.year.step) is not Step.COUNCIL:
        raise Conflict(
            "index_council.not_now",
            what="Kỳ chấm không ở bước Hội đồng quyết định.",
            why="Kiến nghị và quyết định của Hội đồng chỉ ghi ở bước này.",
            todo="Hãy xem lịch của kỳ chấm.",
        )


def _need_reason(reason: str) -> None:
    if not reason.strip():
        raise InvalidInput(
            "index_council.reason",
            what="Chưa ghi lý do của Hội đồng.",
            why="Quyết định về điểm phải có lý do.",
            todo="Hãy ghi lý do.",
            column="note",
        )
