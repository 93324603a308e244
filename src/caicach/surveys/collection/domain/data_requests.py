"""Requests of persons about their personal data, with the clocks of NĐ 356/2025/NĐ-CP, Điều 5; pure."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from caicach.kernel.calendar import WorkingCalendar
from caicach.kernel.calendar.counting import end_of_time
from caicach.kernel.vocabulary import DueUnit


class RequestKind(StrEnum):
    WITHDRAW = "withdraw"
    RESTRICT = "restrict"
    OBJECT = "object"
    VIEW = "view"
    CORRECT = "correct"
    COPY = "copy"
    DELETE = "delete"


class RequestOutcome(StrEnum):
    DONE = "done"
    REFUSED = "refused"


ACKNOWLEDGE_WORKING_DAYS: Final = 2
DAYS: Final = {
    RequestKind.WITHDRAW: 15,
    RequestKind.RESTRICT: 15,
    RequestKind.OBJECT: 15,
    RequestKind.VIEW: 10,
    RequestKind.CORRECT: 10,
    RequestKind.COPY: 10,
    RequestKind.DELETE: 20,
}
SOURCE: Final = "NĐ 356/2025/NĐ-CP, Điều 5"
"""Read in a summary of the decree, not in its text: days are taken as days of the calendar, the extension as one of at
most the same length. Both are unverified."""


@dataclass(frozen=True, slots=True)
class RequestClocks:
    acknowledge_by: date
    due_on: date


def clocks_of(kind: RequestKind, received_on: date, calendar: WorkingCalendar) -> RequestClocks:
    """Acknowledged within working days; done within days, the last of which, where nobody works on it, gives way to the
    next on which somebody does (Bộ luật Dân sự, Điều 148).

    Raises InvalidInput where the calendar of that year is not published.
    """
    acknowledge_by = calendar.add_working_days(received_on, ACKNOWLEDGE_WORKING_DAYS)
    return RequestClocks(acknowledge_by, end_of_time(received_on, DAYS[kind], DueUnit.CALENDAR_DAYS, calendar))


def latest_extension(kind: RequestKind, due_on: date, calendar: WorkingCalendar) -> date:
    """The latest day to which the one extension may go."""
    return end_of_time(due_on, DAYS[kind], DueUnit.CALENDAR_DAYS, calendar)


class RequestState(StrEnum):
    WAITING = "waiting"
    UNACKNOWLEDGED = "unacknowledged"
    LATE = "late"
    CLOSED_IN_TIME = "closed_in_time"
    CLOSED_LATE = "closed_late"


@dataclass(frozen=True, slots=True)
class RequestCourse:
    """Days as they stand in the register; ``due_on`` with the extension, where there was one."""

    acknowledge_by: date
    acknowledged_on: date | None
    due_on: date
    closed_on: date | None

    def state_on(self, on: date) -> RequestState:
        """Late before anything else; told from the days alone.

        >>> course = RequestCourse(date(2026, 11, 4), None, date(2026, 11, 12), None)
        >>> course.state_on(date(2026, 11, 5)).value, course.state_on(date(2026, 11, 13)).value
        ('unacknowledged', 'late')
        """
        if self.closed_on is not None:
            return RequestState.CLOSED_IN_TIME if self.closed_on <= self.due_on else RequestState.CLOSED_LATE
        if on > self.due_on:
            return RequestState.LATE
        if self.acknowledged_on is None and on > self.acknowledge_by:
            return RequestState.UNACKNOWLEDGED
        return RequestState.WAITING
