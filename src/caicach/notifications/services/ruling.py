"""Deciding the rule of reminders: each version is dated, says why, and is never changed afterwards."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import Conflict, InvalidInput
from caicach.notifications.domain.rules import RuleStep, checked_rule, rule_as_json
from caicach.notifications.models import ReminderRule
from caicach.notifications.queries import latest_rule_number


@transaction.atomic
def decide_rule(
    actor: Actor, *, steps: Sequence[RuleStep], valid_from: date, reason: str, seen: int, now: datetime
) -> int:
    """A new version, in force from a day on; returns its number. ``seen`` is the newest one the person saw."""
    require(actor, Permission.RULES_MANAGE)
    rule = checked_rule(steps)
    if not reason.strip():
        raise InvalidInput(
            "rules.reason_missing",
            what="Chưa lưu được quy tắc nhắc việc.",
            why="Mỗi lần sửa được lưu lại cùng lý do.",
            todo="Hãy ghi lý do.",
        )
    if valid_from < timezone.localdate(now):
        raise InvalidInput(
            "rules.past",
            what="Chưa lưu được quy tắc nhắc việc.",
            why="Quy tắc mới không có hiệu lực từ ngày đã qua.",
            todo="Hãy chọn hôm nay hoặc một ngày sau.",
        )
    number, last = seen + 1, latest_rule_number()
    if last != seen:
        raise _not_alone()
    try:
        with transaction.atomic():
            ReminderRule.objects.create(
                number=number,
                steps=rule_as_json(rule),
                valid_from=valid_from,
                decided_at=now,
                decided_by_name=actor.name,
                reason=reason.strip(),
            )
    except IntegrityError as error:
        raise _not_alone() from error
    new = {"steps": rule_as_json(rule), "valid_from": valid_from.isoformat()}
    audit.record(
        actor, "notifications.rule.decided", subject=("reminder_rule", number), now=now, new=new, why=reason.strip()
    )
    return number


def _not_alone() -> Conflict:
    return Conflict(
        "rules.changed_meanwhile",
        what="Quy tắc vừa được người khác sửa.",
        why="Bạn đang sửa một bản cũ hơn.",
        todo="Hãy tải lại trang, xem bản mới, rồi sửa tiếp.",
    )
