"""Progress that rolls up: sub-tasks of an assignment, and a figure against its target."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_FLOOR, Decimal

_WHOLE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Part:
    """A sub-task as progress sees it; ``parent`` None belongs to the assignment itself."""

    id: int
    parent: int | None
    weight: int
    progress: int
    is_done: bool


@dataclass(frozen=True, slots=True)
class RolledUp:
    """Progress in per cent of every part, and of the whole: rounded down, so that 100 means done and nothing else."""

    of: Mapping[int, int]
    whole: int | None


def rolled_up(parts: Sequence[Part]) -> RolledUp:
    """A part with parts of its own is what they make of it, by weight; one without says its own progress.

    A part counts as 100 only when it is done and everything below it is. Parts of a circle, which no service makes,
    belong to nobody and are left out.
    """
    children: dict[int | None, list[Part]] = {}
    for part in parts:
        children.setdefault(part.parent, []).append(part)
    exact: dict[int, Decimal] = {}
    complete: dict[int, bool] = {}
    for part in reversed(_from_the_top(children)):
        below = children.get(part.id, [])
        complete[part.id] = part.is_done and all(complete[child.id] for child in below)
        found = _mean(below, exact) if below else Decimal(100 if part.is_done else min(part.progress, 99))
        exact[part.id] = Decimal(100) if complete[part.id] else min(found, Decimal(99))
    top = children.get(None, [])
    return RolledUp(
        of={number: _floor(value) for number, value in exact.items()},
        whole=_floor(_mean(top, exact)) if top else None,
    )


def _from_the_top(children: Mapping[int | None, list[Part]]) -> list[Part]:
    found: list[Part] = []
    waiting = list(children.get(None, []))
    while waiting:
        part = waiting.pop()
        found.append(part)
        waiting.extend(children.get(part.id, []))
    return found


def _mean(parts: list[Part], exact: Mapping[int, Decimal]) -> Decimal:
    return sum((exact[part.id] * part.weight for part in parts), Decimal(0)) / sum(part.weight for part in parts)


def _floor(value: Decimal) -> int:
    return int(value.quantize(_WHOLE, rounding=ROUND_FLOOR))


def is_below(parents: Mapping[int, int | None], part: int, other: int) -> bool:
    """Whether ``part`` is ``other`` or lies below it: to hang ``other`` under it would make a circle.

    >>> is_below({1: None, 2: 1, 3: 2}, 3, 1), is_below({1: None, 2: 1, 3: 2}, 1, 3)
    (True, False)
    """
    current: int | None = part
    for _ in range(len(parents) + 1):
        if current is None:
            return False
        if current == other:
            return True
        current = parents.get(current)
    return True  # a circle already: nothing more is hung on it


def share_of_target(figure: Decimal, target: Decimal) -> int:
    """Per cent of the target, rounded down: 100 is reached and not nearly reached.

    >>> share_of_target(Decimal("59.9"), Decimal(60)), share_of_target(Decimal(66), Decimal(60))
    (99, 110)
    """
    return _floor(figure * 100 / target)


def without_zeros(figure: Decimal) -> Decimal:
    """The figure as a person wrote it, without the places that the database adds.

    >>> str(without_zeros(Decimal("60.0000"))), str(without_zeros(Decimal("7.2500")))
    ('60', '7.25')
    """
    return figure.quantize(_WHOLE) if figure == figure.to_integral_value() else figure.normalize()


@dataclass(frozen=True, slots=True)
class FigurePoint:
    """An accepted figure and the day on which it was reported."""

    on: date
    figure: Decimal


@dataclass(frozen=True, slots=True)
class TargetProgress:
    """``latest`` is the newest accepted figure; without one there is no share, which is not 0."""

    target: Decimal
    unit: str
    points: tuple[FigurePoint, ...] = ()

    @property
    def latest(self) -> FigurePoint | None:
        return self.points[-1] if self.points else None

    @property
    def share(self) -> int | None:
        return share_of_target(self.latest.figure, self.target) if self.latest else None


@dataclass(frozen=True, slots=True)
class SubTaskView:
    """``depth`` 0 stands right below the assignment; listed parents before parts."""

    id: int
    parent_id: int | None
    depth: int
    text: str
    owner_id: int | None
    owner_name: str
    due_on: date | None
    weight: int
    progress: int
    done_on: date | None
    is_late: bool


@dataclass(frozen=True, slots=True)
class DelegationView:
    user_name: str
    note: str
    delegated_at: datetime
    delegated_by: str


@dataclass(frozen=True, slots=True)
class EventView:
    """What a deadline waits for, or waited for; ``days`` None: the day is set when the event is recorded."""

    id: int
    name: str
    days: int | None
    unit: str | None
    happened_on: date | None
    reference: str
    recorded_by: str
    concerns: int
