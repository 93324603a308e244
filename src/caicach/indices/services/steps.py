"""Moving a year from step to step; what stands open is said, or closed with a reason."""

from datetime import datetime

from django.db import transaction

from caicach.indices.domain.cycle import ObjectionState, Step, Treatment, may_take_back
from caicach.indices.models import Objection, ScoringYear, Sheet
from caicach.indices.obtaining import locked_year
from caicach.indices.services.explaining import lock_explained, reopen_explained, unanswered_codes
from caicach.indices.services.self_scoring import lock_sheet, reopen_sheet
from caicach.indices.services.telling import tell_opened
from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import Conflict, InvalidInput

_LISTED = 10


@transaction.atomic
def move_on(actor: Actor, *, year_id: int, seen: Step, reason: str = "", now: datetime) -> Step:
    """Go to the next step up to the council; ``seen`` is the step that the person saw.

    Sheets that are not locked when self-scoring ends, and explanations when that step ends, are locked with the
    ``reason``; without one they are listed in a Conflict. Freezing and publishing are acts of their own.
    """
    year = _at(actor, year_id, seen)
    to = seen.next
    if to is None or not to.is_before(Step.FROZEN):
        raise Conflict(
            "index_year.not_by_moving",
            what="Bước tiếp theo là chốt hoặc công bố kết quả.",
            why="Hai việc này có nút riêng.",
            todo="Hãy chốt kết quả, rồi công bố.",
        )
    if seen is Step.SELF_SCORING:
        _refuse_undecided(year)
        left_open = _not_locked(year, "locked_at")
        _need_reason(left_open, reason)
        for sheet in left_open:
            lock_sheet(actor, sheet, now=now, why=reason.strip())
    elif seen is Step.EXPLANATION:
        left_open = _not_locked(year, "explained_at")
        _need_reason([sheet for sheet in left_open if unanswered_codes(sheet)], reason)
        for sheet in left_open:
            lock_explained(actor, sheet, now=now, why=reason.strip())
    _go(actor, year, to, reason, now, moved_at=now)
    return to


@transaction.atomic
def take_back(actor: Actor, *, year_id: int, seen: Step, now: datetime) -> Step:
    """Undo a move within a day: the step before, and what the move locked for units is open again."""
    year = _at(actor, year_id, seen)
    to = seen.previous
    if to is None or not may_take_back(seen, year.moved_at, now):
        raise Conflict(
            "index_year.not_taken_back",
            what="Không lấy lại được bước này nữa.",
            why="Chỉ lấy lại được trong một ngày từ khi chuyển bước, trước khi chốt kết quả.",
            todo="Hãy quay lại bước trước và ghi lý do.",
        )
    why = "Lấy lại bước vừa chuyển"
    if to is Step.SELF_SCORING:
        for sheet in year.sheets.filter(locked_at=year.moved_at).order_by("unit_id"):
            reopen_sheet(actor, sheet_id=sheet.pk, reason=why, now=now)
    elif to is Step.EXPLANATION:
        for sheet in year.sheets.filter(explained_at=year.moved_at).order_by("unit_id"):
            reopen_explained(actor, sheet, now=now, why=why)
    _go(actor, year, to, why, now)
    return to


@transaction.atomic
def move_back(actor: Actor, *, year_id: int, seen: Step, reason: str, now: datetime) -> Step:
    """Return to the step before, with a reason; not once the result is frozen."""
    year = _at(actor, year_id, seen)
    to = seen.previous
    if to is None or seen.is_settled:
        raise Conflict(
            "index_year.no_way_back",
            what="Không quay lại được từ bước này.",
            why="Kỳ chấm đang ở bước đầu, hoặc kết quả đã chốt.",
            todo="Kết quả đã chốt mà chưa công bố thì rút lại được.",
        )
    if not reason.strip():
        raise InvalidInput(
            "index_year.back_why",
            what="Chưa ghi lý do quay lại bước trước.",
            why="Các đơn vị cần biết vì sao.",
            todo="Hãy ghi lý do.",
        )
    _go(actor, year, to, reason, now)
    return to


def _at(actor: Actor, year_id: int, seen: Step) -> ScoringYear:
    year = locked_year(actor, year_id)
    require(actor, Permission.INDEX_MANAGE)
    refuse_moved(year, seen)
    return year


def refuse_moved(year: ScoringYear, seen: Step) -> None:
    if year.step != seen.value:
        raise Conflict(
            "index_year.moved",
            what="Kỳ chấm đã sang bước khác.",
            why="Có người vừa chuyển bước.",
            todo="Hãy tải lại trang.",
        )


def _not_locked(year: ScoringYear, column: str) -> list[Sheet]:
    scored = [treatment.value for treatment in Treatment if treatment.is_scored]
    return list(year.sheets.filter(removed_at=None, treatment__in=scored, **{column: None}).order_by("unit_id"))


def _need_reason(found: list[Sheet], reason: str) -> None:
    if found and not reason.strip():
        raise Conflict(
            "index_year.left_open",
            what="Còn {count} đơn vị chưa chốt.",
            why="{units}.",
            todo="Hãy nhắc các đơn vị; hoặc ghi lý do để hệ thống chốt thay khi hết hạn, phần chưa chấm coi là thiếu.",
            count=len(found),
            units=", ".join(sheet.unit_name for sheet in found[:_LISTED]) + (" …" if len(found) > _LISTED else ""),
        )


def _refuse_undecided(year: ScoringYear) -> None:
    found = list(
        year.sheets.filter(removed_at=None, treatment=Treatment.UNDECIDED.value).values_list("unit_name", flat=True)
    )
    if found:
        raise Conflict(
            "index_year.undecided",
            what="Còn {count} đơn vị sáp nhập, giải thể trong năm chưa chọn cách chấm.",
            why="{units}.",
            todo="Hãy chọn: chấm đến ngày sáp nhập, chấm theo đơn vị kế tiếp, hoặc không chấm.",
            count=len(found),
            units=", ".join(found[:_LISTED]) + (" …" if len(found) > _LISTED else ""),
        )


def refuse_open_matters(year: ScoringYear) -> None:
    """What must be settled before a freeze: merged units, and objections of units that take part."""
    _refuse_undecided(year)
    waiting = Objection.objects.filter(
        sheet__year=year, sheet__removed_at=None, state=ObjectionState.OPEN.value
    ).select_related("sheet")
    found = [f"{one.sheet.unit_name} ({one.component})" for one in waiting]
    if found:
        raise Conflict(
            "index_year.objections_open",
            what="Còn {count} kiến nghị chưa được Hội đồng trả lời.",
            why="{units}.",
            todo="Hãy trả lời từng kiến nghị rồi chốt kết quả.",
            count=len(found),
            units=", ".join(found[:_LISTED]) + (" …" if len(found) > _LISTED else ""),
        )


def _go(
    actor: Actor, year: ScoringYear, to: Step, reason: str, now: datetime, moved_at: datetime | None = None
) -> None:
    old, year.step, year.moved_at = year.step, to.value, moved_at
    year.save(update_fields=("step", "moved_at"))
    audit.record(
        actor,
        "indices.year.moved",
        subject=("scoring_year", year.pk),
        now=now,
        old={"step": old},
        new={"step": to.value},
        why=reason.strip(),
    )
    tell_opened(actor, year, to, now)
