"""``domain.history`` as SQL: the state of assignments at the end of a past day; a test holds the two together.

Most rows have had no event since a recent day, so that their columns of today say what was then. The others are named
by sets (reports decided or filed later, deadlines moved later) that a database makes once for the whole scan; only for
them is anything looked up row by row.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Case, CharField, DateField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.utils import timezone

from caicach.plans.domain.states import TaskState
from caicach.plans.domain.tasks import ReportState
from caicach.plans.models import Assignment, AwaitedEvent, DeadlineChange, Pause, ProgressReport
from caicach.plans.state_sql import overdue, state_case


def end_of(on: date) -> datetime:
    """The first instant after the day, in the time of the province."""
    return timezone.make_aware(datetime.combine(on + timedelta(days=1), time.min))


def given_by(found: QuerySet[Assignment], on: date) -> QuerySet[Assignment]:
    """Assignments that were in force at the end of the day."""
    in_force = Q(is_cancelled=False) | Q(task__cancelled_at__gte=end_of(on))
    return found.filter(in_force, task__effective_on__lte=on)


def with_facts_of(found: QuerySet[Assignment], on: date, when: str = "then") -> QuerySet[Assignment]:
    """Annotates ``due_then`` and ``claimed_then``; ``when`` names them otherwise where two days are compared."""
    return found.annotate(**{f"due_{when}": _due(on), f"claimed_{when}": _claimed(on)})


def done_then(on: date) -> Q:
    """Accepted by the end of the day, whatever day the work was done."""
    return Q(completed_on__isnull=False) & ~Q(pk__in=_accepted_after(on).values("assignment_id"))


def overdue_then(on: date, when: str = "then") -> Q:
    """On rows of ``with_facts_of``; never unknown, so that it can be denied."""
    due, claimed = f"due_{when}", f"claimed_{when}"
    claimed_in_time = Q(**{f"{claimed}__isnull": False, f"{claimed}__lte": F(due)})
    return Q(**{f"{due}__isnull": False, f"{due}__lt": on}) & ~done_then(on) & ~paused_at(on) & ~claimed_in_time


def paused_at(on: date) -> Q:
    lasting = Q(resumed_on__isnull=True) | Q(resumed_on__gt=on)
    return Q(pk__in=Pause.objects.filter(lasting, paused_on__lte=on).order_by().values("assignment_id"))


def _awaiting_at(on: date) -> Q:
    later = AwaitedEvent.objects.filter(recorded_at__gte=end_of(on)).order_by()
    return Q(is_awaiting=True) | Q(event_id__in=later.values("pk"))


def state_then(on: date) -> Case:
    """The state at the end of the day, on rows of ``with_facts_of``."""
    done = done_then(on)
    is_late = Q(completed_on__gt=F("judged_due_on"))
    judged = Case(When(is_late, then=Value(TaskState.DONE_LATE.value)), default=Value(TaskState.DONE_ON_TIME.value))
    return Case(
        When(done, then=judged),
        When(paused_at(on), then=Value(TaskState.PAUSED.value)),
        When(_awaiting_at(on), then=Value(TaskState.AWAITING.value)),
        When(due_then__lt=on, claimed_then__lte=F("due_then"), then=Value(TaskState.IN_TIME.value)),
        When(due_then__lt=on, then=Value(TaskState.OVERDUE.value)),
        When(begun_on__lte=on, then=Value(TaskState.IN_TIME.value)),
        default=Value(TaskState.NOT_YET_DUE.value),
        output_field=CharField(),
    )


def _due(on: date) -> Case:
    later = DeadlineChange.objects.filter(decided_on__gt=on)
    first = later.filter(assignment=OuterRef("pk")).order_by("id").values("old_due_on")[:1]
    moved = Q(pk__in=later.order_by().values("assignment_id"))
    return Case(When(moved, then=Subquery(first)), default=F("due_on"), output_field=DateField())


def _claimed(on: date) -> Case:
    """The day of completion claimed by the report that waited at the end of the day."""
    waiting = _waiting_at(on)
    claim = waiting.filter(assignment=OuterRef("pk")).order_by("-number").values("completed_on")[:1]
    return Case(
        When(pk__in=waiting.order_by().values("assignment_id"), then=Subquery(claim)),
        default=Value(None),
        output_field=DateField(null=True),
    )


def _accepted_after(on: date) -> QuerySet[ProgressReport]:
    later = ProgressReport.objects.filter(state=ReportState.ACCEPTED.value, is_completed=True)
    return later.filter(decided_at__gte=end_of(on)).order_by()


def _waiting_at(on: date) -> QuerySet[ProgressReport]:
    """Claims filed by the end of the day and neither decided nor replaced by then."""
    end = end_of(on)
    undecided = Q(decided_at__isnull=True) | Q(decided_at__gte=end)
    newer = ProgressReport.objects.filter(
        assignment=OuterRef("assignment"), number__gt=OuterRef("number"), reported_at__lt=end
    )
    found = ProgressReport.objects.filter(undecided, is_completed=True, reported_at__lt=end)
    return found.filter(~Q(state=ReportState.REPLACED.value) | ~Exists(newer))


@dataclass(frozen=True, slots=True)
class Moment:
    """The end of the day ``on``. Where nothing can have happened since, the columns of today say it and cost less."""

    on: date
    is_past: bool

    def given(self, found: QuerySet[Assignment]) -> QuerySet[Assignment]:
        """Of ``found``, cancelled ones included, what was in force."""
        return given_by(found, self.on) if self.is_past else found.filter(is_cancelled=False)

    def stated(self, found: QuerySet[Assignment]) -> QuerySet[Assignment]:
        """Annotates ``state`` and ``due_then``."""
        if self.is_past:
            return with_facts_of(found, self.on).annotate(state=state_then(self.on))
        return found.annotate(due_then=F("due_on"), state=state_case(self.on))

    def late(self, found: QuerySet[Assignment]) -> QuerySet[Assignment]:
        """Of ``found`` what was overdue; annotates ``due_then``."""
        if self.is_past:
            return with_facts_of(found, self.on).filter(overdue_then(self.on))
        return found.annotate(due_then=F("due_on")).filter(overdue(self.on))
