"""Counts of assignments by state and over weeks: one scan of columns, set right for the few that they do not tell."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet, Sum

from caicach.plans.domain.boards import TrendPoint
from caicach.plans.domain.states import DONE, TaskState
from caicach.plans.exceptions import Exceptional, Judged, exceptional
from caicach.plans.models import Assignment
from caicach.plans.state_sql import Moment

Tally = Counter[tuple[Any, ...]]
"""How many rows by the values of the columns asked for, the state last."""


def tally(found: QuerySet[Assignment], moment: Moment, *columns: str) -> Tally:
    """Counts of what was in force among ``found``, by at least one column and the state at the moment."""
    if moment.is_past:
        return tally_with(exceptional(found, (moment.on,), *columns), found, moment.on, *columns)
    lines = moment.stated(moment.given(found)).order_by().values_list(*columns, "state")
    return Counter({tuple(keys): n for *keys, n in lines.annotate(n=Count("pk"))})


def tally_with(rows: Iterable[Exceptional], found: QuerySet[Assignment], on: date, *columns: str) -> Tally:
    """As ``tally``, with the exceptions of days at hand, of which ``on`` is the last. One scan."""
    counts = _plainly(found, on, columns)
    for row in rows:
        judged = row.on_days[-1]
        if judged is not None and judged.plain is not None:
            counts[*row.keys, judged.plain.value] -= 1
        if judged is not None and judged.exact is not None:
            counts[*row.keys, judged.exact.value] += 1
    return +counts


def _plainly(found: QuerySet[Assignment], on: date, columns: Sequence[str]) -> Tally:
    states = Moment(on).plain_states()
    counted = {state.value: Count("pk", filter=condition) for state, condition in states.items()}
    rows = found.filter(is_cancelled=False).order_by().values(*columns).annotate(given=Count("pk"), **counted)
    counts: Tally = Counter()
    for line in rows:
        keys = tuple(line[column] for column in columns)
        for name in counted:
            counts[*keys, name] = line[name]
        counts[*keys, TaskState.NOT_YET_DUE.value] = line["given"] - sum(line[name] for name in counted)
    return counts


@dataclass(frozen=True, slots=True)
class Weeks:
    """``newly_late``: late at the end of the last day, and not of the day before it in the list."""

    trend: tuple[TrendPoint, ...]
    newly_late: int


def weeks(found: QuerySet[Assignment], days: Sequence[date]) -> Weeks:
    """How many were late, done and given at the end of each of two or more days. ``found`` holds cancelled rows too."""
    return weeks_with(exceptional(found, days), found, days)


def weeks_with(rows: Sequence[Exceptional], found: QuerySet[Assignment], days: Sequence[date]) -> Weeks:
    """As ``weeks``, with the exceptions of the days at hand. One scan, of the few dates that decide."""
    plain = _plain_weeks(found, days)
    points = []
    for n, on in enumerate(days):
        judged = [day for row in rows if (day := row.on_days[n]) is not None]
        late, done, given = (_more(judged, states) for states in ((TaskState.OVERDUE,), DONE, tuple(TaskState)))
        points.append(TrendPoint(on, plain[f"late_{n}"] + late, plain[f"done_{n}"] + done, plain["given"] + given))
    newly = sum(map(_more_newly_late, rows))
    return Weeks(tuple(points), plain["newly_late"] + newly)


def _plain_weeks(found: QuerySet[Assignment], days: Sequence[date]) -> dict[str, int]:
    moments = [Moment(on) for on in days]
    sums = {"given": Sum("n", default=0)}
    for n, moment in enumerate(moments):
        sums[f"late_{n}"] = Sum("n", filter=moment.plain_late(), default=0)
        sums[f"done_{n}"] = Sum("n", filter=moment.done(), default=0)
    sums["newly_late"] = Sum("n", filter=moments[-1].plain_late() & ~moments[-2].plain_late(), default=0)
    rows = found.filter(is_cancelled=False).order_by().values("due_on", "accepted_on", "lead_accepted_on")
    return rows.annotate(n=Count("pk")).aggregate(**sums)


def _more(judged: Iterable[Judged], states: Sequence[TaskState]) -> int:
    """How many more the exact rule counts than the columns say."""
    return sum((day.exact in states) - (day.plain in states) for day in judged)


def _more_newly_late(row: Exceptional) -> int:
    """The same of what is late on the last day and was not on the one before."""
    before, last = row.on_days[-2], row.on_days[-1]
    if before is None or last is None:
        return 0
    exact = last.exact is TaskState.OVERDUE and before.exact is not TaskState.OVERDUE
    return exact - (last.plain is TaskState.OVERDUE and before.plain is not TaskState.OVERDUE)
