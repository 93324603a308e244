"""From filters to assignments: which are meant, by the facts of a moment."""

from django.db.models import Q, QuerySet

from caicach.kernel.access import Actor
from caicach.kernel.text.folding import search_words
from caicach.plans.domain.states import TaskState
from caicach.plans.domain.tasks import TaskFilters
from caicach.plans.models import Assignment, SubTask
from caicach.plans.obtaining import visible_assignments
from caicach.plans.state_sql import Moment


def selected_assignments(actor: Actor, filters: TaskFilters, moment: Moment) -> QuerySet[Assignment]:
    """What was in force of what the actor may see and the filters mean, by the facts of the moment; without order.

    Annotates ``due_then``.
    """
    found = moment.given(narrowed_assignments(actor, filters))
    if filters.states == (TaskState.OVERDUE,):  # the same rows by an index
        found = moment.late(found)
    elif filters.states:
        found = moment.stated(found).filter(Q(state__in=[state.value for state in filters.states]))
    else:
        found = moment.dated(found)
    if filters.due_from:
        found = found.filter(Q(due_then__gte=filters.due_from))
    if filters.due_to:
        found = found.filter(Q(due_then__lte=filters.due_to))
    return found


def narrowed_assignments(actor: Actor, filters: TaskFilters) -> QuerySet[Assignment]:
    """What the actor may see and the filters mean, whatever its state and deadline, cancelled or not; without order."""
    found = _of_people(visible_assignments(actor).order_by(), filters)
    if filters.units:
        found = found.filter(unit_id__in=filters.units)
    if filters.documents or filters.without_document:
        no_document = Q(task__document__isnull=True) if filters.without_document else Q()
        found = found.filter(no_document | Q(task__document_id__in=filters.documents))
    if filters.plans:
        found = found.filter(task__plan_id__in=filters.plans)
    if filters.areas or filters.without_area:
        none = Q(task__area__isnull=True) if filters.without_area else Q()
        found = found.filter(none | Q(task__area__in=[area.value for area in filters.areas]))
    for name in {name for name, _ in filters.chosen}:
        found = found.filter(**{f"task__{name}__in": [code for other, code in filters.chosen if other == name]})
    if filters.role is not None:
        found = found.filter(role=filters.role.value)
    for word in search_words(filters.text):
        found = found.filter(task__search_text__contains=word)
    return found


def _of_people(found: QuerySet[Assignment], filters: TaskFilters) -> QuerySet[Assignment]:
    """Who answers for the work and who does it, how often, and how well it was done."""
    if filters.heads:
        unknown = Q(post_code__isnull=True) if "" in filters.heads else Q()
        found = found.filter(unknown | Q(post_code__in=[code for code in filters.heads if code]))
    if filters.worker is not None:
        own = SubTask.objects.filter(owner=filters.worker, done_on__isnull=True, removed_at__isnull=True)
        found = found.filter(Q(delegate=filters.worker) | Q(pk__in=own.values("assignment_id")))
    if filters.is_recurring is not None:
        found = found.filter(period="") if not filters.is_recurring else found.exclude(period="")
    if filters.quality is not None:
        found = found.filter(quality=filters.quality.value)
    return found
