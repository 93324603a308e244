"""``domain.states.state_of`` as SQL expressions; a test holds the two together on generated data."""

from datetime import date

from django.db.models import Case, CharField, F, Q, Value, When

from caicach.plans.domain.states import TaskState


def done(on: date) -> Q:
    return Q(completed_on__lte=on)


def overdue(on: date) -> Q:
    """Not done, not paused, the deadline has passed, and no claim made in time waits for a decision."""
    claimed_in_time = Q(claimed_on__isnull=False, claimed_on__lte=F("due_on"))
    is_running = Q(paused_on__isnull=True) | Q(paused_on__gt=on)
    is_open = Q(completed_on__isnull=True) | Q(completed_on__gt=on)
    return Q(due_on__lt=on) & is_open & is_running & ~claimed_in_time


def state_case(on: date) -> Case:
    """The state on a day. Comparisons with NULL are unknown and fall through, as None does in ``state_of``."""
    return Case(
        When(done(on) & Q(completed_on__gt=F("judged_due_on")), then=Value(TaskState.DONE_LATE.value)),
        When(done(on), then=Value(TaskState.DONE_ON_TIME.value)),
        When(paused_on__lte=on, then=Value(TaskState.PAUSED.value)),
        When(is_awaiting=True, then=Value(TaskState.AWAITING.value)),
        When(due_on__lt=on, claimed_on__lte=F("due_on"), then=Value(TaskState.IN_TIME.value)),
        When(due_on__lt=on, then=Value(TaskState.OVERDUE.value)),
        When(begun_on__lte=on, then=Value(TaskState.IN_TIME.value)),
        default=Value(TaskState.NOT_YET_DUE.value),
        output_field=CharField(),
    )
