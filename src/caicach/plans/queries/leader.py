"""The board for a leader with five minutes, of today or of a past day."""

from collections import defaultdict
from datetime import date

from django.db.models import Count, F, Min, QuerySet

from caicach.kernel.access import Actor
from caicach.plans.as_of_sql import Moment
from caicach.plans.domain.boards import WEEK, Change, LeaderBoard, WorstTask, week_ends
from caicach.plans.domain.states import TaskState
from caicach.plans.domain.tasks import GroupBy, RollUpRow, StateCounts, TaskFilters
from caicach.plans.models import Assignment
from caicach.plans.queries.boards import column_of, naming_of
from caicach.plans.queries.changes import changed
from caicach.plans.queries.names import UnitNames, unit_names
from caicach.plans.queries.past import past_rows
from caicach.plans.queries.selecting import narrowed
from caicach.plans.trend_sql import trend

WORST = 10
Tally = dict[str, int]


def leader_board(
    actor: Actor, *, on: date, today: date, by: GroupBy = GroupBy.UNIT, filters: TaskFilters | None = None
) -> LeaderBoard:
    """Counts in one grouping, changes of a week, a trend of weeks and the ten worst, as known at the end of ``on``."""
    moment, since = Moment(on, is_past=on < today), on - WEEK
    everything = narrowed(actor, filters or TaskFilters())
    given = moment.given(everything)
    names = unit_names(on)
    rows = rolled_up(actor, given, moment, by, names)
    return LeaderBoard(
        on=on,
        since=since,
        counts=total_of(rows),
        changes={change: changed(given, change, since=since, moment=moment).count() for change in Change},
        by=by,
        rows=rows,
        trend=trend(everything, week_ends(on)),
        worst=_worst(actor, given, moment, names),
    )


def rolled_up(
    actor: Actor, given: QuerySet[Assignment], moment: Moment, by: GroupBy, names: UnitNames
) -> tuple[RollUpRow, ...]:
    """Counts of one grouping, the most overdue first. One scan."""
    column = column_of(by)
    lines = moment.stated(given).values(column, "state").annotate(n=Count("pk"))
    tallies: dict[str, Tally] = defaultdict(dict)
    for line in lines.order_by():
        tallies["" if line[column] is None else str(line[column])][line["state"]] = line["n"]
    naming = naming_of(actor, by, names, list(tallies))
    rows = (RollUpRow(key, naming(key), StateCounts(**tally)) for key, tally in tallies.items())
    return tuple(sorted(rows, key=lambda row: (-row.counts.overdue, -row.counts.total, row.name)))


def total_of(rows: tuple[RollUpRow, ...]) -> StateCounts:
    return StateCounts(**{state.value: sum(getattr(row.counts, state.value) for row in rows) for state in TaskState})


def _worst(actor: Actor, given: QuerySet[Assignment], moment: Moment, names: UnitNames) -> tuple[WorstTask, ...]:
    """The longest overdue first; an order that many units are late with is one line, not all ten."""
    late = moment.late(given).order_by().annotate(due_at=F("due_then")).values("task_id", "due_at")
    lines = list(late.annotate(first=Min("pk"), n=Count("pk")).order_by("due_at", "-n", "task_id")[:WORST])
    rows = past_rows(actor, [line["first"] for line in lines], moment.on, names)
    return tuple(WorstTask(row, line["n"] - 1) for row, line in zip(rows, lines, strict=True))
