"""Due dates by the legal calendar; how time is counted, ``kernel.calendar.counting`` tells."""

from dataclasses import dataclass
from datetime import date

from caicach.kernel.calendar import WorkingCalendar
from caicach.kernel.calendar.counting import end_of_time
from caicach.kernel.vocabulary import DueUnit


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day, or a number of units of time from the document's date, or neither (recurring and open-ended work)."""

    on: date | None = None
    days: int | None = None
    unit: DueUnit | None = None


def due_date(deadline: Deadline, *, issued_on: date, calendar: WorkingCalendar) -> date | None:
    """The last day on which the work is in time; None where the document sets no day.

    A day that the document names is kept as it is, day off or not: the promise is the document's. Raises InvalidInput
    where the calendar of that year is not published.

    >>> from caicach.kernel.calendar import load_calendar
    >>> due_date(Deadline(days=5, unit=DueUnit.WORKING_DAYS), issued_on=date(2023, 1, 18), calendar=load_calendar())
    datetime.date(2023, 2, 1)
    """
    if deadline.on is not None or deadline.days is None:
        return deadline.on
    return end_of_time(issued_on, deadline.days, deadline.unit or DueUnit.CALENDAR_DAYS, calendar)


def working_days_late(due_on: date | None, until: date, calendar: WorkingCalendar) -> int | None:
    """Working days from the deadline to ``until``; None where nothing is late.

    Raises InvalidInput ("calendar.not_published") where the calendar does not reach.
    """
    return None if due_on is None or until <= due_on else calendar.working_days_between(due_on, until)


def working_days_left(due_on: date | None, on: date, calendar: WorkingCalendar) -> int | None:
    """Working days from ``on`` to the deadline; None without a deadline or after it. Raises as above."""
    return None if due_on is None or due_on < on else calendar.working_days_between(on, due_on)
