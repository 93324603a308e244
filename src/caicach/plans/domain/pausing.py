"""Pauses: on a paused day no clock runs, so the deadline moves by the working days of the pause.

A day is paused where the work is paused at its end: the day of the pause is, the day of the resumption is not.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from caicach.kernel.calendar import WorkingCalendar
from caicach.plans.domain.states import DeadlineStep, deadline_in_force

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class PauseDays:
    """``resumed_on`` is the first day on which the clock ran again; None while it stands."""

    paused_on: date
    resumed_on: date | None = None

    def __contains__(self, on: date) -> bool:
        return self.paused_on <= on and (self.resumed_on is None or on < self.resumed_on)


@dataclass(frozen=True, slots=True)
class PauseView:
    paused_on: date
    resumed_on: date | None
    reason: str
    decision: str
    paused_by: str
    paused_at: datetime


def paused_working_days(paused_on: date, until: date, calendar: WorkingCalendar) -> int:
    """Working days from ``paused_on`` (counted) to ``until`` (not counted)."""
    return calendar.working_days_between(paused_on - _DAY, until - _DAY)


def moved_deadline(due_on: date, paused_on: date, until: date, calendar: WorkingCalendar) -> date:
    """The deadline after a pause that ended before ``until``.

    >>> from caicach.kernel.calendar import load_calendar
    >>> moved_deadline(date(2023, 3, 15), date(2023, 3, 10), date(2023, 3, 20), load_calendar())
    datetime.date(2023, 3, 23)
    """
    return calendar.add_working_days(due_on, paused_working_days(paused_on, until, calendar))


def deadline_judged(
    original: date | None,
    steps: tuple[DeadlineStep, ...],
    pauses: Iterable[PauseDays],
    on: date,
    calendar: WorkingCalendar,
) -> date | None:
    """The deadline against which work finished on a day is judged: the one in force, moved by a pause of that day."""
    due = deadline_in_force(original, steps, on)
    pause = next((pause for pause in pauses if on in pause), None)
    if due is None or pause is None:
        return due
    return moved_deadline(due, pause.paused_on, on + _DAY, calendar)
