"""Who has the pages of publishing."""

from caicach.kernel.access import Actor, Permission


def may_publish(actor: Actor) -> bool:
    return actor.may(Permission.PUBLICATION_MANAGE)
