"""What happened to assignments between the ends of two days."""

from datetime import date

from django.db.models import Q, QuerySet

from caicach.kernel.instants import end_of
from caicach.plans.domain.boards import Change
from caicach.plans.domain.tasks import ReportState
from caicach.plans.models import Assignment, DeadlineChange, ProgressReport
from caicach.plans.state_sql import Moment


def changed_assignments(
    found: QuerySet[Assignment], change: Change, *, since: date, moment: Moment
) -> QuerySet[Assignment]:
    """Of ``found`` those with this change after the day ``since`` and up to the moment."""
    on = moment.on
    if change is Change.NEWLY_LATE:
        return Moment(since).not_late(moment.late(found), "before")
    if change is Change.ENTERED_LATE:
        entered = found.filter(Q(task__created_at__gte=end_of(since), task__created_at__lt=end_of(on)))
        return Moment(since).late(moment.late(entered), "before")
    if change is Change.MOVED:
        # A first deadline is given, not moved.
        moves = DeadlineChange.objects.filter(
            decided_at__gte=end_of(since), decided_at__lt=end_of(on), old_due_on__isnull=False
        )
        return found.filter(pk__in=moves.order_by().values("assignment_id"))
    decided = ProgressReport.objects.filter(decided_at__gte=end_of(since), decided_at__lt=end_of(on)).order_by()
    wanted = (
        Q(state=ReportState.RETURNED.value)
        if change is Change.RETURNED
        else Q(state=ReportState.ACCEPTED.value, is_completed=True)
    )
    return found.filter(pk__in=decided.filter(wanted).values("assignment_id"))
