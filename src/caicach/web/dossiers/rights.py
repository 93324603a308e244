"""Who is shown dossiers."""

from caicach.kernel.access import Actor, Permission


def may_see_dossiers(actor: Actor) -> bool:
    """Who sees all of them, or those of some unit."""
    return actor.may(Permission.DOSSIER_SEE_ALL) or bool(actor.visible_units)
