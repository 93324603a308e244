"""How many assignments were late, done and given at the end of several past days, by the rule of ``as_of_sql``."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Count, DateField, Exists, F, FilteredRelation, OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import Case, When

from caicach.plans.as_of_sql import end_of, paused_at
from caicach.plans.domain.boards import TrendPoint
from caicach.plans.domain.tasks import ReportState
from caicach.plans.models import Assignment, DeadlineChange, ProgressReport


def trend(found: QuerySet[Assignment], days: Sequence[date]) -> tuple[TrendPoint, ...]:
    """``found`` may hold cancelled assignments: they count until they were called off. Three SQL queries."""
    late, done, given = _late(found, days), _done(found, days), _given(found, days)
    return tuple(TrendPoint(on, late[n], done[n], given[n]) for n, on in enumerate(days))


def _late(found: QuerySet[Assignment], days: Sequence[date]) -> list[int]:
    accepted = Q(reports__state=ReportState.ACCEPTED.value, reports__is_completed=True)
    rows = found.annotate(settled=FilteredRelation("reports", condition=accepted))
    rows = rows.annotate(**{f"due_{n}": _due(on) for n, on in enumerate(days)})
    rows = rows.annotate(**{f"claimed_{n}": _claimed(on) for n, on in enumerate(days)})
    counts = {}
    for n, on in enumerate(days):
        undone = Q(settled__decided_at__isnull=True) | Q(settled__decided_at__gte=end_of(on))
        in_time = Q(**{f"claimed_{n}__isnull": False, f"claimed_{n}__lte": F(f"due_{n}")})
        # Cheapest first: a database stops at the first condition that fails.
        late = Q(**{f"due_{n}__lt": on}) & undone & _in_force(on) & ~paused_at(on) & ~in_time
        counts[f"late_{n}"] = Count("pk", filter=late)
    answer = rows.aggregate(**counts)
    return [answer[f"late_{n}"] for n in range(len(days))]


def _done(found: QuerySet[Assignment], days: Sequence[date]) -> list[int]:
    accepted = ProgressReport.objects.filter(state=ReportState.ACCEPTED.value, is_completed=True).order_by()
    accepted = accepted.filter(assignment__in=found)
    answer = accepted.aggregate(
        **{f"n{n}": Count("pk", filter=Q(decided_at__lt=end_of(on))) for n, on in enumerate(days)}
    )
    return [answer[f"n{n}"] for n in range(len(days))]


def _given(found: QuerySet[Assignment], days: Sequence[date]) -> list[int]:
    answer = found.aggregate(**{f"n{n}": Count("pk", filter=_in_force(on)) for n, on in enumerate(days)})
    return [answer[f"n{n}"] for n in range(len(days))]


def _in_force(on: date) -> Q:
    return Q(task__effective_on__lte=on) & (Q(is_cancelled=False) | Q(task__cancelled_at__gte=end_of(on)))


def _due(on: date) -> Case:
    later = DeadlineChange.objects.filter(assignment=OuterRef("pk"), decided_on__gt=on)
    moved = Q(pk__in=DeadlineChange.objects.order_by().values("assignment_id"))
    unmoved = F("due_on")
    first = Subquery(later.order_by("id").values("old_due_on")[:1])
    return Case(When(moved & Q(Exists(later)), then=first), default=unmoved, output_field=DateField())


def _claimed(on: date) -> Subquery:
    """The day that the claim of the row names which waited at the end of the day."""
    end = end_of(on)
    own = ProgressReport.objects.filter(assignment=OuterRef("pk"), reported_at__lt=end)
    undecided = Q(decided_at__isnull=True) | Q(decided_at__gte=end)
    newer = ProgressReport.objects.filter(
        assignment=OuterRef("assignment"), number__gt=OuterRef("number"), reported_at__lt=end
    )
    is_last = ~Q(state=ReportState.REPLACED.value) | ~Exists(newer)
    waiting = own.filter(undecided, is_last, is_completed=True)
    return Subquery(waiting.order_by("-number").values("completed_on")[:1])
