"""Who is shown procedures."""

from caicach.kernel.access import Actor


def may_see_register(actor: Actor) -> bool:
    """The register is published law: everybody who does something here."""
    return bool(actor.roles)
