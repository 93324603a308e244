"""A unit explains what the first appraisal asked or judged otherwise."""

from datetime import datetime

from django.db import transaction

from caicach.indices.domain.cycle import BLANK, Cells, Stage, Step
from caicach.indices.models import ScoreEntry, Sheet
from caicach.indices.obtaining import locked_sheet
from caicach.indices.services.entering import NewEntry, add_entry, component_of, current_entry, refuse_unscored
from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import Conflict, InvalidInput


@transaction.atomic
def explain(
    actor: Actor,
    *,
    sheet_id: int,
    component: str,
    text: str,
    cells: Cells = BLANK,
    seen: int | None,
    now: datetime,
) -> int:
    """Save the unit's explanation, with the figure it asks for where it has one."""
    sheet = locked_sheet(actor, sheet_id)
    require(actor, Permission.INDEX_SCORE, unit=sheet.unit_id)
    refuse_explained(sheet)
    node = component_of(sheet, component)
    asked = current_entry(sheet, component, Stage.APPRAISAL_1)
    if asked is None or (asked.agrees and not asked.request):
        raise Conflict(
            "index_explanation.not_asked",
            what="«{component}» không cần giải trình.",
            why="Thẩm định lần 1 đồng ý với điểm tự chấm và không yêu cầu gì thêm.",
            todo="Chỉ giải trình các thành phần được yêu cầu hoặc bị chấm khác.",
            component=component,
        )
    if not text.strip():
        raise InvalidInput(
            "index_explanation.empty",
            what="Chưa ghi giải trình.",
            why="Người thẩm định đọc nguyên văn phần này.",
            todo="Hãy ghi giải trình; có thể kèm tài liệu.",
            column="note",
        )
    return add_entry(actor, sheet, node, NewEntry(Stage.EXPLANATION, cells, text), seen=seen, now=now).pk


def refuse_explained(sheet: Sheet) -> None:
    refuse_unscored(sheet)
    if Step(sheet.year.step) is not Step.EXPLANATION:
        raise Conflict(
            "index_explanation.not_now",
            what="Chưa đến hoặc đã qua bước giải trình.",
            why="Giải trình được nhận sau thẩm định lần 1 và trước thẩm định lần 2.",
            todo="Hãy xem lịch của kỳ chấm.",
        )
    if sheet.explained_at is not None:
        raise Conflict(
            "index_explanation.locked",
            what="Đơn vị đã chốt giải trình.",
            why="«{who}» đã chốt lúc {at}.",
            todo="Nếu còn ý kiến, hãy gửi kiến nghị ở bước Hội đồng.",
            who=sheet.explained_by_name,
            at=f"{sheet.explained_at:%d/%m/%Y %H:%M} UTC",
        )


def unanswered_codes(sheet: Sheet) -> list[str]:
    """Components of which an explanation was asked and not given."""
    said = ScoreEntry.objects.filter(sheet=sheet, is_current=True)
    asked = said.filter(stage=Stage.APPRAISAL_1.value).exclude(request="").values_list("component", flat=True)
    given = set(said.filter(stage=Stage.EXPLANATION.value).values_list("component", flat=True))
    return [code for code in asked.order_by("component") if code not in given]


@transaction.atomic
def lock_explanations(actor: Actor, *, sheet_id: int, now: datetime) -> None:
    """«Chốt giải trình»: refused while a request has no answer."""
    sheet = locked_sheet(actor, sheet_id)
    require(actor, Permission.INDEX_SCORE, unit=sheet.unit_id)
    refuse_explained(sheet)
    if missing := unanswered_codes(sheet):
        raise InvalidInput(
            "index_explanation.unanswered",
            what="Chưa chốt được: còn {count} yêu cầu giải trình chưa trả lời.",
            why="Các thành phần: {codes}.",
            todo="Hãy giải trình từng thành phần rồi chốt lại.",
            count=len(missing),
            codes=", ".join(missing),
        )
    lock_explained(actor, sheet, now=now)


def reopen_explained(actor: Actor, sheet: Sheet, *, now: datetime, why: str) -> None:
    sheet.explained_at, sheet.explained_by_name = None, ""
    sheet.save(update_fields=("explained_at", "explained_by_name"))
    new = {"explained": False}
    audit.record(actor, "indices.sheet.reopened", subject=("sheet", sheet.pk), now=now, new=new, why=why)


def lock_explained(actor: Actor, sheet: Sheet, *, now: datetime, why: str = "") -> None:
    sheet.explained_at, sheet.explained_by_name = now, actor.name
    sheet.save(update_fields=("explained_at", "explained_by_name"))
    new = {"explained": True}
    audit.record(actor, "indices.sheet.explained", subject=("sheet", sheet.pk), now=now, new=new, why=why)
