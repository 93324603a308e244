"""The year's programme: what is inspected, of whose units a share is to be reached."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from caicach.inspections.models import Programme
from caicach.inspections.obtaining import programme_seen
from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import Conflict, InvalidInput


@dataclass(frozen=True, slots=True)
class ProgrammeFacts:
    year: int
    title: str
    basis: str = ""
    contents: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    share_target: Decimal | None = None
    self_share_target: Decimal | None = None
    target_source: str = ""


@transaction.atomic
def save_programme(
    actor: Actor, *, facts: ProgrammeFacts, programme_id: int | None = None, seen: int = 0, now: datetime
) -> int:
    """A new programme, or the changed facts of one that the person saw at version ``seen``; its id."""
    require(actor, Permission.INSPECTION_MANAGE)
    _check(facts, programme_id)
    if programme_id is None:
        row = Programme(made_at=now, made_by_name=actor.name, version=0)
    else:
        row = programme_seen(actor, programme_id, for_update=True)
        if row.version != seen:
            raise Conflict(
                "inspection.programme_changed",
                what="Kế hoạch kiểm tra đã được người khác sửa.",
                why="Bạn đang sửa một bản cũ hơn.",
                todo="Hãy tải lại trang, xem bản mới, rồi sửa tiếp.",
            )
    row.year, row.title, row.basis = facts.year, " ".join(facts.title.split()), facts.basis.strip()
    row.contents = [" ".join(line.split()) for line in facts.contents if line.strip()]
    row.levels = sorted(facts.levels)
    row.share_target, row.self_share_target = facts.share_target, facts.self_share_target
    row.target_source = facts.target_source.strip()
    row.version += 1
    row.save()
    new = {"year": row.year, "title": row.title, "levels": row.levels, "share": str(row.share_target or "")}
    audit.record(actor, "inspections.programme.saved", subject=("inspection_programme", row.pk), now=now, new=new)
    return row.pk


def _check(facts: ProgrammeFacts, programme_id: int | None) -> None:
    title = " ".join(facts.title.split())
    if not title or not facts.levels:
        raise _refusal(
            "inspection.programme_incomplete",
            "Kế hoạch cần tên và ít nhất một cấp đơn vị được kiểm tra.",
            "Hãy ghi tên và chọn cấp.",
        )
    shares = (facts.share_target, facts.self_share_target)
    if any(share is not None and not 0 <= share <= 100 for share in shares):
        raise _refusal("inspection.programme_share", "Tỷ lệ phải từ 0 đến 100.", "Hãy sửa tỷ lệ.")
    same = Programme.objects.filter(year=facts.year, title=title).order_by("pk").values_list("pk", flat=True)
    if set(same) - {programme_id}:
        raise _refusal(
            "inspection.programme_twice", "Năm này đã có kế hoạch cùng tên.", "Hãy mở kế hoạch đó, hoặc đặt tên khác."
        )


def _refusal(code: str, why: str, todo: str) -> InvalidInput:
    return InvalidInput(code, what="Chưa lưu được kế hoạch kiểm tra.", why=why, todo=todo)
