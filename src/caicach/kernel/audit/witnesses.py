"""Which rows the trail answers for; the modules that own them declare it in their ``witnesses.py``.

A *witness* is one kind of thing with the tables that say what it is: a task with its assignments, reports, evidence
and deadlines. Every line about it, once sealed, keeps the digest of those rows as they stood; ``verify`` computes it
anew. Rows that are for lists and search only, or that a worker writes for itself, are no part of it.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db import models

_KIND = re.compile(r"[a-z][a-z_]{1,39}")


class WitnessDefect(RuntimeError):
    """A witness is declared wrongly: a defect of the program, which no user can mend."""


@dataclass(frozen=True, slots=True)
class About:
    """What a line is about, as far as it tells whose rows it changed."""

    line_id: int
    action: str
    kind: str
    identity: str
    new: Mapping[str, Any]


Roots = Callable[[Sequence[About]], Mapping[int, Collection[int]]]
"""By line, the ids of the things whose rows it may have changed; a line about something else is absent."""


@dataclass(frozen=True, slots=True)
class Table:
    """Columns of one table, or what the database makes of them, and the path to the id of the thing they belong to."""

    model: type[models.Model]
    root: str
    columns: tuple[str | models.Expression, ...]


@dataclass(frozen=True, slots=True)
class Witness:
    """``form`` grows when the columns change: states of another form cannot be compared, and are taken in anew.

    ``title`` is Vietnamese, for the sentence of a fault; ``tables`` begins with the thing's own.
    """

    kind: str
    stream: str
    title: str
    form: int
    tables: tuple[Table, ...]
    roots: Roots

    @property
    def key(self) -> str:
        return f"{self.kind}.{self.form}"


_WITNESSES: Final[dict[str, Witness]] = {}


def register(witness: Witness) -> None:
    if witness.kind in _WITNESSES or not _KIND.fullmatch(witness.kind) or not witness.tables:
        raise WitnessDefect(f"{witness.kind!r} is registered twice, named wrongly, or has no table")
    _WITNESSES[witness.kind] = witness


def registered_witnesses() -> tuple[Witness, ...]:
    return tuple(_WITNESSES[kind] for kind in sorted(_WITNESSES))


def of_stream(stream: str) -> tuple[Witness, ...]:
    return tuple(witness for witness in registered_witnesses() if witness.stream == stream)


def is_number(identity: str) -> bool:
    """Whether the identity of a line's subject is the id of a row."""
    return identity.isascii() and identity.isdigit() and len(identity) < 19


def themselves(kind: str, about: Iterable[About]) -> dict[int, set[int]]:
    """Lines whose subject is the thing itself."""
    return {one.line_id: {int(one.identity)} for one in about if one.kind == kind and is_number(one.identity)}


def through(kind: str, model: type[models.Model], root: str, about: Iterable[About]) -> dict[int, set[int]]:
    """Lines whose subject is a row that belongs to the thing. One SQL query, none without such a line."""
    lines = {one.line_id: int(one.identity) for one in about if one.kind == kind and is_number(one.identity)}
    if not lines:
        return {}
    rows = model._default_manager.filter(pk__in=set(lines.values())).order_by()
    roots = dict(rows.values_list("pk", root))
    return {line: {roots[pk]} for line, pk in lines.items() if pk in roots}
