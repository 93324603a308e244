"""Members responsible for their fields appraise: agree, or another figure with its reason, or ask the unit."""

from datetime import datetime

from django.db import transaction

from caicach.indices.definition.values import Node
from caicach.indices.domain.cycle import APPRAISALS, Cells, Stage, Step
from caicach.indices.domain.resolving import base_stage
from caicach.indices.kept_definitions import definition_of
from caicach.indices.models import AppraiserField, ScoreEntry, Sheet
from caicach.indices.obtaining import components_under, fields_of, locked_sheet, locked_year
from caicach.indices.services.entering import (
    NewEntry,
    add_entry,
    component_of,
    current_entry,
    refuse_own_unit,
    refuse_unscored,
)
from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import Conflict, InvalidInput, NotAllowed, NotFound


@transaction.atomic
def assign_appraiser(
    actor: Actor, *, year_id: int, user_id: int, user_name: str, node_codes: tuple[str, ...], now: datetime
) -> None:
    """Set the fields, criteria or components that a member answers for; none takes the member out."""
    year = locked_year(actor, year_id)
    require(actor, Permission.INDEX_MANAGE)
    known = definition_of(year).by_code
    for code in node_codes:
        if code not in known:
            raise NotFound(
                "index_year.no_node",
                what="Bộ chỉ số không có mục «{node}».",
                todo="Chọn lại lĩnh vực hoặc tiêu chí.",
                node=code[:60],
            )
    before = AppraiserField.objects.filter(year=year, user_id=user_id)
    old = sorted(before.values_list("node_code", flat=True))
    before.exclude(node_code__in=node_codes).delete()
    AppraiserField.objects.bulk_create(
        [
            AppraiserField(year=year, user_id=user_id, user_name=user_name, node_code=code)
            for code in dict.fromkeys(node_codes)
            if code not in old
        ]
    )
    new = {"user": user_id, "name": user_name, "fields": list(node_codes)}
    audit.record(
        actor, "indices.appraiser.assigned", subject=("scoring_year", year.pk), now=now, old={"fields": old}, new=new
    )


@transaction.atomic
def appraise(
    actor: Actor,
    *,
    sheet_id: int,
    component: str,
    cells: Cells | None,
    is_question: bool = False,
    reason: str = "",
    request: str = "",
    seen: int | None,
    now: datetime,
) -> int:
    """Judge a component at the running appraisal; returns the entry's id.

    ``cells`` None agrees with the figure before. Another figure needs its reason. ``is_question`` judges nothing yet:
    ``request`` asks the unit first. Raises Conflict where a colleague judged since ``seen``; that version
    stays.
    """
    sheet = locked_sheet(actor, sheet_id)
    require(actor, Permission.INDEX_APPRAISE)
    node = component_of(sheet, component)
    _refuse_other_field(actor, sheet, component)
    refuse_own_unit(actor, sheet)
    stage = running_stage(sheet)
    before = _figure_before(sheet, node, stage)
    if request.strip() and stage is not Stage.APPRAISAL_1:
        raise InvalidInput(
            "index_appraisal.too_late_to_ask",
            what="Không còn yêu cầu giải trình được.",
            why="Bước giải trình đã qua; thẩm định lần 2 là kết luận.",
            todo="Hãy đồng ý, hoặc ghi số liệu khác kèm lý do.",
            column="request",
        )
    if is_question and not request.strip():
        raise InvalidInput(
            "index_appraisal.what_to_ask",
            what="Chưa ghi nội dung yêu cầu giải trình.",
            why="Đơn vị cần biết phải giải trình điều gì.",
            todo="Hãy ghi yêu cầu.",
            column="request",
        )
    new = _question(reason, request) if is_question else _judgement(stage, cells, before, reason, request)
    return add_entry(actor, sheet, node, new, seen=seen, now=now).pk


def _question(reason: str, request: str) -> NewEntry:
    return NewEntry(Stage.APPRAISAL_1, Cells(), reason, request=request)


def _judgement(stage: Stage, cells: Cells | None, before: ScoreEntry | None, reason: str, request: str) -> NewEntry:
    if cells is not None:
        if not reason.strip() or cells.is_blank:
            raise InvalidInput(
                "index_appraisal.reason",
                what="Chưa đủ số liệu hoặc lý do chấm khác.",
                why="Đơn vị cần biết vì sao điểm thẩm định khác điểm tự chấm.",
                todo="Hãy ghi số liệu thẩm định và lý do.",
                column="note" if not cells.is_blank else "value",
            )
        return NewEntry(stage, cells, reason, request=request)
    if before is None:
        if not request.strip():
            raise InvalidInput(
                "index_appraisal.nothing_to_agree",
                what="Chưa có số liệu nào để đồng ý.",
                why="Đơn vị chưa chấm thành phần này, hoặc dữ liệu còn thiếu.",
                todo="Hãy ghi số liệu thẩm định kèm lý do, hoặc yêu cầu đơn vị giải trình.",
                column="decision",
            )
        return NewEntry(stage, Cells(), reason, request=request)
    agreed = Cells(before.value, before.numerator, before.denominator)
    note = reason or (before.note if agreed.is_not_applicable else "")
    return NewEntry(stage, agreed, note, agrees=True, request=request)


def _figure_before(sheet: Sheet, node: Node, stage: Stage) -> ScoreEntry | None:
    if stage is Stage.APPRAISAL_2:
        first = current_entry(sheet, node.code, Stage.APPRAISAL_1)
        if first is not None and (first.value or first.numerator):
            return first
    base = base_stage(node)
    found = current_entry(sheet, node.code, base) if base else None
    return found if found is not None and (found.value or found.numerator) else None


def running_stage(sheet: Sheet) -> Stage:
    """The appraisal that the year stands at; an unlocked sheet is still the unit's."""
    refuse_unscored(sheet)
    stage = APPRAISALS.get(Step(sheet.year.step))
    if stage is None or sheet.locked_at is None:
        raise Conflict(
            "index_appraisal.not_now",
            what="Chưa thẩm định được phiếu này.",
            why="Kỳ chấm không ở bước thẩm định, hoặc đơn vị chưa chốt điểm tự chấm.",
            todo="Hãy xem lịch của kỳ chấm.",
        )
    return stage


def _refuse_other_field(actor: Actor, sheet: Sheet, component: str) -> None:
    if actor.is_system or component in components_under(
        definition_of(sheet.year), fields_of(sheet.year, actor.user_id)
    ):
        return
    raise NotAllowed(
        "index_appraisal.other_field",
        what="«{component}» không thuộc lĩnh vực bạn được phân công thẩm định.",
        why="Mỗi lĩnh vực có thành viên chịu trách nhiệm riêng.",
        todo="Hãy chuyển ý kiến cho thành viên phụ trách, hoặc đề nghị cơ quan thường trực phân công lại.",
        component=component,
    )
