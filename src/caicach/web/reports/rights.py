"""Who may make a progress report."""

from caicach.kernel.access import Actor, Permission


def may_report(actor: Actor) -> bool:
    """Of everything, or of the own unit."""
    return actor.may(Permission.TASK_SEE_ALL) or bool(actor.may(Permission.TASK_REPORT) and actor.acts_for)
