"""Who is shown inspections."""

from caicach.kernel.access import Actor, Permission


def may_see_inspections(actor: Actor) -> bool:
    """Who sees all, or some unit's; a member of a team comes by the message, and finds the list here too."""
    return actor.may(Permission.INSPECTION_SEE_ALL) or bool(actor.visible_units) or bool(actor.roles)
