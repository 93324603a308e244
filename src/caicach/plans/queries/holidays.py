"""Open work that fell due or stood still across a block of holidays; what a rule sets first stands first."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import reduce
from operator import or_

from django.db.models import Case, F, IntegerField, Max, Q, QuerySet, Value, When
from django.utils import timezone

from caicach.kernel.access import Actor
from caicach.kernel.calendar import WorkingCalendar
from caicach.kernel.calendar.in_force import calendar_in_force
from caicach.kernel.errors import InvalidInput
from caicach.kernel.instants import start_of
from caicach.kernel.pages import Page, page_number
from caicach.kernel.text.folding import fold
from caicach.kernel.vocabulary import ReformArea
from caicach.plans.domain.holiday_blocks import HolidayBlock, StalledRow, blocks_between
from caicach.plans.domain.states import TaskState
from caicach.plans.domain.tasks import TaskFilters
from caicach.plans.models import Assignment
from caicach.plans.queries.rows import task_rows
from caicach.plans.queries.selecting import selected_assignments
from caicach.plans.state_sql import moment_at

Reason = Callable[[str, ReformArea | None], str | None]
_OPEN = (TaskState.OVERDUE, TaskState.IN_TIME, TaskState.NOT_YET_DUE)
_YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class FirstWords:
    """What SQL needs of the rule: areas and words that set work first."""

    areas: tuple[ReformArea, ...]
    keywords: tuple[str, ...]


def holiday_blocks(*, on: date) -> tuple[HolidayBlock, ...]:
    """Blocks of the last year that are over, the newest first. No SQL query."""
    found = blocks_between(calendar_in_force(), on - _YEAR, on)
    return tuple(block for block in reversed(found) if block.last < on)


def stalled_across(
    actor: Actor, block: HolidayBlock, *, on: date, filters: TaskFilters, first: FirstWords, reason: Reason
) -> Page[StalledRow]:
    """Given before the block, still open, and either due in it or without a report since it began."""
    moment = moment_at(on)
    found = _stalled(selected_assignments(actor, replace(filters, states=_OPEN), moment), block)
    total = found.count()
    number = page_number(filters.page, total=total, size=filters.size)
    ranked = found.annotate(is_first=_is_first(first))
    by_age = (F("last_report").asc(nulls_first=True), F("due_then").asc(nulls_last=True))
    ordered = ranked.order_by("-is_first", *by_age, "id").values_list("pk", "last_report")
    shown = list(ordered[(number - 1) * filters.size : number * filters.size])
    calendar = calendar_in_force()
    rows = zip(task_rows(actor, [pk for pk, _ in shown], moment), shown, strict=True)
    made = tuple(
        StalledRow(
            row=row,
            last_report_on=last,
            days_stalled=_stalled_days(calendar, max(last or block.first, block.first), block, on),
            fell_due=row.due_on is not None and block.first <= row.due_on <= block.last,
            why_first=reason(row.text, row.area),
        )
        for row, (_, reported_at) in rows
        for last in [_day(reported_at)]
    )
    return Page(made, total, number, filters.size)


def _stalled(found: QuerySet[Assignment], block: HolidayBlock) -> QuerySet[Assignment]:
    given = found.filter(given_on__lt=block.first)
    is_open = given.annotate(last_report=Max("reports__reported_at"))
    is_still = Q(last_report__isnull=True) | Q(last_report__lt=start_of(block.first))
    return is_open.filter(is_still | Q(due_then__gte=block.first, due_then__lte=block.last))


def _is_first(first: FirstWords) -> Case:
    conditions = [Q(task__search_text__contains=fold(word)) for word in first.keywords]
    conditions += [Q(task__area__in=[area.value for area in first.areas])] if first.areas else []
    wanted = reduce(or_, conditions, Q(pk__in=[]))
    return Case(When(wanted, then=Value(1)), default=Value(0), output_field=IntegerField())


def _day(instant: datetime | None) -> date | None:
    return timezone.localdate(instant) if instant else None


def _stalled_days(calendar: WorkingCalendar, since: date, block: HolidayBlock, on: date) -> int | None:
    """From the block, whose own days are off, or from a later report."""
    try:
        return calendar.working_days_between(since, on) if since > block.first else _since_block(calendar, block, on)
    except InvalidInput:
        return None


def _since_block(calendar: WorkingCalendar, block: HolidayBlock, on: date) -> int:
    return calendar.working_days_between(block.last, on)
