"""Counts of assignments by state and over weeks: one scan of columns, set right for the few that they do not tell."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.expressions import Combinable

from caicach.plans.domain.boards import TrendPoint
from caicach.plans.domain.states import DONE, TaskState
from caicach.plans.exceptions import Exceptional, Judged, at_once, exceptional
from caicach.plans.models import Assignment, Task
from caicach.plans.state_sql import Moment

Tally = Counter[tuple[Any, ...]]
"""How many rows by the values of the columns asked for, the state last."""
_OF_TASK = "task__"


def tally(found: QuerySet[Assignment], moment: Moment, *columns: str) -> Tally:
    """Counts of what was in force among ``found``, by at least one column and the state at the moment."""
    if moment.is_past:
        return tally_with(exceptional(found, (moment.on,), *columns), found, moment.on, *columns)
    return +_plainly(found, moment, columns)


def tally_of_plan(found: QuerySet[Assignment], moment: Moment, column: str) -> Tally:
    """As ``tally`` today, of the tasks of one plan: few enough for the database to join them. One SQL query."""
    counts: Tally = Counter()
    named = [state.value for state in moment.plain_states()]
    for row in _counted(found, moment, [column]):
        _add(counts, (row[column],), row, named)
    return +counts


def tally_with(rows: Iterable[Exceptional], found: QuerySet[Assignment], on: date, *columns: str) -> Tally:
    """As ``tally``, with the exceptions of days at hand, of which ``on`` is the last. One scan."""
    counts = _plainly(found, Moment(on), columns)
    for row in rows:
        judged = row.on_days[-1]
        if judged.plain is not None and judged.is_given:
            counts[*row.keys, judged.plain.value] -= 1
        if judged.exact is not None:
            counts[*row.keys, judged.exact.value] += 1
    return +counts


def _plainly(found: QuerySet[Assignment], moment: Moment, columns: Sequence[str]) -> Tally:
    """What the columns of today say; by task where columns of tasks are asked for, for an index has that order."""
    of_tasks = [column.removeprefix(_OF_TASK) for column in columns if column.startswith(_OF_TASK)]
    asked = [column for column in columns if not column.startswith(_OF_TASK)]
    rows = _counted(found, moment, (*asked, "task_id") if of_tasks else asked)
    tasks = _task_columns({row["task_id"] for row in rows}, of_tasks) if of_tasks else {}
    counts: Tally = Counter()
    named = [state.value for state in moment.plain_states()]
    for row in rows:
        known = row | tasks[row["task_id"]] if of_tasks else row
        _add(counts, tuple(known[column] for column in columns), row, named)
    return counts


def _counted(found: QuerySet[Assignment], moment: Moment, by: Sequence[str]) -> list[dict[str, Any]]:
    counted = {state.value: Count("pk", filter=condition) for state, condition in moment.plain_states().items()}
    return list(moment.plainly_given(found).order_by().values(*by).annotate(given=Count("pk"), **counted))


def _add(counts: Tally, keys: tuple[Any, ...], row: Mapping[str, Any], named: Sequence[str]) -> None:
    for name in named:
        counts[*keys, name] += row[name]
    counts[*keys, TaskState.NOT_YET_DUE.value] += row["given"] - sum(row[name] for name in named)


def _task_columns(ids: Collection[int], columns: Sequence[str]) -> dict[int, dict[str, Any]]:
    """Columns of tasks by the name under which assignments know them. An SQL query for every 500 tasks."""
    parts = (Task.objects.filter(pk__in=some).order_by() for some in at_once(sorted(ids)))
    rows = (row for part in parts for row in part.values("pk", *columns))
    return {row["pk"]: {f"{_OF_TASK}{column}": row[column] for column in columns} for row in rows}


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
        judged = [row.on_days[n] for row in rows]
        late, done = (_more(judged, states) for states in ((TaskState.OVERDUE,), DONE))
        given = sum((day.exact is not None) - (day.plain is not None and day.is_given) for day in judged)
        points.append(TrendPoint(on, plain[f"late_{n}"] + late, plain[f"done_{n}"] + done, plain[f"given_{n}"] + given))
    newly = sum(map(_more_newly_late, rows))
    return Weeks(tuple(points), plain["newly_late"] + newly)


def _plain_weeks(found: QuerySet[Assignment], days: Sequence[date]) -> dict[str, int]:
    """What columns say. Late and done is only what was given before: dates that say otherwise are exceptions."""
    sums: dict[str, Combinable] = {"given": Sum("n", default=0)}
    moments = [Moment(on) for on in days]
    for n, moment in enumerate(moments):
        sums[f"late_{n}"] = Sum("n", filter=moment.plain_late(), default=0)
        sums[f"done_{n}"] = Sum("n", filter=moment.done(), default=0)
    sums["newly_late"] = Sum("n", filter=moments[-1].plain_late() & ~moments[-2].plain_late(), default=0)
    standing = found.filter(is_cancelled=False).order_by()
    rows = standing.values("due_on", "accepted_on", "lead_accepted_on").annotate(n=Count("pk"))
    later = {f"given_{n}": Count("pk", filter=Q(given_on__gt=on)) for n, on in enumerate(days)}
    counts, not_yet = rows.aggregate(**sums), standing.filter(given_on__gt=min(days)).aggregate(**later)
    return counts | {name: counts["given"] - n for name, n in not_yet.items()}


def _more(judged: Iterable[Judged], states: Sequence[TaskState]) -> int:
    """How many more the exact rule counts than the columns say."""
    return sum((day.exact in states) - (day.plain in states) for day in judged)


def _more_newly_late(row: Exceptional) -> int:
    """The same of what is late on the last day and was not on the one before."""
    before, last = row.on_days[-2], row.on_days[-1]
    exact = last.exact is TaskState.OVERDUE and before.exact is not TaskState.OVERDUE
    return exact - (last.plain is TaskState.OVERDUE and before.plain is not TaskState.OVERDUE)
