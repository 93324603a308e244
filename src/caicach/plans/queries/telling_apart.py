"""What a count of boards does not say by itself: who leads and who only helps, and what was entered after its day."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from caicach.kernel.access import Actor, Permission
from caicach.kernel.instants import end_of
from caicach.kernel.unchanged import while_unchanged
from caicach.kernel.vocabulary import AddressRole
from caicach.plans.domain.states import TaskState
from caicach.plans.domain.tasks import ReportState, TaskFilters, WaitingReport
from caicach.plans.models import ProgressReport
from caicach.plans.obtaining import visible_assignments
from caicach.plans.queries.boards import waiting_report
from caicach.plans.queries.names import unit_names
from caicach.plans.queries.selecting import narrowed_assignments, selected_assignments
from caicach.plans.state_sql import Moment


@dataclass(frozen=True, slots=True)
class LateByRole:
    """Overdue assignments of those who lead and of those who co-operate; together they are the figure of a board."""

    lead: int = 0
    cooperate: int = 0


@dataclass(frozen=True, slots=True)
class EnteredLater:
    """What a past day's figures hold of work that was entered only after it."""

    given: int = 0
    late: int = 0


@while_unchanged()
def late_by_role(actor: Actor, *, on: date, today: date, filters: TaskFilters | None = None) -> LateByRole:
    """At the end of ``on``, of what the actor may see and the filters mean. One SQL query."""
    asked = filters or TaskFilters()
    if asked.states and TaskState.OVERDUE not in asked.states:
        return LateByRole()
    moment = Moment(on, is_past=on < today)
    late = moment.late(moment.given(narrowed_assignments(actor, asked)))
    if asked.due_from or asked.due_to:
        late = moment.late(selected_assignments(actor, asked, moment))
    counts = dict(late.order_by().values_list("role").annotate(n=Count("pk")))
    return LateByRole(counts.get(AddressRole.LEAD.value, 0), counts.get(AddressRole.COOPERATE.value, 0))


@while_unchanged()
def late_by_area(actor: Actor, *, on: date, plan_id: int) -> dict[str | None, LateByRole]:
    """Of a plan today, by the area of its tasks; areas without anything late are not in it. One SQL query."""
    moment = Moment(on)
    late = moment.late(moment.given(narrowed_assignments(actor, TaskFilters(plans=(plan_id,))))).order_by()
    counts: dict[str | None, dict[str, int]] = defaultdict(dict)
    for area, role, n in late.values_list("task__area", "role").annotate(n=Count("pk")):
        counts[area][role] = n
    lead, cooperate = AddressRole.LEAD.value, AddressRole.COOPERATE.value
    return {area: LateByRole(found.get(lead, 0), found.get(cooperate, 0)) for area, found in counts.items()}


@while_unchanged()
def entered_later(actor: Actor, *, on: date, filters: TaskFilters | None = None) -> EnteredLater:
    """Of what was in force at the end of the past day ``on`` what was entered after it. Two SQL queries."""
    moment = Moment(on)
    later = moment.given(narrowed_assignments(actor, filters or TaskFilters())).filter(
        Q(task__created_at__gte=end_of(on))
    )
    given = later.order_by().count()
    return EnteredLater(given, moment.late(later).order_by().count() if given else 0)


def next_to_decide(actor: Actor, *, on: date, task_id: int | None = None) -> WaitingReport | None:
    """The report that has waited longest for this person, of the task first; None where none waits. Two SQL queries."""
    if not actor.may(Permission.TASK_DECIDE):
        return None
    seen = visible_assignments(actor).exclude(unit_id__in=sorted(actor.acts_for)).filter(is_cancelled=False)
    waiting = ProgressReport.objects.filter(
        state=ReportState.WAITING.value, assignment__in=seen.order_by().values("pk")
    )
    found = waiting.select_related("assignment__task").order_by("reported_at", "id")
    first = (found.filter(assignment__task_id=task_id).first() if task_id is not None else None) or found.first()
    return waiting_report(actor, first, unit_names(on)) if first else None
