"""What doors ask of rights before a service decides: which entries and buttons a person is shown."""

from collections.abc import Iterable

from caicach.kernel.access import Actor, Permission


def may_any(actor: Actor, permissions: Iterable[Permission]) -> bool:
    return any(actor.may(permission) for permission in permissions)
