"""Boards for people with five minutes: where work stands, what changed, where it is going."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from caicach.plans.domain.tasks import GroupBy, RollUpRow, StateCounts, TaskRow

WEEK = timedelta(days=7)
WEEKS_SHOWN = 6


class Change(StrEnum):
    """What may have happened to an assignment between two days."""

    NEWLY_LATE = "newly_late"  # quá hạn mà trước đó chưa
    ENTERED_LATE = "entered_late"  # mới nhập, quá hạn từ trước khi nhập
    NEWLY_DONE = "newly_done"  # được chấp nhận hoàn thành
    RETURNED = "returned"  # báo cáo bị trả lại
    MOVED = "moved"  # thời hạn được dời


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """At the end of the day ``on``: how many were late, done, and given in all."""

    on: date
    late: int
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class WorstTask:
    """A late task: one of the units that are late with it by that deadline, and how many more there are."""

    row: TaskRow
    more_units: int


@dataclass(frozen=True, slots=True)
class LeaderBoard:
    """``since`` is a week before ``on``; ``trend`` oldest first, its last points are ``since`` and ``on``."""

    on: date
    since: date
    counts: StateCounts
    changes: Mapping[Change, int]
    by: GroupBy
    rows: tuple[RollUpRow, ...]
    trend: tuple[TrendPoint, ...]
    worst: tuple[WorstTask, ...]


def week_ends(on: date, weeks: int = WEEKS_SHOWN) -> tuple[date, ...]:
    """The same weekday of so many weeks, the last of them ``on``.

    >>> week_ends(date(2023, 3, 15), 3)
    (datetime.date(2023, 3, 1), datetime.date(2023, 3, 8), datetime.date(2023, 3, 15))
    """
    return tuple(on - WEEK * back for back in reversed(range(weeks)))
