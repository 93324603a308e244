"""Which rows a person may see, by their numbers: a list links to those alone."""

from collections.abc import Collection

from caicach.kernel.access import Actor
from caicach.plans.obtaining import visible_assignments, visible_plans


def tasks_among(actor: Actor, ids: Collection[int]) -> frozenset[int]:
    """One query."""
    return frozenset(visible_assignments(actor).filter(task_id__in=ids).values_list("task_id", flat=True))


def plans_among(actor: Actor, ids: Collection[int]) -> frozenset[int]:
    """One query."""
    return frozenset(visible_plans(actor).filter(pk__in=ids).values_list("pk", flat=True))
