"""Which units take part: added and removed with a reason, and what becomes of those that merged within the year."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from caicach.indices.domain.cycle import Step, Treatment
from caicach.indices.models import ScoringYear, Sheet
from caicach.indices.obtaining import locked_year, sheet_not_found
from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import Conflict, InvalidInput, NotFound
from caicach.organisations.queries import unit_facts


@transaction.atomic
def add_units(
    actor: Actor, *, year_id: int, units: Collection[str], unit_type: str = "", reason: str, now: datetime
) -> tuple[int, ...]:
    """Let units take part, or take part again: all or, where one cannot, none; the ids of their sheets."""
    year = _open_year(actor, year_id)
    _need_reason(reason)
    if not units:
        raise InvalidInput(
            "index_year.no_unit_chosen",
            what="Chưa chọn đơn vị nào để thêm.",
            todo="Hãy đánh dấu đơn vị trong danh sách «Thêm đơn vị».",
        )
    return tuple(_add(actor, year, unit, unit_type, reason, now) for unit in dict.fromkeys(units))


def _add(actor: Actor, year: ScoringYear, unit: str, unit_type: str, reason: str, now: datetime) -> int:
    facts = unit_facts([unit])
    if not facts:
        raise NotFound(
            "index_year.no_such_unit",
            what="Không có đơn vị «{unit}» trong danh bạ.",
            todo="Hãy chọn lại đơn vị.",
            unit=unit[:40],
        )
    sheet, is_new = Sheet.objects.get_or_create(
        year=year,
        unit_id=unit,
        defaults={
            "unit_name": facts[-1].office_name,
            "unit_type": unit_type or _usual_type(year),
            "treatment": Treatment.WHOLE.value,
            "added_reason": reason.strip(),
        },
    )
    if not is_new and sheet.removed_at is None:
        raise Conflict(
            "index_year.unit_there",
            what="«{unit}» đã có trong kỳ chấm.",
            todo="Không cần thêm nữa.",
            unit=sheet.unit_name,
        )
    sheet.removed_at, sheet.removed_by_name, sheet.removed_reason = None, "", ""
    sheet.added_reason = reason.strip()
    sheet.save()
    _record(actor, "indices.unit.added", sheet, now, reason)
    return sheet.pk


def _usual_type(year: ScoringYear) -> str:
    return year.sheets.order_by("pk").values_list("unit_type", flat=True).first() or ""


@transaction.atomic
def remove_unit(actor: Actor, *, year_id: int, sheet_id: int, reason: str, now: datetime) -> None:
    """Take a unit out of the year; its scores stay where they are, uncounted."""
    year = _open_year(actor, year_id)
    _need_reason(reason)
    sheet = _sheet_of(year, sheet_id)
    sheet.removed_at, sheet.removed_by_name, sheet.removed_reason = now, actor.name, reason.strip()
    sheet.save()
    _record(actor, "indices.unit.removed", sheet, now, reason)


@transaction.atomic
def treat_units(
    actor: Actor,
    *,
    year_id: int,
    sheet_ids: Collection[int],
    treatment: Treatment,
    reason: str,
    now: datetime,
    successor: str | None = None,
) -> None:
    """Say what becomes of units that merged within the year: scored until the merge, as the successor, or left out."""
    year = _open_year(actor, year_id)
    _need_reason(reason)
    for sheet_id in sorted(sheet_ids):
        sheet = _sheet_of(year, sheet_id)
        old = sheet.treatment
        sheet.treatment, sheet.treatment_reason = treatment.value, reason.strip()
        if treatment is Treatment.AS_SUCCESSOR:
            sheet.successor_id = successor or sheet.successor_id
            _need_successor(year, sheet)
        sheet.save()
        _record(actor, "indices.unit.treated", sheet, now, reason, old={"treatment": old})


def _need_successor(year: ScoringYear, sheet: Sheet) -> None:
    taking_part = year.sheets.filter(unit_id=sheet.successor_id, removed_at=None).exclude(pk=sheet.pk)
    if sheet.successor_id is None or not taking_part.exists():
        raise InvalidInput(
            "index_year.no_successor",
            what="Đơn vị kế tiếp của «{unit}» chưa rõ hoặc không có trong kỳ chấm.",
            why="«{unit}» chia cho nhiều đơn vị, hoặc đơn vị nhận không thuộc các cấp được chấm.",
            todo="Hãy chọn đơn vị kế tiếp có trong kỳ chấm, hoặc chọn cách khác.",
            unit=sheet.unit_name,
        )


def _open_year(actor: Actor, year_id: int) -> ScoringYear:
    year = locked_year(actor, year_id)
    require(actor, Permission.INDEX_MANAGE)
    if Step(year.step).is_settled:
        raise Conflict(
            "index_year.settled",
            what="Kết quả của kỳ chấm đã chốt.",
            why="Danh sách đơn vị là một phần của kết quả.",
            todo="Nếu phải sửa, hãy rút kết quả đã chốt (khi chưa công bố).",
        )
    return year


def _sheet_of(year: ScoringYear, sheet_id: int) -> Sheet:
    sheet = year.sheets.filter(pk=sheet_id).first()
    if sheet is None:
        raise sheet_not_found()
    return sheet


def _need_reason(reason: str) -> None:
    if not reason.strip():
        raise InvalidInput(
            "index_year.unit_why",
            what="Chưa ghi lý do.",
            why="Thêm, bớt hoặc xử lý đơn vị trong kỳ chấm phải có lý do.",
            todo="Hãy ghi lý do, ví dụ số văn bản sắp xếp đơn vị.",
        )


def _record(
    actor: Actor, action: str, sheet: Sheet, now: datetime, reason: str, old: dict[str, object] | None = None
) -> None:
    new = {"unit": sheet.unit_id, "treatment": sheet.treatment, "successor": sheet.successor_id}
    audit.record(actor, action, subject=("scoring_year", sheet.year_id), now=now, old=old, new=new, why=reason.strip())
