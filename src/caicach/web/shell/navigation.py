"""The menu of a person, group by group, and the page that the person's day begins on."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from caicach.kernel.access import Actor
from caicach.web.shell.addresses import address_of
from caicach.web.shell.faces import Group, MenuEntry, known_faces

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

GROUPS: "Final[dict[Group, StrPromise]]" = {
    Group.TODAY: _("Hôm nay"),
    Group.WORK: _("Công việc"),
    Group.RESULTS: _("Báo cáo, đánh giá"),
    Group.SYSTEM: _("Hệ thống"),
}

FIRST_STEPS_KNOWN: Final = "first_steps_known"
"""The cookie of a browser in which a person has put the first steps away."""

IN_ONE_LINE: Final = 8
"""So many entries stand side by side on a desk's window; of more, the groups that one is not in are folded."""


@dataclass(frozen=True, slots=True)
class Entry:
    """``tally`` counts what waits behind the entry, ``counted`` says what that is."""

    label: str
    address: str
    is_current: bool
    tally: int = 0
    counted: str = ""


@dataclass(frozen=True, slots=True)
class MenuGroup:
    """On a wide window a folded group shows its entries under its name; ``first`` opens where nothing unfolds."""

    label: str
    entries: tuple[Entry, ...]
    is_folded: bool = False

    @property
    def first(self) -> str:
        return self.entries[0].address

    @property
    def waiting(self) -> tuple[Entry, ...]:
        """The entries behind which something waits: they stay in view."""
        return tuple(entry for entry in self.entries if entry.tally)


@dataclass(frozen=True, slots=True)
class Menu:
    """``here`` is the entry that the page lies under."""

    groups: tuple[MenuGroup, ...]

    @property
    def here(self) -> Entry | None:
        return next((entry for group in self.groups for entry in group.entries if entry.is_current), None)

    @property
    def waiting(self) -> tuple[Entry, ...]:
        """The entries behind which something waits."""
        return tuple(entry for group in self.groups for entry in group.waiting)


def menu_of(actor: Actor, path: str) -> Menu:
    mine = tuple(entry for entry in known_faces().menu if entry.is_for(actor))
    section = _section_of(path, mine)
    groups = (
        MenuGroup(
            str(word),
            tuple(_shown_entry(entry, actor, is_current=entry is section) for entry in mine if entry.group is group),
            is_folded=len(mine) > IN_ONE_LINE and (section is None or section.group is not group),
        )
        for group, word in GROUPS.items()
    )
    return Menu(tuple(group for group in groups if group.entries))


def _shown_entry(entry: MenuEntry, actor: Actor, *, is_current: bool) -> Entry:
    address = address_of(entry.route)
    if entry.tally is None:
        return Entry(str(entry.label), address, is_current)
    return Entry(str(entry.label), address, is_current, entry.tally.of(actor), str(entry.tally.word))


def _section_of(path: str, entries: tuple[MenuEntry, ...]) -> MenuEntry | None:
    """The entry a page lies under: the longest address that begins its path, of its own or of what belongs to it."""
    under = [
        (len(address), entry)
        for entry in entries
        for route in (entry.route, *entry.also)
        if path.startswith(address := address_of(route))
    ]
    return max(under, key=lambda pair: pair[0], default=(0, None))[1]


def first_page_of(actor: Actor) -> str:
    """The page that says what needs this person today."""
    return next((start.route for start in known_faces().starts if start.is_for(actor)), "web:account")


def first_steps_of(actor: Actor) -> list[tuple[str, str]]:
    """What a person who is new here does first: words, and the address of the page."""
    return [(str(step.words), address_of(step.route)) for step in known_faces().first_steps if step.is_for(actor)]
