"""The facts that reminders are made of. A fixed number of SQL queries, however much work there is."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.db.models import Q
from django.utils import timezone

from caicach.kernel.calendar import WorkingCalendar
from caicach.kernel.calendar.in_force import calendar_in_force
from caicach.kernel.errors import InvalidInput
from caicach.kernel.instants import start_of
from caicach.kernel.said import NOTHING, Said, sentences_of
from caicach.kernel.vocabulary import AddressRole
from caicach.notifications import queries as notifications
from caicach.notifications.domain.rules import Rule
from caicach.organisations import queries as organisations
from caicach.plans.domain.extending import DeadlineCause, RequestState
from caicach.plans.domain.reminder_moments import MAY_BE_NEAR, Group
from caicach.plans.domain.reminders import Decision, OpenWork, Reminders, people_of, reminders_of
from caicach.plans.domain.tasks import ReportState
from caicach.plans.models import Assignment, DeadlineChange, ExtensionRequest, ProgressReport

ROUND: Final = "plans.reminders"
FIRST_LOOK_BACK: Final = timedelta(days=7)
"""How far the first round of an installation looks back for decisions."""


@dataclass(frozen=True, slots=True)
class DueReminders:
    """What would be told on a day, and how the calendar failed it, if it did."""

    reminders: Reminders
    calendar_gap: Said


def due_reminders(*, on: date) -> DueReminders:
    """Who is told what on a day, by the rule in force then, since the round before it. Eight SQL queries."""
    before = notifications.last_round(ROUND, before=on)
    since = before.on if before else None
    rule, calendar = notifications.rule_on(on).rule, calendar_in_force()
    found = reminders_of(
        _open_work(on, _horizon(on, rule, calendar)),
        _decisions(since or on - FIRST_LOOK_BACK, on),
        people=people_of(organisations.role_holders_on(on)),
        rule=rule,
        calendar=calendar,
        on=on,
        since=since,
    )
    return DueReminders(found, _gap(on, rule, calendar))


def _horizon(on: date, rule: Rule, calendar: WorkingCalendar) -> date:
    """The last day that a deadline may have to be told of."""
    ahead = max(1, -min(rule.offsets(), default=0))
    try:
        return calendar.add_working_days(on, ahead + 1)
    except InvalidInput:
        return on + max(MAY_BE_NEAR, timedelta(days=2 * ahead + 14))


def _gap(on: date, rule: Rule, calendar: WorkingCalendar) -> Said:
    ahead = max(1, -min(rule.offsets(), default=0))
    try:
        calendar.add_working_days(on, ahead)
    except InvalidInput as error:
        return sentences_of(error)[0]
    return NOTHING


def _open_work(on: date, horizon: date) -> Iterator[OpenWork]:
    running = Q(paused_on__isnull=True) | Q(paused_on__gt=on)
    found = Assignment.objects.filter(
        running,
        is_cancelled=False,
        completed_on__isnull=True,
        claimed_on__isnull=True,
        is_awaiting=False,
        lead_accepted_on__isnull=True,
        due_on__lte=horizon,
    )
    columns = (
        "pk", "task_id", "unit_id", "due_on", "task__created_at", "delegate_id", "role", "task__text"
    )  # fmt: skip
    roles, days = {role.value: role for role in AddressRole}, {}
    for pk, task, unit, due_on, created_at, delegate, role, text in found.order_by("due_on", "pk").values_list(
        *columns
    ):
        if created_at not in days:
            days[created_at] = timezone.localdate(created_at)
        yield OpenWork(pk, task, unit, due_on, days[created_at], delegate, roles[role], text)


def _decisions(first: date, on: date) -> Iterator[Decision]:
    """What was decided from the day ``first`` to the eve of ``on``: each day's decisions fall into one round."""
    begin, end = start_of(first), start_of(on)
    yield from _returned(begin, end)
    yield from _deadlines_moved(first, on)
    yield from _extensions_refused(begin, end)


_COLUMNS = (
    "assignment_id",
    "assignment__task_id",
    "assignment__unit_id",
    "assignment__delegate_id",
    "assignment__task__text",
)
_OPEN = Q(assignment__is_cancelled=False, assignment__completed_on__isnull=True)


def _returned(begin: datetime, end: datetime) -> Iterator[Decision]:
    found = ProgressReport.objects.filter(
        _OPEN,
        state=ReportState.RETURNED.value,
        decided_at__gte=begin,
        decided_at__lt=end,
        assignment__claimed_on__isnull=True,
    )
    rows = found.order_by("decided_at", "id").values_list(*_COLUMNS, "decision_reason", "assignment__due_on")
    for pk, task, unit, delegate, text, why, due_on in rows:
        yield Decision(pk, task, unit, delegate, text, Group.RETURNED, why, due_on)


def _deadlines_moved(first: date, on: date) -> Iterator[Decision]:
    found = DeadlineChange.objects.filter(_OPEN, decided_on__gte=first, decided_on__lt=on)
    rows = found.order_by("id").values_list(*_COLUMNS, "reason", "new_due_on", "cause")
    for pk, task, unit, delegate, text, why, due_on, cause in rows:
        said = why if cause in {DeadlineCause.EXTENSION.value, DeadlineCause.CALENDAR.value} else ""
        yield Decision(pk, task, unit, delegate, text, Group.DEADLINE_DECIDED, said, due_on)


def _extensions_refused(begin: datetime, end: datetime) -> Iterator[Decision]:
    found = ExtensionRequest.objects.filter(
        _OPEN, state=RequestState.REFUSED.value, decided_at__gte=begin, decided_at__lt=end
    )
    rows = found.order_by("decided_at", "id").values_list(*_COLUMNS, "decision_reason", "assignment__due_on")
    for pk, task, unit, delegate, text, why, due_on in rows:
        yield Decision(pk, task, unit, delegate, text, Group.DEADLINE_DECIDED, why, due_on, is_granted=False)
