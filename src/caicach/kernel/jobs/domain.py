"""Jobs and schedules as values, and the pure rules of when: back-off, and the last moment that was due."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final

from caicach.kernel.calendar import WorkingCalendar
from caicach.kernel.errors import InvalidInput
from caicach.kernel.said import NOTHING, Said

Payload = Mapping[str, str | int | None]
Checkpoint = Mapping[str, str | int | None]
"""Where a long job would go on: whatever its handler needs to find the next slice."""

MAX_FAILURES: Final = 100

BACK_OFF: Final = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360))
LOOK_BACK_DAYS: Final = 31
"""Longer than any run of days off: the last working day is always found."""


class JobState(StrEnum):
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    DEAD = "dead"  # given up; a person may have it tried again
    STOPPED = "stopped"  # by a person; may be taken up again


class Retry(Exception):
    """Raised by a handler whose work cannot be done now: tried again later. The sentence is shown to the operator."""

    def __init__(self, why: Said) -> None:
        self.why = why
        super().__init__(str(why))


@dataclass(frozen=True, slots=True)
class JobRow:
    """A job in the operator's list."""

    id: int
    kind: str
    title: str
    key: str
    state: JobState
    run_at: datetime
    attempts: int
    max_attempts: int
    last_error: Said
    created_at: datetime
    finished_at: datetime | None
    link: str
    is_long: bool
    progress: "Progress"
    asked_by: int | None
    """The account that asked for it; None for what the system does by itself."""

    @property
    def may_stop(self) -> bool:
        """What waits may be left; a long job stops between two slices, a short one is over before anybody could."""
        if self.progress.is_stop_asked:
            return False
        return self.state is JobState.WAITING or (self.is_long and self.state is JobState.RUNNING)

    @property
    def may_retry(self) -> bool:
        gave_up = self.state in {JobState.DEAD, JobState.STOPPED}
        return gave_up or (self.state is JobState.WAITING and bool(self.last_error))


@dataclass(frozen=True, slots=True)
class ScheduleRow:
    """What is done every day, or every working day: the last run with its state, and the next one."""

    title: str
    at: time
    working_days_only: bool
    last: "JobRow | None"
    next_at: datetime


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job is: ``done`` of ``total`` (None where it does not say), running since, what failed.

    ``failed`` counts all failures, ``failures`` says the first hundred.

    >>> Progress(JobState.RUNNING, done=30, total=120).percent
    25
    """

    state: JobState
    done: int = 0
    total: int | None = None
    since: datetime | None = None
    failed: int = 0
    failures: tuple[Said, ...] = ()
    is_stop_asked: bool = False
    last_error: Said = NOTHING

    @property
    def is_over(self) -> bool:
        return self.state in {JobState.DONE, JobState.DEAD, JobState.STOPPED}

    @property
    def percent(self) -> int | None:
        """Rounded down, so that 100 means all; None where the total is not known."""
        return min(100, self.done * 100 // self.total) if self.total else None


@dataclass(frozen=True, slots=True)
class Schedule:
    """A job of one kind every day at a time, or every working day. Its payload names the day: ``{"on": ISO}``."""

    name: str
    kind: str
    at: time
    working_days_only: bool


def back_off(attempts: int) -> timedelta:
    """How long to wait after the given number of attempts.

    >>> back_off(1), back_off(99)
    (datetime.timedelta(seconds=60), datetime.timedelta(seconds=21600))
    """
    return BACK_OFF[min(max(attempts, 1), len(BACK_OFF)) - 1]


def last_due_day(schedule: Schedule, local: datetime, calendar: WorkingCalendar) -> date | None:
    """The newest day whose moment has come by ``local``, the wall clock of the province.

    Beyond the published calendar every day counts: what is scheduled is rather done on a day too many than left out.

    >>> from caicach.kernel.calendar import load_calendar
    >>> daily = Schedule("digest", "plans.remind", time(7), working_days_only=True)
    >>> last_due_day(daily, datetime(2023, 1, 28, 9, 0), load_calendar())  # Saturday in the week after Tết
    datetime.date(2023, 1, 27)
    """
    today = local.date()
    first = today if local.time() >= schedule.at else today - timedelta(days=1)
    days = (first - timedelta(days=back) for back in range(LOOK_BACK_DAYS))
    return next((day for day in days if not schedule.working_days_only or _may_be_working(day, calendar)), None)


def next_day(schedule: Schedule, local: datetime, calendar: WorkingCalendar, *, last: date | None) -> date:
    """The day of the next run: the first due after the last one that was made, never before today.

    >>> from caicach.kernel.calendar import load_calendar
    >>> daily = Schedule("digest", "plans.remind", time(7), working_days_only=True)
    >>> next_day(daily, datetime(2023, 1, 19, 9, 0), load_calendar(), last=date(2023, 1, 19))  # the day before Tết
    datetime.date(2023, 1, 27)
    """
    day = local.date()
    if last is not None and last >= day:
        day = last + timedelta(days=1)
    while schedule.working_days_only and not _may_be_working(day, calendar):
        day += timedelta(days=1)
    return day


def _may_be_working(day: date, calendar: WorkingCalendar) -> bool:
    try:
        return calendar.is_working_day(day)
    except InvalidInput:
        return True
