"""Who is shown institutions."""

from caicach.kernel.access import Actor


def may_see_institutions(actor: Actor) -> bool:
    """What has to be issued is no secret: everybody who does something here."""
    return bool(actor.roles)
