"""How dossiers really go from step to step, and where that differs from the order that the decree lays down.

>>> departures((Happening.RECEIVED, Happening.DONE, Happening.HANDLING, Happening.DONE))
((<Happening.DONE: 'done'>, <Happening.HANDLING: 'handling'>),)
>>> departures((Happening.HANDLING, Happening.APOLOGISED, Happening.DONE))
((None, <Happening.HANDLING: 'handling'>),)
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from caicach.dossiers.domain.clock.values import Happening
from caicach.kernel.said import tell

ORDER_SOURCE: Final = tell("Nghị định 118/2025/NĐ-CP, Điều 16 đến 21")
_IN_HAND: Final = frozenset(
    {
        Happening.HANDLING,
        Happening.TRANSFERRED,
        Happening.COMPETENT_RECEIVED,
        Happening.SUPPLEMENT_ASKED,
        Happening.DUTY_ASKED,
        Happening.REFUSED,
        Happening.WITHDRAWN,
        Happening.STOPPED,
        Happening.DONE,
    }
)
_PAUSED: Final = frozenset({Happening.RECEIVED, Happening.HANDLING, Happening.WITHDRAWN, Happening.STOPPED})
_ORDER: Final[Mapping[Happening | None, frozenset[Happening]]] = {
    None: frozenset({Happening.REGISTERED, Happening.RECEIVED}),
    Happening.REGISTERED: frozenset(
        {Happening.RECEIVED, Happening.REFUSED, Happening.SUPPLEMENT_ASKED, Happening.WITHDRAWN}
    ),
    Happening.RECEIVED: _IN_HAND,
    Happening.HANDLING: _IN_HAND,
    Happening.TRANSFERRED: _IN_HAND,
    Happening.COMPETENT_RECEIVED: _IN_HAND,
    Happening.SUPPLEMENT_ASKED: _PAUSED,
    Happening.DUTY_ASKED: _PAUSED,
    Happening.DONE: frozenset({Happening.RETURNED}),
}
_BESIDE: Final = frozenset({Happening.REAPPOINTED, Happening.APOLOGISED})
Way = tuple[Happening | None, Happening]


def departures(sequence: Sequence[Happening]) -> tuple[Way, ...]:
    """The ways that the order does not know, each as often as it was gone; None before the first step.

    What stands beside the course (re-appointment, apology) is looked over.
    """
    steps = [one for one in sequence if one not in _BESIDE]
    return tuple(
        (before, step)
        for before, step in zip((None, *steps), steps, strict=False)
        if step not in _ORDER.get(before, frozenset())
    )


@dataclass(frozen=True, slots=True)
class Step:
    """``again``: dossiers in which the step happened more than once."""

    what: Happening
    count: int
    dossiers: int
    again: int


@dataclass(frozen=True, slots=True)
class Edge:
    """From a step to the next one: how often, by how many dossiers; minutes of legal working time, None where the
    calendar does not know them all."""

    source: Happening
    target: Happening
    count: int
    dossiers: int
    mean_minutes: float | None
    median_minutes: float | None
    ninth_minutes: float | None
    total_minutes: float


@dataclass(frozen=True, slots=True)
class Variant:
    """A sequence of steps with how many dossiers went so, of them late, and their mean working time."""

    steps: tuple[Happening, ...]
    dossiers: int
    late: int
    mean_minutes: float | None


@dataclass(frozen=True, slots=True)
class Handover:
    """From one agency to another; the working time until the step by which it was handed over."""

    source: str
    target: str
    count: int
    mean_minutes: float | None


@dataclass(frozen=True)
class ProcessFlow:
    """``variant_count`` of all; ``departing``: dossiers with ways that the order does not know, ``ways`` how often."""

    dossiers: int
    steps: tuple[Step, ...]
    edges: tuple[Edge, ...]
    variants: tuple[Variant, ...]
    variant_count: int
    handovers: tuple[Handover, ...]
    departing: int
    ways: tuple[tuple[Way, int], ...]

    def bottlenecks(self, most: int = 5) -> tuple[Edge, ...]:
        """The edges on which most working time passes in sum."""
        known = [edge for edge in self.edges if edge.total_minutes > 0]
        return tuple(sorted(known, key=lambda edge: -edge.total_minutes)[:most])


_PLACES: Final = (
    Happening.REGISTERED,
    Happening.RECEIVED,
    Happening.COMPETENT_RECEIVED,
    Happening.TRANSFERRED,
    Happening.HANDLING,
    Happening.SUPPLEMENT_ASKED,
    Happening.DUTY_ASKED,
    Happening.REAPPOINTED,
    Happening.APOLOGISED,
    Happening.DONE,
    Happening.RETURNED,
    Happening.REFUSED,
    Happening.WITHDRAWN,
    Happening.STOPPED,
)


def place_of(what: Happening) -> int:
    """Where a step stands in a picture, from above."""
    return _PLACES.index(what)
