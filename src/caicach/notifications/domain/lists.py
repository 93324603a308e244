"""Lists that people keep and watch, as values, and the rooms of pages that can be watched."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from caicach.kernel.access import Actor

MOST_WATCHED: Final = 2_000
"""Entries of a list at most that somebody watches."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing in a list: ``key`` tells it from all others, ``link`` is its page."""

    key: str
    text: str
    note: str
    link: str


@dataclass(frozen=True, slots=True)
class Listed:
    """What stands in a list now: how many in all, and the entries, at most MOST_WATCHED of them."""

    total: int
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class SavedListRow:
    """A list as a person sees it: the own ones, and those that the own unit shares."""

    id: int
    name: str
    page: str
    address: str
    owner_name: str
    unit: str | None
    is_own: bool
    is_watched: bool


EntriesOf = Callable[[Actor, str, date], Listed]
"""From who looks, what the address asks and the day to what stands in the list."""
_sources: dict[str, EntriesOf] = {}


def offer_lists(sources: Mapping[str, EntriesOf]) -> None:
    """The pages, by route, whose lists can be kept and watched."""
    _sources.update(sources)


def source_of(page: str) -> EntriesOf | None:
    return _sources.get(page)
