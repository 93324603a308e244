"""Who is shown dossiers."""

from caicach.kernel.access import Actor, Permission


def may_import(actor: Actor) -> bool:
    return actor.may(Permission.DOSSIER_IMPORT)
