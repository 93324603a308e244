"""When a clock starts and when a time allowed ends.

Days are counted from the day after the start and hold until 24:00 of the last one (Bộ luật Dân sự 2015, Điều 147, 148
khoản 5–6); hours run in office hours, to the minute.
"""

from datetime import date, datetime, time, timedelta

from caicach.dossiers.domain.clock.rules import RuleSet
from caicach.dossiers.domain.clock.values import Event, Happening, History
from caicach.dossiers.domain.limits import Limit, LimitUnit
from caicach.kernel.calendar.counting import end_of_time
from caicach.kernel.calendar.hours import WorkingTime
from caicach.kernel.vocabulary import DueUnit

_UNITS = {LimitUnit.WORKING_DAYS: DueUnit.WORKING_DAYS, LimitUnit.DAYS: DueUnit.CALENDAR_DAYS}
MIDNIGHT = time()


def first_receipt(history: History, rules: RuleSet) -> Event | None:
    """The receipt that starts the clock: of a dossier received away from its territory the competent agency's."""
    if history.is_away and rules.away_starts_at_competent and rules.away_starts_at_competent.value:
        return history.first(Happening.COMPETENT_RECEIVED)
    return history.first(Happening.RECEIVED)


def start_after(at: datetime, rules: RuleSet, clock: WorkingTime) -> datetime:
    """From when time counts: what comes too late in the day, or on a day off, starts the next working day."""
    cut = rules.next_day_after
    is_late_in_day = cut is not None and at.time() > cut.value
    if clock.calendar.is_working_day(at.date()) and not is_late_in_day:
        return at
    on = clock.calendar.next_working_day(at.date())
    return datetime.combine(on, MIDNIGHT) + clock.hours.shifts_on(on)[0].opens


def end_of_limit(start: datetime, limit: Limit, clock: WorkingTime) -> datetime:
    """The first moment that is too late."""
    if limit.unit is LimitUnit.HOURS:
        return start + timedelta(hours=limit.count)
    if limit.unit is LimitUnit.WORKING_HOURS:
        return clock.later(start, timedelta(hours=limit.count))
    last = end_of_time(start.date(), limit.count, _UNITS[limit.unit], clock.calendar)
    return end_of_day(last)


def later_by_pause(due: datetime, start: datetime, end: datetime, limit: Limit, clock: WorkingTime) -> datetime:
    """The due moment moved by what a pause took of it, in the unit of the limit."""
    match limit.unit:
        case LimitUnit.HOURS:
            return due + (end - start)
        case LimitUnit.WORKING_HOURS:
            return clock.later(due, clock.between(start, end))
        case LimitUnit.DAYS:
            moved = last_day(due) + timedelta(days=(end.date() - start.date()).days)
            working = clock.calendar.is_working_day(moved)
            return end_of_day(moved if working else clock.calendar.next_working_day(moved))
    days = clock.calendar.working_days_between(start.date(), end.date())
    return end_of_day(clock.calendar.add_working_days(last_day(due), days))


def end_of_day(on: date) -> datetime:
    return datetime.combine(on + timedelta(days=1), MIDNIGHT)


def last_day(due: datetime) -> date:
    """The day that a due moment belongs to: midnight is the end of the day before."""
    return (due - timedelta(microseconds=1)).date()
