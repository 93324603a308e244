"""The board for a leader with five minutes, of today or of a past day."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import itemgetter

from django.db.models import QuerySet

from caicach.kernel.access import Actor
from caicach.kernel.calendar.in_force import calendar_in_force
from caicach.kernel.text.collation import collation_key
from caicach.kernel.unchanged import while_unchanged
from caicach.plans.domain.boards import WEEK, Change, LeaderBoard, WorstTask, week_ends
from caicach.plans.domain.states import TaskState
from caicach.plans.domain.tasks import GroupBy, RollUpRow, StateCounts, TaskFilters, total
from caicach.plans.exceptions import Exceptional, exceptional
from caicach.plans.models import Assignment
from caicach.plans.queries.boards import column_of, naming_of
from caicach.plans.queries.changes import changed_assignments
from caicach.plans.queries.names import UnitNames, unit_names
from caicach.plans.queries.rows import task_rows
from caicach.plans.queries.selecting import narrowed_assignments
from caicach.plans.state_sql import Moment
from caicach.plans.tallies import Tally, tally_with, weeks_with

WORST = 10


@while_unchanged(calendar_in_force)
def leader_board(
    actor: Actor, *, on: date, today: date, by: GroupBy = GroupBy.UNIT, filters: TaskFilters | None = None
) -> LeaderBoard:
    """Counts in one grouping, changes of a week, a trend of weeks and the ten worst, as known at the end of ``on``."""
    moment, since = Moment(on, is_past=on < today), on - WEEK
    everything, days, column = narrowed_assignments(actor, filters or TaskFilters()), week_ends(on), column_of(by)
    given = moment.given(everything)
    names = unit_names(on)
    exceptions = exceptional(everything, days, column)
    rows = _lines(actor, tally_with(exceptions, everything, on, column), by, names)
    found = weeks_with(exceptions, everything, days)
    others = [change for change in Change if change is not Change.NEWLY_LATE]
    changes = {change: changed_assignments(given, change, since=since, moment=moment).count() for change in others}
    return LeaderBoard(
        on=on,
        since=since,
        counts=total(row.counts for row in rows),
        changes=changes | {Change.NEWLY_LATE: found.newly_late},
        by=by,
        rows=rows,
        trend=found.trend,
        worst=_worst(actor, everything, exceptions, moment, names),
    )


def _lines(actor: Actor, counts: Tally, by: GroupBy, names: UnitNames) -> tuple[RollUpRow, ...]:
    """Counts of one grouping, the most overdue first."""
    tallies: dict[str, dict[str, int]] = defaultdict(dict)
    for (key, state), n in counts.items():
        tallies["" if key is None else str(key)][state] = n
    naming = naming_of(actor, by, names, list(tallies))
    rows = (RollUpRow(key, naming(key), StateCounts(**tally)) for key, tally in tallies.items())
    return tuple(sorted(rows, key=lambda row: (-row.counts.overdue, -row.counts.total, collation_key(row.name))))


@dataclass
class _Late:
    """Assignments late with one order since one day."""

    first: int
    count: int = 0

    def add(self, assignment_id: int) -> None:
        self.first, self.count = min(self.first, assignment_id), self.count + 1


def _worst(
    actor: Actor, found: QuerySet[Assignment], exceptions: Sequence[Exceptional], moment: Moment, names: UnitNames
) -> tuple[WorstTask, ...]:
    """The longest overdue first; an order that many units are late with is one line, not all ten."""
    late: dict[tuple[date, int], _Late] = {}
    for row in exceptions:
        judged = row.on_days[-1]
        if judged.exact is TaskState.OVERDUE and judged.due_on is not None:
            late.setdefault((judged.due_on, row.task_id), _Late(row.assignment_id)).add(row.assignment_id)
    apart = {row.assignment_id for row in exceptions}
    plain = found.filter(moment.plain_late(), is_cancelled=False).order_by("due_on")
    lines = plain.values_list("due_on", "task_id", "pk").iterator(chunk_size=500)
    for due_on, of_day in groupby(lines, key=itemgetter(0)):
        for _, task_id, pk in of_day:
            if pk not in apart:
                late.setdefault((due_on, task_id), _Late(pk)).add(pk)
        if sum(due <= due_on for due, _ in late) >= WORST:
            break
    worst = sorted(late.items(), key=lambda one: (one[0][0], -one[1].count, one[0][1]))[:WORST]
    rows = task_rows(actor, [one.first for _, one in worst], moment, names)
    return tuple(WorstTask(row, one.count - 1) for row, (_, one) in zip(rows, worst, strict=True))
