"""Who oversees the tasks of all units, and who has a list of tasks."""

from caicach.kernel.access import Actor, Permission
from caicach.web.shell.rights import may_any


def oversees(actor: Actor) -> bool:
    return may_any(actor, (Permission.TASK_SEE_ALL, Permission.TASK_DECIDE))


def has_tasks(actor: Actor) -> bool:
    return actor.may(Permission.TASK_REPORT) or bool(actor.visible_units)
