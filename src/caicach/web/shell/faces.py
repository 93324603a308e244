"""What each room of pages brings to the whole, and the one place where the whole is put together.

A room says it in its ``face.py``; ``web/urls.py`` names the rooms and settles them, once. The shell, and a room that
shows something of another (the words of a state, the rows behind a figure), asks here and imports no room.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from itertools import chain
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar

from django.core.exceptions import ImproperlyConfigured
from django.urls import URLPattern, URLResolver, get_resolver

from caicach.kernel.access import Actor, Permission
from caicach.kernel.periods import Stretch
from caicach.notifications.domain.lists import EntriesOf, offer_lists
from caicach.web.shell.badges import Badge
from caicach.web.shell.state import StateRoom

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

K = TypeVar("K")
V = TypeVar("V")
Right = Callable[[Actor], bool]
Words = Mapping[Any, "StrPromise"]  # of the members of one enum
Badges = Mapping[Any, Badge]


class Group(Enum):
    """The groups of the menu, in the order of the day."""

    TODAY = auto()
    WORK = auto()
    RESULTS = auto()
    SYSTEM = auto()


@dataclass(frozen=True, slots=True)
class Tally:
    """A number beside an entry of the menu, with the word that tells what it counts."""

    of: Callable[[Actor], int]
    word: "StrPromise"


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """``also`` are pages that belong to this entry although their addresses do not lie under its own."""

    label: "StrPromise"
    route: str
    group: Group
    is_for: Right
    also: tuple[str, ...] = ()
    tally: Tally | None = None


@dataclass(frozen=True, slots=True)
class Start:
    """A page that the day begins on. Of those that are for a person the one of the lowest ``place`` opens."""

    place: int
    route: str
    is_for: Right


@dataclass(frozen=True, slots=True)
class FirstStep:
    """What a person who is new does first here, in the order of ``place``; ``route`` opens the page for it."""

    place: int
    words: "StrPromise"
    route: str
    is_for: Right


@dataclass(frozen=True, slots=True)
class RowsBehind:
    """``is_exact``: the list holds what was counted; otherwise it is the unit's rows, of which some were counted.
    ``asked``: what its page asks of everybody, where not everybody who reads the figure may open it."""

    address: str
    is_exact: bool
    asked: Permission | None = None


@dataclass(frozen=True, slots=True)
class Thing:
    """What the trail calls a kind of thing, the route of its page (which checks the rights) where it has one, and what
    that page asks of everybody who opens it, where not everybody who reads the trail may.
    """

    word: "StrPromise"
    route: str = ""
    asked: Permission | None = None


Opened = Callable[[Actor, Collection[int]], Collection[int]]
"""From identities to those among them whose page opens for the person."""

RowsOf = Callable[[str, str, Stretch], RowsBehind | None]
"""From the name of a metric, the code of a unit and a period to the rows that were counted."""


@dataclass(frozen=True, slots=True)
class Face:
    """``rows`` opens the rows behind the metrics whose names begin with its key and a dot; ``state`` is its part of the
    page of the chair; ``lists`` are pages, by route, whose lists can be kept under a name and watched; ``acts`` and
    ``things`` are words of the trail; ``opened`` tells, by the route of a page, which of its
    things a person may open.
    """

    routes: Sequence[URLPattern | URLResolver]
    under: str = ""
    menu: tuple[MenuEntry, ...] = ()
    starts: tuple[Start, ...] = ()
    first_steps: tuple[FirstStep, ...] = ()
    words: tuple[Words, ...] = ()
    badges: tuple[Badges, ...] = ()
    permissions: Mapping[Permission, "StrPromise"] = field(default_factory=dict)
    rows: Mapping[str, RowsOf] = field(default_factory=dict)
    state: StateRoom | None = None
    stylesheet: str = ""
    lists: Mapping[str, EntriesOf] = field(default_factory=dict)
    acts: Mapping[str, "StrPromise"] = field(default_factory=dict)
    things: Mapping[str, Thing] = field(default_factory=dict)
    opened: Mapping[str, Opened] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Faces:
    """All rooms together; nothing changes after the start."""

    menu: tuple[MenuEntry, ...]
    starts: tuple[Start, ...]
    first_steps: tuple[FirstStep, ...]
    words: Mapping[type[Enum], Words]
    badges: Mapping[type[Enum], Badges]
    permissions: Mapping[Permission, "StrPromise"]
    rows: Mapping[str, RowsOf]
    state: tuple[StateRoom, ...]
    lists: Mapping[str, EntriesOf]
    acts: Mapping[str, "StrPromise"]
    things: Mapping[str, Thing]
    opened: Mapping[str, Opened]
    stylesheets: tuple[str, ...]


_settled: list[Faces] = []


def whoever_may(permission: Permission) -> Opened:
    """Of a page that asks for a right and shows every row to who has it."""
    return lambda actor, ids: ids if actor.may(permission) else ()


def settle(faces: Iterable[Face]) -> None:
    """Put the rooms together. Refused a second time, and where two rooms say the same thing or one is left unsaid."""
    if _settled:
        raise ImproperlyConfigured("The rooms of pages are settled already: name every room in web/urls.py.")
    together = joined_faces(tuple(faces))
    offer_lists(together.lists)
    _settled.append(together)


def joined_faces(faces: Sequence[Face]) -> Faces:
    """The rooms as one.

    The menu runs through its groups, and within a group in the order in which the rooms are named.
    """
    menu = tuple(entry for group in Group for face in faces for entry in face.menu if entry.group is group)
    permissions = _once("permission", chain.from_iterable(face.permissions.items() for face in faces))
    if unsaid := [permission.value for permission in Permission if permission not in permissions]:
        raise ImproperlyConfigured(f"No room of pages has words for the permissions {unsaid}.")
    return Faces(
        menu=menu,
        starts=tuple(sorted(chain.from_iterable(face.starts for face in faces), key=lambda start: start.place)),
        first_steps=tuple(sorted(chain.from_iterable(face.first_steps for face in faces), key=lambda step: step.place)),
        words=_once("words of", (_by_type(words) for face in faces for words in face.words)),
        badges=_once("badges of", (_by_type(badges) for face in faces for badges in face.badges)),
        permissions=permissions,
        rows=_once("rows of", chain.from_iterable(face.rows.items() for face in faces)),
        state=tuple(face.state for face in faces if face.state),
        lists=_once("lists of", chain.from_iterable(face.lists.items() for face in faces)),
        acts=_once("words of the act", chain.from_iterable(face.acts.items() for face in faces)),
        things=_once("words of the thing", chain.from_iterable(face.things.items() for face in faces)),
        opened=_once("question who opens", chain.from_iterable(face.opened.items() for face in faces)),
        stylesheets=tuple(face.stylesheet for face in faces if face.stylesheet),
    )


def _by_type(said: Mapping[Enum, V]) -> tuple[type[Enum], Mapping[Enum, V]]:
    """The enum that all keys are of. A member without a word would be found by a person: it is found here."""
    kind = type(next(iter(said)))
    if unsaid := [member for member in kind if member not in said]:
        raise ImproperlyConfigured(f"No word for {unsaid}.")
    return kind, MappingProxyType(said)


def _once(kind: str, said: Iterable[tuple[K, V]]) -> Mapping[K, V]:
    pairs = tuple(said)
    if twice := [key for key, count in Counter(key for key, _ in pairs).items() if count > 1]:
        raise ImproperlyConfigured(f"Two rooms of pages bring the {kind} {twice}.")
    return MappingProxyType(dict(pairs))


def known_faces() -> Faces:
    """The rooms of this installation.

    Routes are read at the first request; a page that is drawn before (a body refused for its size) has them read here.
    """
    if not _settled:
        len(get_resolver().url_patterns)
    return _settled[0]


def badge_of(state: Enum) -> Badge:
    return known_faces().badges[type(state)][state]


def word_of(value: Enum) -> str:
    return str(known_faces().words[type(value)][value])


def permission_label(permission: Permission) -> "StrPromise":
    return known_faces().permissions[permission]


def rows_behind(metric: str, unit: str, period: Stretch) -> RowsBehind | None:
    """The list behind a metric; None where no room shows its rows."""
    rows_of = known_faces().rows.get(metric.partition(".")[0])
    return rows_of(metric, unit, period) if rows_of else None
