"""Who has pages of periodic reports."""

from caicach.kernel.access import Actor, Permission


def may_open_page(actor: Actor) -> bool:
    """Who sees every unit's reports, or writes one."""
    return actor.may(Permission.TASK_SEE_ALL) or bool(actor.may(Permission.TASK_REPORT) and actor.acts_for)
