"""The board for a leader with five minutes, of today or of a past day."""

from collections import defaultdict
from datetime import date

from django.db.models import Count, F, Min, QuerySet

from caicach.kernel.access import Actor
from caicach.plans.domain.boards import WEEK, Change, LeaderBoard, WorstTask, week_ends
from caicach.plans.domain.tasks import GroupBy, RollUpRow, StateCounts, TaskFilters, total
from caicach.plans.models import Assignment
from caicach.plans.queries.boards import column_of, naming_of
from caicach.plans.queries.changes import changed
from caicach.plans.queries.names import UnitNames, unit_names
from caicach.plans.queries.rows import task_rows
from caicach.plans.queries.selecting import narrowed
from caicach.plans.state_sql import Moment
from caicach.plans.trend import trend

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
    rows = rolled_up(actor, everything, moment, by, names)
    return LeaderBoard(
        on=on,
        since=since,
        counts=total(row.counts for row in rows),
        changes={change: changed(given, change, since=since, moment=moment).count() for change in Change},
        by=by,
        rows=rows,
        trend=trend(everything, week_ends(on)),
        worst=_worst(actor, given, moment, names),
    )


def rolled_up(
    actor: Actor, found: QuerySet[Assignment], moment: Moment, by: GroupBy, names: UnitNames
) -> tuple[RollUpRow, ...]:
    """Counts of one grouping among ``found``, cancelled ones included, the most overdue first. One scan."""
    column = column_of(by)
    tallies: dict[str, Tally] = defaultdict(dict)
    for (key, state), n in moment.tally(found, column).items():
        tallies["" if key is None else str(key)][state] = n
    naming = naming_of(actor, by, names, list(tallies))
    rows = (RollUpRow(key, naming(key), StateCounts(**tally)) for key, tally in tallies.items())
    return tuple(sorted(rows, key=lambda row: (-row.counts.overdue, -row.counts.total, row.name)))


def _worst(actor: Actor, given: QuerySet[Assignment], moment: Moment, names: UnitNames) -> tuple[WorstTask, ...]:
    """The longest overdue first; an order that many units are late with is one line, not all ten."""
    late = moment.late(given).order_by().annotate(due_at=F("due_then")).values("task_id", "due_at")
    lines = list(late.annotate(first=Min("pk"), n=Count("pk")).order_by("due_at", "-n", "task_id")[:WORST])
    rows = task_rows(actor, [line["first"] for line in lines], moment, names)
    return tuple(WorstTask(row, line["n"] - 1) for row, line in zip(rows, lines, strict=True))
