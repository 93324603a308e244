"""Confirming a directive: every accepted proposal becomes a task, every unit it falls to an assignment."""

from collections.abc import Mapping
from datetime import date, datetime
from textwrap import shorten
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy

from caicach.correspondence import queries as letters
from caicach.correspondence import services as correspondence
from caicach.correspondence.domain.review import Proposal, ProposalAddressing
from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.audit import services as audit
from caicach.kernel.calendar import WorkingCalendar
from caicach.kernel.errors import InvalidInput
from caicach.kernel.text.folding import fold
from caicach.kernel.vocabulary import AddressRole
from caicach.plans.calendar_in_force import calendar_in_force
from caicach.plans.domain.deadlines import Deadline, due_date
from caicach.plans.domain.tasks import ConfirmedDirective, TaskOrigin
from caicach.plans.heads import Heads
from caicach.plans.models import Assignment, Task

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise


@transaction.atomic
def confirm_directive(actor: Actor, *, document_id: int, version: int, now: datetime) -> ConfirmedDirective:
    """Make the tasks of a reviewed document, all or none.

    Raises InvalidInput while the document's date is not chosen, a lead is not resolved or a deadline lies before the
    document; Conflict where somebody changed or confirmed the document since ``version``.
    """
    review = letters.review_of(actor, document_id)
    require(actor, Permission.DOCUMENT_CONFIRM)
    addressing = letters.addressing_of(actor, document_id)
    accepted = [p for p in review.proposals if p.is_accepted and not p.is_dropped]
    units = {addressee.unit for p in accepted if p.id in addressing for addressee in addressing[p.id].all}
    # First, for it takes the lock on the document and compares the version: what was read above is then still true.
    correspondence.mark_confirmed(actor, document_id=document_id, version=version, units=units, now=now)
    assert review.effective_on is not None  # mark_confirmed refuses a document without a date
    due = _due_dates(accepted, addressing, review.effective_on)
    tasks = [_task(document_id, p, review.effective_on, now) for p in accepted]
    Task.objects.bulk_create(tasks)
    heads = Heads(review.effective_on)
    pairs = zip(tasks, accepted, strict=True)
    rows = [row for task, p in pairs for row in _rows(task, addressing[p.id], due[p.id], heads)]
    Assignment.objects.bulk_create(rows, batch_size=500)
    _record(actor, tasks, rows, now)
    return ConfirmedDirective(document_id, tuple(task.pk for task in tasks))


def _due_dates(
    proposals: list[Proposal], addressing: Mapping[int, ProposalAddressing], issued_on: date
) -> dict[int, date | None]:
    """Deadline of every proposal; raises one InvalidInput that lists everything a person has to settle first."""
    calendar = calendar_in_force()
    due: dict[int, date | None] = {}
    problems: list[StrPromise] = []
    for proposal in proposals:
        problems += _lead_problems(proposal, addressing[proposal.id])
        try:
            due[proposal.id] = _due(proposal, issued_on, calendar)
        except InvalidInput:  # nothing is guessed about days that no order has published yet
            problems.append(_problem(_NOT_PUBLISHED, proposal, last=f"{calendar.last_day:%d/%m/%Y}"))
            continue
        due_on = due[proposal.id]
        if due_on is not None and due_on < issued_on:
            problems.append(_problem(_BEFORE_DOCUMENT, proposal, due_on=f"{due_on:%d/%m/%Y}"))
    if problems:
        raise InvalidInput(
            "directive.not_ready",
            what="Chưa xác nhận được: còn {count} điểm phải xử lý.",
            why="{problems}",
            todo="Hãy chọn đơn vị hoặc sửa thời hạn cho từng nhiệm vụ nêu trên rồi xác nhận lại.",
            count=len(problems),
            problems=_joined(problems),
        )
    return due


def _due(proposal: Proposal, issued_on: date, calendar: WorkingCalendar) -> date | None:
    deadline = Deadline(proposal.deadline_on, proposal.due_days, proposal.due_unit)
    return due_date(deadline, issued_on=issued_on, calendar=calendar)


# Lazy: a door translates the error that lists them, later and in the language of the person.
_UNRESOLVED: Final = gettext_lazy("{name} chưa rõ đơn vị chủ trì: {phrases}")
_NO_LEAD: Final = gettext_lazy("{name} chưa có đơn vị chủ trì")
_OUTSIDE: Final = gettext_lazy("{name} chưa có đơn vị chủ trì (cơ quan ngoài tỉnh: {bodies})")
_BEFORE_DOCUMENT: Final = gettext_lazy("{name} có thời hạn {due_on} trước ngày của văn bản")
_NOT_PUBLISHED: Final = gettext_lazy(
    "{name} có thời hạn vượt quá lịch làm việc đã công bố (đến {last}); "
    "hãy nhờ quản trị viên bổ sung năm còn thiếu, hoặc ghi ngày cụ thể"
)


def _join(problems: "list[StrPromise]") -> str:
    return "; ".join(str(problem) for problem in problems)


_joined = lazy(_join, str)


def _lead_problems(proposal: Proposal, addressing: ProposalAddressing) -> "list[StrPromise]":
    lead = addressing.lead
    if lead.unresolved:
        return [_problem(_UNRESOLVED, proposal, phrases=", ".join(lead.unresolved))]
    if lead.addressees:
        return []
    bodies = ", ".join(body.name for resolution in lead.resolutions for body in resolution.bodies)
    return [_problem(_OUTSIDE, proposal, bodies=bodies) if bodies else _problem(_NO_LEAD, proposal)]


def _problem(template: "StrPromise", proposal: Proposal, **values: str) -> "StrPromise":
    name = f"«{proposal.item + '. ' if proposal.item else ''}{shorten(proposal.text, 60, placeholder='…')}»"
    return format_lazy(template, name=name, **values)


def _task(document_id: int, proposal: Proposal, effective_on: date, now: datetime) -> Task:
    return Task(
        origin=TaskOrigin.DIRECTIVE.value,
        document_id=document_id,
        proposal_id=proposal.id,
        kind=proposal.kind.value,
        item=proposal.item,
        text=proposal.text,
        search_text=fold(f"{proposal.text} {proposal.product or ''}"),
        quote_text=proposal.quote_text,
        quote_start=proposal.quote.start,
        quote_end=proposal.quote.end,
        product=proposal.product,
        deadline_raw=proposal.deadline_raw,
        recurrence=proposal.recurrence.value if proposal.recurrence else None,
        area=proposal.area.value if proposal.area else None,
        effective_on=effective_on,
        created_at=now,
    )


def _rows(task: Task, addressing: ProposalAddressing, due_on: date | None, heads: Heads) -> list[Assignment]:
    return [
        Assignment(
            task=task,
            unit_id=addressee.unit,
            role=addressee.role.value,
            post_code=answerable.post_code,
            post_title=answerable.post_title,
            holder_name=answerable.holder,
            phrase=addressee.phrase,
            reason=addressee.reason,
            original_due_on=due_on,
            due_on=due_on,
        )
        for addressee in addressing.all
        for answerable in [heads.of(addressee.unit, addressee.post_code, addressee.post_name)]
    ]


def _record(actor: Actor, tasks: list[Task], rows: list[Assignment], now: datetime) -> None:
    for task in tasks:
        own = [row for row in rows if row.task is task]
        due_on = own[0].due_on if own else None
        new = {
            "document": task.document_id,
            "lead": [row.unit_id for row in own if row.role == AddressRole.LEAD.value],
            "cooperate": [row.unit_id for row in own if row.role == AddressRole.COOPERATE.value],
            "due_on": due_on.isoformat() if due_on else None,
        }
        audit.record(actor, "plans.task.created", subject=("task", task.pk), now=now, new=new)
