"""Which pages open for a person: a link that ends in a refusal is not drawn."""

from collections import defaultdict
from collections.abc import Iterable

from django.urls import Resolver404, resolve

from caicach.kernel.access import Actor
from caicach.web.shell.faces import known_faces


def open_addresses(actor: Actor, addresses: Iterable[str]) -> frozenset[str]:
    """Those among the addresses (paths) that open, as far as rows decide it. One query a kind of thing at most."""
    rows: dict[str, dict[str, int]] = defaultdict(dict)
    found: set[str] = set()
    for address in set(addresses):
        route, identity = _row(address)
        if identity is None:
            found.add(address)
        else:
            rows[route][address] = identity
    for route, asked in rows.items():
        seen = set(known_faces().opened[route](actor, set(asked.values())))
        found.update(address for address, identity in asked.items() if identity in seen)
    return frozenset(found)


def open_address(actor: Actor, address: str) -> str:
    """The address where it opens, else nothing."""
    return address if address and address in open_addresses(actor, (address,)) else ""


def _row(address: str) -> tuple[str, int | None]:
    """The route and the number of the thing; no number where every row of the page opens alike."""
    try:
        place = resolve(address.partition("?")[0])
    except Resolver404:
        return "", None
    numbers = [one for one in place.kwargs.values() if isinstance(one, int)]
    return place.view_name, numbers[0] if place.view_name in known_faces().opened and numbers else None
