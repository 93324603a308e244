"""What a procedure costs people, written down with its parameters; what a simplification would save."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import Conflict, InvalidInput
from caicach.procedures.costs.costing import Burden
from caicach.procedures.domain.simplifying import BURDEN, CutTarget, SimplifyingOption
from caicach.procedures.models import CutTarget as TargetRow
from caicach.procedures.models import HourlyIncome, ProcedureCost
from caicach.procedures.obtaining import no_procedure, versions_of
from caicach.procedures.record.codes import family


@dataclass(frozen=True, slots=True)
class CostFacts:
    current: Burden
    after: Burden | None = None
    options: Collection[SimplifyingOption] = ()
    decided_on: date | None = None
    decision: str = ""


@transaction.atomic
def save_cost(actor: Actor, *, code: str, facts: CostFacts, seen: int, now: datetime) -> None:
    """What a procedure of the register costs, as the person saw it at version ``seen`` (0: not costed yet)."""
    require(actor, Permission.PROCEDURE_MANAGE)
    key = family(code)
    if not versions_of(code).exists():
        raise no_procedure(code)
    if facts.decided_on is not None and facts.after is None:
        raise InvalidInput(
            "procedures.decided_nothing",
            what="Chưa lưu được chi phí.",
            why="Có ngày quyết định đơn giản hóa mà chưa có chi phí sau đơn giản hóa.",
            todo="Hãy ghi các việc sau đơn giản hóa.",
            column="works_after",
        )
    row = ProcedureCost.objects.select_for_update().filter(family=key).order_by("pk").first()
    if (row.version if row else 0) != seen:
        raise Conflict(
            "procedures.cost_changed",
            what="Chi phí của thủ tục đã được người khác sửa.",
            why="Bạn đang sửa một bản cũ hơn.",
            todo="Hãy tải lại trang, xem bản mới, rồi sửa tiếp.",
        )
    row = row or ProcedureCost(family=key, version=0)
    row.current = BURDEN.plain(facts.current)
    row.after = BURDEN.plain(facts.after) if facts.after else None
    row.options = sorted(option.value for option in facts.options)
    row.decided_on, row.decision = facts.decided_on, facts.decision.strip()
    row.made_at, row.made_by_name = now, actor.name
    row.version += 1
    row.save()
    new = {"current": row.current, "after": row.after, "options": row.options, "decided": str(row.decided_on or "")}
    audit.record(actor, "procedures.cost.saved", subject=("procedure_cost", row.pk), now=now, new=new)


@transaction.atomic
def save_income(actor: Actor, *, since: date, amount: Decimal, source: str, now: datetime) -> None:
    """The hourly income from a day on; the same day again is a correction."""
    require(actor, Permission.PROCEDURE_MANAGE)
    if amount <= 0 or not source.strip():
        raise InvalidInput(
            "procedures.income",
            what="Chưa lưu được mức thu nhập.",
            why="Cần mức lớn hơn 0 và nguồn công bố.",
            todo="Hãy ghi đủ hai ô.",
            column="source",
        )
    row, _made = HourlyIncome.objects.update_or_create(
        since=since,
        defaults={"amount": amount, "source": source.strip(), "made_at": now, "made_by_name": actor.name},
    )
    new = {"since": str(since), "amount": str(amount), "source": row.source}
    audit.record(actor, "procedures.income.saved", subject=("hourly_income", row.pk), now=now, new=new)


@transaction.atomic
def save_target(actor: Actor, *, target: CutTarget, now: datetime) -> None:
    """What is to be cut by the end of a year, with the text that says so; the year again is a correction."""
    require(actor, Permission.PROCEDURE_MANAGE)
    if not target.source.strip() or any(
        share is not None and not 0 <= share <= 100 for share in (target.cost_share, target.count_share)
    ):
        raise InvalidInput(
            "procedures.cut_target",
            what="Chưa lưu được chỉ tiêu.",
            why="Tỷ lệ phải từ 0 đến 100, kèm văn bản đặt ra.",
            todo="Hãy sửa tỷ lệ hoặc ghi văn bản.",
            column="target_source",
        )
    row, _made = TargetRow.objects.update_or_create(
        year=target.year,
        defaults={
            "cost_share": target.cost_share,
            "count_share": target.count_share,
            "source": target.source.strip(),
        },
    )
    new = {"year": row.year, "cost": str(row.cost_share or ""), "count": str(row.count_share or "")}
    audit.record(actor, "procedures.target.saved", subject=("cut_target", row.pk), now=now, new=new)
