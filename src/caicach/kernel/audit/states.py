"""The digest of the rows of a thing, the same on both databases."""

import hashlib
from collections.abc import Collection, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from django.db import DEFAULT_DB_ALIAS

from caicach.kernel.audit.domain import STATE_LENGTH, canonical
from caicach.kernel.audit.witnesses import Table, Witness
from caicach.kernel.said import Said, as_json

if TYPE_CHECKING:
    from hashlib import _Hash

GONE: Final = "-"
"""The state of a thing that has no row any more."""
_AT_ONCE: Final = 500
_RANGE: Final = 20_000


def states_of(witness: Witness, roots: Collection[int], using: str = DEFAULT_DB_ALIAS) -> dict[int, str]:
    """The state of each of these things; ``GONE`` where it has no row. One SQL query a table for 500 of them."""
    states = dict.fromkeys(roots, GONE)
    ordered = sorted(states)
    for start in range(0, len(ordered), _AT_ONCE):
        states |= _digests(witness, {"in": ordered[start : start + _AT_ONCE]}, using)
    return states


def all_states(witness: Witness, using: str = DEFAULT_DB_ALIAS) -> Iterator[tuple[int, str]]:
    """Every thing there is with its state, by ids; a range of them at a time, so that memory stays small."""
    for first in range(0, newest_of(witness, using) + 1, _RANGE):
        yield from sorted(_digests(witness, {"gte": first, "lt": first + _RANGE}, using).items())


def newest_of(witness: Witness, using: str = DEFAULT_DB_ALIAS) -> int:
    """The largest id that any of its tables names: rows that lost their thing are seen, too."""
    found = 0
    for table in witness.tables:
        rows = table.model._default_manager.using(using).filter(**{f"{table.root}__gt": found})
        found = rows.order_by(f"-{table.root}").values_list(table.root, flat=True).first() or found
    return found


def _digests(witness: Witness, bounds: dict[str, object], using: str) -> dict[int, str]:
    sums: dict[int, _Hash] = {}
    for table in witness.tables:
        _add(table, bounds, using, sums)
    return {root: one.hexdigest()[:STATE_LENGTH] for root, one in sums.items()}


def _add(table: Table, bounds: dict[str, object], using: str, sums: "dict[int, _Hash]") -> None:
    name = table.model._meta.model_name
    rows = table.model._default_manager.using(using).filter(**{f"{table.root}__{op}": v for op, v in bounds.items()})
    wanted = rows.order_by(table.root, "pk").values_list(table.root, "pk", *table.columns)
    for root, *values in wanted.iterator(chunk_size=2_000):
        line = canonical([name, *map(_plain, values)]) + "\n"
        sums.setdefault(root, hashlib.sha256()).update(line.encode())


def _plain(value: object) -> object:
    """A value of a row as JSON has it: the same text whichever database it came from."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return as_json(value) if isinstance(value, Said) else value
