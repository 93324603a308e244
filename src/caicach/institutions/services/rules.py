"""Rules on business: counted, decided on, done."""

from dataclasses import asdict, replace
from datetime import datetime
from enum import Enum

from django.db import transaction
from django.utils import timezone

from caicach.institutions.domain.rules import RuleFacts
from caicach.institutions.models import BusinessRule
from caicach.institutions.obtaining import document_seen, rule_seen
from caicach.institutions.values_of_rows import key_of
from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import Conflict, InvalidInput


@transaction.atomic
def save_rule(actor: Actor, *, facts: RuleFacts, rule_id: int | None = None, seen: int = 0, now: datetime) -> int:
    """A rule, or the changed facts of one seen at version ``seen``; its id."""
    require(actor, Permission.INSTITUTION_MANAGE)
    check_rule(facts, now)
    row = BusinessRule(made_at=now, made_by_name=actor.name, version=0)
    if rule_id is not None:
        row = rule_seen(actor, rule_id, for_update=True)
        if row.version != seen:
            raise Conflict(
                "institutions.rule_changed",
                what="Quy định đã được người khác sửa.",
                why="Bạn đang sửa một bản cũ hơn.",
                todo="Hãy tải lại trang, xem bản mới, rồi sửa tiếp.",
            )
    same = BusinessRule.objects.filter(unit_id=facts.unit, key=key_of(facts.name, facts.basis)).exclude(pk=row.pk)
    if same.order_by("pk").exists():
        raise refusal("Đơn vị đã có quy định cùng tên, cùng văn bản.", "Hãy mở quy định đó.", "name")
    if facts.document_id is not None:
        document_seen(actor, facts.document_id)
    write_rule(row, facts)
    row.version += 1
    row.save()
    record_rule(actor, row, now)
    return row.pk


def write_rule(row: BusinessRule, facts: RuleFacts) -> None:
    for name, value in asdict(facts).items():
        column = {"unit": "unit_id"}.get(name, name)
        setattr(row, column, value.value if isinstance(value, Enum) else value)
    row.key = key_of(facts.name, facts.basis)


def with_document(facts: RuleFacts, document_id: int | None) -> RuleFacts:
    return replace(facts, document_id=facts.document_id or document_id)


def record_rule(actor: Actor, row: BusinessRule, now: datetime) -> None:
    new = {"name": row.name, "measure": row.measure, "done": str(row.done_on or "")}
    audit.record(actor, "institutions.rule.saved", subject=("business_rule", row.pk), now=now, new=new)


def check_rule(facts: RuleFacts, now: datetime) -> None:
    """Raises InvalidInput where what is told does not fit together."""
    if not facts.name.strip() or not facts.unit:
        raise refusal("Cần tên quy định và đơn vị.", "Hãy ghi đủ.", "name")
    if facts.done_on is not None:
        if not facts.measure.changes:
            raise refusal("Quy định giữ nguyên thì không có ngày thực thi.", "Hãy chọn phương án.", "measure")
        if not facts.done_in.strip() and facts.document_id is None:
            raise refusal("Chưa ghi văn bản thực thi.", "Hãy chọn hoặc ghi văn bản.", "done_in")
        if facts.done_on > timezone.localdate(now):
            raise refusal("Ngày thực thi không ở tương lai.", "Hãy sửa ngày.", "done_on")
    for before, after, column in (
        (facts.cost_before, facts.cost_after, "cost_after"),
        (facts.days_before, facts.days_after, "days_after"),
    ):
        if before is not None and after is not None and after > before and facts.measure.changes:
            raise refusal("Sau khi cắt giảm lại nhiều hơn trước.", "Hãy xem lại hai số.", column)


def refusal(why: str, todo: str, column: str) -> InvalidInput:
    return InvalidInput("institutions.rule", what="Chưa lưu được quy định.", why=why, todo=todo, column=column)
