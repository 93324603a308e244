"""The state of assignments on a day as SQL: the one place that says it.

``domain.states`` and ``domain.history`` are the rule; tests hold the two together. A state of a day is the state of the
facts known at its end: what was decided later, with whatever earlier day, changes nothing about it.

Most rows have had no event since a recent day, so that their columns of today say what was then (``plain_…``). The
others are few, and ``exceptions`` judges them one by one.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import (
    Case,
    CharField,
    DateField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.expressions import Combinable

from caicach.kernel.instants import end_of
from caicach.plans.domain.states import TaskState
from caicach.plans.domain.tasks import ReportState
from caicach.plans.models import Assignment, AwaitedEvent, DeadlineChange, Pause, ProgressReport, Task


def claiming(on: date) -> Q:
    """Of reports: claims of completion filed by the end of the day and neither decided nor replaced by then."""
    end = end_of(on)
    newer = ProgressReport.objects.filter(
        assignment=OuterRef("assignment"), number__gt=OuterRef("number"), reported_at__lt=end
    )
    undecided = Q(decided_at__isnull=True) | Q(decided_at__gte=end)
    standing = ~Q(state=ReportState.REPLACED.value) | Q(~Exists(newer))
    return Q(is_completed=True, reported_at__lt=end) & undecided & Q(standing)


def lasting(on: date) -> Q:
    """Of pauses: begun by the day and not ended by its end."""
    return Q(paused_on__lte=on) & (Q(resumed_at__isnull=True) | Q(resumed_at__gte=end_of(on)))


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

    def plain_late(self) -> Q:
        """Whether a row in force whose columns of today say what was, was overdue; never unknown."""
        return Q(due_on__isnull=False, due_on__lt=self.on) & self._open() & ~self._released()

    def plain_states(self) -> dict[TaskState, Q]:
        """How the columns of today say each state; what is in none of them was not yet due. No row is in two.

        Of a past day without pauses and claims, which the columns do not date. To be counted by, not to be denied:
        comparisons with NULL are unknown.
        """
        was_due, is_counted = Q(due_on__isnull=False, due_on__lt=self.on), self._open() & Q(is_awaiting=False)
        in_time, late = was_due & self._released() | ~was_due & Q(begun_on__isnull=False, begun_on__lte=self.on), Q()
        found = {TaskState.AWAITING: self._open() & Q(is_awaiting=True)}
        if not self.is_past:
            claimed = Q(claimed_on__isnull=False, due_on__isnull=False, claimed_on__lte=F("due_on"))
            in_time, late = was_due & claimed | in_time, ~claimed & ~self._paused()
            is_counted &= ~self._paused()
            found = {TaskState.AWAITING: found[TaskState.AWAITING] & ~self._paused()}
            found[TaskState.PAUSED] = self._open() & self._paused()
        return found | {
            TaskState.DONE_LATE: self.done() & Q(completed_on__gt=F("judged_due_on")),
            TaskState.DONE_UNDATED: self.done() & Q(judged_due_on__isnull=True),
            TaskState.DONE_ON_TIME: self.done() & Q(completed_on__lte=F("judged_due_on")),
            TaskState.OVERDUE: self.plain_late() & late,
            TaskState.NO_DEADLINE: is_counted & Q(due_on__isnull=True),
            TaskState.IN_TIME: is_counted & Q(due_on__isnull=False) & in_time,
        }

    def plainly_given(self, found: QuerySet[Assignment]) -> QuerySet[Assignment]:
        """Of ``found`` what nobody called off until today; of a past day, what a document had given by then."""
        standing = found.filter(is_cancelled=False)
        return standing.filter(given_on__lte=self.on) if self.is_past else standing

    # The facts of the day

    def in_force(self) -> Q:
        """Given by a document up to the day, and not called off by its end."""
        cancelled_later = Task.objects.filter(cancelled_at__gte=end_of(self.on)).order_by().values("pk")
        return (Q(is_cancelled=False) | Q(task__in=cancelled_later)) & Q(given_on__lte=self.on)

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
        return Pause.objects.filter(lasting(self.on)).order_by().values("assignment_id")

    def _awaiting(self) -> Q:
        return Q(is_awaiting=True) | Q(event__in=self._recorded_later()) if self.is_past else Q(is_awaiting=True)

    def _recorded_later(self) -> QuerySet[AwaitedEvent, Any]:
        return AwaitedEvent.objects.filter(recorded_at__gte=end_of(self.on)).order_by().values("pk")

    def _moved_later(self) -> QuerySet[DeadlineChange, Any]:
        return DeadlineChange.objects.filter(decided_at__gte=end_of(self.on)).order_by().values("assignment_id")

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
        return ProgressReport.objects.filter(claiming(self.on)).order_by()

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
            When(due_then__isnull=True, then=Value(TaskState.NO_DEADLINE.value)),
            When(due_then__lt=self.on, claimed_then__lte=F("due_then"), then=Value(TaskState.IN_TIME.value)),
            When(Q(due_then__lt=self.on) & self._released(), then=Value(TaskState.IN_TIME.value)),
            When(due_then__lt=self.on, then=Value(TaskState.OVERDUE.value)),
            When(begun_on__lte=self.on, then=Value(TaskState.IN_TIME.value)),
            default=Value(TaskState.NOT_YET_DUE.value),
            output_field=CharField(),
        )

    def _whens_done(self) -> tuple[When, When, When]:
        late = Q(completed_on__gt=F("judged_due_on"))
        return (
            When(self.done() & Q(judged_due_on__isnull=True), then=Value(TaskState.DONE_UNDATED.value)),
            When(self.done() & late, then=Value(TaskState.DONE_LATE.value)),
            When(self.done(), then=Value(TaskState.DONE_ON_TIME.value)),
        )


def moment_at(on: date) -> Moment:
    """The end of the day, whatever the clock says: past where any fact is dated after it. One SQL query."""
    end = end_of(on)
    later: tuple[QuerySet[Any], ...] = (
        # What was filed later is undecided, or was decided later still: an index answers both.
        ProgressReport.objects.filter(decided_at__isnull=True, reported_at__gte=end),
        ProgressReport.objects.filter(decided_at__gte=end),
        DeadlineChange.objects.filter(decided_at__gte=end),
        Pause.objects.filter(Q(paused_on__gt=on) | Q(resumed_at__gte=end)),
        AwaitedEvent.objects.filter(recorded_at__gte=end),
        Task.objects.filter(cancelled_at__gte=end),
    )
    first, *others = (found.order_by().values("pk") for found in later)
    return Moment(on, is_past=first.union(*others, all=True).exists())
