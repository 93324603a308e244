"""Assignments whose columns of today may not say what was at the end of some days: fetched once, judged by the rule.

These are few: deadlines moved since, claims that waited then, pauses, awaited events, what was called off or given
since. Indices give them; the facts of each day are put together here and ``domain.states`` says the state.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import add, or_
from typing import Any, Final

from django.db.models import Case, F, Func, IntegerField, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable

from caicach.plans.domain.states import AssignmentFacts, TaskState, state_of
from caicach.plans.models import Assignment, AwaitedEvent, DeadlineChange, Pause, ProgressReport, Task
from caicach.plans.state_sql import claiming, end_of, lasting

_COLUMNS: Final = (
    "pk", "task_id", "event_id", "is_cancelled", "is_awaiting", "due_on", "accepted_on", "completed_on",
    "judged_due_on", "begun_on", "lead_accepted_on",
)  # fmt: skip
_NOTHING: Final = (None, None, None, None)
AT_ONCE: Final = 500  # an older SQLite takes no more than 999 values
ByDay = dict[int, list[tuple[int, Any]]]
"""By the id of what it happened to: on which of the days it held (a bit each), and a value."""


@dataclass(frozen=True, slots=True)
class Judged:
    """The state of an assignment on a day; None where it was not in force. ``plain`` is what its columns say."""

    exact: TaskState | None
    plain: TaskState | None
    due_on: date | None


@dataclass(frozen=True, slots=True)
class Exceptional:
    """An assignment with its keys, judged on each of the days; None where columns say what was then and beside it."""

    assignment_id: int
    task_id: int
    keys: tuple[Any, ...]
    on_days: tuple[Judged | None, ...]


def exceptional(found: QuerySet[Assignment], days: Sequence[date], *columns: str) -> tuple[Exceptional, ...]:
    """Every row of ``found`` whose columns may not say what was at the end of one of the days, and perhaps some more.

    ``found`` holds cancelled rows too; ``columns`` are the keys wanted. Eight SQL queries.
    """
    facts = _Facts(days)
    wanted = (*_COLUMNS, *columns)
    if found.query.where:
        # Each row of a part is looked up among the exceptions: without the plus, SQLite may look every exception up
        # under each task of the part.
        part = found.alias(key=Func(F("pk"), template="+%(expressions)s")).filter(key__in=_ids(days))
        return tuple(map(facts.judged, part.order_by().values_list(*wanted)))
    told = sorted(facts.assignments)
    parts = [found.filter(pk__in=told[start : start + AT_ONCE]) for start in range(0, len(told), AT_ONCE)]
    rows = [row for part in parts for row in part.order_by().values_list(*wanted)]
    others = found.filter(pk__in=_by_task_or_event(days)).order_by().values_list(*wanted)
    return tuple(map(facts.judged, (*rows, *(row for row in others if row[0] not in facts.assignments))))


def _ids(days: Sequence[date]) -> QuerySet[Any, Any]:
    dated = (_claims_undecided(days), _claims_decided(days), _pauses(days))
    parts = (*(found.values("assignment_id") for found in dated), _by_task_or_event(days))
    return _moves(min(days)).values("assignment_id").union(*parts, all=True)


def _by_task_or_event(days: Sequence[date]) -> QuerySet[Any, Any]:
    """Assignments that wait for an event, or did; whose task was called off or given since."""
    first, rows = min(days), Assignment.objects.order_by()
    changed = Task.objects.filter(Q(cancelled_at__gte=end_of(first)) | Q(effective_on__gt=first)).order_by()
    parts = (
        rows.filter(event__in=_events(first).values("pk")).values("pk"),
        rows.filter(task__in=changed.values("pk")).values("pk"),
    )
    return rows.filter(is_awaiting=True).values("pk").union(*parts, all=True)


def _moves(first: date) -> QuerySet[DeadlineChange, Any]:
    return DeadlineChange.objects.filter(decided_at__gte=end_of(first)).order_by()


def _claims_decided(days: Sequence[date]) -> QuerySet[ProgressReport, Any]:
    """Claims that waited at the end of one of the days and were decided since."""
    ends = [end_of(on) for on in days]
    # Instants alone: an index answers it, and few claims are left to look at.
    waited = reduce(or_, (Q(reported_at__lt=end, decided_at__gte=end) for end in ends))
    return _that_matter(ProgressReport.objects.filter(waited, decided_at__gte=min(ends)), days)


def _claims_undecided(days: Sequence[date]) -> QuerySet[ProgressReport, Any]:
    """Claims that wait, and those that were replaced since."""
    return _that_matter(ProgressReport.objects.filter(decided_at__isnull=True), days)


def _that_matter(found: QuerySet[ProgressReport], days: Sequence[date]) -> QuerySet[ProgressReport, Any]:
    """Claims that keep from being late what its columns call late, and any claim of what was moved since."""
    waited = (claiming(on) & Q(assignment__due_on__lt=on) for on in days)
    matter = reduce(or_, waited) & Q(completed_on__lte=F("assignment__due_on"))
    of_moved = reduce(or_, map(claiming, days)) & Q(assignment__in=_moves(min(days)).values("assignment_id"))
    return found.filter(matter | of_moved).order_by()


def _pauses(days: Sequence[date]) -> QuerySet[Pause, Any]:
    return Pause.objects.filter(reduce(or_, map(lasting, days))).order_by()


def _events(first: date) -> QuerySet[AwaitedEvent, Any]:
    return AwaitedEvent.objects.filter(recorded_at__gte=end_of(first)).order_by()


class _Facts:
    """What was otherwise at the end of each of the days. Seven SQL queries; the database compares all instants."""

    def __init__(self, days: Sequence[date]) -> None:
        first, tasks = min(days), Task.objects.order_by()
        self._days = list(enumerate(days))
        self._moves = self._by_day(_moves(first).order_by("id"), _later("decided_at"), "assignment_id", "old_due_on")
        claims = (_claims_undecided(days), _claims_decided(days))  # those undecided are the newer
        self._claims = self._by_day(claims[0].order_by("-number"), claiming, "assignment_id", "completed_on")
        for key, of in self._by_day(claims[1].order_by("-number"), claiming, "assignment_id", "completed_on").items():
            self._claims.setdefault(key, []).extend(of)
        self._pauses = self._by_day(_pauses(days), lasting, "assignment_id", "paused_on")
        self.assignments = self._moves.keys() | self._claims.keys() | self._pauses.keys()
        self._events = self._by_day(_events(first), _later("recorded_at"), "pk", "pk")
        called_off = tasks.filter(cancelled_at__gte=end_of(first))
        self._called_off = self._by_day(called_off, _later("cancelled_at"), "pk", "pk")
        given = tasks.filter(effective_on__gt=first)
        self._given_later = self._by_day(given, lambda on: Q(effective_on__gt=on), "pk", "pk")

    def _by_day(self, found: QuerySet[Any, Any], condition: Callable[[date], Q], key: str, value: str) -> ByDay:
        kept: dict[int, list[tuple[int, Any]]] = defaultdict(list)
        for of, bits, said in found.annotate(bits=_bits(self._days, condition)).values_list(key, "bits", value):
            kept[of].append((bits, said))
        return dict(kept)

    def judged(self, row: tuple[Any, ...]) -> Exceptional:
        pk, task_id, event_id, is_cancelled, is_awaiting, *dates = row[: len(_COLUMNS)]
        kept = (self._moves.get(pk), self._claims.get(pk), self._pauses.get(pk), self._events.get(event_id))
        off, later = self._called_off.get(task_id), self._given_later.get(task_id)
        told = (
            [tuple(_on(one, n) for one in kept) for n, _ in self._days] if any(kept) else [_NOTHING] * len(self._days)
        )
        is_apart = [is_cancelled or is_awaiting or later is not None or any(day) for day in told]
        found: list[Judged | None] = []
        for n, on in self._days:
            if not any(is_apart[max(0, n - 1) : n + 2]):
                found.append(None)
                continue
            move, claim, pause, event = told[n]
            due_on = move[1] if move else dates[0]
            claimed_on, paused_on = claim[1] if claim else None, pause[1] if pause else None
            facts = _facts(dates, on, due_on, claimed_on, paused_on, is_awaiting or event is not None)
            is_given = (not is_cancelled or _on(off, n) is not None) and _on(later, n) is None
            exact = state_of(facts, on) if is_given else None
            plain = None if is_cancelled else state_of(_facts(dates, on, dates[0]), on)
            found.append(Judged(exact, plain, due_on))
        return Exceptional(pk, task_id, row[len(_COLUMNS) :], tuple(found))


def _facts(
    dates: Sequence[date | None],
    on: date,
    due_on: date | None,
    claimed_on: date | None = None,
    paused_on: date | None = None,
    is_awaiting: bool = False,
) -> AssignmentFacts:
    _, accepted_on, completed_on, judged_due_on, begun_on, lead_accepted_on = dates
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
