"""Deadlines of a person or a unit for a calendar program: what the owner of the link may see, and no more."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from django.conf import settings
from django.db.models import Count, Max, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from caicach.kernel.access import Actor
from caicach.kernel.calendar import WorkingCalendar
from caicach.kernel.calendar.in_force import calendar_in_force
from caicach.kernel.errors import InvalidInput, NotFound
from caicach.notifications.domain.calendar_entries import Entry, EntryState
from caicach.plans.domain.states import TaskState, state_of
from caicach.plans.models import Assignment
from caicach.plans.obtaining import visible_assignments
from caicach.plans.queries.names import UnitNames, unit_names
from caicach.plans.queries.rows import facts_of

KEPT: Final = timedelta(days=90)
"""What is done or cancelled stays in the feed this long after its deadline, so that programs hear of it."""
MOST: Final = 5_000
SUMMARY: Final = 120


@dataclass(frozen=True, slots=True)
class DeadlineCalendar:
    name: str
    entries: tuple[Entry, ...]


def deadline_calendar(actor: Actor, *, unit: str | None, on: date) -> DeadlineCalendar:
    """The deadlines of a unit that the actor sees, or of the actor's own work: units acted for, and what was delegated.

    NotFound for a unit that the actor may not (any longer) see. Nine SQL queries at most.
    """
    names = unit_names(on)
    if unit is not None and not actor.sees_unit(unit):
        raise NotFound(
            "plans.calendar_not_found",
            what="Không có lịch này.",
            why="Đơn vị không thuộc phạm vi của người mở liên kết.",
            todo="Hãy tạo liên kết mới ở trang thông báo.",
        )
    if unit is None:
        own = Q(unit_id__in=sorted(actor.acts_for)) | Q(delegate_id=actor.user_id or 0)
        found, name = visible_assignments(actor).filter(own), gettext("Thời hạn của {name}").format(name=actor.name)
    else:
        found = visible_assignments(actor).filter(unit_id=unit)
        name = gettext("Thời hạn của {name}").format(name=names.of(unit))
    return DeadlineCalendar(name, tuple(_entries(_changed(found, on), on, names)))


def _changed(found: QuerySet[Assignment], on: date) -> QuerySet[Assignment]:
    recent = Q(due_on__gte=on - KEPT) | Q(completed_on__isnull=True, is_cancelled=False)
    dated = found.filter(recent, due_on__isnull=False).select_related("task")
    return dated.annotate(
        moves=Count("deadline_changes", distinct=True),
        moved_at=Max("deadline_changes__decided_at"),
        decided_at=Max("reports__decided_at"),
        resumed_at=Max("pauses__resumed_at"),
        paused_at=Max("pauses__paused_at"),
        pauses_count=Count("pauses", distinct=True),
        resumes_count=Count("pauses", filter=Q(pauses__resumed_at__isnull=False), distinct=True),
        reports_count=Count("reports", filter=Q(reports__decided_at__isnull=False), distinct=True),
    ).order_by("due_on", "pk")[:MOST]


def _entries(rows: Iterable[Assignment], on: date, names: UnitNames) -> Iterable[Entry]:
    calendar = calendar_in_force()
    for row in rows:
        if row.due_on is not None:
            yield _entry(row, row.due_on, on, names, calendar)


def _entry(row: Assignment, due_on: date, on: date, names: UnitNames, calendar: WorkingCalendar) -> Entry:
    state = state_of(facts_of(row), on)
    is_done = state.is_done
    kind = EntryState.CANCELLED if row.is_cancelled else EntryState.DONE if is_done else EntryState.OPEN
    is_paused = state is TaskState.PAUSED
    prefix = {EntryState.DONE: gettext("Xong: "), EntryState.CANCELLED: gettext("Đã hủy: "), EntryState.OPEN: ""}[kind]
    words = prefix or (gettext("Tạm dừng: ") if is_paused else "")
    return Entry(
        uid=f"phan-cong-{row.pk}@{_domain()}",
        sequence=_sequence(row) + is_done,
        on=due_on,
        summary=words + (row.task.text if len(row.task.text) <= SUMMARY else f"{row.task.text[:SUMMARY]}…"),
        description=f"{names.of(row.unit_id)}\n{row.task.text}",
        url=settings.PUBLIC_URL + reverse("web:task", args=[row.task_id]),
        state=kind,
        changed_at=_changed_at(row),
        alarm_on=None if is_paused else _morning_before(due_on, calendar),
    )


def _sequence(row: Assignment) -> int:
    """Grows with every change that the tables keep."""
    names = ("moves", "pauses_count", "resumes_count", "reports_count", "is_cancelled")
    return sum(int(getattr(row, name)) for name in names)


def _changed_at(row: Assignment) -> datetime:
    """The last moment at which the entry changed, as far as the tables tell."""
    names = ("moved_at", "decided_at", "resumed_at", "paused_at")
    known: list[datetime] = [getattr(row, name) for name in names if getattr(row, name) is not None]
    known += [at for at in (row.task.created_at, row.task.cancelled_at) if at is not None]
    if row.completed_on is not None:
        known.append(timezone.make_aware(datetime.combine(row.completed_on, time())))
    return max(known)


def _morning_before(due_on: date, calendar: WorkingCalendar) -> date:
    try:
        return calendar.previous_working_day(due_on)
    except InvalidInput:  # no calendar that far: the day before, which may be a day off
        return due_on - timedelta(days=1)


def _domain() -> str:
    return settings.PUBLIC_URL.partition("://")[2].partition("/")[0].partition(":")[0]
