"""A unit scores itself, shows its evidence, and locks; the office reopens with a reason."""

from datetime import datetime

from django.db import transaction

from caicach.indices.domain.cycle import Cells, Stage, Step
from caicach.indices.domain.resolving import is_self_scored
from caicach.indices.kept_definitions import definition_of
from caicach.indices.models import ScoreEntry, ScoreEvidence, Sheet
from caicach.indices.obtaining import locked_sheet
from caicach.indices.services.entering import NewEntry, add_entry, component_of, refuse_unscored
from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import Conflict, InvalidInput, NotAllowed

_LISTED = 15


@transaction.atomic
def self_score(
    actor: Actor, *, sheet_id: int, component: str, cells: Cells, note: str = "", seen: int | None, now: datetime
) -> int:
    """Save the unit's figure of a component; returns the entry's id. Evidence may follow until the lock.

    Raises InvalidInput where the rule cannot use the cells, Conflict after the lock, or where somebody of the unit
    saved since ``seen``.
    """
    sheet = locked_sheet(actor, sheet_id)
    require(actor, Permission.INDEX_SCORE, unit=sheet.unit_id)
    refuse_locked(sheet)
    node = component_of(sheet, component)
    if not is_self_scored(node):
        raise NotAllowed(
            "index_sheet.not_self_scored",
            what="Đơn vị không tự chấm «{component}».",
            why="Thành phần này lấy từ điều tra xã hội học, từ dữ liệu của hệ thống, hoặc do hội đồng trừ điểm.",
            todo="Nếu số liệu chưa đúng, hãy nêu trong giải trình.",
            component=component,
        )
    if cells.is_blank:
        raise InvalidInput(
            "index_input.blank",
            what="Chưa nhập số liệu.",
            why="Điểm được tính từ số liệu, không nhập trực tiếp.",
            todo="Hãy nhập số liệu; không áp dụng thì chọn «Không áp dụng» và ghi lý do.",
            column="value",
        )
    return add_entry(actor, sheet, node, NewEntry(Stage.SELF, cells, note), seen=seen, now=now).pk


def refuse_locked(sheet: Sheet) -> None:
    refuse_unscored(sheet)
    if not Step(sheet.year.step).is_before(Step.COUNCIL):
        raise Conflict(
            "index_sheet.too_late",
            what="Kỳ chấm đã qua bước tự chấm điểm.",
            why="Hội đồng đang quyết định, hoặc kết quả đã chốt.",
            todo="Hãy gửi kiến nghị về điểm nếu kỳ chấm còn ở bước Hội đồng.",
        )
    if sheet.locked_at is not None:
        raise Conflict(
            "index_sheet.locked",
            what="Phiếu đã chốt điểm tự chấm.",
            why="«{who}» đã chốt lúc {at}; sau khi chốt không sửa điểm tự chấm.",
            todo="Nếu có lý do chính đáng, hãy đề nghị cơ quan thường trực mở lại.",
            who=sheet.locked_by_name,
            at=f"{sheet.locked_at:%d/%m/%Y %H:%M} UTC",
        )


@transaction.atomic
def lock_self_scores(actor: Actor, *, sheet_id: int, now: datetime) -> None:
    """«Chốt điểm tự chấm»: refused while a component has no figure, or neither evidence nor explanation."""
    sheet = locked_sheet(actor, sheet_id)
    require(actor, Permission.INDEX_SCORE, unit=sheet.unit_id)
    refuse_locked(sheet)
    no_figure, no_proof = lacking(sheet)
    if no_figure or no_proof:
        raise InvalidInput(
            "index_sheet.not_complete",
            what="Chưa chốt được: còn {count} thành phần chưa đủ.",
            why="Chưa có số liệu: {no_figure}. Chưa có tài liệu kiểm chứng hoặc giải trình: {no_proof}.",
            todo="Hãy bổ sung từng thành phần rồi chốt lại.",
            count=len(set(no_figure) | set(no_proof)),
            no_figure=_listed(no_figure),
            no_proof=_listed(no_proof),
        )
    lock_sheet(actor, sheet, now=now)


def lock_sheet(actor: Actor, sheet: Sheet, *, now: datetime, why: str = "") -> None:
    sheet.locked_at, sheet.locked_by_name = now, actor.name
    sheet.save(update_fields=("locked_at", "locked_by_name"))
    audit.record(actor, "indices.sheet.locked", subject=("sheet", sheet.pk), now=now, new={"locked": True}, why=why)


def lacking(sheet: Sheet) -> tuple[list[str], list[str]]:
    """Codes of self-scored components without a figure, and of those without evidence or explanation."""
    entries = {
        entry.component: entry
        for entry in ScoreEntry.objects.filter(sheet=sheet, stage=Stage.SELF.value, is_current=True)
    }
    shown = ScoreEvidence.objects.filter(sheet=sheet, stage=Stage.SELF.value, removed_at=None)
    proved = set(shown.values_list("component", flat=True))
    scored = [node for node in definition_of(sheet.year).components() if is_self_scored(node)]
    # A bonus is claimed, a figure that is only shown may stay out: neither has to be there.
    needed = [node for node in scored if node.is_scored and node.method is not None and node.method.value != "bonus"]
    no_figure = [node.code for node in needed if node.code not in entries]
    no_proof = [
        node.code
        for node in scored
        if node.is_scored and node.code in entries and node.code not in proved and not entries[node.code].note
    ]
    return no_figure, no_proof


def _listed(codes: list[str]) -> str:
    more = f" … ({len(codes)})" if len(codes) > _LISTED else ""
    return ", ".join(codes[:_LISTED]) + more if codes else "–"


@transaction.atomic
def reopen_sheet(actor: Actor, *, sheet_id: int, reason: str, now: datetime) -> None:
    """Let the unit score again; what it locked stays in the history."""
    sheet = locked_sheet(actor, sheet_id)
    require(actor, Permission.INDEX_MANAGE)
    if not reason.strip():
        raise InvalidInput(
            "index_sheet.reopen_why",
            what="Chưa ghi lý do mở lại phiếu.",
            why="Mở lại sau khi chốt phải có lý do trong nhật ký.",
            todo="Hãy ghi lý do.",
        )
    if sheet.locked_at is None or not Step(sheet.year.step).is_before(Step.COUNCIL):
        raise Conflict(
            "index_sheet.not_locked",
            what="Không mở lại được phiếu này.",
            why="Phiếu chưa chốt, hoặc kỳ chấm đã đến bước Hội đồng.",
            todo="Hãy tải lại trang.",
        )
    old = {"locked_at": sheet.locked_at.isoformat(), "locked_by": sheet.locked_by_name}
    sheet.locked_at, sheet.locked_by_name = None, ""
    sheet.save(update_fields=("locked_at", "locked_by_name"))
    audit.record(
        actor, "indices.sheet.reopened", subject=("sheet", sheet.pk), now=now, old=old, new={}, why=reason.strip()
    )
