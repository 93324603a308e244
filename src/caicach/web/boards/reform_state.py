"""The state of the reform on one page: what every room says of itself, first what waits for a decision."""

from dataclasses import dataclass
from datetime import date

from caicach.kernel.access import Actor
from caicach.kernel.said import Said, tell
from caicach.web.shell.faces import known_faces
from caicach.web.shell.state import StateLine


@dataclass(frozen=True, slots=True)
class StateSection:
    title: Said
    lines: tuple[StateLine, ...]


def reform_state(actor: Actor, on: date) -> tuple[StateSection, ...]:
    """Sections without a figure are left out."""
    rooms = known_faces().state
    waiting = tuple(line for room in rooms if room.to_decide for line in room.to_decide(actor, on))
    sections = (
        StateSection(tell("Cần quyết định"), waiting),
        *(StateSection(room.title, tuple(room.lines(actor, on))) for room in rooms),
    )
    return tuple(section for section in sections if section.lines)
