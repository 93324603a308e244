"""How far a year's programme reaches, and what comes back year after year."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from caicach.inspections.domain.cycle import HELD, InspectionKind, Manner, State
from caicach.kernel.decimals import percentage


@dataclass(frozen=True, slots=True)
class ScopeUnit:
    """A unit that the programme could inspect."""

    code: str
    name: str
    level: str


@dataclass(frozen=True, slots=True)
class Visit:
    """An inspection as far as coverage asks."""

    unit: str
    kind: InspectionKind
    manner: Manner
    state: State


@dataclass(frozen=True, slots=True)
class Coverage:
    """Of the units in scope: those with an inspection held, those with one still to come, and those with none.

    ``needed`` is the least number of units that reaches the target; None without one.
    """

    total: int
    held: tuple[ScopeUnit, ...]
    planned: tuple[ScopeUnit, ...]
    without: tuple[ScopeUnit, ...]
    surprise: int
    target: Decimal | None
    needed: int | None

    @property
    def share(self) -> Decimal | None:
        return percentage(len(self.held), self.total, 1) if self.total else None

    @property
    def is_reached(self) -> bool:
        return self.needed is not None and len(self.held) >= self.needed

    @property
    def lacking(self) -> int:
        """Units to be added to the programme beyond those planned."""
        return max(0, (self.needed or 0) - len(self.held) - len(self.planned))


def coverage(
    scope: Sequence[ScopeUnit], visits: Iterable[Visit], target: Decimal | None, *, kind: InspectionKind
) -> Coverage:
    """A unit inspected twice counts once; a cancelled inspection not at all.

    >>> unit = ScopeUnit("a", "A", "department")
    >>> coverage([unit], [], Decimal(30), kind=InspectionKind.OFFICE).needed
    1
    """
    by_unit: defaultdict[str, list[Visit]] = defaultdict(list)
    for visit in visits:
        if visit.kind is kind and visit.state is not State.CANCELLED:
            by_unit[visit.unit].append(visit)
    held = tuple(unit for unit in scope if any(visit.state in HELD for visit in by_unit[unit.code]))
    is_held = {unit.code for unit in held}
    planned = tuple(unit for unit in scope if unit.code not in is_held and by_unit[unit.code])
    taken = is_held | {unit.code for unit in planned}
    surprise = sum(
        any(visit.state in HELD and visit.manner is Manner.SURPRISE for visit in by_unit[unit.code]) for unit in held
    )
    return Coverage(
        total=len(scope),
        held=held,
        planned=planned,
        without=tuple(unit for unit in scope if unit.code not in taken),
        surprise=surprise,
        target=target,
        needed=None if target is None else needed_units(len(scope), target),
    )


def needed_units(total: int, target: Decimal) -> int:
    """
    >>> needed_units(34, Decimal(30)), needed_units(10, Decimal(30)), needed_units(0, Decimal(30))
    (11, 3, 0)
    """
    return int((Decimal(total) * target / 100).to_integral_value(rounding=ROUND_CEILING))


@dataclass(frozen=True, slots=True)
class PastFinding:
    """A finding of a concluded inspection; ``topic`` is the checklist and the item it was found by."""

    id: int
    unit: str
    topic: tuple[str, str]
    inspection: int
    year: int
    text: str


@dataclass(frozen=True, slots=True)
class Repeat:
    """The same thing found at the same unit by more than one inspection, oldest first."""

    unit: str
    topic: tuple[str, str]
    findings: tuple[PastFinding, ...]

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(sorted({one.year for one in self.findings}))


def repeats(past: Iterable[PastFinding]) -> tuple[Repeat, ...]:
    """What came back, most often first. Two findings of one inspection are no repetition."""
    groups: defaultdict[tuple[str, tuple[str, str]], list[PastFinding]] = defaultdict(list)
    for one in past:
        groups[one.unit, one.topic].append(one)
    found = [
        Repeat(unit, topic, tuple(sorted(lines, key=lambda one: (one.year, one.inspection, one.id))))
        for (unit, topic), lines in groups.items()
        if len({one.inspection for one in lines}) > 1
    ]
    return tuple(sorted(found, key=lambda one: (-len(one.findings), one.unit, one.topic)))
