"""Publication decisions: their days, and when what they publish came to the national database."""

from datetime import datetime

from django.db import transaction

from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import Conflict, InvalidInput
from caicach.procedures.domain.decisions import DecisionFacts, number_in
from caicach.procedures.models import PublicationDecision
from caicach.procedures.obtaining import decision_seen


@transaction.atomic
def save_decision(
    actor: Actor, *, facts: DecisionFacts, decision_id: int | None = None, seen: int = 0, now: datetime
) -> int:
    """A new decision, or the changed facts of one that the person saw at version ``seen``; its id."""
    require(actor, Permission.PROCEDURE_MANAGE)
    number = _checked(facts, decision_id)
    if decision_id is None:
        row = PublicationDecision(made_at=now, made_by_name=actor.name, version=0)
    else:
        row = decision_seen(decision_id, for_update=True)
        if row.version != seen:
            raise Conflict(
                "procedures.decision_changed",
                what="Quyết định đã được người khác sửa.",
                why="Bạn đang sửa một bản cũ hơn.",
                todo="Hãy tải lại trang, xem bản mới, rồi sửa tiếp.",
            )
    row.number, row.issuer, row.signed_on = number, facts.issuer.value, facts.signed_on
    row.effective_on, row.is_shortened = facts.effective_on, facts.is_shortened
    row.entered_on, row.sent_on = facts.entered_on, facts.sent_on
    row.version += 1
    row.save()
    new = {
        "number": number,
        "signed": str(facts.signed_on),
        "effective": str(facts.effective_on or ""),
        "entered": str(facts.entered_on or ""),
        "sent": str(facts.sent_on or ""),
    }
    audit.record(actor, "procedures.decision.saved", subject=("publication_decision", row.pk), now=now, new=new)
    return row.pk


def _checked(facts: DecisionFacts, decision_id: int | None) -> str:
    number = number_in(facts.number)
    if not number:
        raise _refusal("Số, ký hiệu không đúng mẫu.", "Hãy ghi như 500/QĐ-UBND.", "number")
    same = PublicationDecision.objects.filter(number=number, signed_on=facts.signed_on).order_by("pk")
    if set(same.values_list("pk", flat=True)) - {decision_id}:
        raise _refusal("Đã có quyết định cùng số, cùng ngày ký.", "Hãy mở quyết định đó.", "number")
    for day, column in ((facts.entered_on, "entered_on"), (facts.sent_on, "sent_on")):
        if day is not None and day < facts.signed_on:
            raise _refusal("Ngày này trước ngày ký.", "Hãy xem lại ngày.", column)
    return number


def _refusal(why: str, todo: str, column: str) -> InvalidInput:
    return InvalidInput("procedures.decision", what="Chưa lưu được quyết định.", why=why, todo=todo, column=column)
