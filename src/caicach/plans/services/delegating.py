"""Giving an assignment to a person of the unit. Colleagues may still report; the history stays."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import InvalidInput
from caicach.organisations.queries import Colleague, colleagues_of
from caicach.plans.models import Delegation
from caicach.plans.obtaining import locked_assignment
from caicach.plans.services.settled import refuse_settled
from caicach.plans.services.telling import tell_delegated


@transaction.atomic
def delegate_work(actor: Actor, *, assignment_id: int, user_id: int | None, note: str, now: datetime) -> None:
    """Name the person who does the work, somebody with a grant at the unit, who hears of it; None takes it back."""
    given = delegate_untold(actor, assignment_id=assignment_id, user_id=user_id, note=note, now=now)
    tell_delegated(actor, [given] if given else [], now)


@transaction.atomic
def delegate_untold(
    actor: Actor, *, assignment_id: int, user_id: int | None, note: str, now: datetime
) -> Delegation | None:
    """As ``delegate_work``, where the caller tells the person; None where that person had it already."""
    assignment = locked_assignment(actor, assignment_id)
    require(actor, Permission.TASK_REPORT, unit=assignment.unit_id)
    refuse_settled(assignment)
    person = colleague(assignment.unit_id, user_id, now)
    if (person.user_id if person else None) == assignment.delegate_id:
        return None
    old = assignment.delegate_name
    assignment.delegate_id, assignment.delegate_name = (person.user_id, person.name) if person else (None, "")
    assignment.save(update_fields=("delegate", "delegate_name"))
    given = Delegation.objects.create(
        assignment=assignment,
        user_id=assignment.delegate_id,
        user_name=assignment.delegate_name,
        note=note.strip(),
        delegated_at=now,
        delegated_by_name=actor.name,
    )
    audit.record(
        actor,
        "plans.work.delegated",
        subject=("assignment", assignment.pk),
        now=now,
        old={"delegate": old},
        new={"delegate": assignment.delegate_name},
        why=note.strip(),
    )
    return given


def colleague(unit: str, user_id: int | None, now: datetime) -> Colleague | None:
    """The person meant, None for nobody; InvalidInput for somebody who has no grant at the unit on that day."""
    if user_id is None:
        return None
    people = {person.user_id: person for person in colleagues_of(unit, on=timezone.localdate(now))}
    if user_id not in people:
        raise InvalidInput(
            "delegation.not_a_colleague",
            what="Không giao được cho người này.",
            why="Người nhận việc phải có tài khoản đang hoạt động và được phân công tại đơn vị.",
            todo="Hãy chọn một người trong danh sách của đơn vị.",
        )
    return people[user_id]
