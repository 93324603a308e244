"""Assignments whose columns of today do not say what was at the end of some days: found by SQL, judged by the rule.

These are few: deadlines set since, or moved since that were over, or are; claims that kept from being late; pauses,
recorded events, what was called off since, dates from before the giving. Whatever of this makes no difference to a
state or a late deadline is not fetched at all.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import add, or_
from typing import Any, Final

from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable

from caicach.kernel.instants import end_of
from caicach.plans.domain.states import AssignmentFacts, TaskState, state_of
from caicach.plans.models import (
    BEFORE_GIVEN,
    Assignment,
    AwaitedEvent,
    DeadlineChange,
    Pause,
    ProgressReport,
    Task,
)
from caicach.plans.state_sql import claiming, lasting

_COLUMNS: Final = (
    "pk", "task_id", "event_id", "is_cancelled", "is_awaiting", "given_on", "due_on", "accepted_on",
    "completed_on", "judged_due_on", "begun_on", "lead_accepted_on",
)  # fmt: skip
AT_ONCE: Final = 500  # an older SQLite takes no more than 999 values
ByDay = dict[int, list[tuple[int, Any]]]
"""By the id of what it happened to: on which of the days it held (a bit each), and a value."""


@dataclass(frozen=True, slots=True)
class Judged:
    """The state of an assignment on a day; None where it was not in force. ``plain`` is what its columns say.

    They say something of what was not given yet by the day, too: ``is_given`` is to be asked beside them.
    """

    exact: TaskState | None
    plain: TaskState | None
    is_given: bool
    due_on: date | None


@dataclass(frozen=True, slots=True)
class Exceptional:
    """An assignment with its keys, judged on each of the days."""

    assignment_id: int
    task_id: int
    keys: tuple[Any, ...]
    on_days: tuple[Judged, ...]


def exceptional(found: QuerySet[Assignment], days: Sequence[date], *columns: str) -> tuple[Exceptional, ...]:
    """Every row of ``found`` whose columns do not say what was at the end of one of the days, and perhaps some more.

    ``found`` holds cancelled rows too; ``columns`` are the keys wanted. Nine SQL queries, and four for every 500 rows.
    """
    ids = sorted({pk for part in _parts(days) for pk in part})
    facts = _Facts(days, ids)
    rows = (found.filter(pk__in=some).order_by().values_list(*_COLUMNS, *columns) for some in at_once(ids))
    return tuple(facts.judged(row) for part in rows for row in part)


def at_once(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    """Parts of a long list, each short enough for one query."""
    return (ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE))


def _parts(days: Sequence[date]) -> Iterator[Collection[int]]:
    """Ids of assignments, by why columns may not tell of them."""
    yield Assignment.objects.filter(BEFORE_GIVEN).order_by().values_list("pk", flat=True)
    ends, rows = [(on, end_of(on)) for on in days], Assignment.objects.order_by()
    first = end_of(min(days))
    yield _ids(DeadlineChange.objects.filter(_any(_was_moved(on) for on in days), decided_at__gte=first))
    # Two queries, so that an index answers each: few claims wait, and few of those decided waited on one of the days.
    claims = ProgressReport.objects.filter(is_completed=True, completed_on__lte=F("assignment__due_on"))
    late = claims.filter(_any(Q(reported_at__lt=end) & _was_late(on) for on, end in ends))
    yield _ids(late.filter(decided_at__isnull=True))
    waited = _any(Q(reported_at__lt=end, decided_at__gte=end) for _, end in ends)
    yield _ids(late.filter(waited, decided_at__gte=first))
    yield _ids(Pause.objects.filter(_any(map(lasting, days))))
    recorded = AwaitedEvent.objects.filter(recorded_at__gte=first).order_by()
    yield rows.filter(event__in=recorded.values("pk")).values_list("pk", flat=True)
    called_off = Task.objects.filter(cancelled_at__gte=first).order_by()
    yield rows.filter(task__in=called_off.values("pk")).values_list("pk", flat=True)


def _ids(found: QuerySet[Any, Any]) -> Collection[int]:
    return found.order_by().values_list("assignment_id", flat=True)


def _any(conditions: Iterable[Q]) -> Q:
    return reduce(or_, conditions)


def _was_open(on: date) -> Q:
    return Q(assignment__accepted_on__isnull=True) | Q(assignment__accepted_on__gt=on)


def _was_late(on: date) -> Q:
    """By the columns of today."""
    return Q(assignment__due_on__lt=on) & _was_open(on)


def _was_moved(on: date) -> Q:
    """Of moved deadlines: since the day, and there was none before, or that one or the one of today was over then."""
    matters = Q(old_due_on__isnull=True) | Q(old_due_on__lt=on) | Q(assignment__due_on__lt=on)
    return Q(decided_at__gte=end_of(on)) & matters & _was_open(on)


class _Facts:
    """What was otherwise at the end of each of the days. The database compares all instants."""

    def __init__(self, days: Sequence[date], ids: Sequence[int]) -> None:
        self._days = list(enumerate(days))
        first = end_of(min(days))
        moves = DeadlineChange.objects.filter(decided_at__gte=first).order_by("id")
        self._moves = self._by_day(moves, _later("decided_at"), "assignment_id", "old_due_on", ids)
        claims = ProgressReport.objects.filter(is_completed=True).order_by("-number")
        self._claims = self._by_day(claims, claiming, "assignment_id", "completed_on", ids)
        self._pauses = self._by_day(Pause.objects.order_by("id"), lasting, "assignment_id", "paused_on", ids)
        events = AwaitedEvent.objects.filter(recorded_at__gte=first).order_by()
        self._events = self._by_day(events, _later("recorded_at"), "pk", "pk")
        called_off = Task.objects.filter(cancelled_at__gte=first).order_by()
        self._called_off = self._by_day(called_off, _later("cancelled_at"), "pk", "pk")

    def _by_day(
        self,
        found: QuerySet[Any, Any],
        condition: Callable[[date], Q],
        key: str,
        value: str,
        ids: Sequence[int] | None = None,
    ) -> ByDay:
        parts = [found] if ids is None else [found.filter(assignment__in=some) for some in at_once(ids)]
        kept: dict[int, list[tuple[int, Any]]] = defaultdict(list)
        for part in parts:
            for of, bits, said in part.annotate(bits=_bits(self._days, condition)).values_list(key, "bits", value):
                kept[of].append((bits, said))
        return dict(kept)

    def judged(self, row: tuple[Any, ...]) -> Exceptional:
        pk, task_id, event_id, is_cancelled, is_awaiting, given_on, due_on, *dates = row[: len(_COLUMNS)]
        judged = []
        for n, on in self._days:
            move, claim, pause = (_on(kept.get(pk), n) for kept in (self._moves, self._claims, self._pauses))
            waits = is_awaiting or _on(self._events.get(event_id), n) is not None
            due_then = move[1] if move else due_on
            facts = _facts(dates, on, due_then, waits, claim[1] if claim else None, pause[1] if pause else None)
            is_given = given_on <= on
            is_in_force = is_given and (not is_cancelled or _on(self._called_off.get(task_id), n) is not None)
            exact = state_of(facts, on) if is_in_force else None
            plain = None if is_cancelled else state_of(_facts(dates, on, due_on, is_awaiting), on)
            judged.append(Judged(exact, plain, is_given, due_then))
        return Exceptional(pk, task_id, row[len(_COLUMNS) :], tuple(judged))


def _facts(
    dates: Sequence[date | None],
    on: date,
    due_on: date | None,
    is_awaiting: bool,
    claimed_on: date | None = None,
    paused_on: date | None = None,
) -> AssignmentFacts:
    accepted_on, completed_on, judged_due_on, begun_on, lead_accepted_on = dates
    done_on = completed_on if accepted_on is not None and accepted_on <= on else None
    return AssignmentFacts(
        due_on, done_on, judged_due_on, claimed_on, begun_on, paused_on, is_awaiting, lead_accepted_on
    )


def _on(held: Sequence[tuple[int, Any]] | None, n: int) -> tuple[int, Any] | None:
    """The first that held on the day ``n``."""
    return next((one for one in held if one[0] >> n & 1), None) if held else None


def _later(column: str) -> Callable[[date], Q]:
    return lambda on: Q(**{f"{column}__gte": end_of(on)})


def _bits(days: Sequence[tuple[int, date]], condition: Callable[[date], Q]) -> Combinable:
    parts: list[Combinable] = [
        Case(When(condition(on), then=Value(1 << n)), default=Value(0), output_field=IntegerField()) for n, on in days
    ]
    return reduce(add, parts)
