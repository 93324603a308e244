"""What can be found: modules that own the rows declare it in their ``searching.py``."""

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from caicach.kernel.access import Actor

_NAME = re.compile(r"[a-z][a-z_]{1,19}")


class SearchDefect(RuntimeError):
    """A source is declared wrongly: a defect of the program, which no user can mend."""


@dataclass(frozen=True, slots=True)
class Watched:
    """A table whose rows say something of the entries: a change of ``columns`` marks the root that ``key`` names.

    ``through``: a table and its column that names this row's key; the roots are the ids of that table's rows.
    """

    table: str
    columns: tuple[str, ...]
    key: str = "id"
    through: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class NewEntry:
    """``head`` counts most: title, number. ``note`` is shown beside the title; numbers in it are recognised.

    ``scope`` are values of ``Source.scope`` for whom the entry may be.
    """

    root: str
    title: str
    head: tuple[str | None, ...] = ()
    body: tuple[str | None, ...] = ()
    note: str = ""
    happened_on: date | None = None
    part: str = ""
    scope: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """One kind of thing. ``title`` is Vietnamese, for the page, in the plural.

    ``entries`` gives those of some roots on a day; ``visible`` which of some roots an actor may see, by the module's
    own rule; ``scope`` values of which an entry for that actor bears one, or None where the actor may see them all:
    it makes the search fast and decides nothing. ``form`` grows when what the entries say changes.
    """

    kind: str
    title: str
    table: str
    key: str
    watched: tuple[Watched, ...]
    entries: Callable[[Sequence[str], date], Iterable[NewEntry]]
    visible: Callable[[Actor, Collection[str]], Collection[str]]
    scope: Callable[[Actor], Collection[str] | None]
    address: Callable[[Actor, str, str], str]
    form: int = 1


_SOURCES: Final[dict[str, Source]] = {}


def register(source: Source) -> None:
    """Offer a kind of thing to the search; once for each kind."""
    if not _NAME.fullmatch(source.kind) or source.kind in _SOURCES:
        raise SearchDefect(f"{source.kind!r} is no name of a source, or registered twice")
    _SOURCES[source.kind] = source


def sources() -> tuple[Source, ...]:
    """In the order in which modules registered them."""
    return tuple(_SOURCES.values())


def source_of(kind: str) -> Source | None:
    return _SOURCES.get(kind)
