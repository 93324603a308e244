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
    told = [(room.title, tuple(room.lines(actor, on))) for room in known_faces().state]
    sections = (
        StateSection(tell("Cần quyết định"), tuple(line for _, lines in told for line in lines if line.waits)),
        *(StateSection(title, tuple(line for line in lines if not line.waits)) for title, lines in told),
    )
    return tuple(section for section in sections if section.lines)
