"""Confirming a directive: every accepted proposal becomes a task, every unit it falls to an assignment."""

from dataclasses import replace
from datetime import date, datetime
from textwrap import shorten

from django.db import transaction
from django.utils import timezone

from caicach.correspondence import queries as letters
from caicach.correspondence import services as correspondence
from caicach.correspondence.domain.review import Proposal
from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.errors import InvalidInput
from caicach.plans.domain.new_tasks import LetterItem
from caicach.plans.domain.tasks import ConfirmedDirective, TaskOrigin
from caicach.plans.heads import Heads
from caicach.plans.services.confirming import check_common, due_dates, task_of
from caicach.plans.services.creating import create_tasks
from caicach.plans.services.handing_over import Heirs, move_to_heirs


@transaction.atomic
def confirm_directive(
    actor: Actor,
    *,
    document_id: int,
    version: int,
    now: datetime,
    common_due_on: date | None = None,
    heirs: Heirs | None = None,
) -> ConfirmedDirective:
    """Make the tasks of a reviewed document, all or none.

    ``common_due_on`` is the deadline of tasks that the document does not date; ``heirs`` say who takes the work of
    units that have ended since the document's day.

    Raises InvalidInput while the document's date is not chosen, a lead is not resolved or a deadline lies before the
    document; Conflict where somebody changed or confirmed the document since ``version``.
    """
    reviewed = letters.reviewed_proposals(actor, document_id)
    require(actor, Permission.DOCUMENT_CONFIRM)
    check_common(common_due_on, timezone.localdate(now))
    accepted = [one for one in reviewed if one.draft.is_open]
    units = {addressee.unit for one in accepted for addressee in one.addressing.all}
    # First, for it takes the lock on the document and compares the version: what was read above is then still true.
    correspondence.mark_confirmed(actor, document_id=document_id, version=version, units=units, now=now)
    issued_on = letters.document_of(actor, document_id).effective_on
    assert issued_on is not None  # mark_confirmed refuses a document without a date
    due, blocked = due_dates(accepted, issued_on, _name)
    if blocked:
        raise InvalidInput(
            "directive.not_ready",
            what="Chưa xác nhận được: còn {count} điểm phải xử lý.",
            why="{problems}",
            todo="Hãy chọn đơn vị hoặc sửa thời hạn cho từng nhiệm vụ nêu trên rồi xác nhận lại.",
            count=len(blocked.sentences),
            problems=blocked.said,
        )
    tasks = [
        replace(
            task_of(
                one,
                TaskOrigin.DIRECTIVE,
                issued_on=issued_on,
                due_on=due[one.draft.id],
                common_due_on=common_due_on,
            ),
            letter_item=_item(document_id, one.draft),
        )
        for one in accepted
    ]
    made = create_tasks(actor, tasks=tasks, heads=Heads(issued_on), now=now)
    if heirs:
        move_to_heirs(actor, heirs=heirs, now=now, task_ids=made)
    return ConfirmedDirective(document_id, made)


def _name(proposal: Proposal) -> str:
    words = shorten(proposal.text, 60, placeholder="…")
    return f"«{proposal.item + '. ' if proposal.item else ''}{words}»"


def _item(document_id: int, proposal: Proposal) -> LetterItem:
    return LetterItem(document_id, proposal.id, proposal.kind, proposal.item, proposal.quote, proposal.quote_text)
