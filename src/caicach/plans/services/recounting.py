"""Deadlines that the calendar of today counts to another day: found every night, decided one by one by the office."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from caicach.documents.deadlines.as_json import deadline_from_json
from caicach.kernel.access import SYSTEM, Actor, Permission, Role, require
from caicach.kernel.audit import services as audit
from caicach.kernel.calendar import WorkingCalendar
from caicach.kernel.calendar.counting import end_of_time
from caicach.kernel.calendar.in_force import calendar_in_force
from caicach.kernel.errors import InvalidInput
from caicach.kernel.said import as_text, tell
from caicach.kernel.vocabulary import DueUnit
from caicach.notifications import services as notifications
from caicach.notifications.domain.channels import NewMessage
from caicach.notifications.domain.contents import Content
from caicach.notifications.domain.kinds import Kind
from caicach.organisations import queries as organisations
from caicach.plans.domain.extending import DeadlineCause
from caicach.plans.domain.recounting import Recount, Recounting, RecountState
from caicach.plans.domain.recurring import due_of, first_day, occurrence_of
from caicach.plans.models import Assignment, DeadlineRecount
from caicach.plans.obtaining import locked_assignment
from caicach.plans.queries.recounts import waiting_rows
from caicach.plans.queries.work_lists import series_rule
from caicach.plans.services.moving import move_deadline
from caicach.plans.services.settled import refuse_settled

MESSAGE: Final = "plans.recounts"
LINK: Final = "/nhiem-vu/thoi-han-tinh-lai/"
_AT_ONCE: Final = 500

Count = Callable[[WorkingCalendar], date | None]


@transaction.atomic
def find_recounts(*, on: date, now: datetime) -> int:
    """Propose every open deadline that the calendar in force counts to another day; returns how many are new.

    Looked at are deadlines that nobody has moved since they were given. The office is told once a day of what is new.
    """
    return propose(Recounting(calendar_in_force()), on=on, now=now)


def propose(recounting: Recounting, *, on: date, now: datetime, since: date | None = None) -> int:
    """Keep as proposals what is counted to another day; deadlines before ``since`` are not looked at."""
    found = [
        DeadlineRecount(
            assignment=row,
            state=RecountState.WAITING.value,
            old_due_on=old_due_on,
            new_due_on=again.due_on,
            reason=again.reason,
            found_at=now,
        )
        for row, old_due_on, again in counted_again(recounting, since=since)
    ]
    before = DeadlineRecount.objects.count()
    DeadlineRecount.objects.bulk_create(found, ignore_conflicts=True, batch_size=_AT_ONCE)
    new = DeadlineRecount.objects.count() - before
    if new:
        _tell_office(new, on, now)
        audit.record(SYSTEM, "plans.recounts.found", subject=("recounts", on.isoformat()), now=now, new={"count": new})
    return new


def counted_again(recounting: Recounting, *, since: date | None = None) -> Iterator[tuple[Assignment, date, Recount]]:
    """Open work with its deadline in force and what that is counted to; nothing is kept."""
    for row, start, count in _counted_rows(since):
        if row.due_on is not None and (again := recounting.recount(row.due_on, start=start, count=count)) is not None:
            yield row, row.due_on, again


def _counted_rows(since: date | None) -> Iterator[tuple[Assignment, date, Count]]:
    """Open work whose deadline in force is the one it was given with, with how that is counted and from which day."""
    open_rows = Assignment.objects.filter(
        is_cancelled=False,
        completed_on__isnull=True,
        lead_accepted_on__isnull=True,
        paused_on__isnull=True,
        is_awaiting=False,
        due_on=F("original_due_on"),
    )
    if since is not None:
        open_rows = open_rows.filter(due_on__gte=since)
    counted = Q(task__deadline__isnull=False) | Q(event_days__isnull=False) | ~Q(period="")
    rows = open_rows.filter(counted).select_related("task__series", "event").order_by("pk")
    for row in rows.iterator(chunk_size=_AT_ONCE):
        if (how := _how(row)) is not None:
            yield row, *how


def _how(row: Assignment) -> tuple[date, Count] | None:
    if row.event is not None and row.event.happened_on is not None and row.event_days is not None:
        return _allowed(row.event.happened_on, row.event_days, DueUnit(row.event_unit or DueUnit.CALENDAR_DAYS))
    series = getattr(row.task, "series", None)
    if row.period and series is not None:
        rule = series_rule(series)
        occurrence = occurrence_of(rule.cadence, first_day(row.period))
        return occurrence.first, lambda calendar: due_of(rule, occurrence, calendar)
    allowed = deadline_from_json(row.task.deadline).from_document if row.task.deadline else None
    return _allowed(row.task.effective_on, allowed.count, allowed.unit) if allowed else None


def _allowed(start: date, count: int, unit: DueUnit) -> tuple[date, Count]:
    return start, lambda calendar: end_of_time(start, count, unit, calendar)


def _tell_office(new: int, on: date, now: datetime) -> None:
    holders = organisations.role_holders_on(on)
    office = sorted({holder.user_id for holder in holders if holder.role is Role.STANDING_OFFICE})
    content = Content(
        tell("{count} thời hạn lệch với lịch làm việc hiện hành", count=new),
        notes=(
            tell(
                "Các thời hạn này được đếm khi chưa biết một ngày nghỉ hoặc ngày làm bù. Không thời hạn nào tự thay "
                "đổi: cơ quan thường trực xem và quyết định từng phân công."
            ),
        ),
        link=LINK,
    )
    messages = [NewMessage(user, f"{MESSAGE}:{on.isoformat()}", content, kind=Kind.UPKEEP) for user in office]
    notifications.notify(SYSTEM, messages=messages, now=now)


@transaction.atomic
def decide_recounts(actor: Actor, *, recount_ids: Iterable[int], accept: bool, now: datetime) -> int:
    """Move the deadlines of these proposals, or leave them as they were told; returns how many were decided.

    Proposals that were decided meanwhile, or whose work was finished or moved, are passed over.
    """
    require(actor, Permission.TASK_EXTEND)
    chosen = sorted(set(recount_ids))
    if not chosen:
        raise InvalidInput(
            "recount.none_chosen",
            what="Chưa chọn thời hạn nào.",
            todo="Hãy đánh dấu các dòng cần quyết định rồi bấm lại.",
        )
    rows: Sequence[DeadlineRecount] = list(waiting_rows(actor).filter(pk__in=chosen).order_by("assignment_id"))
    return sum(_decide(actor, row, accept, now) for row in rows if row.assignment.unit_id not in actor.acts_for)


def _decide(actor: Actor, row: DeadlineRecount, accept: bool, now: datetime) -> bool:
    assignment = locked_assignment(actor, row.assignment_id)
    refuse_settled(assignment)
    state = RecountState.ACCEPTED if accept else RecountState.LEFT
    waiting = DeadlineRecount.objects.filter(pk=row.pk, state=RecountState.WAITING.value)
    if assignment.due_on != row.old_due_on or not waiting.update(
        state=state.value, decided_at=now, decided_by_name=actor.name
    ):
        return False
    if accept:
        move_deadline(
            actor,
            assignment,
            row.new_due_on,
            cause=DeadlineCause.CALENDAR,
            reason=as_text(row.reason),
            decided_on=timezone.localdate(now),
            now=now,
        )
    audit.record(
        actor,
        "plans.recount.accepted" if accept else "plans.recount.left",
        subject=("assignment", assignment.pk),
        now=now,
        old={"due_on": row.old_due_on.isoformat()},
        new={"due_on": row.new_due_on.isoformat()} if accept else {"proposed_on": row.new_due_on.isoformat()},
        why=as_text(row.reason),
    )
    return True
