"""The state of assignments on a day as SQL: the one place that says it.

``domain.states`` and ``domain.history`` are the rule; tests hold the two together. A state of a day is the state of the
facts known at its end: what was decided later, with whatever earlier day, changes nothing about it.

Most rows have had no event since a recent day, so that their columns of today say what was then. The others are named
by small sets (reports decided later, deadlines moved later) that an index gives; only they are looked at one by one.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Count,
    DateField,
    Exists,
    ExpressionWrapper,
    F,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.expressions import Combinable
from django.utils import timezone

from caicach.plans.domain.states import TaskState
from caicach.plans.domain.tasks import ReportState
from caicach.plans.models import Assignment, AwaitedEvent, DeadlineChange, Pause, ProgressReport, Task

Tally = Counter[tuple[Any, ...]]
"""How many rows by the values of the columns asked for, the state last."""


def end_of(on: date) -> datetime:
    """The first instant after the day, in the time of the province."""
    return timezone.make_aware(datetime.combine(on + timedelta(days=1), time.min))


@dataclass(frozen=True, slots=True)
class Moment:
    """The end of the day ``on``. Where nothing can have happened since, the columns of today say it and cost less."""

    on: date
    is_past: bool = True

    def given(self, found: QuerySet[Assignment]) -> QuerySet[Assignment]:
        """Of ``found``, cancelled ones included, what was in force."""
        return found.filter(self.in_force()) if self.is_past else found.filter(is_cancelled=False)

    def stated(self, found: QuerySet[Assignment]) -> QuerySet[Assignment]:
        """Annotates ``state`` and ``due_then``."""
        return self.dated(found).annotate(state=self._state())

    def late(self, found: QuerySet[Assignment], when: str = "then") -> QuerySet[Assignment]:
        """Of ``found`` what was overdue; annotates ``due_then``. ``when`` names it otherwise where two days meet."""
        return self.dated(found, when).filter(self._overdue(when))

    def not_late(self, found: QuerySet[Assignment], when: str = "then") -> QuerySet[Assignment]:
        return self.dated(found, when).exclude(self._overdue(when))

    def done(self) -> Q:
        """Accepted by the end of the day, whatever day the work was done."""
        return Q(accepted_on__isnull=False, accepted_on__lte=self.on)

    def tally(self, found: QuerySet[Assignment], *columns: str) -> Tally:
        """Counts of what was in force among ``found``, by columns and state. One scan; two SQL queries of the past."""
        if not self.is_past:
            lines = self.stated(self.given(found)).order_by().values_list(*columns, "state")
            return Counter({tuple(keys): n for *keys, n in lines.annotate(n=Count("pk"))})
        plain = found.filter(is_cancelled=False).annotate(state=self._plain_state()).order_by()
        counts = Counter({tuple(keys): n for *keys, n in plain.values_list(*columns, "state").annotate(n=Count("pk"))})
        for keys, was_counted, is_given, said, state, n in self._corrections(found, columns):
            if was_counted:
                counts[*keys, said] -= n
            if is_given:
                counts[*keys, state] += n
        return +counts

    def exceptional(self, found: QuerySet[Assignment]) -> QuerySet[Assignment]:
        """Of ``found`` those whose columns of today may not say what was at the end of the day."""
        parts = (self._waiting().values("assignment_id"), *self._stopped())
        ids = self._moved_later().union(*parts, all=True)
        if not found.query.where:
            return found.filter(pk__in=ids)
        # Each row of a part is looked up among the exceptions: without the plus, SQLite may look every exception up
        # under each task of the part.
        return found.alias(key=Func(F("pk"), template="+%(expressions)s")).filter(key__in=ids)

    def plain_late(self) -> Q:
        """Whether a row in force that is no exception was overdue; never unknown."""
        return Q(due_on__isnull=False, due_on__lt=self.on) & self._open() & ~self._released()

    def exact_late(self) -> Q:
        """Whether a row of ``dated``, cancelled or not, was in force and overdue."""
        return self.in_force() & self._overdue("then")

    def _corrections(
        self, found: QuerySet[Assignment], columns: tuple[str, ...]
    ) -> Iterator[tuple[list[Any], bool, bool, str, str, int]]:
        given = ExpressionWrapper(self.in_force(), output_field=BooleanField())
        rows = self.dated(self.exceptional(found)).annotate(
            state=self._state(), said=self._plain_state(), was_given=given
        )
        lines = rows.order_by().values_list(*columns, "is_cancelled", "was_given", "said", "state")
        for *keys, is_cancelled, is_given, said, state, n in lines.annotate(n=Count("pk")):
            yield keys, not is_cancelled, bool(is_given), said, state, n

    # The facts of the day

    def in_force(self) -> Q:
        """Given by a document up to the day, and not called off by its end."""
        cancelled_later = Task.objects.filter(cancelled_at__gte=end_of(self.on)).order_by().values("pk")
        given_later = Task.objects.filter(effective_on__gt=self.on).order_by().values("pk")
        return (Q(is_cancelled=False) | Q(task__in=cancelled_later)) & ~Q(task__in=given_later)

    def dated(self, found: QuerySet[Assignment], when: str = "then") -> QuerySet[Assignment]:
        """Annotates ``due_then`` and ``claimed_then``, the deadline and the claim of completion of the moment."""
        due, claimed = (self._due(), self._claimed()) if self.is_past else (F("due_on"), F("claimed_on"))
        return found.annotate(**{f"due_{when}": due, f"claimed_{when}": claimed})

    def _open(self) -> Q:
        # Of today the plain words, which an index answers.
        return Q(accepted_on__isnull=True) | Q(accepted_on__gt=self.on) if self.is_past else Q(accepted_on__isnull=True)

    def _released(self) -> Q:
        """The lead's work was accepted: a co-operating unit is late with nothing any more."""
        return Q(lead_accepted_on__isnull=False, lead_accepted_on__lte=self.on)

    def _paused(self) -> Q:
        if not self.is_past:
            return Q(paused_on__isnull=False, paused_on__lte=self.on)
        return Q(pk__in=self._pauses())

    def _pauses(self) -> QuerySet[Pause, Any]:
        lasting = Q(resumed_at__isnull=True) | Q(resumed_at__gte=end_of(self.on))
        return Pause.objects.filter(lasting, paused_on__lte=self.on).order_by().values("assignment_id")

    def _awaiting(self) -> Q:
        return Q(is_awaiting=True) | Q(event__in=self._recorded_later()) if self.is_past else Q(is_awaiting=True)

    def _recorded_later(self) -> QuerySet[AwaitedEvent, Any]:
        return AwaitedEvent.objects.filter(recorded_at__gte=end_of(self.on)).order_by().values("pk")

    def _moved_later(self) -> QuerySet[DeadlineChange, Any]:
        return DeadlineChange.objects.filter(decided_at__gte=end_of(self.on)).order_by().values("assignment_id")

    def _stopped(self) -> tuple[QuerySet[Any, Any], ...]:
        """Assignments whose clock stood still, or that were called off or given later."""
        rows = Assignment.objects.order_by()
        changed = Q(cancelled_at__gte=end_of(self.on)) | Q(effective_on__gt=self.on)
        return (
            self._pauses(),
            rows.filter(is_awaiting=True).values("pk"),
            rows.filter(event__in=self._recorded_later()).values("pk"),
            rows.filter(task__in=Task.objects.filter(changed).order_by().values("pk")).values("pk"),
        )

    def _due(self) -> Combinable:
        later = DeadlineChange.objects.filter(decided_at__gte=end_of(self.on), assignment=OuterRef("pk"))
        first = Subquery(later.order_by("id").values("old_due_on")[:1])
        return Case(When(pk__in=self._moved_later(), then=first), default=F("due_on"), output_field=DateField())

    def _claimed(self) -> Combinable:
        """The day of completion claimed by the report that waited at the end of the day."""
        waiting = self._waiting()
        claim = waiting.filter(assignment=OuterRef("pk")).order_by("-number").values("completed_on")[:1]
        return Case(
            When(pk__in=waiting.values("assignment_id"), then=Subquery(claim)),
            default=Value(None),
            output_field=DateField(null=True),
        )

    def _waiting(self) -> QuerySet[ProgressReport]:
        """Claims filed by the end of the day and neither decided nor replaced by then."""
        end = end_of(self.on)
        undecided = Q(decided_at__isnull=True) | Q(decided_at__gte=end)
        newer = ProgressReport.objects.filter(
            assignment=OuterRef("assignment"), number__gt=OuterRef("number"), reported_at__lt=end
        )
        found = ProgressReport.objects.filter(undecided, is_completed=True, reported_at__lt=end).order_by()
        return found.filter(~Q(state=ReportState.REPLACED.value) | ~Exists(newer))

    # The rule

    def _overdue(self, when: str) -> Q:
        """On rows of ``dated``; never unknown, so that it can be denied. Cheapest first."""
        due, claimed = f"due_{when}", f"claimed_{when}"
        claimed_in_time = Q(**{f"{claimed}__isnull": False, f"{claimed}__lte": F(due)})
        has_passed = Q(**{f"{due}__isnull": False, f"{due}__lt": self.on})
        return self._open() & has_passed & ~self._released() & ~self._paused() & ~claimed_in_time

    def _state(self) -> Case:
        """On rows of ``dated``. Comparisons with NULL are unknown and fall through, as None does in ``state_of``."""
        return Case(
            *self._whens_done(),
            When(self._paused(), then=Value(TaskState.PAUSED.value)),
            When(self._awaiting(), then=Value(TaskState.AWAITING.value)),
            When(due_then__lt=self.on, claimed_then__lte=F("due_then"), then=Value(TaskState.IN_TIME.value)),
            When(Q(due_then__lt=self.on) & self._released(), then=Value(TaskState.IN_TIME.value)),
            When(due_then__lt=self.on, then=Value(TaskState.OVERDUE.value)),
            When(begun_on__lte=self.on, then=Value(TaskState.IN_TIME.value)),
            default=Value(TaskState.NOT_YET_DUE.value),
            output_field=CharField(),
        )

    def _plain_state(self) -> Case:
        """The state of a row in force that is no exception."""
        return Case(
            *self._whens_done(),
            When(Q(due_on__lt=self.on) & self._released(), then=Value(TaskState.IN_TIME.value)),
            When(due_on__lt=self.on, then=Value(TaskState.OVERDUE.value)),
            When(begun_on__lte=self.on, then=Value(TaskState.IN_TIME.value)),
            default=Value(TaskState.NOT_YET_DUE.value),
            output_field=CharField(),
        )

    def _whens_done(self) -> tuple[When, When]:
        late = Q(completed_on__gt=F("judged_due_on"))
        return (
            When(self.done() & late, then=Value(TaskState.DONE_LATE.value)),
            When(self.done(), then=Value(TaskState.DONE_ON_TIME.value)),
        )


def moment_at(on: date) -> Moment:
    """The end of the day, whatever the clock says: past where any fact is dated after it. One SQL query."""
    end = end_of(on)
    later = (
        Q(Exists(ProgressReport.objects.filter(reported_at__gte=end))),
        Q(Exists(ProgressReport.objects.filter(decided_at__gte=end))),
        Q(Exists(DeadlineChange.objects.filter(decided_at__gte=end))),
        Q(Exists(Pause.objects.filter(Q(paused_on__gt=on) | Q(resumed_at__gte=end)))),
        Q(Exists(AwaitedEvent.objects.filter(recorded_at__gte=end))),
        Q(Exists(Task.objects.filter(cancelled_at__gte=end))),
    )
    anything = later[0]
    for one in later[1:]:
        anything |= one
    return Moment(on, is_past=Assignment.objects.filter(anything).order_by().exists())
